import type { SlackCode } from "../base/codes";
import { errorBody, ScimFailure } from "../base/envelopes";
import { toJson } from "../base/json";
import type { Route } from "../endpoints/router";
import type { Emulation } from "../state/emulation";
import type { Fault } from "../state/fault";
import type { LoggedRequest } from "../state/log";

/** What goes back on the wire, before faults garble it. */
export interface WireAnswer {
  status: number;
  /** `undefined` for an answer without a body. */
  text: string | undefined;
  contentType: string;
  retryAfter?: string;
  headers?: Record<string, string>;
}

/** The request that an answer is for. */
export interface Answering {
  emulation: Emulation;
  route: Route;
  entry: LoggedRequest;
}

const AUTHENTICATION = new Set<SlackCode>(["missing_authentication", "invalid_authentication"]);

/** Slack's refusal in the envelope that the request is due: failures of authentication are always v1's. */
export function refusal(exchange: Answering, failure: ScimFailure): WireAnswer {
  const {
    emulation,
    entry,
    route: { version },
  } = exchange;
  const { behaviours } = emulation;
  const status = behaviours.statuses[failure.slackCode] ?? failure.status;
  entry.slackCode = failure.slackCode;
  const isV1 =
    version !== "v2" ||
    AUTHENTICATION.has(failure.slackCode) ||
    (status === 429 && behaviours.limitEnvelope === "v1");
  let body: object | undefined = errorBody(isV1 ? "v1" : "v2", failure.message, status);
  if (failure.slackCode === "incomplete_filter" && isV1 && behaviours.incompleteFilter === "withoutCode") {
    body = { Errors: { description: failure.message } };
  }
  if (status === 429 && behaviours.limitEnvelope === "none") body = undefined;
  const retryAfter = failure.retryAfterSeconds === undefined ? undefined : String(failure.retryAfterSeconds);
  return { ...toWire(emulation, exchange, status, body), retryAfter };
}

/** An answer as text. */
export function toWire(
  { behaviours }: Emulation,
  { route: { version } }: Answering,
  status: number,
  body?: object | string,
): WireAnswer {
  const contentType = version === "v2" ? behaviours.contentTypeV2 : "application/json; charset=utf-8";
  return {
    status,
    text: typeof body === "object" ? toJson(body, behaviours.escapedSlashes) : body,
    contentType,
  };
}

const HTML =
  "<!DOCTYPE html>\n<html><head><title>Slack</title></head><body><h1>There's been a glitch…</h1></body></html>\n";

/** The answer that a fault puts in the place of the real one. */
export function replacementOf(fault: Fault, exchange: Answering): WireAnswer | undefined {
  const { emulation } = exchange;
  if (fault.html) {
    return dressed(
      { status: fault.status ?? 404, text: HTML, contentType: "text/html; charset=utf-8" },
      fault,
    );
  }
  if (fault.code !== undefined) {
    return dressed(refusal(exchange, new ScimFailure(fault.code, "", fault.status)), fault);
  }
  if (fault.status === undefined && fault.body === undefined) return undefined;
  const status = fault.status ?? 200;
  if (fault.body === undefined) {
    const answer =
      status < 400
        ? toWire(emulation, exchange, status)
        : refusal(exchange, new ScimFailure(codeOf(status, exchange), "", status));
    return dressed({ ...answer, status }, fault);
  }
  const text = typeof fault.body === "string" ? fault.body : JSON.stringify(fault.body);
  return dressed({ status, text: text || undefined, contentType: "application/json; charset=utf-8" }, fault);
}

/** What Slack most likely says under a status. */
function codeOf(status: number, { route: { segments } }: Answering): SlackCode {
  if (status === 404) return notFoundCode(segments);
  return CODES[status] ?? (status < 500 ? "invalid_request_payload" : "database_query_failure");
}

const CODES: { [status: number]: SlackCode } = {
  401: "invalid_authentication",
  403: "permission_denied",
  405: "method_not_allowed",
  409: "user_creation_failed",
  429: "too_many_requests",
};

function notFoundCode([resource, id = ""]: string[]): SlackCode {
  if (id === "") return "bad_endpoint";
  return resource === "Groups" ? "no_such_group" : resource === "Users" ? "no_such_user" : "bad_endpoint";
}

/** The answer with the headers that a fault wants. */
export function dressed(answer: WireAnswer, fault: Fault): WireAnswer {
  return {
    ...answer,
    contentType: fault.contentType ?? answer.contentType,
    retryAfter: fault.retryAfter === undefined ? answer.retryAfter : String(fault.retryAfter),
    headers: fault.headers,
  };
}
