import { ScimFailure } from "../base/envelopes";
import type { ScimVersion } from "../base/schemas";
import { isObject, type JsonObject } from "../base/values";
import type { Organization, TokenRole } from "../records/organization";
import type { AnswerContext } from "../records/user-answer";
import type { Emulation } from "../state/emulation";

/** A request whose sender is known, on its way to an endpoint. */
export interface ScimRequest {
  emulation: Emulation;
  organization: Organization;
  role: TokenRole;
  version: ScimVersion;
  method: string;
  /** Set where the path names one resource. */
  id: string;
  query: URLSearchParams;
  /** The parsed body; `undefined` where there was none. */
  body: unknown;
  now: number;
}

/** What an endpoint answers; without a body and a text the answer is empty. */
export interface ScimAnswer {
  status: number;
  body?: object;
  /** The body where it is JSON already. */
  text?: string;
  /** The ids in a list. */
  listed?: string[];
}

export function answerContext(request: ScimRequest): AnswerContext {
  const { organization, version, emulation, now } = request;
  return { organization, version, behaviours: emulation.behaviours, baseUrl: emulation.baseUrl, now };
}

/** The body of a write, which must be a JSON object. */
export function bodyOf(request: ScimRequest): JsonObject {
  if (!isObject(request.body)) throw new ScimFailure("invalid_request_payload");
  return request.body;
}
