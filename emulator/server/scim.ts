import { ScimFailure } from "../base/envelopes";
import { parseBody } from "../base/values";
import { isPublic, readRoute, route } from "../endpoints/router";
import type { ScimRequest } from "../parse/exchange";
import type { Emulation } from "../state/emulation";
import type { Fault } from "../state/fault";
import { redacted, withoutTokens } from "../state/log";
import { type Answering, dressed, refusal, replacementOf, toWire, type WireAnswer } from "./answers";
import { authenticated, checkRole, findSender, type Sender } from "./auth";

/** A request as it came from the wire. */
export interface WireRequest {
  method: string;
  pathname: string;
  search: string;
  authorization: string | undefined;
  /** `undefined` where it was bigger than anybody needs. */
  text: string | undefined;
}

/** How an answer leaves: whole, never, cut off or drop by drop. */
export interface Delivery {
  answer: WireAnswer | undefined;
  fault: Fault | undefined;
}

interface Exchange extends Answering {
  wire: WireRequest;
  sender: Sender | undefined;
  /** Set while this very request holds the lock of its resource. */
  holdsLock?: boolean;
}

/** Handles one SCIM request from the wire to the wire. */
export async function handleScim(emulation: Emulation, wire: WireRequest): Promise<Delivery> {
  const exchange = begin(emulation, wire);
  const { entry } = exchange;
  const fault = emulation.faults.take(entry);
  if (fault) entry.fault = summaryOf(fault);
  try {
    const answer = await perform(exchange, fault);
    entry.status = answer?.status ?? 0;
    return { answer, fault };
  } finally {
    emulation.log.answered(entry);
  }
}

function begin(emulation: Emulation, wire: WireRequest): Exchange {
  const route = readRoute(wire.pathname);
  const sender = findSender(emulation, wire.authorization);
  const entry = emulation.log.add({
    at: new Date(emulation.clock.now()).toISOString(),
    method: wire.method,
    path: withoutTokens(route.path + wire.search, knownTokens(emulation)),
    version: route.version,
    organization: sender?.organization.domain,
    status: 0,
  });
  return { emulation, wire, route, sender, entry };
}

async function perform(exchange: Exchange, fault: Fault | undefined): Promise<WireAnswer | undefined> {
  const { emulation, wire } = exchange;
  const body = readBody(exchange);
  if (fault?.drop === "before") return undefined;
  const replacement = fault && replacementOf(fault, exchange);
  if (replacement && !fault.applied && fault.drop !== "after") {
    await emulation.clock.sleep(fault.delayMs ?? 0);
    return replacement;
  }
  const waitMs = (fault?.delayMs ?? 0) + (wire.method === "GET" ? 0 : emulation.behaviours.writeMs);
  const answerDelayMs = fault?.answerDelayMs ?? 0;
  const answer =
    waitMs > 0 || answerDelayMs > 0
      ? await locked(exchange, async () => {
          await emulation.clock.sleep(waitMs);
          // A reset in the meantime put other organizations in the place of those there were.
          exchange.sender = findSender(emulation, wire.authorization);
          const made = answerOf(exchange, body, fault);
          await emulation.clock.sleep(answerDelayMs);
          return made;
        })
      : answerOf(exchange, body, fault);
  return fault?.drop === "after" ? undefined : (replacement ?? (fault ? dressed(answer, fault) : answer));
}

interface Body {
  value: unknown;
  wellFormed: boolean;
}

/** The tokens of all organizations: no log and no page shows them. */
export function knownTokens({ organizations }: Emulation): string[] {
  return organizations.flatMap(({ tokens }) => [...tokens.keys()]);
}

/** Whether a body could hold a password or a token, also one spelt with escapes; most cannot, and need no copy. */
const PERHAPS_SECRET = /password|token|xox|\\u/i;

function readBody({ emulation, wire, entry }: Exchange): Body {
  if (wire.text === undefined) return { value: undefined, wellFormed: false };
  if (wire.text === "") return { value: undefined, wellFormed: true };
  try {
    const value = parseBody(wire.text);
    const tokens = knownTokens(emulation);
    const isSuspect = PERHAPS_SECRET.test(wire.text) || withoutTokens(wire.text, tokens) !== wire.text;
    entry.requestBody = isSuspect ? redacted(value, tokens) : value;
    return { value, wellFormed: true };
  } catch {
    return { value: undefined, wellFormed: false };
  }
}

/** The answer of the endpoint, or Slack's refusal. */
function answerOf(exchange: Exchange, body: Body, fault: Fault | undefined): WireAnswer {
  const { emulation, wire } = exchange;
  try {
    const request = admitted(exchange, body);
    if (!("emulation" in request)) return request;
    const answer = emulation.during(fault ?? {}, () => route(request, exchange.route.segments));
    if (fault?.vanish !== undefined) vanish(request, fault.vanish, answer.listed);
    return toWire(emulation, exchange, answer.status, answer.text ?? answer.body);
  } catch (error) {
    if (error instanceof ScimFailure) return refusal(exchange, error);
    console.error(`pulumi-slack-scim emulator: ${wire.method} ${exchange.entry.path}`, error);
    return refusal(exchange, new ScimFailure("database_query_failure"));
  }
}

/** The request with its sender, once version, token, role, limits, lock and body allow it. */
function admitted(exchange: Exchange, body: Body): ScimRequest | WireAnswer {
  const {
    emulation,
    wire,
    route: { version, segments },
    sender,
  } = exchange;
  if (!version) throw new ScimFailure("unsupported_version");
  const publicly = isPublic(segments) && wire.method === "GET" ? emulation.organizations[0] : undefined;
  const known = publicly
    ? { organization: publicly, role: "owner" as const }
    : authenticated(sender, wire.authorization);
  if (!publicly) {
    checkRole(known, wire.method);
    checkLimits(exchange, known);
  }
  if (!body.wellFormed) throw new ScimFailure("invalid_request_payload");
  return {
    emulation,
    ...known,
    version,
    method: wire.method,
    id: segments[1] ?? "",
    query: new URLSearchParams(wire.search),
    body: body.value,
    now: emulation.clock.now(),
  };
}

function checkLimits(exchange: Exchange, { organization }: Sender): void {
  const {
    emulation,
    wire,
    route: { segments },
  } = exchange;
  const [resource = "", id = ""] = segments;
  emulation.limits.perMinute = emulation.behaviours.bucketMeaning === "minute";
  const seconds = emulation.limits.take(
    organization.domain,
    wire.method,
    resource,
    id !== "",
    emulation.clock.now(),
  );
  if (seconds !== undefined) throw new ScimFailure("too_many_requests", "", undefined, undefined, seconds);
  const isWrite = wire.method !== "GET" && id !== "";
  if (isWrite && !exchange.holdsLock && organization.locks.has(id))
    throw new ScimFailure("resource_locked", "", undefined, undefined, 1);
}

/** Holds the lock of the resource that a slow write works on. */
async function locked(exchange: Exchange, work: () => Promise<WireAnswer>): Promise<WireAnswer> {
  const {
    emulation,
    sender,
    wire,
    route: { segments },
  } = exchange;
  const id = segments[1] ?? "";
  const locks = sender?.organization.locks;
  if (!locks || wire.method === "GET" || id === "" || emulation.behaviours.overlappingWrites === "allowed")
    return work();
  if (locks.has(id))
    return refusal(exchange, new ScimFailure("resource_locked", "", undefined, undefined, 1));
  locks.add(id);
  exchange.holdsLock = true;
  try {
    return await work();
  } finally {
    locks.delete(id);
  }
}

function vanish({ emulation, organization }: ScimRequest, which: string | true, listed: string[] = []): void {
  const id = which === true ? listed.at(-1) : which;
  if (id === undefined) return;
  if (!emulation.removeUser(organization, id)) emulation.removeGroup(organization, id);
}

/** What a log line says about a fault: its effects, not whom it was to hit. */
function summaryOf(fault: Fault): string {
  const { method, path, organization, times, nth, probability, seed, body, headers, ...effects } = fault;
  return Object.entries(effects)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(", ");
}
