import { ScimFailure } from "../base/envelopes";
import { URNS } from "../base/schemas";
import type { JsonObject } from "../base/values";

/** Which of an attribute's values are meant. */
export interface Selector {
  /** In lower case. */
  attribute: string;
  value: string;
}

/** The path of a v2 PATCH operation, taken apart. */
export interface PatchPath {
  /** The extension it points into, if any. */
  extension?: "enterprise" | "guest" | "profile";
  /** In lower case; `""` for the whole extension. */
  attribute: string;
  /** What stands between brackets: `value eq "a@b.c"`. */
  selector?: Selector;
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
  if (isStrangeUrn(text)) return { attribute: lower };
  const core = [URNS.v2.user, URNS.v2.group].find((urn) => lower.startsWith(`${urn.toLowerCase()}:`));
  return readPlain(core ? text.slice(core.length + 1) : text);
}

/** Whether a text is in an extension that Slack does not have. */
function isStrangeUrn(text: string): boolean {
  const isOurs = (urn: string) => text.toLowerCase().startsWith(urn.toLowerCase());
  return /^urn:/i.test(text) && !Object.values(URNS.v2).some(isOurs);
}

function readPlain(text: string): PatchPath {
  const match = PLAIN.exec(text.trim());
  if (!match?.[1]) throw new ScimFailure("invalid_request_payload");
  const attribute = match[1].toLowerCase();
  const part = match[3]?.toLowerCase();
  if (match[2] === undefined) return { attribute, part };
  return { attribute, selector: readSelector(match[2]), part };
}

function readSelector(text: string): Selector {
  const match = SELECTOR.exec(text);
  if (!match?.[1]) throw new ScimFailure("invalid_request_payload");
  const value = match[2]?.replace(/\\(.)/g, "$1") ?? match[3] ?? match[4] ?? "";
  return { attribute: match[1].toLowerCase(), value };
}

/** The value of an operation without a path, taken apart. */
interface SplitValue {
  /** The attributes that stand there by their names: a partial resource. */
  plain: JsonObject;
  /** What `name.familyName` and the like say, as a partial resource. */
  parts: JsonObject;
  /** What stands under any other path: `emails[type eq "work"].value`, `<URN>:department`. */
  paths: { path: string; value: unknown }[];
}

/** Takes the keys that are paths, as Entra sends them, out of the value of an operation without a path; some are passed over. */
export function splitPathKeys(
  value: JsonObject,
  isPassedOver: (path: PatchPath) => boolean = () => false,
): SplitValue {
  const plain: [string, unknown][] = [];
  const parts: { [attribute: string]: JsonObject } = Object.create(null);
  const paths: SplitValue["paths"] = [];
  for (const [key, part] of Object.entries(value)) {
    const path = readPathKey(key);
    if (path && isPassedOver(path)) continue;
    if (!path) plain.push([key, part]);
    // All parts of an attribute are read together, as those of an object are: unknown ones are passed over in both.
    else if (path.part && !path.selector && !path.extension)
      parts[path.attribute] = { ...parts[path.attribute], [path.part]: part };
    else paths.push({ path: key, value: part });
  }
  return { plain: Object.fromEntries(plain), parts, paths };
}

/** A plain name and a whole extension are no paths; what cannot be read is left to the check of attribute names. */
function readPathKey(key: string): PatchPath | undefined {
  if (!/[.:[]/.test(key) || isStrangeUrn(key)) return undefined;
  try {
    const path = readPath(key);
    return path.attribute === "" ? undefined : path;
  } catch (error) {
    if (error instanceof ScimFailure) return undefined;
    throw error;
  }
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
