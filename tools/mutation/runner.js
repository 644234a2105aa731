const { existsSync, mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const { default: TestRunner } = require("jest-runner");
const { noticed, scoreOfFile } = require("./noticed.js");

/**
 * Runs as few files as one mutant needs: those in which Stryker asks for a test, where the last ones were noticed first, until one
 * fails. Jest would load them all, with all that they import. Which tests are in which file is kept from Stryker's first run, of
 * all tests.
 */
module.exports = class Runner extends TestRunner {
  #pattern = this._globalConfig.testNamePattern;
  #namesFile = join(this._globalConfig.rootDir, ".stryker/test-names.json");
  #names = {};
  #failed = false;

  async runTests(tests, watcher, options) {
    this.on("test-file-failure", ([{ path }]) => {
      this.#failed = true;
      noticed(path);
    });
    this.on("test-file-success", ([test, { numFailingTests, testResults }]) => {
      if (numFailingTests > 0) this.#failed = true;
      this.#names[test.path] = testResults.map(({ fullName }) => fullName);
    });
    for (const test of this.#inOrder(tests)) {
      if (!this.#failed) await super.runTests([test], watcher, options);
    }
    if (!existsSync(this.#namesFile)) this.#keepNames();
  }

  #keepNames() {
    mkdirSync(dirname(this.#namesFile), { recursive: true });
    writeFileSync(this.#namesFile, JSON.stringify(this.#names));
  }

  #inOrder(tests) {
    const names = existsSync(this.#namesFile) ? JSON.parse(readFileSync(this.#namesFile, "utf8")) : {};
    const asked = new RegExp(this.#pattern ?? "", "i");
    return tests
      .filter(({ path }) => names[path]?.some((name) => asked.test(name)) ?? true)
      .sort((one, other) => scoreOfFile(other.path) - scoreOfFile(one.path));
  }
};
