import { checkNames, checkObject, describe, isObject } from "../base/check";
import { checkPath, type Query } from "../base/path";
import { completeSchemas, PATCH_OP_URN, type ScimVersion, URNS } from "../base/schemas";
import { SlackScimArgumentError } from "../errors/errors";

/**
 * The verbs that Slack's SCIM API has.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3
 */
export type ScimMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

const METHODS: readonly ScimMethod[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/**
 * A request to any path below the base URL.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3
 */
export interface ScimRequest {
  /** The verb. */
  method: ScimMethod;
  /** Below the base URL, as `Users/U0AAAAAAA1`; ids in it percent-encoded. */
  path: string;
  /** Sent in this order; what is undefined is left out. */
  query?: Query | undefined;
  /** Sent as JSON. `schemas` is filled in when it is missing. */
  body?: object | undefined;
}

/** A caller's own request, checked and completed. */
export function checkRequest(request: ScimRequest, version: ScimVersion): ScimRequest & { search: string } {
  if (!isObject(request))
    throw new SlackScimArgumentError("request", "an object with method and path", describe(request));
  checkNames("request", request, ["method", "path", "query", "body"]);
  const { method, query, body } = request;
  if (!METHODS.includes(method))
    throw new SlackScimArgumentError("method", `one of ${METHODS.join(", ")}`, describe(method));
  checkQuery(query);
  if (body !== undefined && !isObject(body))
    throw new SlackScimArgumentError("body", "a JSON object", describe(body));
  if (body !== undefined && method === "GET")
    throw new SlackScimArgumentError("body", "left out of a GET", "an object");
  const { path, search } = checkPath(request.path);
  return { method, path, search, query, body: body && withSchemas(body, path, version) };
}

function checkQuery(query: Query | undefined): void {
  if (query === undefined) return;
  checkObject("query", query, "an object as { count: 100 }");
  for (const [name, value] of Object.entries(query)) {
    const isValue = ["string", "boolean", "undefined"].includes(typeof value) || Number.isFinite(value);
    if (isValue) continue;
    const wanted = "a string, a finite number or a boolean";
    throw new SlackScimArgumentError(`query.${name}`, wanted, describe(value));
  }
}

/** Slack refuses a body without schemas; those that it has stay. */
function withSchemas(body: object, path: string, version: ScimVersion): object {
  if ("Operations" in body) return { schemas: [PATCH_OP_URN], ...body };
  const kind = /^groups\b/i.test(path) ? "group" : "user";
  return { schemas: completeSchemas([URNS[version][kind]], undefined), ...body };
}
