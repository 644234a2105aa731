/** Fields beside a log line; only strings, numbers, booleans and plain objects of them. */
export type LogFields = Record<string, unknown>;

/** Where the client writes; `console`, pino and winston fit through a one-line wrapper or as they are. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

const silence = () => {};

/** Writes nothing. */
export const silentLogger: Logger = { debug: silence, info: silence, warn: silence, error: silence };
