/** What every event says of its request. */
export interface RequestFacts {
  method: string;
  /** Below the base URL; without its query unless `logPersonalData` is set. */
  path: string;
  /** 1 for the first time it is sent. */
  attempt: number;
}

/** A request is about to be sent. */
export interface RequestEvent extends RequestFacts {
  /** How long it waited for its turn, milliseconds. */
  waitedMs: number;
}

/** An answer came, whatever its status. */
export interface ResponseEvent extends RequestFacts {
  status: number;
  durationMs: number;
}

/** A failed attempt will be followed by another one. */
export interface RetryEvent extends RequestFacts {
  /** Which handler wants it. */
  handler: string;
  delayMs: number;
  error: Error;
}

/** Slack answered 429. */
export interface RateLimitEvent extends RequestFacts {
  /** The limit that is held, as `PATCH Users/{id}`. */
  endpoint: string;
  delayMs: number;
}

/** Functions to call when something happens. What they throw is logged and otherwise ignored. */
export interface ClientEvents {
  /** Before each attempt. */
  request?(event: RequestEvent): void;
  /** After each answer. */
  response?(event: ResponseEvent): void;
  /** Before the pause that another attempt is preceded by. */
  retry?(event: RetryEvent): void;
  /** After each 429. */
  rateLimit?(event: RateLimitEvent): void;
}
