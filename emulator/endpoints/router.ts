import { ScimFailure } from "../base/envelopes";
import type { ScimVersion } from "../base/schemas";
import type { ScimAnswer, ScimRequest } from "../parse/exchange";
import { discoveryDocument } from "./discovery";
import { createGroup, deleteGroup, getGroup, listGroups, patchGroup, replaceGroup } from "./groups";
import { createUser, deleteUser, getUser, listUsers, patchUser, replaceUser } from "./users";

/** A path below `/scim/`, taken apart. */
export interface Route {
  version: ScimVersion | undefined;
  /** What stands behind the version, undecoded. */
  path: string;
  segments: string[];
}

/** Takes a path below `/scim/` apart; a path that cannot be decoded has a segment nobody serves. */
export function readRoute(pathname: string): Route {
  const [, version = "", path = ""] = /^\/scim\/?([^/]*)\/?(.*)$/s.exec(pathname) ?? [];
  const segments = path.replace(/\/$/, "").split("/").map(decode);
  return { version: version === "v1" || version === "v2" ? version : undefined, path, segments };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "\0";
  }
}

type Endpoint = (request: ScimRequest) => ScimAnswer;

const ENDPOINTS: {
  [resource: string]: { collection: Record<string, Endpoint>; item: Record<string, Endpoint> };
} = {
  Users: {
    collection: { GET: listUsers, POST: createUser },
    item: { GET: getUser, PUT: replaceUser, PATCH: patchUser, DELETE: deleteUser },
  },
  Groups: {
    collection: { GET: listGroups, POST: createGroup },
    item: { GET: getGroup, PUT: replaceGroup, PATCH: patchGroup, DELETE: deleteGroup },
  },
};

const VERBS = new Set(["GET", "POST", "PUT", "PATCH", "DELETE"]);

/** Sends a request to its endpoint. */
export function route(request: ScimRequest, segments: string[]): ScimAnswer {
  const [resource = "", id = "", ...rest] = segments;
  if (!VERBS.has(request.method)) throw new ScimFailure("method_not_allowed");
  const endpoints = Object.hasOwn(ENDPOINTS, resource) ? ENDPOINTS[resource] : undefined;
  if (!endpoints) return discovery(request, segments);
  if (rest.length > 0) throw new ScimFailure("bad_endpoint");
  const endpoint = (id === "" ? endpoints.collection : endpoints.item)[request.method];
  if (endpoint) return endpoint(request);
  if (id !== "") throw new ScimFailure("method_not_allowed");
  throw new ScimFailure(resource === "Users" ? "missing_user_id" : "missing_group_id");
}

function discovery(request: ScimRequest, segments: string[]): ScimAnswer {
  const body = discoveryDocument(segments.join("/"), request.version, request.emulation.baseUrl);
  if (!body) throw new ScimFailure("bad_endpoint");
  if (request.method !== "GET") throw new ScimFailure("method_not_allowed");
  return { status: 200, body };
}

/** Whether a path is answered whoever asks: the provider configuration is, even to a nonsense token. */
export function isPublic(segments: string[]): boolean {
  return segments.length === 1 && /^ServiceProviderConfigs?$/.test(segments[0] ?? "");
}
