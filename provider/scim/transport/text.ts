import { isAscii, isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";

/** The bytes are no text of the charset that the answer names, or nobody here knows that charset. */
export class UnreadableText extends Error {}

/** Turns bytes into text piece by piece; a mangled letter would be written back by whoever replaces what was read. */
export interface TextReader {
  /** @throws UnreadableText when the bytes are none of the charset's */
  read(bytes: Buffer): string;
  /** What is left at the end. @throws UnreadableText when the last letter was cut off */
  end(): string;
}

/**
 * The reader for the charset that a content type names; UTF-8 where it names none, as JSON is.
 * @throws UnreadableText when the charset is not known
 */
export function textReaderFor(contentType: string | undefined): TextReader {
  const charset = charsetOf(contentType);
  if (charset === "utf-8" || charset === "utf8") return new Utf8Reader();
  if (charset === "utf-16") return new Utf16Reader();
  return charset === "us-ascii" || charset === "ascii" ? new AsciiReader() : new CharsetReader(charset);
}

function charsetOf(contentType: string | undefined): string {
  const [, quoted, bare] = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(contentType ?? "") ?? [];
  return (quoted || bare || "utf-8").trim().toLowerCase();
}

/** What nearly every answer is: Node's own check of the bytes is a fraction of what a decoder costs. */
class Utf8Reader implements TextReader {
  /** The beginning of a letter whose end is in the next piece. */
  #begun: Buffer | undefined;

  read(bytes: Buffer): string {
    const all = this.#begun === undefined ? bytes : Buffer.concat([this.#begun, bytes]);
    const end = all.length - begunLength(all);
    this.#begun = end === all.length ? undefined : Buffer.from(all.subarray(end));
    const whole = end === all.length ? all : all.subarray(0, end);
    if (!isUtf8(whole)) throw new UnreadableText("is not valid utf-8");
    return whole.toString("utf8");
  }

  end(): string {
    if (this.#begun !== undefined) throw new UnreadableText("is not valid utf-8");
    return "";
  }
}

/** How many bytes at the end begin a letter that is not complete. */
function begunLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return lengthOfLetter(byte) > back ? back : 0;
  }
  return 0;
}

function lengthOfLetter(first: number): number {
  if (first >= 0xf0) return 4;
  return first >= 0xe0 ? 3 : 2;
}

/** A TextDecoder takes ASCII for windows-1252, and makes two letters of each that is UTF-8 in truth. */
class AsciiReader implements TextReader {
  read(bytes: Buffer): string {
    if (!isAscii(bytes)) throw new UnreadableText("is not valid us-ascii");
    return bytes.toString("latin1");
  }

  end(): string {
    return "";
  }
}

/** Text that says itself in which order its bytes are: by a mark before it, or by the zero of JSON's first sign. */
class Utf16Reader implements TextReader {
  #begun = Buffer.alloc(0);
  #reader: CharsetReader | undefined;

  read(bytes: Buffer): string {
    if (this.#reader !== undefined) return this.#reader.read(bytes);
    this.#begun = Buffer.concat([this.#begun, bytes]);
    if (this.#begun.length < 2) return "";
    const [first] = this.#begun;
    this.#reader = new CharsetReader(first === 0xfe || first === 0 ? "utf-16be" : "utf-16le");
    return this.#reader.read(this.#begun);
  }

  end(): string {
    if (this.#reader !== undefined) return this.#reader.end();
    if (this.#begun.length > 0) throw new UnreadableText("is not valid utf-16");
    return "";
  }
}

class CharsetReader implements TextReader {
  readonly #charset: string;
  readonly #decoder: TextDecoder;

  constructor(charset: string) {
    this.#charset = charset.slice(0, 40);
    try {
      this.#decoder = new TextDecoder(charset, { fatal: true });
    } catch {
      throw new UnreadableText(`is in the charset ${this.#charset}, which is not known here`);
    }
  }

  read(bytes: Buffer): string {
    return this.#decode(() => this.#decoder.decode(bytes, { stream: true }));
  }

  end(): string {
    return this.#decode(() => this.#decoder.decode());
  }

  #decode(decode: () => string): string {
    try {
      return decode();
    } catch {
      throw new UnreadableText(`is not valid ${this.#charset}`);
    }
  }
}
