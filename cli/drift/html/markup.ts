import { visible } from "../../one-line";

/** Markup that may stand on the page as it is. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = string | number | Markup | undefined | readonly Part[];

/**
 * A piece of the page. Whatever is put in is escaped, unless it is markup itself; signs that would turn the reading direction or
 * that nobody sees are written out.
 */
export function html(pieces: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(pieces.reduce((text, piece, at) => text + asText(parts[at - 1]) + piece));
}

/** Our own sentences, with what is between back-ticks as code. */
export function prose(text: string): Markup[] {
  return text.split("`").map((part, at) => (at % 2 === 0 ? html`${part}` : html`<code>${part}</code>`));
}

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function asText(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "object") return part.map(asText).join("");
  return visible(String(part)).replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? "");
}
