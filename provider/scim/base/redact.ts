import { isObject } from "./check";

const SECRET_NAMES = /^(password|token|authorization|access_token|refresh_token)$/i;
const REDACTED = "(redacted)";

/** A text of others without the client's token, nor any other that is known by its beginning. */
export function withoutTokens(text: string, token?: string): string {
  const rest = token === undefined ? text : text.split(token).join(REDACTED);
  return rest.replace(/xox[a-z]-[\w-]+/gi, REDACTED);
}

/** The beginning of an answer that was not understood: no token, no address, no value of any attribute. */
export function excerptOf(text: string, token: string): string {
  return withoutTokens(text, token)
    .slice(0, 2000)
    .replace(/&(quot|#34|#x22);/gi, '"')
    .replace(/(password\W{1,8})[^\s"'<>&,;]+/gi, `$1${REDACTED}`)
    .replace(/"(?:[^"\\]|\\.)*"?(\s*:)?/g, (text, colon) => (colon === undefined ? '"…"' : text))
    .replace(/:\s+"/g, ':"')
    .replace(/[^\s"'<>:;,()]+@[^\s"'<>:;,()]+/g, "…@…")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 120);
}

/** A body for the log: a copy without passwords, also where an operation sets one. */
export function redactBody(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(redactBody);
  if (!isObject(body)) return body;
  const setsSecret = typeof body.path === "string" && SECRET_NAMES.test(body.path.replace(/^.*[:.]/s, ""));
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      SECRET_NAMES.test(name) || (setsSecret && name === "value") ? REDACTED : redactBody(value),
    ]),
  );
}
