import type { Explanation } from "../../provider/run/remedies";
import { explanationOf } from "../../provider/run/remedies";
import { type SlackScimConnectionError, SlackScimTimeoutError } from "../../provider/scim/errors/errors";
import { waysToSay } from "../../provider/settings/table";
import { type Check, type Finding, ok, problem, unknown, warning } from "./finding";

/** A clock that is this wrong is said. */
const WRONG_CLOCK_MS = 60_000;

/** What to do about a connection that fails so, and what failed. */
const FAILURES: [code: RegExp, check: Check, remedy: string][] = [
  [
    /^EPROXY/,
    "proxy",
    `Correct the proxy: ${waysToSay("proxy")}, or the variables HTTPS_PROXY and NO_PROXY.`,
  ],
  [
    /CERT_(HAS_EXPIRED|NOT_YET_VALID)/,
    "certificate",
    "Look at this machine's clock, and at the certificate: one of the two is wrong.",
  ],
  [
    /ALTNAME/,
    "certificate",
    `The certificate is another host's: correct ${waysToSay("baseUrl")}, and look whether a proxy answers in its place.`,
  ],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_/,
    "certificate",
    `If its authority is one of your own (a proxy that looks into traffic, say), give its certificate by ${waysToSay("caFile")}. If not, somebody is between you and Slack.`,
  ],
  [
    /^(ENOTFOUND|EAI_AGAIN)$/,
    "connection",
    `The host's name is not found: check ${waysToSay("baseUrl")}, and this machine's name server or proxy.`,
  ],
  [
    /^ECONNREFUSED$/,
    "connection",
    `Nobody listens there: check ${waysToSay("baseUrl")}; an emulator must be started first.`,
  ],
];

/** What a failure to connect says. */
export function examineFailure(error: SlackScimConnectionError): Finding {
  const { happened, remedy }: Explanation = explanationOf(error);
  const code = String((error.cause as NodeJS.ErrnoException | undefined)?.code ?? "");
  const [, check = "connection", advice = remedy] = FAILURES.find(([pattern]) => pattern.test(code)) ?? [];
  if (error instanceof SlackScimTimeoutError)
    return problem(
      "connection",
      happened,
      "A firewall may swallow requests: check the way to the host, and the proxy.",
    );
  return problem(check, happened, advice);
}

/** What a connection that works says of its certificate. */
export function examineCertificate(baseUrl: string): Finding {
  if (baseUrl.startsWith("https:")) return ok("certificate", "The host's certificate is trusted.");
  return ok("certificate", "There is none to look at: the connection is plain http.");
}

/**
 * This machine's clock against the `Date` of an answer.
 * @param date as the header came
 */
export function examineClock(date: string | undefined, nowMs: number): Finding {
  const theirs = Date.parse(date ?? "");
  if (Number.isNaN(theirs))
    return unknown("clock", "No answer said what time it is, so the clock could not be compared.");
  const offMs = nowMs - theirs;
  if (Math.abs(offMs) < WRONG_CLOCK_MS) return ok("clock", "This machine's clock agrees with the host's.");
  const seconds = Math.round(Math.abs(offMs) / 1000);
  return warning(
    "clock",
    `This machine's clock is ${seconds} seconds ${offMs > 0 ? "ahead of" : "behind"} the host's.`,
    "Set it by a time server: certificates, guests' ends and waiting times are told by it.",
  );
}
