import type { Behaviours } from "./behaviours";
import type { TimeSource } from "./clock";
import type { LimitProfile } from "./limits";
import type { OrganizationSettings, TokenRole } from "./organization";

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

/** Whether a text can stand before `.slack.com`. */
export function isDomain(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]*$/.test(text);
}

/** The settings of an organization with everything filled in. */
export function toSettings(
  options: Partial<OrganizationSettings> & { domain: string },
): OrganizationSettings {
  if (!isDomain(options.domain)) {
    throw new TypeError(
      `domain must be lower-case letters, digits and "-" (like "acme"), got ${JSON.stringify(options.domain)}.`,
    );
  }
  return {
    domain: options.domain,
    plan: options.plan ?? "enterprise",
    channelNames: options.channelNames ?? ["general", "random"],
    displayNamesLocked: options.displayNamesLocked ?? false,
    customProfileFields: options.customProfileFields ?? 0,
  };
}
