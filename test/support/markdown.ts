import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const checkout = resolve(__dirname, "..", "..");

/** A fenced block of a document: ```` ```ts index.ts ```` has the language `ts` and the note `index.ts`. */
export interface Fence {
  /** Empty for what a command prints. */
  language: string;
  /** What follows the language. GitHub shows none of it; tests read file names and how a command ends from it. */
  note: string;
  code: string;
  /** The last heading above it, empty before the first one of the second level. */
  section: string;
}

/** A document of the checkout, by its path there. */
export function readDocument(path: string): string {
  return readFileSync(join(checkout, path), "utf8");
}

/** The fenced blocks of a document, in order. */
export function fences(markdown: string): Fence[] {
  const parts = markdown.matchAll(/^#{2,} (?<title>.*)$|^```(?<info>.*)\n(?<code>[\s\S]*?)^```$/gm);
  const found: Fence[] = [];
  let section = "";
  for (const { groups = {} } of parts) {
    if (groups.title !== undefined) section = groups.title;
    if (groups.code === undefined) continue;
    const [language = "", ...notes] = (groups.info ?? "").split(" ");
    found.push({ language, note: notes.join(" "), code: groups.code, section });
  }
  return found;
}

/** The code of every fence of a language. */
export function codeIn(markdown: string, language: string): string[] {
  return fences(markdown)
    .filter((fence) => fence.language === language)
    .map(({ code }) => code);
}
