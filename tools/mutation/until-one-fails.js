const { TestEnvironment } = require("jest-environment-node");

/** Once a test has failed, the rest of its file is skipped: one failure kills a mutant. Jest's own `bail` counts files. */
module.exports = class UntilOneFails extends TestEnvironment {
  #failed = false;

  handleTestEvent({ name, test }) {
    if (name === "test_fn_failure" || name === "hook_failure") this.#failed = true;
    if (name === "test_start" && this.#failed) test.mode = "skip";
  }
};
