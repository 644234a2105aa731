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

/** A logger that fails for itself alone: what it throws or rejects must not become a call's. */
export function unbreakable(logger: Logger): Logger {
  if (logger === silentLogger) return logger;
  const guarded = (level: keyof Logger) => (message: string, fields?: LogFields) => {
    try {
      const writing: unknown = logger[level](message, fields);
      if (writing instanceof Promise) writing.catch(silence);
    } catch {
      // there is nowhere to say it
    }
  };
  return { debug: guarded("debug"), info: guarded("info"), warn: guarded("warn"), error: guarded("error") };
}

const silence = () => {};

/**
 * Writes nothing.
 *
 * @see https://docs.slack.dev/reference/scim-api
 */
export const silentLogger: Logger = { debug: silence, info: silence, warn: silence, error: silence };
