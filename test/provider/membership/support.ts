import type { SlackEmulator } from "../../../emulator";
import type { Properties } from "../../../provider/fields/properties";
import {
  checkMembership,
  createMembership,
  deleteMembership,
  diffMembership,
  readMembership,
  relateMembership,
  updateMembership,
} from "../../../provider/membership/lifecycle";
import type { Run } from "../../../provider/run/run";
import type { Clock } from "../../../provider/scim";
import { emailOf, inWorld, type World } from "../support";

/** An organisation with somebody else's group: `theirs` are in it, `ours` are not. */
export interface Team extends World {
  groupId: string;
  theirs: string[];
  ours: string[];
  /** Who is in the group, by id. */
  inIt(): string[];
  /** Somebody else puts people into the group, or takes them out. */
  putIn(...ids: string[]): void;
  takeOut(...ids: string[]): void;
}

/** Runs a test with a group of so many people, and three people beside it. */
export async function withTeam(
  test: (team: Team) => Promise<void>,
  { members = 1, waiting }: { members?: number; waiting?: Pick<Clock, "sleep"> } = {},
): Promise<void> {
  await inWorld(
    async (world) => {
      const { slack } = world;
      const theirs = addPeople(slack, "their", members);
      const ours = addPeople(slack, "our", 3);
      const groupId = slack.addGroup({ displayName: "Okta: on call", members: theirs });
      const change = (ids: (before: string[]) => string[]) =>
        slack.change(groupId, (group) => {
          const before = group.members.map(({ value }) => value);
          group.members = ids(before).map((value) => ({ value, display: "" }));
        });
      await test({
        ...world,
        groupId,
        theirs,
        ours,
        inIt: () => (slack.group(groupId)?.members ?? []).map(({ value }) => value).sort(),
        putIn: (...ids) => change((before) => [...before, ...ids]),
        takeOut: (...ids) => change((before) => before.filter((id) => !ids.includes(id))),
      });
    },
    {},
    waiting,
  );
}

export function addPeople(slack: SlackEmulator, name: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) =>
    slack.addUser({ userName: `${name}${at}`, ...emailOf(`${name}${at}@example.com`) }),
  );
}

/** A resource as a state keeps it. */
export interface Kept {
  id: string;
  outs: Properties;
}

/** Checks, relates and diffs as the engine does, then creates or updates. */
export async function up(run: Run, declared: Properties, kept?: Kept): Promise<Kept> {
  const olds = kept === undefined ? {} : { ...kept.outs, added: undefined, organization: undefined };
  const { inputs, problems } = checkMembership(run, olds, declared);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  if (kept === undefined) return createMembership(run, inputs);
  relateMembership(run, kept.id, kept.outs, inputs);
  if (!diffMembership(kept.id, kept.outs, inputs).changes) return kept;
  return { id: kept.id, ...(await updateMembership(run, kept.id, kept.outs, inputs)) };
}

/** Reads as a refresh does. */
export async function refresh(run: Run, kept: Kept): Promise<Kept | undefined> {
  const found = await readMembership(run, kept.id, kept.outs);
  return found === undefined ? undefined : { id: kept.id, outs: found.outs };
}

export function destroy(run: Run, { id, outs }: Kept): Promise<void> {
  return deleteMembership(run, id, outs);
}

/** The writes since the log was cleared, as `add U1,U2`. */
export function writesOf(slack: Pick<SlackEmulator, "writes">): string[] {
  return slack.writes.map(({ requestBody }) => {
    const [{ op, value }] = (requestBody as { Operations: [{ op: string; value: { value: string }[] }] })
      .Operations;
    return `${op} ${value.map((one) => one.value).join()}`;
  });
}
