/**
 * What a program needs of Pulumi's SDK to register resources, by the SDK's own modules. Its entry loads TypeScript and npm's resolver
 * beside, with which it writes functions down: where nothing else of a program needs them, a quarter of its work.
 */
export * from "@pulumi/pulumi/errors";
export * as log from "@pulumi/pulumi/log";
export * from "@pulumi/pulumi/output";
export * from "@pulumi/pulumi/resource";

/** What look-ups need of the SDK beside: it loads all of it. */
export function runtime(): typeof import("@pulumi/pulumi/runtime") {
  return require("@pulumi/pulumi/runtime");
}
