const { projects, reporters } = require("../../jest.config.js");

const engine = projects.find(({ displayName }) => displayName === "engine");

/** Every kill of the table in test/engine/support/kill-table.ts: `npm run test:kills`. */
module.exports = {
  rootDir: engine.rootDir,
  reporters,
  projects: [
    { ...engine, testMatch: ["<rootDir>/test/engine/kills-all.test.ts"], testPathIgnorePatterns: [] },
  ],
};
