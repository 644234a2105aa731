import type { Properties } from "../../provider/fields/properties";
import { toGroupOutputs } from "../../provider/group/fields";
import { memberIds } from "../../provider/group/members";
import { providerText, type ResourceKind, typeToken } from "../../provider/resources/provider-text";
import { connect } from "../../provider/run/connect";
import { sample } from "../../provider/run/messages";
import { domainOf } from "../../provider/run/organization";
import { PEOPLE_A_PAGE } from "../../provider/run/run";
import type { ScimGroupRecord, ScimUserRecord } from "../../provider/scim";
import { readSettings } from "../../provider/settings/settings";
import { managerIdOf, toUserOutputs } from "../../provider/user/fields";
import { type Declared, fieldsNamed, groupInputs, type Membership, userInputs } from "./inputs";
import { namesOf } from "./names";
import { refuseFullFolder, writeProject } from "./project";
import { type Selection, selectGroups, selectPeople } from "./select";

/** What to export. */
export interface ExportOptions extends Selection {
  fields: string[];
  membership: Membership;
  overwrite?: boolean;
}

/** Reads the organization, writes the project and says what to run. */
export async function exportOrganization(folder: string, options: ExportOptions): Promise<void> {
  refuseFullFolder(folder, options.overwrite === true);
  const fields = fieldsNamed(options.fields);
  const { people: everybody, groups: allGroups } = await readOrganization();
  const organization = everybody.map(({ profileUrl }) => domainOf(profileUrl)).find(Boolean) ?? "";
  const groups = selectGroups(allGroups, options);
  const people = selectPeople(everybody, groups, options);

  const notes: string[] = [];
  const users = sorted(people, ({ userName }) => userName).flatMap((person) =>
    declared(person, userInputs(person, fields), `user ${person.userName} (${person.id})`, notes),
  );
  const nameOfId = new Map(users.map(({ resource }) => [resource.id, resource.userName]));
  const groupNames = namesOf(groups);
  const teams = sorted(groups, ({ id }) => groupNames.get(id) ?? id).flatMap((group) =>
    declared(
      group,
      groupInputs(group, options.membership, (id) => nameOfId.get(id)),
      `group ${group.displayName} (${group.id})`,
      notes,
    ),
  );
  const nameOf = (group: ScimGroupRecord) => groupNames.get(group.id) ?? group.id;
  writeProject(folder, {
    people: Object.fromEntries(users.map(({ resource, inputs }) => [resource.userName, inputs])),
    groups: Object.fromEntries(teams.map(({ resource, inputs }) => [nameOf(resource), inputs])),
    resources: [
      ...users.map(({ resource, inputs }) => userEntry(resource, inputs, organization)),
      ...teams.map(({ resource, inputs }) => groupEntry(nameOf(resource), resource, inputs, organization)),
    ],
  });
  sayDone(folder, options, { users: users.length, groups: teams.length, of: everybody.length }, notes);
}

interface Organization {
  people: ScimUserRecord[];
  groups: ScimGroupRecord[];
}

/** Everybody and every group, in as few requests as Slack allows. */
async function readOrganization(): Promise<Organization> {
  const slack = connect(readSettings({ get: () => undefined }), {});
  const organization: Organization = { people: [], groups: [] };
  for await (const person of slack.users.iterate({ pageSize: PEOPLE_A_PAGE })) {
    if (organization.people.push(person) % PEOPLE_A_PAGE === 0)
      console.error(`read ${organization.people.length} people`);
  }
  for await (const group of slack.groups.iterate()) {
    if (organization.groups.push(group) % 100 === 0)
      console.error(`read ${organization.groups.length} groups`);
  }
  if (organization.people.length === 0)
    throw new Error("Slack lists nobody: check the token and the base URL.");
  return organization;
}

/** What can be declared; why something cannot goes into the notes. */
function declared<T>(resource: T, { inputs, problems }: Declared, name: string, notes: string[]) {
  const what = inputs === undefined ? "left out" : "in part";
  if (problems.length > 0) notes.push(`${name}, ${what}: ${problems.join("; ")}`);
  return inputs === undefined ? [] : [{ resource, inputs }];
}

function userEntry(live: ScimUserRecord, inputs: Properties, organization: string): object {
  const before = { slackUserName: live.userName, managerId: managerIdOf(live) };
  const outputs = toUserOutputs(inputs, live, before, { organization, adopted: true });
  return entry("user", "User", live.userName, live.id, inputs, outputs);
}

function groupEntry(name: string, live: ScimGroupRecord, declared: Properties, organization: string): object {
  const members = declared.members && { members: memberIds(live) };
  const inputs: Properties = { ...declared, ...(members as object) };
  const outputs = toGroupOutputs(inputs, live, { organization, adopted: true });
  return entry("group", "Group", name, live.id, inputs, outputs);
}

function entry(
  kind: ResourceKind,
  type: string,
  name: string,
  id: string,
  inputs: Properties,
  outputs: Properties,
): object {
  const __provider = providerText(kind);
  return {
    type: typeToken(type),
    name,
    id,
    inputs: { __provider, ...inputs },
    outputs: { __provider, ...outputs },
  };
}

function sayDone(
  folder: string,
  { fields, membership }: ExportOptions,
  count: { users: number; groups: number; of: number },
  notes: readonly string[],
): void {
  for (const note of notes) console.error(`note: ${note}`);
  console.log(`${count.users} of ${count.of} people and ${count.groups} groups are in ${folder}.`);
  console.log(
    `Yours are userName, emails and ${sample(fields, 20)}; membership is ${membership}. What an identity provider writes as well should be its own: take it out by --fields.`,
  );
  console.log(
    [
      "Nothing was written to Slack. To take them into a stack:",
      `  cd ${folder} && npm install && pulumi stack init prod`,
      "  pulumi import --file import.json --generate-code=false --protect=false --yes",
      "  pulumi preview",
    ].join("\n"),
  );
}

/** Order by code points, so that no machine's language changes it. */
function sorted<T>(resources: readonly T[], key: (resource: T) => string): T[] {
  return [...resources].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}
