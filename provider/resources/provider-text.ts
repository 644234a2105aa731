/** Pulumi's name for the package that serves dynamic resources written in Node.js. */
export const DYNAMIC_PACKAGE = "pulumi-nodejs";

/** What Pulumi calls a resource of this package: `pulumi-nodejs:dynamic/slack-scim:User`. */
export const MODULE = "slack-scim";

/** The type token of a resource in programs, plans and states: `pulumi-nodejs:dynamic/slack-scim:User`. */
export function typeToken(type: string): string {
  return `${DYNAMIC_PACKAGE}:dynamic/${MODULE}:${type}`;
}

/** The resources of this package, by the name of their export in `pulumi-slack-scim/provider`. */
export type ResourceKind = "user" | "group" | "membership" | "directory";

/**
 * What every state of ours holds, and the reason why this file exists.
 *
 * Pulumi stores a dynamic resource's provider as source text, in the inputs and outputs of every resource, and runs
 * that text at every later read, update and delete. Captured by value the text is tens of kilobytes a copy, holds
 * whatever the code closed over (a token, say), and keeps running the code of the day the resource was made. So the
 * text here only requires the real code, from the project that runs it, and its bytes never change: they are a promise
 * to every state already written. test/provider/program.test.ts pins them.
 */
export function providerText(kind: ResourceKind): string {
  return `exports.handler = () => require("module").createRequire(process.cwd() + "/")("pulumi-slack-scim/provider").${kind};`;
}
