import {
  ConnectionErrorRetryHandler,
  RateLimitErrorRetryHandler,
  ServerErrorRetryHandler,
  SlackScimClient,
  type SlackScimClientOptions,
} from "../scim";
import type { Settings } from "../settings/settings";

/**
 * The client of a run. A 429 is never a failure by itself, however many come: the limits are shared, and a half-finished
 * `up` helps nobody. Lost connections and Slack's own failures are tried again a few times.
 * @param process what the process adds, or has otherwise
 */
export function connect(
  settings: Settings,
  process: Pick<SlackScimClientOptions, "signal" | "clock" | "events" | "retryHandlers" | "agent">,
): SlackScimClient {
  return new SlackScimClient({
    token: settings.token,
    baseUrl: settings.baseUrl,
    allowPlainHttp: settings.allowPlainHttp,
    budgetShare: settings.budgetShare,
    limits: settings.limits,
    timeoutMs: settings.timeoutMs,
    totalTimeoutMs: settings.retryMs,
    proxy: settings.proxy,
    ca: settings.ca,
    retryHandlers: [
      new RateLimitErrorRetryHandler({
        maxRetryCount: Number.POSITIVE_INFINITY,
        maxTotalRetryAfterMs: Number.POSITIVE_INFINITY,
      }),
      new ConnectionErrorRetryHandler(),
      new ServerErrorRetryHandler(),
    ],
    ...process,
  });
}
