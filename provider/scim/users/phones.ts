import { SlackScimArgumentError } from "../errors/errors";
import type { ScimPhoneNumber } from "./types";

/**
 * Slack reads `type` the opposite way round from how it answers: a request's `work` becomes the mobile number. Only the forms
 * written here land where the label of the answer says.
 */
export function toWirePhones(phones: ScimPhoneNumber[]): ScimPhoneNumber[] {
  if (phones.length > 2) {
    throw new SlackScimArgumentError(
      "phoneNumbers",
      "at most two: one with primary true, one of type mobile",
      `${phones.length}`,
    );
  }
  const main = phones.find((phone) => phone.primary) ?? phones.find((phone) => !isMobile(phone)) ?? phones[1];
  const mobile = phones.find((phone) => phone !== main);
  if (main === undefined)
    return mobile === undefined ? [] : [{ ...mobile, primary: undefined, type: "work" }];
  const wireMain = { ...main, primary: true, type: undefined };
  return mobile === undefined ? [wireMain] : [wireMain, { ...mobile, primary: false, type: undefined }];
}

function isMobile(phone: ScimPhoneNumber): boolean {
  return !phone.primary && phone.type?.toLowerCase() === "mobile";
}
