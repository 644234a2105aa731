const shared = {
  rootDir: __dirname,
  // A project's own `testTimeout` is not read: this sets it.
  setupFilesAfterEnv: ["<rootDir>/test/support/patience.js"],
  testEnvironment: "node",
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  // The package by its own name, as its users' tests see it, from the sources.
  moduleNameMapper: {
    "^pulumi-slack-scim$": "<rootDir>/provider/index.ts",
    "^pulumi-slack-scim/provider$": "<rootDir>/provider/contract.ts",
    "^pulumi-slack-scim/scim$": "<rootDir>/provider/scim/index.ts",
    "^pulumi-slack-scim/emulator$": "<rootDir>/emulator/index.ts",
  },
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/examples/", "<rootDir>/.stryker/"],
};

/**
 * `quick` needs nothing but Node; `install` packs the package and installs it with npm and pnpm; `engine` runs real stacks
 * on the real Pulumi engine; `matrix` does both, with four toolchains.
 */
module.exports = {
  maxWorkers: 2,
  projects: [
    {
      ...shared,
      displayName: "quick",
      // The SDK loads these two, most of its weight, to write functions down; the provider's text is constant.
      moduleNameMapper: {
        ...shared.moduleNameMapper,
        "(/typescript-shim|^@npmcli/arborist)$": "<rootDir>/test/support/unused.js",
      },
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: [
        "/node_modules/",
        "<rootDir>/test/(engine|install|matrix)/",
        "<rootDir>/test/emulator/peers/",
      ],
    },
    {
      ...shared,
      displayName: "install",
      testMatch: ["<rootDir>/test/install/**/*.test.ts"],
    },
    {
      ...shared,
      displayName: "engine",
      testMatch: ["<rootDir>/test/engine/**/*.test.ts"],
      // 110 kills, of which the others hold 8: test/engine/kills.jest.config.js.
      testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/engine/kills-all.test.ts"],
      globalSetup: "<rootDir>/test/engine/setup.ts",
    },
    {
      ...shared,
      displayName: "matrix",
      // The other toolchains: test/matrix/jest.config.js.
      testMatch: ["<rootDir>/test/matrix/every-run.test.ts"],
      globalSetup: "<rootDir>/test/matrix/setup.ts",
    },
  ],
  reporters: ["default", "<rootDir>/test/support/count-reporter.js"],
};
