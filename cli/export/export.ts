import type { Properties } from "../../provider/fields/properties";
import { toGroupOutputs } from "../../provider/group/fields";
import { providerText, type ResourceKind, typeToken } from "../../provider/resources/provider-text";
import { memberIds } from "../../provider/run/members";
import { sample } from "../../provider/run/messages";
import type { ScimGroupRecord, ScimUserRecord } from "../../provider/scim";
import { managerIdOf, toUserOutputs } from "../../provider/user/fields";
import { isBot } from "../bots";
import { reachOrganization, readOrganization } from "../organization";
import { csvFiles } from "./csv";
import { declaredGroups, declaredUsers, type Resource } from "./declared";
import { fieldsNamed, type Membership } from "./inputs";
import { jsonFiles } from "./json";
import { Notes } from "./notes";
import { refuseFullFolder, writeProject } from "./project";
import { type Selection, selectGroups, selectPeople } from "./select";

/** What to export. */
export interface ExportOptions extends Selection {
  fields: string[];
  membership: Membership;
  /** Tables instead of JSON. */
  csv?: boolean;
  overwrite?: boolean;
}

/** Reads the organization, writes the project and says what to run. */
export async function exportOrganization(folder: string, options: ExportOptions): Promise<void> {
  refuseFullFolder(folder, options.overwrite === true);
  const fields = fieldsNamed(options.fields);
  const reachable = await reachOrganization();
  const { people: everybody, groups: allGroups } = await readOrganization(reachable);
  const organization = reachable.domain;
  const groups = selectGroups(allGroups, options);
  const people = selectPeople(everybody, groups, options);

  const notes = new Notes();
  const users = declaredUsers(people, fields, notes);
  const nameOfId = new Map(users.map(({ name, live }) => [live.id, name]));
  const teams = declaredGroups(groups, options.membership, (id) => nameOfId.get(id), notes);
  const stale = writeProject(folder, {
    data: options.csv ? csvFiles(users, teams, fields) : jsonFiles(users, teams),
    program: options.csv ? "csv" : "json",
    resources: [
      ...users.map((user) => userEntry(user, organization)),
      ...teams.map((team) => groupEntry(team, organization)),
    ],
  });
  if (stale.length > 0) notes.add("of an earlier export, and read no more", stale.join(", "));
  const bots = everybody.filter(isBot).length;
  sayDone(
    folder,
    options,
    { users: users.length, groups: teams.length, of: everybody.length - bots, bots },
    notes,
  );
}

function userEntry({ name, live, inputs }: Resource<ScimUserRecord>, organization: string): object {
  const before = { slackUserName: live.userName, managerId: managerIdOf(live) };
  const outputs = toUserOutputs(inputs, live, before, { organization, adopted: true });
  return entry("user", "User", name, live.id, inputs, outputs);
}

function groupEntry(
  { name, live, inputs: declared }: Resource<ScimGroupRecord>,
  organization: string,
): object {
  const inputs = { ...declared, ...(declared.members !== undefined && { members: memberIds(live) }) };
  const outputs = toGroupOutputs(inputs, live, { organization, adopted: true });
  return entry("group", "Group", name, live.id, inputs, outputs);
}

function entry(
  kind: ResourceKind,
  type: "User" | "Group",
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
  count: { users: number; groups: number; of: number; bots: number },
  notes: Notes,
): void {
  for (const line of notes.lines) console.error(`note: ${line}`);
  const bots = count.bots > 0 ? ` Bots left out: ${count.bots}.` : "";
  console.log(`${count.users} of ${count.of} people and ${count.groups} groups are in ${folder}.${bots}`);
  console.log(
    `Yours are userName, emails and ${sample(fields, 20)}; membership is ${membership}. What an identity provider writes as well should be its own: take it out by --fields.`,
  );
  console.log(
    [
      "Nothing was written to Slack. To take them into a stack:",
      `  cd ${quoted(folder)} && npm install && pulumi stack init prod`,
      "  pulumi import --file import.json --generate-code=false --protect=false --yes",
      "  pulumi preview",
    ].join("\n"),
  );
}

/** A folder as a shell takes it. */
function quoted(folder: string): string {
  return /^[\w./-]+$/.test(folder) ? folder : `'${folder.replaceAll("'", "'\\''")}'`;
}
