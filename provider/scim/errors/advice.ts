import { ADVICE, isSlackCode, type SlackCode } from "./codes";

/** What a status says where the answer has no code of Slack's. */
const CODE_OF_STATUS: Record<number, SlackCode> = {
  401: "invalid_authentication",
  429: "too_many_requests",
};

/** The advice for a refusal: by Slack's code, else by the status; without a final full stop. */
export function adviceFor(slackCode: string, status: number): string | undefined {
  const code = isSlackCode(slackCode) ? slackCode : CODE_OF_STATUS[status];
  return code && ADVICE[code];
}
