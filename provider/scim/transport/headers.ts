import type { IncomingHttpHeaders } from "node:http";
import { checkObject, describe } from "../base/check";
import { SlackScimArgumentError } from "../errors/errors";

/** These are the client's or the connection's own. */
const RESERVED: Record<string, string> = {
  authorization: "the token is an option of its own",
  host: "it follows from the base URL",
  connection: "connections are kept open by the agent",
  "content-length": "it follows from the body",
  "transfer-encoding": "it follows from the body",
};

const PLAIN = 'a plain object as { "x-request-source": "sync" }';

/** Lower-case copies; refuses what no request can carry. */
export function checkHeaders(argument: string, headers: Record<string, string> = {}): Record<string, string> {
  checkObject(argument, headers, PLAIN);
  if (Symbol.iterator in headers)
    throw new SlackScimArgumentError(argument, PLAIN, "an object of a class of its own");
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    const reason = Object.hasOwn(RESERVED, lower) ? RESERVED[lower] : undefined;
    if (reason !== undefined)
      throw new SlackScimArgumentError(`${argument}.${name}`, `left out: ${reason}`, "a value");
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
      throw new SlackScimArgumentError(argument, "an object with names that HTTP allows", describe(name));
    }
    if (typeof value !== "string" || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      const came =
        typeof value === "string" ? "a string with characters that no header can carry" : describe(value);
      throw new SlackScimArgumentError(`${argument}.${name}`, "a string of one line", came);
    }
    checked[lower] = value;
  }
  return checked;
}

/** An answer's headers by lower-case name, repeated ones joined by ", ". */
export function toRecord(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")]),
  );
}
