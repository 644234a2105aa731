import { checkNames, checkNumber, checkObject } from "../base/check";
import type { Clock } from "../base/clock";
import { SlackScimArgumentError } from "../errors/errors";
import type { CallOptions } from "./options";
import { checkSignal } from "./settings";

const ENDS_AT_MS = Symbol("endsAtMs");
const BEFORE_WRITING = Symbol("beforeWriting");

/** The options of one request among several that a call makes: they share one deadline. */
export interface LegOptions extends CallOptions {
  /** When the deadline of the whole call passes; milliseconds by the client's clock. */
  readonly [ENDS_AT_MS]?: number;
  /** Called at the last moment before a change is sent, each time; what it throws ends the call. */
  readonly [BEFORE_WRITING]?: () => void;
}

/** The options of a call that is stopped at the last moment, after all waiting, where `check` throws. */
export function stoppedBy<T extends CallOptions>(options: T | undefined, check: () => void): T {
  return { ...(options ?? ({} as T)), [BEFORE_WRITING]: check };
}

/** What a call does before a change is sent; nothing for one that changes nothing. */
export function beforeWriting(
  method: string,
  { [BEFORE_WRITING]: check }: LegOptions,
): (() => void) | undefined {
  return method === "GET" ? undefined : check;
}

const CALL_OPTIONS = ["signal", "deadlineMs", "headers"];

/** Refuses options that are none; a signal in their place would otherwise be passed over. */
export function checkCallOptions(options: CallOptions): void {
  checkObject("options", options, "an object with signal, deadlineMs or headers");
  if (options instanceof AbortSignal) {
    throw new SlackScimArgumentError("options", "an object as { signal }", "the signal itself");
  }
  checkNames("options", options, CALL_OPTIONS);
  checkSignal(options.signal);
  const { deadlineMs } = options;
  if (deadlineMs === undefined) return;
  const wanted = "a number of milliseconds above 0";
  checkNumber("deadlineMs", deadlineMs, Number.MIN_VALUE, Number.MAX_SAFE_INTEGER, wanted);
}

/** Options for a call that makes several requests: the deadline counts from now, not from each of them. */
export function legsOf<T extends LegOptions>(given: T | undefined, clock: Clock): T & LegOptions {
  const options = given ?? ({} as T);
  checkCallOptions(given === undefined ? {} : given);
  if (options.deadlineMs === undefined || options[ENDS_AT_MS] !== undefined) return options;
  return { ...options, [ENDS_AT_MS]: clock.now() + options.deadlineMs };
}

/** Milliseconds that are left until the deadline; undefined when there is none. */
export function deadlineOf(
  { deadlineMs, [ENDS_AT_MS]: endsAtMs }: LegOptions,
  clock: Clock,
): number | undefined {
  return endsAtMs === undefined ? deadlineMs : endsAtMs - clock.now();
}
