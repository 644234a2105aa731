const { TestEnvironment } = require("jest-environment-node");

/** A test of thousands of people is about what they cost, and costs most of the time. */
const OF_THOUSANDS = /\d,\d{3}/;

/** Once a test has failed, the rest of its file is skipped: one failure kills a mutant. Jest's own `bail` counts files. */
module.exports = class UntilOneFails extends TestEnvironment {
  #failed = false;

  handleTestEvent({ name, test }) {
    if (name === "test_fn_failure" || name === "hook_failure") this.#failed = true;
    if (name === "test_start" && (this.#failed || OF_THOUSANDS.test(test.name))) test.mode = "skip";
  }
};
