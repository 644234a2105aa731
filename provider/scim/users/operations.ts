import { describe, isObject } from "../base/check";
import { PATCH_OP_URN, type ScimVersion } from "../base/schemas";
import { SlackScimArgumentError } from "../errors/errors";

/**
 * One operation of a v2 PATCH; `value` is whatever the path takes.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.5.2
 */
export interface PatchOperation {
  /** What to do at the path. */
  op: "add" | "replace" | "remove";
  /** An attribute, as `title`, `name.givenName` or `emails[primary eq true].value`. */
  path: string;
  /** A string, boolean, object or list; left out of most removals. */
  value?: unknown | undefined;
}

/** The body for a caller's own operations. */
export function checkOperations(operations: PatchOperation[], version: ScimVersion): object {
  if (version === "v1") {
    throw new SlackScimArgumentError(
      "patchOperations()",
      "called with a v2 base URL: v1 has no operations",
      "v1",
    );
  }
  if (!Array.isArray(operations) || operations.length === 0 || !operations.every(isOperation)) {
    throw new SlackScimArgumentError(
      "operations",
      'a list as [{ op: "replace", path: "title", value: "CTO" }], op one of add, replace, remove',
      describe(operations),
    );
  }
  return { schemas: [PATCH_OP_URN], Operations: operations };
}

function isOperation(operation: unknown): boolean {
  if (!isObject(operation) || typeof operation.path !== "string" || operation.path === "") return false;
  return /^(add|replace|remove)$/i.test(String(operation.op));
}
