import { isObject } from "../base/check";
import { parseJson } from "../base/json";
import { excerptOf, withoutTokens } from "../base/redact";
import { ShapeProblem } from "../base/wire-shape";
import type { AnswerDetails } from "../errors/answer-details";
import { type FailedRequest, SlackScimApiError, SlackScimResponseError } from "../errors/errors";
import { shortened } from "../errors/shortened";
import { toRecord } from "./headers";
import type { WireAnswer } from "./wire";

/** An HTTP answer with what is needed to make sense of it. */
export interface Answer extends WireAnswer {
  retryAfterMs?: number;
  /** The address that was asked: for errors. */
  url: string;
}

/** What an error keeps of an answer's text. */
const MOST_OF_A_BODY = 64 * 1024;

/** What errors keep of an answer. */
export function detailsOf({ headers, text, url }: Answer, token: string): AnswerDetails {
  const body = withoutTokens(text, token).slice(0, MOST_OF_A_BODY);
  return { headers: withoutTokensIn(toRecord(headers), token), body, url: withoutTokens(url, token) };
}

/** Headers of an answer that may repeat what was sent. */
export function withoutTokensIn(headers: Record<string, string>, token: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, withoutTokens(value, token)]),
  );
}

/** The resource that an answer holds; everything else is a typed error. */
export function understand<T>(
  answer: Answer,
  read: (body: unknown) => T,
  failed: () => FailedRequest,
  token: string,
): T {
  try {
    const body = parse(answer, token);
    if (answer.status >= 400) throw refusal(answer, body, failed(), token);
    return read(body);
  } catch (error) {
    if (error instanceof SlackScimApiError) throw error;
    const isExpected = error instanceof ShapeProblem;
    throw new SlackScimResponseError({
      ...failed(),
      ...detailsOf(answer, token),
      status: answer.status,
      problem: isExpected ? error.message : "has parts of another shape than Slack's",
      excerpt: excerptOf(answer.text, token),
      retryAfterSeconds: toSeconds(answer.retryAfterMs),
      cause: isExpected ? error.cause : error,
    });
  }
}

function parse({ status, headers, text, problem }: Answer, token: string): unknown {
  if (problem !== undefined) throw new ShapeProblem(shortened(withoutTokens(problem, token), 100));
  if (status >= 300 && status < 400 && status !== 304) {
    const host = hostOf(headers.location && withoutTokens(headers.location, token));
    throw new ShapeProblem(`is a redirect to ${host}, and the token belongs to one host only`);
  }
  if (status === 304) {
    throw new ShapeProblem(
      "is 304 Not Modified, which only a conditional request gets: leave if-none-match and if-modified-since out of the headers",
    );
  }
  if (status === 206) throw new ShapeProblem("is only a part of one, which was not asked for");
  if (status === 407) {
    throw new ShapeProblem("is a proxy's, which wants a user and a password: http://user:password@host:port");
  }
  const json = text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
  if (json === "" || isBlank(json)) return undefined;
  const contentType = headers["content-type"];
  if (
    contentType !== undefined &&
    !contentType.startsWith("application/json") &&
    !/[/+]json\b/i.test(contentType)
  ) {
    const type = withoutTokens(contentType, token).split(";")[0] ?? "";
    throw new ShapeProblem(`is ${shortened(type, 100)}, not JSON`);
  }
  return parseJson(json);
}

const BYTE_ORDER_MARK = 0xfeff;

/** Looks no further than the first character that counts: pages are large. */
function isBlank(text: string): boolean {
  return text.charCodeAt(0) <= 0x20 && !/\S/.test(text);
}

/** Slack's own refusal; a status of 400 and more without one of its envelopes says nothing about the resource. */
function refusal(answer: Answer, body: unknown, failed: FailedRequest, token: string): SlackScimApiError {
  const description = descriptionOf(body);
  if (description === undefined) {
    throw new ShapeProblem(body === undefined ? "is empty" : "is JSON, but no SCIM error");
  }
  return new SlackScimApiError({
    ...failed,
    ...detailsOf(answer, token),
    status: answer.status,
    description: withoutTokens(description, token),
    retryAfterSeconds: toSeconds(answer.retryAfterMs),
  });
}

/** What a SCIM error says; v2 uses v1's envelope for a token that is not accepted. */
function descriptionOf(body: unknown): string | undefined {
  if (!isObject(body)) return undefined;
  const v1 = Array.isArray(body.Errors) ? body.Errors[0] : body.Errors;
  if (isObject(v1) && typeof v1.description === "string") return v1.description;
  if (typeof body.detail === "string") return body.detail;
  return undefined;
}

function toSeconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000;
}

function hostOf(location: string | undefined): string {
  if (location === undefined) return "nowhere";
  return URL.canParse(location) ? new URL(location).host : "another path";
}
