import { platform } from "node:os";
import { describe } from "../base/check";
import { PACKAGE_VERSION } from "../base/version";
import { SlackScimArgumentError } from "../errors/errors";

const NAME = `pulumi-slack-scim/${PACKAGE_VERSION}`;

/** `prefix pulumi-slack-scim/0.1.0 node/20.20.2 linux suffix`; characters beyond those of a header become `?`. */
export function userAgent(prefix?: string, suffix?: string): string {
  const parts = [checkPart("userAgentPrefix", prefix), NAME, `node/${process.versions.node}`, platform()];
  return [...parts, checkPart("userAgentSuffix", suffix)]
    .filter((part) => part)
    .join(" ")
    .replace(/[^\x20-\x7e\xa0-\xff]/g, "?");
}

/** Control characters are refused: a line break would begin another header. */
function checkPart(argument: string, part: unknown): string | undefined {
  if (part === undefined) return undefined;
  if (typeof part !== "string") throw new SlackScimArgumentError(argument, "a string", describe(part));
  if (!/\p{Cc}/u.test(part)) return part.trim();
  throw new SlackScimArgumentError(
    argument,
    "a string of one line",
    "a string with characters that no header can carry",
  );
}
