import type { ScimVersion } from "../base/schemas";

/** One request as the emulator saw and answered it; tokens and passwords never appear. */
export interface LoggedRequest {
  /** 1 for the first request of the emulator's life. */
  sequence: number;
  /** When it came, by the emulator's clock, as ISO 8601. */
  at: string;
  method: string;
  /** What stands behind the version: `Users/U1?count=5`. */
  path: string;
  version: ScimVersion | undefined;
  /** The organization of its token; `undefined` where the token was nobody's. */
  organization: string | undefined;
  /** The status it was answered with; 0 where the connection was dropped instead. */
  status: number;
  /** Slack's error code, where it was refused. */
  slackCode?: string;
  /** The parsed body, passwords taken out. */
  requestBody?: unknown;
  /** What a fault did to it. */
  fault?: string;
}

/** The requests in order; the oldest go when there are more than `size`. */
export class RequestLog {
  private entries: LoggedRequest[] = [];
  private sequence = 0;
  private readonly listeners = new Set<(entry: LoggedRequest) => void>();

  constructor(private readonly size: number) {}

  get requests(): LoggedRequest[] {
    return this.entries.slice(-this.size);
  }

  add(entry: Omit<LoggedRequest, "sequence">): LoggedRequest {
    const logged = { sequence: ++this.sequence, ...entry };
    this.entries.push(logged);
    if (this.entries.length > this.size + 1_000) this.entries.splice(0, this.entries.length - this.size);
    return logged;
  }

  /** Tells whoever watches that a request was answered. */
  answered(entry: LoggedRequest): void {
    for (const listener of this.listeners) listener(entry);
  }

  /** Calls back for every answered request until the returned function is called. */
  watch(listener: (entry: LoggedRequest) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  clear(): void {
    this.entries = [];
  }
}

const REDACTED = "[redacted]";
const TOKEN = /\bxox[a-z](?:\.xox[a-z])?-[\w.-]+/g;
/** A known token shorter than this could be any word. */
const SHORTEST_SECRET = 8;

/** A text without the tokens in it: known ones, and whatever looks like one of Slack's. */
export function withoutTokens(text: string, known: readonly string[]): string {
  let clean = text.includes("xox") ? text.replace(TOKEN, REDACTED) : text;
  for (const token of known) {
    if (token.length >= SHORTEST_SECRET && clean.includes(token)) clean = clean.replaceAll(token, REDACTED);
  }
  return clean;
}

/** The body without passwords, as attribute or as the value of a PATCH operation, and without tokens. */
export function redacted(body: unknown, tokens: readonly string[]): unknown {
  if (Array.isArray(body)) return body.map((part) => redacted(part, tokens));
  if (typeof body === "string") return withoutTokens(body, tokens);
  if (typeof body !== "object" || body === null) return body;
  const isPasswordOperation = "path" in body && /password/i.test(String(body.path));
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      const isSecret = /password|token/i.test(key) || (isPasswordOperation && key === "value");
      return [key, isSecret ? REDACTED : redacted(value, tokens)];
    }),
  );
}
