import { type SlackCode, STATUS_OF } from "./codes";
import { ERROR_V2, type ScimVersion } from "./schemas";

/** Slack refuses a request: the code, the text on the wire and the status. */
export class ScimFailure extends Error {
  readonly status: number;

  /** `suffix` is the parenthesised text that Slack puts behind some codes. */
  constructor(
    readonly slackCode: SlackCode,
    suffix = "",
    /** Only where the usual status of the code does not hold. */
    status?: number,
    /** The whole text where Slack answers with a sentence instead of a code. */
    readonly sentence?: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(sentence ?? (suffix === "" ? slackCode : `${slackCode} (${suffix})`));
    this.status = status ?? STATUS_OF[slackCode];
  }
}

/** The body of an error answer in the envelope of a version. */
export function errorBody(version: ScimVersion, text: string, status: number): object {
  return version === "v1"
    ? { Errors: { description: text, code: status } }
    : { schemas: [ERROR_V2], detail: text, status };
}
