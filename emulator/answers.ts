import type { Emulation } from "./emulation";
import { errorBody, ScimFailure } from "./envelopes";
import type { Fault } from "./faults";
import { toJson } from "./json";
import type { LoggedRequest } from "./log";
import type { Route } from "./router";

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
  const isV1 = version !== "v2" || status === 401 || (status === 429 && behaviours.limitEnvelope === "v1");
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
  const { emulation, entry } = exchange;
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
    const code = status === 429 ? "too_many_requests" : "database_query_failure";
    if (status >= 400) entry.slackCode = code;
    const body = status >= 400 ? errorBody(entry.version ?? "v1", code, status) : undefined;
    return dressed(toWire(emulation, exchange, status, body), fault);
  }
  const text = typeof fault.body === "string" ? fault.body : JSON.stringify(fault.body);
  return dressed({ status, text: text || undefined, contentType: "application/json; charset=utf-8" }, fault);
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
