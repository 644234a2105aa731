import { sample } from "../../provider/run/messages";
import { isNotFound } from "../../provider/scim/errors/predicates";
import { type Organization, type Reachable, reachOrganization, readOrganization } from "../organization";
import { type Managed, managedIn, unknownTypes, unmadeIn } from "../state/managed";
import type { StoredResource } from "../state/read";
import { partsOf } from "../state/urn";
import { type Finding, inOrder } from "./findings";
import { groupFindings } from "./groups";
import { membershipFindings } from "./memberships";
import { notesOf } from "./notes";
import { personFindings } from "./people";
import { countsOf, type Report } from "./report";
import { Scene } from "./scene";
import { twinAccounts, twinGroups, twinResources } from "./twins";
import { unmanaged } from "./unmanaged";

/** What to look for. */
export interface DriftOptions {
  /** Nothing about people and groups that no resource has. */
  managedOnly?: boolean;
  /** Ids of people and groups about whom everything is decided already. */
  except?: readonly string[];
}

/**
 * Compares what states manage with the live organization. Nothing is written, neither to Slack nor to a state.
 * @param states the resources of each state
 * @param now for the report
 * @throws Error when the states have nothing of ours, or are of another organization than the token
 */
export async function findDrift(
  states: readonly StoredResource[][],
  { managedOnly = false, except = [] }: DriftOptions,
  now: () => number = Date.now,
): Promise<Report> {
  const resources = states.flat();
  const all = managedIn(resources);
  if (all.length === 0) throw nothingManaged(resources);
  const reachable = await reachOrganization();
  const { managed, elsewhere } = ofOrganization(all, reachable.domain);
  const live = await readOrganization(reachable);
  await lookAgain(reachable, managed, live);
  const scene = new Scene(managed, live);
  const found = findingsOf(scene, managedOnly);
  const findings = inOrder(found.filter(({ subject }) => !except.includes(subject.id)));
  return {
    version: 1,
    organization: reachable.domain,
    checkedAt: new Date(now()).toISOString(),
    stacks: stacksOf(managed),
    compared: {
      users: countOf(managed, "user"),
      groups: countOf(managed, "group"),
      memberships: countOf(managed, "membership"),
    },
    live: { users: scene.people.size, groups: scene.groups.size },
    counts: countsOf(findings),
    findings,
    notes: notesOf({
      managed,
      elsewhere,
      unmade: unmadeIn(resources),
      unknownTypes: unknownTypes(resources),
      excepted: found.length - findings.length,
    }),
  };
}

const FINDERS = { user: personFindings, group: groupFindings, membership: membershipFindings };

function findingsOf(scene: Scene, managedOnly: boolean): Finding[] {
  const found = [
    ...scene.managed.flatMap((one) => FINDERS[one.kind](scene, one)),
    ...twinResources(scene),
    ...twinAccounts(scene),
    ...twinGroups(scene),
  ];
  const isOurs = ({ subject }: Finding) => subject.urn !== undefined;
  return managedOnly ? found.filter(isOurs) : [...found, ...unmanaged(scene)];
}

/** Not being in a list proves nothing: who is missing there is asked for by id, and only Slack's own "no such user" counts. */
async function lookAgain(
  { slack }: Reachable,
  managed: readonly Managed[],
  live: Organization,
): Promise<void> {
  const listed = new Set([...live.people, ...live.groups].map(({ id }) => id));
  const missing = [...new Map(managed.map((one) => [one.id, one])).values()].filter(
    ({ id }) => !listed.has(id),
  );
  await Promise.all(
    missing.map(async ({ kind, id }) => {
      try {
        if (kind === "user") live.people.push(await slack.users.get(id));
        else live.groups.push(await slack.groups.get(id));
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    }),
  );
}

/** The resources of the token's organization. A state may have some of another one, by a provider of its own. */
function ofOrganization(
  all: readonly Managed[],
  domain: string,
): { managed: Managed[]; elsewhere: Managed[] } {
  const isHere = ({ organization }: Managed) => organization === undefined || organization === domain;
  const managed = all.filter(isHere);
  if (managed.length > 0) return { managed, elsewhere: all.filter((one) => !isHere(one)) };
  const domains = [...new Set(all.map(({ organization }) => organization))].join(", ");
  throw new Error(
    `the token belongs to the organisation ${domain}, but the state was made in ${domains}: nothing was compared, or everybody would seem gone. ` +
      `Use a token of the right organisation (SLACK_SCIM_TOKEN). If it was renamed in Slack, run \`pulumi config set slack-scim:organization ${domain}\` and \`pulumi refresh\` first.`,
  );
}

function nothingManaged(resources: readonly StoredResource[]): Error {
  const stacks = [...new Set(resources.map(({ urn }) => partsOf(urn)).map(stackName))];
  if (stacks.length === 0) return new Error("the state has no resources: is it the right stack?");
  return new Error(
    `no person and no group of Slack is in the state of stack ${sample(stacks)}, which has ${resources.length} other resources: is it the right stack?`,
  );
}

function stacksOf(managed: readonly Managed[]): Report["stacks"] {
  const parts = managed.map(({ urn }) => partsOf(urn));
  return [...new Map(parts.map((one) => [stackName(one), one])).values()].map(({ project, stack }) => ({
    project,
    stack,
  }));
}

function stackName({ stack, project }: { stack: string; project: string }): string {
  return `${project}/${stack}`;
}

function countOf(managed: readonly Managed[], kind: Managed["kind"]): number {
  return managed.filter((one) => one.kind === kind).length;
}
