import { readFileSync } from "node:fs";
import { join } from "node:path";

const README = readFileSync(join(__dirname, "../../emulator/README.md"), "utf8");

/** The snippets of the emulator's README in a language, in order. */
export function snippets(language: string): string[] {
  return [...README.matchAll(/```(\w+)\n([\s\S]*?)```/g)]
    .filter((match) => match[1] === language)
    .map((match) => match[2] ?? "");
}

/** A snippet that speaks to this emulator instead of the README's. */
export function pointedAt(snippet: string, slack: { url: string }): string {
  return snippet.replaceAll("http://127.0.0.1:8080", slack.url);
}
