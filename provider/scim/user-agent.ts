import { platform } from "node:os";
import { describe } from "./check";
import { SlackScimArgumentError } from "./errors";

const NAME = "pulumi-slack-scim";

/** `prefix pulumi-slack-scim node/20.20.2 linux suffix`; characters that no header can carry become `?`. */
export function userAgent(prefix?: string, suffix?: string): string {
  const parts = [checkPart("userAgentPrefix", prefix), NAME, `node/${process.versions.node}`, platform()];
  return [...parts, checkPart("userAgentSuffix", suffix)]
    .filter((part) => part)
    .join(" ")
    .replace(/[^\x20-\x7e\xa0-\xff]/g, "?");
}

function checkPart(argument: string, part: unknown): string | undefined {
  if (part === undefined || typeof part === "string") return part?.trim();
  throw new SlackScimArgumentError(argument, "a string", describe(part));
}
