import { blankEnterprise, type GroupRecord, type UserRecord } from "../records/user-record";

/** SCIM's names of what a record holds under others; `""` for what shows in no attribute of its own. */
const SCIM_NAMES: { readonly [name: string]: string | undefined } = {
  givenName: "name",
  familyName: "name",
  honorificPrefix: "name",
  primaryEmail: "emails",
  secondaryEmail: "emails",
  photoSeed: "photos",
  photoReadyAt: "",
  address: "addresses",
  primaryPhone: "phoneNumbers",
  mobilePhone: "phoneNumbers",
  role: "roles",
  managerId: "manager",
  profileUrl: "",
  full: "",
};

/** The attributes of a user that a change changed, by SCIM's names, those of the enterprise block by their own. */
export function changedInUser(before: UserRecord | undefined, after: UserRecord): string[] {
  if (!before) return ["new"];
  const keys = differing(before, after).flatMap((key) =>
    key === "enterprise"
      ? differing(before.enterprise ?? blankEnterprise(), after.enterprise ?? blankEnterprise())
      : key,
  );
  return [...new Set(keys.map((key) => SCIM_NAMES[key] ?? key))].filter((name) => name !== "");
}

/** What of a group a change changed, and how many members joined and left. */
export function changedInGroup(before: GroupRecord | undefined, after: GroupRecord): string[] {
  if (!before) return ["new"];
  const names = differing({ ...before, members: [] }, { ...after, members: [] });
  const joined = [...after.members].filter((id) => !before.members.has(id)).length;
  const left = [...before.members].filter((id) => !after.members.has(id)).length;
  return [...names, ...membersMoved("+", joined), ...membersMoved("−", left)];
}

function membersMoved(sign: string, count: number): string[] {
  return count === 0 ? [] : [`${sign}${count} ${count === 1 ? "member" : "members"}`];
}

function differing(before: object, after: object): string[] {
  const held = new Map(Object.entries(before));
  const names = new Set([...held.keys(), ...Object.keys(after)]);
  const now = new Map(Object.entries(after));
  return [...names].filter((name) => JSON.stringify(held.get(name)) !== JSON.stringify(now.get(name)));
}
