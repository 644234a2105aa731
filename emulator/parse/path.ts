import { ScimFailure } from "../base/envelopes";
import { URNS } from "../base/schemas";

/** The path of a v2 PATCH operation, taken apart. */
export interface PatchPath {
  /** The extension it points into, if any. */
  extension?: "enterprise" | "guest" | "profile";
  /** In lower case; `""` for the whole extension. */
  attribute: string;
  /** What stands between brackets: `value eq "a@b.c"`. */
  selector?: { attribute: string; value: string };
  /** What follows behind a dot, in lower case. */
  part?: string;
}

const PLAIN = /^([a-z]\w*)(?:\[(.*)\])?(?:\.([a-z]\w*))?$/i;
const SELECTOR = /^\s*([a-z]\w*)\s+eq\s+(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"'\]]+))\s*$/i;
const EXTENSIONS = ["enterprise", "guest", "profile"] as const;

/** Reads a path in the forms that Slack documents and clients use: extensions by colon and by dot, quoted and bare values. */
export function readPath(text: string): PatchPath {
  const lower = text.toLowerCase();
  for (const extension of EXTENSIONS) {
    const urn = URNS.v2[extension].toLowerCase();
    if (lower === urn) return { extension, attribute: "" };
    if (lower.startsWith(`${urn}:`) || lower.startsWith(`${urn}.`)) {
      return { extension, ...readPlain(text.slice(urn.length + 1)) };
    }
  }
  const core = [URNS.v2.user, URNS.v2.group].find((urn) => lower.startsWith(`${urn.toLowerCase()}:`));
  return readPlain(core ? text.slice(core.length + 1) : text);
}

function readPlain(text: string): PatchPath {
  const match = PLAIN.exec(text.trim());
  if (!match?.[1]) throw new ScimFailure("invalid_request_payload");
  const attribute = match[1].toLowerCase();
  const part = match[3]?.toLowerCase();
  if (match[2] === undefined) return { attribute, part };
  return { attribute, selector: readSelector(match[2]), part };
}

function readSelector(text: string): { attribute: string; value: string } {
  const match = SELECTOR.exec(text);
  if (!match?.[1]) throw new ScimFailure("invalid_request_payload");
  const value = match[2]?.replace(/\\(.)/g, "$1") ?? match[3] ?? match[4] ?? "";
  return { attribute: match[1].toLowerCase(), value };
}

/** One operation of a v2 PATCH. */
export interface PatchOperation {
  op: "add" | "replace" | "remove";
  path?: string;
  value: unknown;
}

const MOST_OPERATIONS = 1_000;

/** The operations of a v2 PATCH body, op names in any case. */
export function readOperations(body: Record<string, unknown>): PatchOperation[] {
  const list = body.Operations ?? body.operations;
  if (!Array.isArray(list) || list.length === 0 || list.length > MOST_OPERATIONS) {
    throw new ScimFailure("invalid_request_payload");
  }
  return list.map(readOperation);
}

function readOperation(value: unknown): PatchOperation {
  if (typeof value !== "object" || value === null) throw new ScimFailure("invalid_request_payload");
  const { op, path, value: operand } = value as { op?: unknown; path?: unknown; value?: unknown };
  const verb = typeof op === "string" ? op.toLowerCase() : undefined;
  if (verb !== "add" && verb !== "replace" && verb !== "remove")
    throw new ScimFailure("invalid_request_payload");
  if (path !== undefined && path !== null && typeof path !== "string")
    throw new ScimFailure("invalid_request_payload");
  return { op: verb, path: path || undefined, value: operand };
}
