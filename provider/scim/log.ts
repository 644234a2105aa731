/**
 * Fields beside a log line; only strings, numbers, booleans and plain objects of them.
 *
 * @see https://docs.slack.dev/reference/scim-api
 */
export type LogFields = Record<string, unknown>;

/**
 * Where the client writes; `console`, pino and winston fit through a one-line wrapper or as they are.
 *
 * @see https://docs.slack.dev/reference/scim-api
 */
export interface Logger {
  /** What happens, step by step: each request and each answer. */
  debug(message: string, fields?: LogFields): void;
  /** What may interest an operator: Slack asked to slow down. */
  info(message: string, fields?: LogFields): void;
  /** What went wrong without failing: a retry, a list that moved. */
  warn(message: string, fields?: LogFields): void;
  /** What is broken: a listener that throws. */
  error(message: string, fields?: LogFields): void;
}

const silence = () => {};

/**
 * Writes nothing.
 *
 * @see https://docs.slack.dev/reference/scim-api
 */
export const silentLogger: Logger = { debug: silence, info: silence, warn: silence, error: silence };
