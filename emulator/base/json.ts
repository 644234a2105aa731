/** JSON as Slack writes it: with escaped slashes. */
export function toJson(value: unknown, escapedSlashes: boolean): string {
  const json = JSON.stringify(value);
  return escapedSlashes ? json.replaceAll("/", "\\/") : json;
}
