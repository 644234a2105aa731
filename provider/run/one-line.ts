import { stripVTControlCharacters } from "node:util";

/** Text of others on one line of a terminal: what would colour it goes, what would break it or turn it round becomes a space. */
export function oneLine(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .trim();
}

/**
 * Signs that a reader does not see and a terminal obeys: control characters, line ends, and those that turn the direction of what
 * follows. Joiners are none of them: scripts need them.
 */
const INVISIBLE = /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;

/** Text of others with such signs written out, `[U+202E]`, so that two names stay apart and nobody takes one for the other. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (sign) => {
    const code = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    return `[U+${code}]`;
  });
}
