import { Organization, TOKEN_ROLES } from "../records/organization";
import type { Emulation } from "./emulation";
import { type OrganizationOptions, type TokenOptions, toSettings, wrong } from "./options";
import { addPrimaryOwner, inventPeople } from "./seed";

/** Adds an organization with its tokens, its primary owner and invented people. */
export function addOrganization(emulation: Emulation, options: OrganizationOptions): Organization {
  const { seed = 0 } = options;
  if (!Number.isSafeInteger(seed) || seed < 0) throw wrong("seed", "a whole number from 0", seed);
  const tokens = readTokens(options);
  for (const { token } of tokens) refuseKnownToken(emulation, token);
  const settings = toSettings(options);
  if (emulation.organizations.some((one) => one.domain === settings.domain)) {
    throw new Error(`There is an organization "${settings.domain}" already.`);
  }
  const roles = new Map(tokens.map(({ token, role }) => [token, role ?? ("owner" as const)]));
  const organization = new Organization(settings, roles);
  addPrimaryOwner(emulation, organization);
  inventPeople(emulation, organization, seed);
  emulation.addOrganization(organization);
  return organization;
}

function readTokens({ token, tokens = [] }: OrganizationOptions): TokenOptions[] {
  if (!Array.isArray(tokens)) throw wrong("tokens", "a list of { token, role }", tokens);
  for (const { role = "owner" } of tokens) {
    if (!TOKEN_ROLES.includes(role)) throw wrong("role", `one of ${TOKEN_ROLES.join(", ")}`, role);
  }
  return [...(token ? [{ token }] : []), ...tokens];
}

function refuseKnownToken(emulation: Emulation, token: string): void {
  if (typeof token !== "string" || !/^\S+$/.test(token))
    throw new TypeError("A token must be a text without spaces.");
  const holder = emulation.organizations.find((one) => one.tokens.has(token));
  if (holder) throw new Error(`This token belongs to the organization "${holder.domain}" already.`);
}
