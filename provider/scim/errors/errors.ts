import { adviceFor } from "./advice";
import { type AnswerDetails, keepDetails, requestIdIn } from "./answer-details";
import { shortened } from "./shortened";

/**
 * The kind of a failure, readable without `instanceof`.
 *
 * @see https://docs.slack.dev/reference/scim-api#errors
 */
export type SlackScimErrorCode =
  | "slack_scim_api_error"
  | "slack_scim_response_error"
  | "slack_scim_connection_error"
  | "slack_scim_timeout_error"
  | "slack_scim_abort_error"
  | "slack_scim_argument_error";

/**
 * Everything this client throws is one of these.
 *
 * @see https://docs.slack.dev/reference/scim-api#errors
 */
export abstract class SlackScimError extends Error {
  /** Tells the class without `instanceof`. */
  abstract readonly code: SlackScimErrorCode;

  /** The name of its class. */
  override get name(): string {
    return this.constructor.name;
  }
}

/**
 * Which request failed: the verb, and the path below the base URL without its query.
 *
 * @see https://docs.slack.dev/reference/scim-api#errors
 */
export interface FailedRequest {
  /** The verb. */
  method: string;
  /** Below the base URL, without its query. */
  path: string;
  /** How often it was sent. */
  attempts: number;
  /** Whether an earlier attempt, whose answer was lost, may have made the change. @default false */
  wasLost?: boolean;
}

/**
 * What Slack's refusal said.
 *
 * @see https://docs.slack.dev/reference/scim-api#errors
 */
export interface ApiErrorFacts extends FailedRequest, Partial<AnswerDetails> {
  /** The HTTP status. */
  status: number;
  /** Slack's whole text. */
  description: string;
  /** What `Retry-After` asked for, seconds. */
  retryAfterSeconds?: number;
}

/**
 * Slack refused the request, in a SCIM error envelope of either version.
 *
 * @see https://docs.slack.dev/reference/scim-api#errors
 */
export class SlackScimApiError extends SlackScimError {
  /** Tells the class without `instanceof`. */
  readonly code = "slack_scim_api_error";
  /** The HTTP status. */
  readonly status: number;
  /** Slack's name of the error, as `email_taken`; empty when the text does not begin with one. */
  readonly slackCode: string;
  /** Slack's whole text. */
  readonly description: string;
  /** The verb. */
  readonly method: string;
  /** Below the base URL, without its query. */
  readonly path: string;
  /** How often it was sent. */
  readonly attempts: number;
  /** How long Slack asked to wait. */
  readonly retryAfterSeconds?: number;
  /** Whether the change may have been made all the same: Slack failed, or the answer of an earlier attempt was lost. Never of a GET. */
  readonly maybeDone: boolean;
  /** The account that holds the e-mail address or userName, where Slack names it. */
  readonly existingUserId?: string;
  /** The answer's headers, lower case; not enumerable, as `body` and `url`. */
  declare readonly headers: Record<string, string>;
  /** The answer's text as it came, tokens taken out, at most 65,536 characters. */
  declare readonly body: string;
  /** The whole address that was asked, query included. */
  declare readonly url: string;

  constructor(facts: ApiErrorFacts) {
    // Slack's codes all have an underscore; a plain sentence has no code.
    const slackCode = /^[A-Za-z]+(?:_[A-Za-z]+)+/.exec(facts.description)?.[0] ?? "";
    const advice = adviceFor(slackCode, facts.status);
    const times = facts.attempts > 1 ? ` after ${facts.attempts} attempts` : "";
    const said = shortened(facts.description, 1000);
    const refusal = `${facts.method} ${facts.path} was refused${times}: ${facts.status} ${said}${requestIdIn(facts)}`;
    const maybeDone = facts.method !== "GET" && (facts.status >= 500 || facts.wasLost === true);
    const changed = maybeDone ? "The change may have been made" : undefined;
    super([refusal, advice, changed].filter((sentence) => sentence !== undefined).join(". "));
    this.slackCode = slackCode;
    this.status = facts.status;
    this.description = facts.description;
    this.method = facts.method;
    this.path = facts.path;
    this.attempts = facts.attempts;
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.maybeDone = maybeDone;
    keepDetails(this, facts);
    this.existingUserId = /\bexisting_user=([UW][A-Z0-9]+)/.exec(facts.description)?.[1];
  }
}

/**
 * What came instead of an answer that can be understood.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.12
 */
export interface ResponseErrorFacts extends FailedRequest, Partial<AnswerDetails> {
  /** The HTTP status. */
  status: number;
  /** What is wrong with the answer, as in "is HTML, not JSON". */
  problem: string;
  /** The first characters of the body, secrets and addresses taken out. */
  excerpt?: string;
  /** What `Retry-After` asked for, seconds. */
  retryAfterSeconds?: number;
  /** The error of the parser, if there is one. */
  cause?: unknown;
}

/**
 * The answer was not understood: HTML, cut off, of the wrong shape, too big, a redirect. It says nothing about the resource.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.12
 */
export class SlackScimResponseError extends SlackScimError {
  /** Tells the class without `instanceof`. */
  readonly code = "slack_scim_response_error";
  /** The HTTP status. */
  readonly status: number;
  /** The verb. */
  readonly method: string;
  /** Below the base URL, without its query. */
  readonly path: string;
  /** How often it was sent. */
  readonly attempts: number;
  /** The first characters of the body, secrets and addresses taken out. */
  readonly excerpt: string;
  /** How long Slack asked to wait, seconds. */
  readonly retryAfterSeconds?: number;
  /** Whether the change may have been made: the status says so, or the answer of an earlier attempt was lost. Never of a GET. */
  readonly maybeDone: boolean;
  /** The answer's headers, lower case; not enumerable, as `body` and `url`. */
  declare readonly headers: Record<string, string>;
  /** The answer's text as it came, tokens taken out, at most 65,536 characters; empty where it could not be read. */
  declare readonly body: string;
  /** The whole address that was asked, query included. */
  declare readonly url: string;

  constructor(facts: ResponseErrorFacts) {
    const excerpt = facts.excerpt ?? "";
    const shown = excerpt === "" ? "" : `: ${excerpt}`;
    const isOpen = facts.status < 300 || facts.status >= 500 || facts.wasLost === true;
    const maybeDone = facts.method !== "GET" && isOpen;
    const changed = maybeDone ? " The change may have been made." : "";
    const advice = facts.status === 404 ? " Does the base URL point to Slack's SCIM API?" : "";
    super(
      `${facts.method} ${facts.path} was answered ${facts.status}, but the answer ${facts.problem}${shown}.${changed}${advice}${requestIdIn(facts)}`,
      { cause: facts.cause },
    );
    this.status = facts.status;
    this.method = facts.method;
    this.path = facts.path;
    this.attempts = facts.attempts;
    this.excerpt = excerpt;
    this.maybeDone = maybeDone;
    keepDetails(this, facts);
    this.retryAfterSeconds = facts.retryAfterSeconds;
  }
}

/**
 * Why no answer came.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.12
 */
export interface ConnectionErrorFacts extends FailedRequest {
  /** What happened, as in `connect ECONNREFUSED`. */
  problem: string;
  /** Whether the request may have reached Slack. */
  maybeSent: boolean;
  /** Trying again cannot help: the host's certificate is not trusted, its name is wrong. */
  permanent?: boolean;
  /** The error of the connection. */
  cause?: unknown;
}

/**
 * No answer came.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.12
 */
export class SlackScimConnectionError extends SlackScimError {
  /** Tells the class without `instanceof`. */
  readonly code: "slack_scim_connection_error" | "slack_scim_timeout_error" = "slack_scim_connection_error";
  /** The verb. */
  readonly method: string;
  /** Below the base URL, without its query. */
  readonly path: string;
  /** How often it was sent. */
  readonly attempts: number;
  /** Whether the request, or an earlier attempt of a change, may have reached Slack: it may have been made. */
  readonly maybeSent: boolean;
  /** Whether trying again cannot help, as with a certificate that is not trusted. */
  readonly permanent: boolean;

  constructor(facts: ConnectionErrorFacts) {
    const times = facts.attempts > 1 ? ` after ${facts.attempts} attempts` : "";
    const changed = facts.maybeSent && facts.method !== "GET" ? " The change may have been made." : "";
    super(`${facts.method} ${facts.path} got no answer${times}: ${facts.problem}.${changed}`, {
      cause: facts.cause,
    });
    this.method = facts.method;
    this.path = facts.path;
    this.attempts = facts.attempts;
    this.maybeSent = facts.maybeSent;
    this.permanent = facts.permanent ?? false;
  }
}

/**
 * No answer came in time: of one attempt (`timeoutMs`), of all of them (`totalTimeoutMs`) or of the call (`deadlineMs`).
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.12
 */
export class SlackScimTimeoutError extends SlackScimConnectionError {
  override readonly code = "slack_scim_timeout_error";
}

/**
 * The caller's signal was aborted, or the client's.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.12
 */
export class SlackScimAbortError extends SlackScimError {
  /** Tells the class without `instanceof`. */
  readonly code = "slack_scim_abort_error";
  /** Whether the request may have reached Slack: a change may have been made. */
  readonly maybeSent: boolean;

  constructor(facts: { method?: string; path?: string; maybeSent?: boolean; cause?: unknown } = {}) {
    const what = facts.method === undefined ? "The call" : `${facts.method} ${facts.path}`;
    super(`${what} was aborted${facts.maybeSent ? " while under way" : " before it was sent"}`, {
      cause: facts.cause,
    });
    this.maybeSent = facts.maybeSent ?? false;
  }
}

/**
 * The call itself is wrong; nothing was sent, unless it is a retry handler's pause that is wrong, or what was added to the handlers meanwhile.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3
 */
export class SlackScimArgumentError extends SlackScimError {
  /** Tells the class without `instanceof`. */
  readonly code = "slack_scim_argument_error";
  /** The option or argument, as `budgetShare` or `users.get(id)`. */
  readonly argument: string;

  constructor(argument: string, wanted: string, came: string) {
    super(`${argument} must be ${wanted}, but got ${came}`);
    this.argument = argument;
  }
}
