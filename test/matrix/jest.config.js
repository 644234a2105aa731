const { projects, maxWorkers, reporters } = require("../../jest.config.js");

const everyRun = projects.find(({ displayName }) => displayName === "matrix");

/** The whole matrix of toolchains: `npm run test:matrix`. */
module.exports = {
  rootDir: everyRun.rootDir,
  maxWorkers,
  reporters,
  projects: [{ ...everyRun, testMatch: ["<rootDir>/test/matrix/*.test.ts"] }],
};
