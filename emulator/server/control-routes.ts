import { meaning } from "../base/nearest";
import { isObject, type JsonObject } from "../base/values";
import type { Behaviours } from "../behaviours/behaviours";
import type { Emulation } from "../state/emulation";
import type { Fault } from "../state/fault";
import { readLimitProfile } from "../state/limits";
import type { OrganizationOptions } from "../state/options";
import type { Snapshot } from "../state/snapshot";
import type { StoredGroup, StoredUser } from "../state/stored";
import type { NewGroup, NewUser } from "../state/test-controls";
import { shownClock, shownFaults, shownState } from "./control-state";
import type { SlackEmulator } from "./handle";

interface Surroundings {
  emulation: Emulation;
  handle: SlackEmulator;
}

interface ControlRequest {
  method: string;
  /** What stands behind the reserved path: `/faults`. */
  path: string;
  query: URLSearchParams;
  body: unknown;
}

interface ControlAnswer {
  status: number;
  body: unknown;
}

type Handler = (around: Surroundings, request: ControlRequest, key: string) => unknown;

/** Every control route: what it is for, and what it does. */
const ROUTES: { [route: string]: { what: string; run: Handler } } = {
  "GET /state": {
    what: "what it holds and what is in force; ?organization=acme&find=ada&limit=200",
    run: ({ emulation }, { query }) => shownState(emulation, query),
  },
  "GET /log": { what: "the requests in order; ?organization=acme", run: log },
  "DELETE /log": { what: "forget the requests", run: ({ handle }) => handle.clearLog() },
  "GET /faults": { what: "faults that have hits left", run: ({ emulation }) => shownFaults(emulation) },
  "POST /faults": {
    what: "add a fault; a pattern as pathPattern",
    run: ({ handle }, { body }) => handle.fault(readFault(body)),
  },
  "DELETE /faults": { what: "forget all faults", run: ({ handle }) => handle.clearFaults() },
  "GET /clock": { what: "the time it has", run: ({ emulation }) => shownClock(emulation) },
  "POST /clock": { what: "{ freeze: true | ISO time }, { thaw: true } or { advanceMs }", run: setClock },
  "GET /behaviours": { what: "the switches", run: ({ handle }) => handle.behaviours },
  "PATCH /behaviours": { what: "change some switches", run: behave },
  "POST /limits": { what: '{ profile: "off" | "slack" | 60 }', run: limit },
  "POST /reset": { what: "back to how it was started", run: ({ handle }) => handle.reset() },
  "GET /snapshot": { what: "all people and groups as data", run: ({ handle }) => handle.snapshot() },
  "POST /restore": {
    what: "back to a snapshot",
    run: ({ handle }, { body }) => handle.restore(body as Snapshot),
  },
  "POST /organizations": { what: "add an organization: { domain, token }", run: addOrganization },
  "POST /users": { what: "add a person behind the API's back", run: addUser },
  "PATCH /users/*": { what: "change a person behind everybody's back", run: changeUser },
  "DELETE /users/*": {
    what: "take a person away without a trace",
    run: ({ handle }, _request, key) => handle.removeUser(key),
  },
  "POST /groups": { what: "add a group behind the API's back", run: addGroup },
  "PATCH /groups/*": { what: "change a group behind everybody's back", run: changeGroup },
  "DELETE /groups/*": {
    what: "take a group away without a trace",
    run: ({ handle }, _request, key) => handle.removeGroup(key),
  },
};

/** Serves one request of the control path. */
export function serveControl(around: Surroundings, request: ControlRequest): ControlAnswer {
  const [, resource = "", key = ""] = request.path.split("/");
  if (resource === "" && request.method === "GET") return { status: 200, body: help() };
  const name = `${request.method} /${resource}${key === "" ? "" : "/*"}`;
  const route = Object.hasOwn(ROUTES, name) ? ROUTES[name] : undefined;
  if (!route)
    return { status: 404, body: { error: `There is no ${request.method} ${request.path}.`, routes: help() } };
  refuseUnknownQuery(request.query);
  const body = route.run(around, request, decodeURIComponent(key));
  return { status: 200, body: body ?? { ok: true } };
}

const QUERY = ["organization", "find", "limit"];

function refuseUnknownQuery(query: URLSearchParams): void {
  const odd = [...query.keys()].find((name) => !QUERY.includes(name));
  if (odd !== undefined) throw new TypeError(`A query has no "${odd}"; ${meaning(odd, QUERY)}`);
}

function help(): object {
  return Object.fromEntries(
    Object.entries(ROUTES).map(([name, { what }]) => [name.replace(" /", " /_emulator/"), what]),
  );
}

function log({ handle }: Surroundings, { query }: ControlRequest): unknown {
  const wanted = query.get("organization");
  return handle.requests.filter(({ organization }) => wanted === null || organization === wanted);
}

function setClock(around: Surroundings, { body }: ControlRequest): object {
  const { freeze, thaw, advanceMs } = objectOf(body);
  const own = around.emulation.clock;
  if (typeof freeze === "string" || typeof freeze === "number") {
    const at = new Date(freeze).getTime();
    if (Number.isNaN(at))
      throw new TypeError(`freeze must be true or a time, got ${JSON.stringify(freeze)}.`);
    own.freeze(at);
  } else if (freeze === true) own.freeze();
  else if (thaw === true) own.thaw();
  else if (typeof advanceMs === "number" && advanceMs >= 0) own.advance(advanceMs);
  else
    throw new TypeError(
      "The clock takes { freeze: true | ISO time }, { thaw: true } or { advanceMs: number }.",
    );
  return shownClock(around.emulation);
}

function behave({ handle }: Surroundings, { body }: ControlRequest): Behaviours {
  handle.behave(objectOf(body) as Partial<Behaviours>);
  return handle.behaviours;
}

function limit({ handle }: Surroundings, { body }: ControlRequest): void {
  handle.limit(readLimitProfile(objectOf(body).profile));
}

function addOrganization({ handle }: Surroundings, { body }: ControlRequest): void {
  handle.addOrganization(objectOf(body) as unknown as OrganizationOptions);
}

function addUser({ handle }: Surroundings, { body, query }: ControlRequest): object {
  const user = objectOf(body);
  if (typeof user.userName !== "string") throw new TypeError("A user needs a userName.");
  return { id: handle.addUser(user as unknown as NewUser, query.get("organization") ?? undefined) };
}

function addGroup({ handle }: Surroundings, { body, query }: ControlRequest): object {
  const group = objectOf(body);
  if (typeof group.displayName !== "string") throw new TypeError("A group needs a displayName.");
  return { id: handle.addGroup(group as unknown as NewGroup, query.get("organization") ?? undefined) };
}

function changeUser({ handle }: Surroundings, { body }: ControlRequest, key: string): unknown {
  const changes = objectOf(body);
  handle.change(key, (user: StoredUser) => assignDeep(user, changes));
  return handle.user(key) ?? { ok: true };
}

function changeGroup({ handle }: Surroundings, { body }: ControlRequest, key: string): unknown {
  const changes = objectOf(body);
  handle.change(key, (group: StoredGroup) => assignDeep(group, changes));
  return handle.group(key) ?? { ok: true };
}

/** Writes changes into a copy, objects into objects, lists whole; never into what all objects inherit. */
function assignDeep(target: object, changes: JsonObject): void {
  for (const [key, value] of Object.entries(changes)) {
    const held: unknown = Object.getOwnPropertyDescriptor(target, key)?.value;
    if (isObject(held) && isObject(value)) assignDeep(held, value);
    else Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  }
}

function readFault(body: unknown): Fault {
  const { pathPattern, times, ...fault } = objectOf(body);
  if (pathPattern !== undefined && typeof pathPattern !== "string")
    throw new TypeError(`pathPattern must be a text, got ${JSON.stringify(pathPattern)}.`);
  return {
    ...fault,
    ...(typeof pathPattern === "string" ? { path: new RegExp(pathPattern) } : {}),
    ...(times === null
      ? { times: Number.POSITIVE_INFINITY }
      : times === undefined
        ? {}
        : { times: times as number }),
  };
}

function objectOf(body: unknown): JsonObject {
  if (isObject(body)) return body;
  throw new TypeError("The body must be a JSON object.");
}
