import type { Properties } from "../fields/properties";
import { type Look, NothingFound } from "../run/look";
import { sample } from "../run/messages";
import type { Run } from "../run/run";
import type { ScimGroupHead, ScimGroupRecord } from "../scim";
import { toGroupResult } from "./fields";

/** Which group a program looks up: by one of the two. */
export interface SoughtGroup {
  id?: string;
  displayName?: string;
  /** `false`: nobody asks who is in it. */
  members?: boolean;
}

type Group = ScimGroupHead | ScimGroupRecord;

/**
 * One group.
 * @throws NothingFound when there is none, Error when there are several; both name what was sought
 */
export async function lookUpGroup(run: Run, sought: SoughtGroup, look: Look): Promise<Properties> {
  const organization = await run.organization.confirm();
  const [group, ...others] = await groupsWith(run, sought, look.fresh);
  if (group === undefined) {
    throw new NothingFound(
      `no group in ${organization} has ${look.wanted}. Check how it is written (in a displayName letter case counts), and that ${organization} is the organisation that is meant.`,
    );
  }
  if (others.length > 0) {
    const ids = [group, ...others].map(({ id }) => id).sort();
    throw new Error(
      `${ids.length} groups in ${organization} have ${look.wanted}: ${sample(ids)}. Look up the one that is meant by id.`,
    );
  }
  return toGroupResult(group, organization);
}

/** All groups, or those that a filter of Slack's leaves, by displayName in alphabetical order, then by id. */
export async function lookUpGroups(
  run: Run,
  { filter, members }: { filter?: string; members?: boolean },
  { fresh }: Look,
): Promise<Properties> {
  const organization = await run.organization.confirm();
  const found =
    filter === undefined && !fresh
      ? await snapshotFor(run, members).all()
      : await listed(run, filter, members);
  const order = ({ displayName, id }: Group) => `${displayName}\n${id}`;
  const groups = found
    .sort((one, other) => (order(one) < order(other) ? -1 : 1))
    .map((group) => toGroupResult(withoutMembers(group, members), organization));
  return { ids: groups.map(({ id }) => id), groups };
}

async function groupsWith(
  run: Run,
  { id, displayName = "", members }: SoughtGroup,
  fresh: boolean,
): Promise<Group[]> {
  const found = id === undefined ? await namedGroups(run, displayName, members, fresh) : [];
  if (id !== undefined) {
    const snapshot = snapshotFor(run, members);
    const group = await (fresh ? snapshot.readDirectly(id) : snapshot.read(id));
    if (group !== undefined) found.push(group);
  }
  return found.map((group) => withoutMembers(group, members));
}

function namedGroups(
  run: Run,
  displayName: string,
  members: boolean | undefined,
  fresh: boolean,
): Promise<Group[]> {
  const endpoint = members === false ? run.slack.groups.withoutMembers : run.slack.groups;
  if (fresh) return endpoint.findByDisplayName(displayName);
  return snapshotFor(run, members) === run.groups
    ? run.lookups.findGroupsSurely(displayName)
    : run.lookups.findGroupHeadsSurely(displayName);
}

/** A scan that has the members already serves those as well who do not ask for them. */
function snapshotFor(run: Run, members: boolean | undefined) {
  return members === false && !run.groups.isReady ? run.groupHeads : run.groups;
}

async function listed(run: Run, filter: string | undefined, members: boolean | undefined): Promise<Group[]> {
  const endpoint = members === false ? run.slack.groups.withoutMembers : run.slack.groups;
  const groups: Group[] = [];
  for await (const group of endpoint.iterate({ filter })) groups.push(group);
  return groups;
}

function withoutMembers(group: Group, members: boolean | undefined): Group {
  if (members !== false || !("members" in group)) return group;
  const { members: _, ...head } = group;
  return head;
}
