import { type Finding, ok, problem, warning } from "./finding";

const WANTED =
  "Use a user token (xoxp-…) with the `admin` scope; on Enterprise of an app that an Org Owner installed on the organisation.";

/** Slack's other kinds of tokens, by how they begin. */
const WRONG_KINDS: [begins: RegExp, kind: string][] = [
  [/^xoxb-/, "a bot token (xoxb-…)"],
  [/^xapp-/, "an app-level token (xapp-…)"],
  [/^xoxe-/, "a refresh token (xoxe-…)"],
  [/^xox[cds]-/, "a token of a browser's session"],
];

/** What the form of a token tells; it is never quoted. */
export function examineToken(token: string | undefined, hasStack: boolean): Finding {
  if (token === undefined) {
    const where = hasStack
      ? "neither in SLACK_SCIM_TOKEN nor in the stack's configuration"
      : "in SLACK_SCIM_TOKEN";
    const stack = hasStack ? "" : " If it is in a stack's configuration, give --stack NAME.";
    return problem(
      "token",
      `There is no token ${where}.`,
      `Set SLACK_SCIM_TOKEN, or run \`pulumi config set --secret slack-scim:token\`.${stack} ${WANTED}`,
    );
  }
  if (!isSendable(token))
    return problem(
      "token",
      "The token has quotes, blanks or other characters in it that no token has.",
      "Set it again, without quotes around it.",
    );
  const wrong = WRONG_KINDS.find(([begins]) => begins.test(token));
  if (wrong !== undefined)
    return problem("token", `The token is ${wrong[1]}, with which Slack's SCIM API does not work.`, WANTED);
  if (/^xoxe\.xoxp-/.test(token))
    return warning(
      "token",
      "The token is a user token that expires within twelve hours (xoxe.xoxp-…).",
      "Renew it before each run, or switch token rotation off for the app.",
    );
  if (/^xoxp-/.test(token)) return ok("token", "The token is a user token (xoxp-…).");
  return warning("token", "The token does not look like one of Slack's.", WANTED);
}

/** Whether a token can be sent in a header at all. */
export function isSendable(token: string): boolean {
  return /^[\x21-\x7e]+$/.test(token) && !/["'`]/.test(token);
}
