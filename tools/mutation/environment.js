const { AsyncLocalStorage } = require("node:async_hooks");
const { TestEnvironment } = require("jest-environment-node");

/** Those that were used since the last file of tests ended. */
const used = new Set();

for (const use of ["run", "enterWith"]) {
  const original = AsyncLocalStorage.prototype[use];
  AsyncLocalStorage.prototype[use] = function (...given) {
    used.add(this);
    return original.apply(this, given);
  };
}

/**
 * Lets go of what a file of tests leaves behind: Jest and Pulumi's SDK, loaded anew for each file, each make a store that Node keeps
 * for ever and asks at every promise, so that each file would run slower than the one before.
 */
module.exports = class Environment extends TestEnvironment {
  async teardown() {
    for (const storage of used) storage.disable();
    used.clear();
    await super.teardown();
  }
};
