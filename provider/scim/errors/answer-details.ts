import { shortened } from "./shortened";

/**
 * The answer behind an error, for whoever has to find out what came.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.12
 */
export interface AnswerDetails {
  /** Lower-case names; repeated headers joined by ", ". Empty where no answer of its own is behind the error. */
  readonly headers: Record<string, string>;
  /** The answer's text as it came, tokens taken out, at most 65,536 characters; empty where it could not be read. */
  readonly body: string;
  /** The whole address that was asked, query included, which may name people. */
  readonly url: string;
}

/** Where Slack says which request it was: its support asks for that. */
const REQUEST_ID = "x-slack-req-id";

const NONE: AnswerDetails = { headers: {}, body: "", url: "" };

/** Puts the answer's details on an error, not enumerable: what prints or logs the error does not print people's data. */
export function keepDetails(error: Error, given: Partial<AnswerDetails>): void {
  for (const [name, none] of Object.entries(NONE)) {
    Object.defineProperty(error, name, {
      value: given[name as keyof AnswerDetails] ?? none,
      enumerable: false,
    });
  }
}

/** The end of a message that says which request it was, where the answer tells. */
export function requestIdIn({ headers = {} }: Partial<AnswerDetails>): string {
  const id = headers[REQUEST_ID];
  return id === undefined ? "" : ` (${REQUEST_ID}: ${shortened(id, 100)})`;
}
