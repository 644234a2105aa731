import { DEFAULT_BEHAVIOURS } from "../behaviours/behaviours";
import type { Organization } from "../records/organization";
import type { GroupRecord, UserRecord } from "../records/user-record";
import type { Emulation } from "../state/emulation";
import type { Fault } from "../state/fault";
import { redacted } from "../state/log";
import { toStoredGroup, toStoredUser } from "../state/stored";
import { knownTokens } from "./scim";

/** What an emulator holds, and what is in force there. */
export function shownState(emulation: Emulation, query: URLSearchParams): object {
  const wanted = query.get("organization");
  const organizations = emulation.organizations.filter(({ domain }) => wanted === null || domain === wanted);
  return {
    clock: shownClock(emulation),
    limits: emulation.limits.profile,
    faults: emulation.faults.inForce.map(({ fault, hitsLeft }) => ({
      ...written(fault, emulation),
      hitsLeft: Number.isFinite(hitsLeft) ? hitsLeft : null,
    })),
    behaviours: changedBehaviours(emulation),
    organizations: organizations.map((organization) => shownOrganization(organization, emulation, query)),
  };
}

function shownOrganization(organization: Organization, emulation: Emulation, query: URLSearchParams): object {
  const limit = Number(query.get("limit") ?? Number.POSITIVE_INFINITY);
  const text = (query.get("find") ?? "").toLowerCase();
  const { domain, settings, users, groups } = organization;
  const foundUsers = text === "" ? users.all : users.all.filter((user) => hasText(namesOf(user), text));
  const foundGroups = text === "" ? groups.all : groups.all.filter((group) => hasText(namesOf(group), text));
  return {
    domain,
    plan: settings.plan,
    totalUsers: users.all.length,
    totalGroups: groups.all.length,
    foundUsers: foundUsers.length,
    foundGroups: foundGroups.length,
    users: foundUsers.slice(0, limit).map((user) => toStoredUser(user, organization, emulation)),
    groups: foundGroups.slice(0, limit).map((group) => toStoredGroup(group, organization, emulation)),
  };
}

function namesOf(record: UserRecord | GroupRecord): (string | null)[] {
  if ("members" in record) return [record.id, record.displayName];
  const { id, userName, displayName, givenName, familyName, primaryEmail, secondaryEmail } = record;
  return [id, userName, displayName, `${givenName} ${familyName}`, primaryEmail, secondaryEmail];
}

function hasText(names: (string | null)[], text: string): boolean {
  return names.some((name) => name?.toLowerCase().includes(text));
}

/** The switches that are not as they are by default. */
function changedBehaviours({ behaviours }: Emulation): object {
  const defaults = new Map<string, unknown>(Object.entries(DEFAULT_BEHAVIOURS));
  const isChanged = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(defaults.get(name));
  return Object.fromEntries(Object.entries(behaviours).filter(isChanged));
}

export function shownClock({ clock }: Emulation): object {
  return { now: new Date(clock.now()).toISOString(), frozen: clock.frozen, sleeping: clock.sleeping };
}

/** The faults that have hits left, as they are set over HTTP. */
export function shownFaults(emulation: Emulation): object[] {
  return emulation.faults.pending.map((fault) => written(fault, emulation));
}

function written({ path, times, ...fault }: Fault, emulation: Emulation): object {
  const written = {
    ...fault,
    ...(path instanceof RegExp ? { pathPattern: path.source } : path === undefined ? {} : { path }),
    ...(times === undefined ? {} : { times: Number.isFinite(times) ? times : null }),
  };
  return redacted(written, knownTokens(emulation)) as object;
}
