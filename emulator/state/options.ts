import type { TimeSource } from "../base/clock";
import { meaning } from "../base/nearest";
import { isObject } from "../base/values";
import type { Behaviours } from "../behaviours/behaviours";
import { type OrganizationSettings, PLANS, type TokenRole } from "../records/organization";
import type { LimitProfile } from "./limits";

/** A token of an organization, and what the account behind it may do. */
export interface TokenOptions {
  token: string;
  /** @default "owner" */
  role?: TokenRole;
}

/** One organization to begin with. */
export interface OrganizationOptions extends Partial<OrganizationSettings> {
  domain: string;
  /** A token of an owner. */
  token?: string;
  /** Further tokens with their roles. */
  tokens?: readonly TokenOptions[];
  /** How many people and groups of theirs to invent. @default 0 */
  seed?: number;
}

/** How to start an emulator; everything has a default. */
export interface EmulatorOptions extends Partial<Omit<OrganizationSettings, "domain">> {
  /** @default 0, which picks a free one */
  port?: number;
  /** The address it listens on. @default "127.0.0.1" */
  host?: string;
  /** Names beside the loopback ones under which the control path and the page may be asked for. @default [] */
  allowedHosts?: readonly string[];
  /** The token of the first organization's owner. @default "xoxp-test" */
  token?: string;
  /** Further tokens of the first organization, with their roles. @default [] */
  tokens?: readonly TokenOptions[];
  /** The `acme` of `acme.enterprise.slack.com`. @default "acme" */
  domain?: string;
  /** How many people to invent. @default 0 */
  seed?: number;
  /** Further organizations. @default [] */
  organizations?: readonly OrganizationOptions[];
  /** `"slack"` for Slack's published limits, a number for that many times faster ones. @default "off" */
  limits?: LimitProfile;
  /** Switches for what Slack does not say in public; BEHAVIOURS.md lists them. @default {} */
  behaviours?: Partial<Behaviours>;
  /** Where time comes from. @default the machine's clock */
  clock?: TimeSource;
  /** Makes the ids: `U` for a user, `S` for a group. @default U0000000001 and so on, S0000000001 and so on */
  newId?: (kind: "U" | "S") => string;
  /** A file that holds the people and groups beyond this process; a journal is kept beside it. @default none */
  dataFile?: string;
  /** How many requests the log keeps. @default 10000 */
  logSize?: number;
}

const OF_AN_ORGANIZATION: { [K in keyof Required<OrganizationOptions>]: true } = {
  domain: true,
  token: true,
  tokens: true,
  seed: true,
  plan: true,
  channelNames: true,
  displayNamesLocked: true,
  customProfileFields: true,
};
const OF_AN_EMULATOR: { [K in keyof Required<EmulatorOptions>]: true } = {
  ...OF_AN_ORGANIZATION,
  port: true,
  host: true,
  allowedHosts: true,
  organizations: true,
  limits: true,
  behaviours: true,
  clock: true,
  newId: true,
  dataFile: true,
  logSize: true,
};
const OF_A_TOKEN: { [K in keyof Required<TokenOptions>]: true } = { token: true, role: true };

/** Refuses options of an emulator that it does not have, those of its organizations included. */
export function checkOptionNames(options: EmulatorOptions): void {
  refuseUnknown("An emulator", options, OF_AN_EMULATOR);
  checkTokenNames(options.tokens);
  for (const organization of options.organizations ?? []) checkOrganizationNames(organization);
}

/** Refuses options that an organization does not have. */
export function checkOrganizationNames(options: OrganizationOptions): void {
  refuseUnknown("An organization", options, OF_AN_ORGANIZATION);
  checkTokenNames(options.tokens);
}

function checkTokenNames(tokens: unknown): void {
  if (!Array.isArray(tokens)) return;
  for (const token of tokens) if (isObject(token)) refuseUnknown("A token", token, OF_A_TOKEN);
}

function refuseUnknown(who: string, options: object, known: object): void {
  const odd = Object.keys(options).find((name) => !Object.hasOwn(known, name));
  if (odd !== undefined) throw new TypeError(`${who} has no "${odd}"; ${meaning(odd, Object.keys(known))}`);
}

/** The error for an option that cannot be what it is. */
export function wrong(option: string, wanted: string, got: unknown): TypeError {
  return new TypeError(`${option} must be ${wanted}, got ${JSON.stringify(got)}.`);
}

/** Whether a text can stand before `.slack.com`. */
export function isDomain(text: unknown): boolean {
  return typeof text === "string" && /^[a-z0-9][a-z0-9-]*$/.test(text);
}

/** The settings of an organization with everything filled in. */
export function toSettings(
  options: Partial<OrganizationSettings> & { domain: string },
): OrganizationSettings {
  const {
    domain,
    plan = "enterprise",
    channelNames = ["general", "random"],
    displayNamesLocked = false,
    customProfileFields = 0,
  } = options;
  if (!isDomain(domain)) throw wrong("domain", 'lower-case letters, digits and "-" (like "acme")', domain);
  if (!PLANS.includes(plan)) throw wrong("plan", `one of ${PLANS.join(", ")}`, plan);
  if (!Array.isArray(channelNames) || channelNames.some((name) => typeof name !== "string"))
    throw wrong("channelNames", "a list of texts", channelNames);
  if (typeof displayNamesLocked !== "boolean")
    throw wrong("displayNamesLocked", "true or false", displayNamesLocked);
  if (!Number.isSafeInteger(customProfileFields) || customProfileFields < 0)
    throw wrong("customProfileFields", "a whole number from 0", customProfileFields);
  return { domain, plan, channelNames, displayNamesLocked, customProfileFields };
}
