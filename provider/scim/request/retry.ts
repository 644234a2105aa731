import { abortable } from "../base/abort";
import { checkDuration } from "../base/check";
import { SlackScimApiError, SlackScimConnectionError, SlackScimResponseError } from "../errors/errors";
import type { RetryHandler, RetryRequest, RetryState } from "../retry/handler";
import type { Failure } from "./attempt";
import { type Call, remainingMs } from "./call-state";
import { checkHandlers, type Settings } from "./settings";

/** Which handler wants another attempt, and after how long. */
export interface Retry {
  handler: RetryHandler;
  delayMs: number;
}

/** Asks the handlers in order; undefined when none wants another attempt, or when no time is left for it. */
export async function nextRetry(
  call: Call,
  { error, response }: Failure,
  settings: Settings,
): Promise<Retry | undefined> {
  call.retries ??= { by: new Map(), customValues: {} };
  const { by, customValues } = call.retries;
  // Nothing else of the call: its headers carry the token, its body may carry a password.
  const request: RetryRequest = { method: call.method, path: call.path };
  for (const handler of checkHandlers(settings.retryHandlers)) {
    const state: RetryState = {
      currentAttempt: call.attempts - 1,
      handlerAttempts: by.get(handler) ?? 0,
      customValues,
    };
    if (!handler.canRetry(state, request, response, error)) continue;
    const asked = handler.prepareForNextAttempt(state, request, response, error);
    const delayMs = typeof asked === "number" ? asked : await abortable(asked, call.ending.signal);
    checkDuration(`${handler.constructor.name}.prepareForNextAttempt()`, delayMs);
    const leftMs = remainingMs(call, settings);
    if (response?.status === 429 ? leftMs <= 0 : delayMs >= leftMs) return undefined;
    by.set(handler, state.handlerAttempts + 1);
    return { handler, delayMs };
  }
  return undefined;
}

/** Whether Slack may have done what was asked, though no answer says so. */
export function mayHaveBeenDone({ error }: Failure): boolean {
  if (error instanceof SlackScimConnectionError) return error.maybeSent;
  if (error instanceof SlackScimApiError) return error.status >= 500;
  if (error instanceof SlackScimResponseError) return error.status >= 500 || error.status < 300;
  return false;
}
