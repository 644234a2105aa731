import { withoutTokens } from "../scim/base/redact";

/** A URL as messages may show it: without its user and password, and without a token that was put in its place. */
export function shownUrl(url: string): string {
  return withoutTokens(url.replace(/^([a-z][a-z\d+.-]*:\/\/)?.*@/is, "$1"));
}
