import type { SlackScimClientOptions } from "./options";

const NAMES: Record<keyof SlackScimClientOptions, null> = {
  token: null,
  baseUrl: null,
  apiVersion: null,
  allowPlainHttp: null,
  timeoutMs: null,
  totalTimeoutMs: null,
  agent: null,
  ca: null,
  proxy: null,
  headers: null,
  userAgentPrefix: null,
  userAgentSuffix: null,
  maxResponseBytes: null,
  logger: null,
  logPersonalData: null,
  events: null,
  retryHandlers: null,
  limits: null,
  budgetShare: null,
  signal: null,
  clock: null,
};
/** Every option of a client; the type of the table keeps it complete. */
export const OPTION_NAMES: readonly string[] = Object.keys(NAMES);
