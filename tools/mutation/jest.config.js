const { projects } = require("../../jest.config.js");

const quick = projects.find((project) => project.displayName === "quick");

/** The `quick` project for `npm run mutate`, which says by `testMatch` whose tests it wants. */
module.exports = {
  ...quick,
  watchman: false,
  roots: ["<rootDir>/test"],
  testEnvironment: require.resolve("./until-one-fails.js"),
  runner: require.resolve("./runner.js"),
};
