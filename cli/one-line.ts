import { stripVTControlCharacters } from "node:util";

/** Text of others on one line of a terminal: what would colour it goes, what would break it or turn it round becomes a space. */
export function oneLine(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .trim();
}
