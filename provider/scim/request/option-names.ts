import type { SlackScimClientOptions } from "./options";

const NAMES: Record<keyof SlackScimClientOptions, true> = {
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
/** Every option of a client; the type of the table keeps it complete. */
export const OPTION_NAMES: readonly string[] = Object.keys(NAMES);
