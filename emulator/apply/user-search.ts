import { ScimFailure } from "../base/envelopes";
import type { ScimRequest } from "../parse/exchange";
import { type FilterTree, readFilter, toPredicate } from "../parse/filter";
import type { GroupRecord, UserRecord } from "../records/user-record";

const USER_ATTRIBUTES: { [attribute: string]: (user: UserRecord) => string[] } = {
  username: (user) => [user.userName],
  email: emailsOf,
  emails: emailsOf,
  "emails.value": emailsOf,
  restricted: (user) => [user.guest?.type === "multi" ? "1" : "0"],
  ultra_restricted: (user) => [user.guest?.type === "single" ? "1" : "0"],
};
const FLAGS = new Set(["restricted", "ultra_restricted"]);
const DIGITS = new Map([
  ["true", "1"],
  ["false", "0"],
]);

const GROUP_ATTRIBUTES: { [attribute: string]: (group: GroupRecord) => string[] } = {
  displayname: (group) => [group.displayName],
};

/** Everybody, or those whom the filter names, deactivated people included. */
export function usersMatching(request: ScimRequest): readonly UserRecord[] {
  const { emulation, organization } = request;
  const visible = () => emulation.visibleUsers(organization);
  const tree = filterOf(request);
  if (!tree) return visible();
  const ignoreCase = emulation.behaviours.filterCase === "insensitive";
  const predicate = toPredicate<UserRecord>(
    withFlagsAsDigits(tree),
    (name) => (Object.hasOwn(USER_ATTRIBUTES, name) ? USER_ATTRIBUTES[name] : undefined),
    ignoreCase,
  );
  return (indexed(tree, request) ?? visible()).filter(predicate);
}

export function groupsMatching(request: ScimRequest): readonly GroupRecord[] {
  const groups = request.emulation.visibleGroups(request.organization);
  const tree = filterOf(request);
  if (!tree) return groups;
  const ignoreCase = request.emulation.behaviours.filterCase === "insensitive";
  const valuesOf = (name: string) =>
    Object.hasOwn(GROUP_ATTRIBUTES, name) ? GROUP_ATTRIBUTES[name] : undefined;
  return groups.filter(toPredicate<GroupRecord>(tree, valuesOf, ignoreCase));
}

function filterOf({ query, version, emulation }: ScimRequest): FilterTree | undefined {
  const text = query.get("filter");
  if (text === null) return undefined;
  if (version === "v2" && emulation.behaviours.filterV2 === "ignored") return undefined;
  if (version === "v2" && emulation.behaviours.filterV2 === "refused") throw new ScimFailure("invalid_query");
  const isWordIgnored = emulation.behaviours.leadingFilterWord === "ignored";
  return readFilter(isWordIgnored ? text.replace(/^\s*filter=/i, "") : text);
}

function emailsOf(user: UserRecord): string[] {
  return user.secondaryEmail === null ? [user.primaryEmail] : [user.primaryEmail, user.secondaryEmail];
}

function withFlagsAsDigits(tree: FilterTree): FilterTree {
  if ("parts" in tree) return { ...tree, parts: tree.parts.map(withFlagsAsDigits) };
  if (!FLAGS.has(tree.attribute)) return tree;
  if (tree.operator === "pr") return { ...tree, operator: "eq", value: "1" };
  return { ...tree, value: DIGITS.get(tree.value.toLowerCase()) ?? tree.value };
}

/** The few people a look-up by userName or e-mail address can find, from the index instead of a scan. */
function indexed(tree: FilterTree, { emulation, organization }: ScimRequest): UserRecord[] | undefined {
  if (tree.operator !== "eq" || organization.staleViews.size > 0) return undefined;
  const isEmail = tree.attribute.startsWith("email");
  if (!isEmail && tree.attribute !== "username") return undefined;
  const { users } = organization;
  const found = isEmail ? users.findByEmail(tree.value) : users.findByUserName(tree.value);
  return found && emulation.visibleUser(organization, found.id) ? [found] : [];
}
