/**
 * Signs that a reader does not see and a terminal obeys: control characters, line ends, and those that turn the direction of what
 * follows. Joiners are none of them: scripts need them.
 */
const INVISIBLE = /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;

/** A text of anybody's with such signs written out: `[U+202E]`. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (sign) => {
    const code = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    return `[U+${code}]`;
  });
}
