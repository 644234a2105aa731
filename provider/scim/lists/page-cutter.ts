import { isObject } from "../base/check";
import { parseJson } from "../base/json";

/** Where the list begins, unless that stands deeper in the text. */
const LIST_BEGINS = /(?<!\\)"Resources"\s*:\s*\[/g;

/** What may change where the cutter is. */
const BETWEEN_RESOURCES = /["{}[\],]/g;
const IN_RESOURCE = /["{}[\]]/g;
const IN_TEXT = /["\\]/g;

/** Longer than the beginning of the list, spaces aside: where a piece may end in the middle of it. */
const OVERLAP = 64;

/**
 * Cuts a page of a list into its resources while it comes, so that neither its text nor all that was parsed of it is ever held whole:
 * of 100,000 members it leaves what `read` keeps of each group. What is around the list is the text that is left.
 */
export class PageCutter<T> {
  readonly #read: (resource: unknown) => T;
  readonly #resources: T[] = [];
  #where: "before" | "within" | "after" = "before";
  #before = "";
  /** The text of the resource that has begun. */
  #begun = "";
  #depth = 0;
  #isText = false;
  #isEscaped = false;
  #problem: { error: unknown } | undefined;

  /** @param read what to keep of a resource; its errors are thrown by `complete` */
  constructor(read: (resource: unknown) => T) {
    this.#read = read;
  }

  /** Takes the next piece of the answer's text; the result belongs to what is around the list. */
  take(piece: string): string {
    if (this.#where === "before") return this.#lookForList(piece);
    return this.#where === "within" ? this.#cut(piece) : piece;
  }

  /** The parsed rest with the list in its place. @throws whatever `read` threw first, or ShapeProblem */
  complete(rest: unknown): unknown {
    if (this.#problem !== undefined) throw this.#problem.error;
    return this.#where === "after" && isObject(rest) ? { ...rest, Resources: this.#resources } : rest;
  }

  #lookForList(piece: string): string {
    const from = Math.max(0, this.#before.length - OVERLAP);
    const earlier = this.#before.length;
    this.#before += piece;
    LIST_BEGINS.lastIndex = from;
    for (let found = LIST_BEGINS.exec(this.#before); found !== null; found = LIST_BEGINS.exec(this.#before)) {
      const begin = found.index + found[0].length;
      if (begin <= earlier || depthOf(this.#before.slice(0, found.index)) !== 1) continue;
      this.#where = "within";
      const around = this.#before.slice(earlier, begin);
      const list = this.#before.slice(begin);
      this.#before = "";
      return around + this.#cut(list);
    }
    return piece;
  }

  #cut(piece: string): string {
    let begin = 0;
    let at = 0;
    while (at < piece.length) {
      if (this.#isText) {
        at = this.#endOfText(piece, at);
        continue;
      }
      const mark = next(this.#depth === 0 ? BETWEEN_RESOURCES : IN_RESOURCE, piece, at);
      if (mark === piece.length) break;
      at = mark + 1;
      const sign = piece[mark];
      const isEnd = this.#depth === 0 && (sign === "," || sign === "]");
      if (isEnd) {
        this.#keep(this.#begun + piece.slice(begin, mark), sign === "]");
        this.#begun = "";
        begin = at;
        if (sign === "]") {
          this.#where = "after";
          return piece.slice(mark);
        }
      } else this.#step(sign);
    }
    this.#begun += piece.slice(begin);
    return "";
  }

  #step(sign: string | undefined): void {
    if (sign === '"') this.#isText = true;
    else if (sign === "{" || sign === "[") this.#depth += 1;
    else if (sign === "}" || sign === "]") this.#depth -= 1;
  }

  /** Behind the quotation mark that ends the text, or the piece's end. */
  #endOfText(piece: string, from: number): number {
    let at = from + (this.#isEscaped ? 1 : 0);
    this.#isEscaped = false;
    for (let mark = next(IN_TEXT, piece, at); mark < piece.length; mark = next(IN_TEXT, piece, at)) {
      at = mark + 1;
      if (piece[mark] === '"') {
        this.#isText = false;
        return at;
      }
      this.#isEscaped = at === piece.length;
      at += 1;
    }
    return piece.length;
  }

  #keep(text: string, isLast: boolean): void {
    if (this.#problem !== undefined) return;
    if (isLast && this.#resources.length === 0 && text.trim() === "") return;
    try {
      this.#resources.push(this.#read(parseJson(text)));
    } catch (error) {
      this.#problem = { error };
    }
  }
}

/** Where the next of these signs is, the text's length where there is none. */
function next(signs: RegExp, text: string, from: number): number {
  signs.lastIndex = from;
  return signs.exec(text)?.index ?? text.length;
}

/** How many objects and lists are open at the end of a text. */
function depthOf(text: string): number {
  const signs = text.replace(/"(?:[^"\\]|\\.)*"/gs, "").match(/[{}[\]]/g) ?? [];
  return signs.reduce((depth, sign) => depth + (sign === "{" || sign === "[" ? 1 : -1), 0);
}
