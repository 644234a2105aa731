import { ScimFailure } from "../base/envelopes";
import type { Organization, TokenRole } from "../records/organization";
import type { Emulation } from "../state/emulation";

/** Who sends a request, if anybody known. */
export interface Sender {
  organization: Organization;
  role: TokenRole;
}

/** The organization and the role of the token in an `Authorization` header. */
export function findSender(emulation: Emulation, header: string | undefined): Sender | undefined {
  const token = /^Bearer\s+(\S+)\s*$/i.exec(header ?? "")?.[1];
  if (token === undefined) return undefined;
  for (const organization of emulation.organizations) {
    const role = organization.tokens.get(token);
    if (role) return { organization, role };
  }
  return undefined;
}

/** The sender, where the token may do this; Slack's refusal otherwise. */
export function authenticated(sender: Sender | undefined, header: string | undefined): Sender {
  if (header === undefined) throw new ScimFailure("missing_authentication");
  if (!sender || sender.role === "noAdminScope") throw new ScimFailure("invalid_authentication");
  return sender;
}

/** Refuses what the token's role or the organization's plan does not allow. */
export function checkRole({ organization, role }: Sender, method: string): void {
  if (organization.settings.plan === "free") throw new ScimFailure("plus_teams_only");
  if (role === "workspace") throw new ScimFailure("non_org_teams_only");
  if (role === "forbidden") throw new ScimFailure("permission_denied");
  if (role === "demoted" && method !== "GET") throw new ScimFailure("permission_denied");
}
