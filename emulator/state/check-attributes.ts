import { meaning } from "../base/nearest";
import { GUEST_V2 } from "../base/schemas";
import { isObject, type JsonObject } from "../base/values";
import { FOLLOWS, MOST, OTHER_NAMES, SHAPES, type Shape } from "./attributes";

type Kind = "user" | "group";

/**
 * Refuses attributes that a user or a group does not have, those that follow from others, and more values than a list
 * holds: what is not kept must not be passed over in silence. `schemas` says nothing of its own and is let in.
 * @param held how it was before, or would be without them
 */
export function checkAttributes(kind: Kind, given: object, held: object | undefined): void {
  refuseUnknown(kind, given, SHAPES[kind], "");
  for (const [name, reason] of Object.entries(FOLLOWS[kind])) {
    const wanted = partOf(given, name);
    if (wanted === undefined || JSON.stringify(wanted) === JSON.stringify(held && partOf(held, name)))
      continue;
    throw new TypeError(`"${name}" of a ${kind} cannot be set: ${reason}.`);
  }
  if (kind === "user") checkLists(given);
}

function refuseUnknown(kind: Kind, given: object, shape: Shape, around: string): void {
  for (const [name, value] of Object.entries(given)) {
    const below = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (below === undefined) throw new TypeError(unknownAttribute(kind, name, shape, around));
    if (below === true) continue;
    for (const part of Array.isArray(value) ? value : [value])
      if (isObject(part)) refuseUnknown(kind, part, below, name);
  }
}

function unknownAttribute(kind: Kind, name: string, shape: Shape, around: string): string {
  const nearest = meaning(name, Object.keys(shape));
  if (around !== "") return `"${around}" of a ${kind} has no "${name}"; ${nearest}`;
  return `A ${kind} has no "${name}"; ${elsewhere(kind, name) ?? nearest}`;
}

/** Where a name is at home that is none of a user or a group itself. */
function elsewhere(kind: Kind, name: string): string | undefined {
  const block = kind === "user" ? OTHER_NAMES.get(name.toLowerCase()) : undefined;
  if (block) return `its name is "${block}".`;
  const path = kind === "user" ? pathTo(name, SHAPES.user) : undefined;
  if (path) return `it is in ${path.map((step) => `"${step}"`).join(", there in ")}.`;
  const other = kind === "user" ? "group" : "user";
  return Object.hasOwn(SHAPES[other], name) ? `a ${other} has.` : undefined;
}

/** The way to a part by its name; parts of lists have the same names everywhere, and are not meant. */
function pathTo(name: string, shape: Shape): string[] | undefined {
  for (const [step, below] of Object.entries(shape)) {
    if (below === true || !BLOCKS.test(step)) continue;
    if (Object.hasOwn(below, name)) return [step];
    const further = pathTo(name, below);
    if (further) return [step, ...further];
  }
  return undefined;
}

const BLOCKS = /^(name|manager|urn:.*)$/;

/** Refuses a user or group from which an attribute was taken: what is blank is there, as a GET shows it. */
export function refuseTaken(kind: Kind, changed: object): void {
  const taken = Object.keys(SHAPES[kind]).find(
    (name) => name !== GUEST_V2 && name !== "schemas" && partOf(changed, name) === undefined,
  );
  if (taken !== undefined)
    throw new TypeError(`"${taken}" of a ${kind} cannot be taken away; make it blank as a GET shows it.`);
}

function checkLists(user: object): void {
  for (const [name, most] of Object.entries(MOST)) {
    const list = partOf(user, name);
    if (!Array.isArray(list) || list.length <= most) continue;
    throw new TypeError(`"${name}" of a user has at most ${most}, got ${list.length}.`);
  }
  const phones = partOf(user, "phoneNumbers");
  const isOdd = (phone: unknown) => isObject(phone) && phone.primary !== true && phone.type !== "mobile";
  if (Array.isArray(phones) && phones.some(isOdd))
    throw new TypeError(
      '"phoneNumbers" of a user need primary: true or type: "mobile", as a GET shows the two.',
    );
}

function partOf(held: object, name: string): unknown {
  return Object.hasOwn(held, name) ? (held as JsonObject)[name] : undefined;
}
