import { ScimFailure } from "../base/envelopes";
import { isObject, readList, readText } from "../base/values";
import type { Behaviours } from "../behaviours/behaviours";
import type { PatchOperation, PatchPath, Selector } from "../parse/path";
import { checkEmail, manyPrimaries, readEmails } from "../parse/read-lists";
import type { UserRecord } from "../records/user-record";
import { mergeEmails, setPrimaryEmail } from "./merge-lists";
import { PHONE_SLOTS, type PhoneSlot, sameEmail } from "./slots";

/** v2 PATCH of `emails`: Slack merges a list into what it holds, so that `replace` with a primary finds two of them. */
export function patchEmails(
  draft: UserRecord,
  operation: PatchOperation,
  path: PatchPath,
  behaviours: Behaviours,
): void {
  if (path.selector) patchSelectedEmail(draft, operation, path.selector, path.part, behaviours);
  else if (path.part) throw new ScimFailure("invalid_request_payload");
  else if (operation.op === "remove") draft.secondaryEmail = null;
  else patchEmailList(draft, operation, behaviours);
}

function patchEmailList(draft: UserRecord, operation: PatchOperation, behaviours: Behaviours): void {
  const list = isObject(operation.value) ? [operation.value] : operation.value;
  const items = readEmails(readList(list), behaviours) ?? [];
  const merges = operation.op === "replace" || behaviours.addedPrimaryEmail === "refused";
  if (merges && items.some((item) => item.primary)) throw manyPrimaries();
  mergeEmails(draft, items, "secondary");
}

type EmailSlot = "primary" | "secondary";

function patchSelectedEmail(
  draft: UserRecord,
  operation: PatchOperation,
  selector: Selector,
  part: string | undefined,
  behaviours: Behaviours,
): void {
  if (part && part !== "value") throw new ScimFailure("invalid_request_payload");
  const slot = emailSlot(draft, selector, behaviours);
  if (operation.op === "remove") {
    if (slot === "primary") throw new ScimFailure("missing_primary_email");
    if (slot === "secondary") draft.secondaryEmail = null;
    return;
  }
  const value = emailValue(operation.value);
  if (!slot) throw new ScimFailure("emails_invalid");
  if (slot === "primary") setPrimaryEmail(draft, value);
  else if (!sameEmail(value, draft.primaryEmail)) draft.secondaryEmail = value;
}

/** Which address a selector means; answers carry no `type`, so `work` is the primary as it is when one is chosen. */
function emailSlot(
  draft: UserRecord,
  { attribute, value }: Selector,
  { selectorByType }: Behaviours,
): EmailSlot | undefined {
  switch (attribute) {
    case "primary":
      return value.toLowerCase() === "true" ? "primary" : "secondary";
    case "type":
      if (selectorByType === "asInAnswers") return undefined;
      return value.toLowerCase() === "work" ? "primary" : "secondary";
    case "value":
      if (sameEmail(value, draft.primaryEmail)) return "primary";
      return sameEmail(value, draft.secondaryEmail) ? "secondary" : undefined;
    default:
      throw new ScimFailure("invalid_request_payload");
  }
}

function emailValue(value: unknown): string {
  const text = isObject(value) ? value.value : value;
  if (typeof text !== "string" || text === "") throw new ScimFailure("invalid_attribute_format");
  return checkEmail(text);
}

/** v2 PATCH of `phoneNumbers` by selector, and their removal. */
export function patchPhones(
  draft: UserRecord,
  operation: PatchOperation,
  path: PatchPath,
  behaviours: Behaviours,
): void {
  if (path.part && path.part !== "value") throw new ScimFailure("invalid_request_payload");
  if (!path.selector) {
    Object.assign(draft, { primaryPhone: null, mobilePhone: null });
    return;
  }
  const slots = phoneSlots(draft, path.selector, behaviours);
  if (operation.op === "remove") {
    for (const slot of slots) draft[slot] = null;
    return;
  }
  const sent = isObject(operation.value) ? operation.value.value : operation.value;
  const value = readText(sent, "phoneNumbers_invalid") || null;
  if (slots.length === 0) throw new ScimFailure("phoneNumbers_invalid");
  for (const slot of slots) draft[slot] = value;
  draft.full = true;
}

/** Types mean here what they mean in every request: `work` the mobile slot, `mobile` the primary one. */
function phoneSlots(
  draft: UserRecord,
  { attribute, value }: Selector,
  { selectorByType }: Behaviours,
): PhoneSlot[] {
  const said = value.toLowerCase();
  switch (attribute) {
    case "value":
      return PHONE_SLOTS.filter((slot) => draft[slot] === value);
    case "primary":
      return [said === "true" ? "primaryPhone" : "mobilePhone"];
    case "type":
      if (selectorByType === "asInAnswers") return said === "mobile" ? ["mobilePhone"] : [];
      return [said === "work" ? "mobilePhone" : "primaryPhone"];
    default:
      throw new ScimFailure("invalid_request_payload");
  }
}
