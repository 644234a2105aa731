import { SlackScimArgumentError } from "./errors";
import type { SlackScimClientOptions } from "./options";

/** A misspelt option would be one that is silently not set. */
export function checkNames(options: SlackScimClientOptions): void {
  for (const name of Object.keys(options)) {
    if (OPTIONS.has(name)) continue;
    throw new SlackScimArgumentError(
      `options.${name}`,
      `left out: the options are ${[...OPTIONS].join(", ")}`,
      "it",
    );
  }
}

const OPTION_NAMES: Record<keyof SlackScimClientOptions, true> = {
  token: true,
  baseUrl: true,
  apiVersion: true,
  allowPlainHttp: true,
  timeoutMs: true,
  totalTimeoutMs: true,
  agent: true,
  ca: true,
  proxy: true,
  headers: true,
  userAgentPrefix: true,
  userAgentSuffix: true,
  maxResponseBytes: true,
  logger: true,
  logPersonalData: true,
  events: true,
  retryHandlers: true,
  limits: true,
  budgetShare: true,
  signal: true,
  clock: true,
};
const OPTIONS: ReadonlySet<string> = new Set(Object.keys(OPTION_NAMES));
