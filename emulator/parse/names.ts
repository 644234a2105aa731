import { ScimFailure } from "../base/envelopes";
import type { Behaviours } from "../behaviours/behaviours";

const LONGEST_USER_NAME = 21;
const LONGEST_DISPLAY_NAME = 80;
/** Shown as emoji by themselves, or because the character behind them asks for it. */
const EMOJI = /\p{Emoji_Presentation}|\p{Emoji}\uFE0F/u;

/** What Slack makes of a userName: lower case, other characters than letters, digits, `.`, `_`, `-` as `_`. */
export function toUserName(
  sent: string,
  behaviours: Behaviours,
  which: "userName" | "nickName" = "userName",
): string {
  if (sent.trim() === "") throw new ScimFailure("username_empty");
  const name = fromEmail(sent.trim(), behaviours)
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, "_");
  if (name.length > LONGEST_USER_NAME) throw tooLong(sent, behaviours, which);
  if (!/[a-z0-9]/.test(name)) throw new ScimFailure("username_invalid");
  if (behaviours.reservedUserNames.includes(name))
    throw new ScimFailure("username_not_allowed", `user=${sent}`);
  return name;
}

function fromEmail(sent: string, behaviours: Behaviours): string {
  if (!sent.includes("@")) return sent;
  if (behaviours.userNameFromEmail === "refused") throw new ScimFailure("username_invalid");
  return behaviours.userNameFromEmail === "localPart" ? sent.slice(0, sent.indexOf("@")) : sent;
}

function tooLong(sent: string, behaviours: Behaviours, which: "userName" | "nickName"): ScimFailure {
  if (which === "nickName") return new ScimFailure("long_nickname");
  const code = behaviours.longUserNameCode;
  return new ScimFailure(code, `${code === "long_username" ? "user" : "username"}=${sent}`);
}

/** A userName that is free, made from one that is not by a number behind it. */
export function freeUserName(taken: string, isTaken: (name: string) => boolean): string {
  for (let number = 2; number < 100; number++) {
    const name = `${taken}${number}`;
    if (name.length > LONGEST_USER_NAME) break;
    if (!isTaken(name)) return name;
  }
  throw new ScimFailure("truncation_error");
}

const RESERVED_WORDS = /^(everyone|here|channel)$/i;

/** The display name as Slack keeps it, or its refusal. */
export function toDisplayName(sent: string, behaviours: Behaviours): string {
  checkWords(sent);
  if (sent.startsWith("@")) throw new ScimFailure("invalid_starts_with_at");
  if (sent.includes("@")) throw new ScimFailure("invalid_name_specials", `user=${sent}`);
  if ([...sent].length > LONGEST_DISPLAY_NAME) throw new ScimFailure("invalid_name_maxlength");
  return behaviours.displayNameCharacters === "kept" ? sent : sent.replace(/[^\p{L}\p{N}._-]/gu, "_");
}

/** Refuses emoji and the words that mention everybody. */
export function checkWords(text: string): string {
  if (EMOJI.test(text)) throw new ScimFailure("invalid_emoji_not_allowed");
  if (RESERVED_WORDS.test(text.trim())) throw new ScimFailure("invalid_reserved_word");
  return text;
}
