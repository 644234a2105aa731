import { connect } from "../provider/run/connect";
import { Organization as OrganizationCheck } from "../provider/run/organization";
import { PEOPLE_A_PAGE, PEOPLE_TO_ASK } from "../provider/run/run";
import type { ScimGroupRecord, ScimUserRecord, SlackScimClient } from "../provider/scim";
import { readSettings } from "../provider/settings/settings";
import { type Progress, startProgress } from "./progress";

/** The live organization: everybody, and every group. */
export interface Organization {
  people: ScimUserRecord[];
  groups: ScimGroupRecord[];
}

/** An organization that can be read. */
export interface Reachable {
  slack: SlackScimClient;
  /** The acme of acme.enterprise.slack.com. */
  domain: string;
  /** How many people there are, bots and deactivated ones among them. */
  total: number;
}

/**
 * Connects with the token of the environment and asks once, for the organization that it belongs to.
 * @throws Error when the token or another setting is missing or wrong, and where the organization cannot be told
 */
export async function reachOrganization(): Promise<Reachable> {
  const slack = connect(readSettings({ get: () => undefined }), {});
  let total = 0;
  const askSome = async () => {
    const page = await slack.users.list({ count: PEOPLE_TO_ASK });
    total = page.totalResults;
    return page.Resources;
  };
  const domain = await new OrganizationCheck(askSome, undefined, new Set()).confirm();
  return { slack, domain, total };
}

/** Reads everybody and every group, in as few requests as Slack allows; says on stderr how far it is. */
export async function readOrganization({ slack, total }: Reachable): Promise<Organization> {
  const people = slack.users.scan(ofPerson, { pageSize: PEOPLE_A_PAGE });
  const groups = slack.groups.scan(ofGroup);
  return {
    people: await readAll(people, startProgress("people", total)),
    groups: await readAll(groups, startProgress("groups")),
  };
}

/** Without the groups that a person is in: the groups themselves tell, and in large organizations it is most of a person. */
function ofPerson({ groups: _, ...person }: ScimUserRecord): ScimUserRecord {
  return person;
}

/** With the ids of members alone. */
function ofGroup({ members, ...group }: ScimGroupRecord): ScimGroupRecord {
  return { ...group, members: members.map(({ value }) => ({ value })) };
}

async function readAll<T>(source: AsyncIterable<T>, progress: Progress): Promise<T[]> {
  const all: T[] = [];
  try {
    for await (const one of source) progress.at(all.push(one));
  } finally {
    progress.end();
  }
  return all;
}
