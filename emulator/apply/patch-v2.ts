import { ScimFailure } from "../base/envelopes";
import { URNS } from "../base/schemas";
import { isObject, type JsonObject } from "../base/values";
import { type PatchOperation, type PatchPath, readOperations, readPath, splitPathKeys } from "../parse/path";
import { checkSchemas, hasPlaceFor, readUser, type UserChanges } from "../parse/read-user";
import type { UserRecord } from "../records/user-record";
import { type ApplyContext, applyScalars, refusePassword } from "./apply-user";
import {
  mergeAddress,
  mergeEmails,
  mergePhones,
  mergeRole,
  setAddress,
  setPhones,
  setRole,
} from "./merge-lists";
import { removeAttribute } from "./patch-v1";
import { patchEmails, patchPhones } from "./patch-v2-lists";

/** Applies the operations of a PatchOp to a copy of a user, one after the other. */
export function patchUserV2(draft: UserRecord, body: JsonObject, context: ApplyContext): void {
  checkSchemas(body, context.behaviours);
  for (const operation of readOperations(body)) applyOperation(draft, operation, context);
}

function applyOperation(draft: UserRecord, operation: PatchOperation, context: ApplyContext): void {
  const path = operation.path === undefined ? undefined : readPath(operation.path);
  if (path && isPassedOver(path, context)) return;
  if (!path) applyWithoutPath(draft, operation, context);
  else if (path.extension) applyToExtension(draft, operation, path, path.extension, context);
  else (LISTS.get(path.attribute) ?? applyToSingle)(draft, operation, path, context);
}

/** Whether the path names what no user has, and such is ignored. */
function isPassedOver(path: PatchPath, { behaviours }: ApplyContext): boolean {
  return behaviours.unknownAttributes === "ignored" && !hasPlaceFor(path);
}

function applyToSingle(
  draft: UserRecord,
  operation: PatchOperation,
  path: PatchPath,
  context: ApplyContext,
): void {
  const { attribute, part, selector } = path;
  if (selector) throw new ScimFailure("invalid_request_payload");
  if (operation.op === "remove") {
    removeAttribute(draft, part ? `${attribute}.${part}` : attribute, context, "v2");
    return;
  }
  const changes = applyRead(
    draft,
    { [attribute]: part ? { [part]: operation.value } : operation.value },
    context,
  );
  if (Object.values(changes).every((value) => value === undefined) && !READ_ONLY.has(attribute)) {
    throw new ScimFailure("invalid_request_payload");
  }
}

/** Attributes a client may send and Slack never changes. */
const READ_ONLY = new Set(["id", "meta", "groups", "schemas"]);

/** `add` and `replace` of attributes that are no lists: the same rules as for the attribute in a whole user. */
function applyRead(draft: UserRecord, body: JsonObject, context: ApplyContext): UserChanges {
  const changes = readUser(body, "v2", {
    ...context.behaviours,
    attributeNameCase: "insensitive",
  });
  refusePassword(changes);
  applyScalars(draft, changes, context);
  return changes;
}

function applyWithoutPath(draft: UserRecord, operation: PatchOperation, context: ApplyContext): void {
  if (
    context.behaviours.patchWithoutPath === "refused" ||
    operation.op === "remove" ||
    !isObject(operation.value)
  ) {
    throw new ScimFailure("invalid_request_payload");
  }
  const { plain, parts, paths } = splitPathKeys(operation.value, (path) => isPassedOver(path, context));
  mergePlain(draft, plain, context);
  mergePlain(draft, parts, context);
  for (const { path, value } of paths) applyOperation(draft, { op: operation.op, path, value }, context);
}

function mergePlain(draft: UserRecord, value: JsonObject, context: ApplyContext): void {
  const changes = applyRead(draft, value, context);
  if (changes.emails) mergeEmails(draft, changes.emails, "secondary");
  if (changes.phoneNumbers) mergePhones(draft, changes.phoneNumbers);
  if (changes.addresses) mergeAddress(draft, changes.addresses);
  if (changes.roles) mergeRole(draft, changes.roles);
}

function applyToExtension(
  draft: UserRecord,
  operation: PatchOperation,
  path: PatchPath,
  extension: NonNullable<PatchPath["extension"]>,
  context: ApplyContext,
): void {
  const urn = URNS.v2[extension];
  if (operation.op === "remove") {
    const below = [path.attribute, path.part].filter(Boolean).join(".");
    removeAttribute(draft, below ? `${urn}.${below}` : urn, context, "v2");
  } else if (!hasPlaceFor(path)) throw new ScimFailure("invalid_request_payload");
  else applyRead(draft, { [urn]: extensionBlock(operation.value, path) }, context);
}

function extensionBlock(value: unknown, { attribute, part }: PatchPath): unknown {
  if (attribute === "") return value;
  // Nothing but a manager has a part: the id.
  if (part || (attribute === "manager" && typeof value === "string"))
    return { manager: { managerId: value } };
  return { [EXTENSION_NAMES[attribute] ?? attribute]: value };
}

const EXTENSION_NAMES: { [lower: string]: string } = { startdate: "startDate" };

type ListPatch = (
  draft: UserRecord,
  operation: PatchOperation,
  path: PatchPath,
  context: ApplyContext,
) => void;

const LISTS = new Map<string, ListPatch>(
  Object.entries<ListPatch>({
    emails: (draft, operation, path, { behaviours }) => patchEmails(draft, operation, path, behaviours),
    phonenumbers: (draft, operation, path, context) => {
      if (path.selector || operation.op === "remove") {
        patchPhones(draft, operation, path, context.behaviours);
        return;
      }
      const items = applyRead(draft, { phoneNumbers: asList(operation.value) }, context).phoneNumbers ?? [];
      if (replaces(operation, context)) setPhones(draft, items);
      else mergePhones(draft, items);
    },
    photos: (draft, operation, path, context) => {
      refuseSelector(path);
      applyRead(draft, { photos: operation.op === "remove" ? [] : asList(operation.value) }, context);
    },
    addresses: patchAddress,
    address: patchAddress,
    roles: (draft, operation, path, context) => {
      refuseSelector(path);
      const items = applyRead(draft, { roles: asList(operation.value) }, context).roles ?? [];
      if (operation.op === "remove") draft.role = null;
      else if (replaces(operation, context)) setRole(draft, items);
      else mergeRole(draft, items);
    },
  }),
);

function patchAddress(
  draft: UserRecord,
  operation: PatchOperation,
  path: PatchPath,
  context: ApplyContext,
): void {
  if (operation.op === "remove") {
    draft.address = null;
    return;
  }
  const value =
    path.part && path.selector
      ? { ...draft.address, ...addressPart(path.part, operation.value) }
      : operation.value;
  const items = applyRead(draft, { addresses: asList(value) }, context).addresses ?? [];
  if (replaces(operation, context)) setAddress(draft, items);
  else mergeAddress(draft, items);
}

const ADDRESS_NAMES = ["streetAddress", "locality", "region", "postalCode", "country"];

function addressPart(part: string, value: unknown): JsonObject {
  const name = ADDRESS_NAMES.find((known) => known.toLowerCase() === part);
  if (!name) throw new ScimFailure("invalid_request_payload");
  return { [name]: value };
}

function replaces(operation: PatchOperation, { behaviours }: ApplyContext): boolean {
  return operation.op === "replace" && behaviours.replaceOfLists === "replaced";
}

function refuseSelector(path: PatchPath): void {
  if (path.selector || path.part) throw new ScimFailure("invalid_request_payload");
}

/** Slack takes one object where a list is due. */
export function asList(value: unknown): unknown {
  return isObject(value) || typeof value === "string" ? [value] : value;
}
