/** The version of this package, as its package.json has it, which the package finds by its own name wherever it is installed. */
export const PACKAGE_VERSION: string = require("pulumi-slack-scim/package.json").version;
