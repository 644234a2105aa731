import type { Emulation } from "./emulation";
import { type OrganizationOptions, toSettings } from "./options";
import { Organization } from "./organization";
import { addPrimaryOwner, inventPeople } from "./seed";

/** Adds an organization with its tokens, its primary owner and invented people. */
export function addOrganization(emulation: Emulation, options: OrganizationOptions): Organization {
  const tokens = [...(options.token ? [{ token: options.token }] : []), ...(options.tokens ?? [])];
  for (const { token } of tokens) refuseKnownToken(emulation, token);
  const settings = toSettings(options);
  if (emulation.organizations.some((one) => one.domain === settings.domain)) {
    throw new Error(`There is an organization "${settings.domain}" already.`);
  }
  const roles = new Map(tokens.map(({ token, role }) => [token, role ?? ("owner" as const)]));
  const organization = new Organization(settings, roles);
  emulation.organizations.push(organization);
  addPrimaryOwner(emulation, organization);
  inventPeople(emulation, organization, options.seed ?? 0);
  return organization;
}

function refuseKnownToken(emulation: Emulation, token: string): void {
  if (!/^\S+$/.test(token)) throw new TypeError("A token must be a text without spaces.");
  const holder = emulation.organizations.find((one) => one.tokens.has(token));
  if (holder) throw new Error(`This token belongs to the organization "${holder.domain}" already.`);
}
