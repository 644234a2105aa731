/** Prints jest's own counts alone on the run's last line: `12 passed, 0 failed`. */
module.exports = class CountReporter {
  onRunComplete(_contexts, results) {
    const broken = results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const tail = skipped > 0 ? `, ${skipped} skipped` : "";
    const line = `${results.numPassedTests} passed, ${results.numFailedTests + broken} failed${tail}\n`;
    // Jest's own summary comes after the reporters.
    process.once("exit", () => process.stdout.write(line));
  }
};
