const { performance } = require("node:perf_hooks");
const Environment = require("./environment.js");
const { noticed, scoreOf } = require("./noticed.js");

/** A test of thousands of people is about what they cost, and costs most of the time. */
const OF_THOUSANDS = /\d,\d{3}/;

/** How long nothing moves in a test that hangs. Tests wait for nothing but their own sockets and files. */
const STILL_SECONDS = 4;

/**
 * Once a test has failed, the rest of its file is skipped: one failure kills a mutant. Jest's own `bail` counts files. The tests
 * that noticed the last mutants come first. A test that hangs fails as soon as that is certain, also on a machine so busy that a
 * time-out would say nothing.
 */
module.exports = class UntilOneFails extends Environment {
  #failed = false;
  #file;

  constructor(config, context) {
    super(config, context);
    this.#file = context.testPath;
  }

  handleTestEvent({ name, test }, { rootDescribeBlock }) {
    if (name === "run_start") this.#sort(rootDescribeBlock.children);
    if (name === "test_fn_failure" || name === "hook_failure") this.#fail(test);
    if (name !== "test_start") return;
    if (this.#failed || OF_THOUSANDS.test(test.name)) test.mode = "skip";
    const { fn } = test;
    test.fn = () => orStill(fn);
  }

  #fail(test) {
    if (!this.#failed) noticed(this.#file, test?.name);
    this.#failed = true;
  }

  #sort(tests) {
    tests.sort((one, other) => scoreOf(this.#file, other.name) - scoreOf(this.#file, one.name));
  }
};

/** What the test comes to, or an error once it waits for something that will not come. `npm run mutate` counts those apart. */
async function orStill(fn) {
  let watch;
  const still = new Promise((_, reject) => {
    let seconds = 0;
    let before = performance.eventLoopUtilization();
    watch = setInterval(() => {
      const now = performance.eventLoopUtilization();
      // A process that has work and gets no processor is not idle by this.
      seconds = performance.eventLoopUtilization(now, before).utilization < 0.1 ? seconds + 1 : 0;
      before = now;
      if (seconds >= STILL_SECONDS) reject(new Error("The test hangs."));
    }, 1000);
  });
  try {
    return await Promise.race([fn(), still]);
  } finally {
    clearInterval(watch);
  }
}
