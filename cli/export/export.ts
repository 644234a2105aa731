import type { Properties } from "../../provider/fields/properties";
import { providerText, type ResourceKind, typeToken } from "../../provider/resources/provider-text";
import { sample } from "../../provider/run/messages";
import type { ScimGroupRecord, ScimUserRecord } from "../../provider/scim";
import { isBot } from "../bots";
import { many } from "../many";
import { reachOrganization, readOrganization } from "../organization";
import { csvFiles } from "./csv";
import { declaredGroups, declaredUsers, describePerson, type Resource } from "./declared";
import { directoryEntry, withManagerKeys } from "./directory";
import { fieldsNamed, type Membership } from "./inputs";
import { jsonFiles } from "./json";
import { directoryKeys, isKeyOfId } from "./keys";
import { Notes } from "./notes";
import { groupOutputs, userOutputs, withMemberIds } from "./outputs";
import { refuseFullFolder, writeProject } from "./project";
import { type Selection, selectGroups, selectPeople } from "./select";

/** What to export. */
export interface ExportOptions extends Selection {
  fields: string[];
  membership: Membership;
  /** Tables instead of JSON. */
  csv?: boolean;
  /** One SlackScimDirectory instead of a resource for each. */
  directory?: boolean;
  overwrite?: boolean;
}

const PROGRAM_OF = {
  resources: { json: "json", csv: "csv" },
  directory: { json: "directory", csv: "directoryCsv" },
} as const;

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
  const keys = options.directory ? directoryKeys(everybody) : undefined;
  const declared = declaredUsers(people, fields, notes, keys);
  const users = options.directory ? withManagerKeys(declared) : declared;
  if (options.directory) noteKeysOfIds(users, notes);
  const nameOfId = new Map(users.map(({ name, live }) => [live.id, name]));
  const teams = declaredGroups(groups, options.membership, (id) => nameOfId.get(id), notes);
  const stale = writeProject(folder, {
    data: options.csv ? csvFiles(users, teams, fields) : jsonFiles(users, teams),
    program: PROGRAM_OF[options.directory ? "directory" : "resources"][options.csv ? "csv" : "json"],
    resources: entriesOf(users, teams, organization, options),
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

/** The entries of the import file: one for each, or one for all. */
function entriesOf(
  users: readonly Resource<ScimUserRecord>[],
  teams: readonly Resource<ScimGroupRecord>[],
  organization: string,
  { directory }: ExportOptions,
): object[] {
  if (directory) return [directoryEntry(users, teams, organization)];
  return [
    ...users.map((user) => entry("user", "User", user, user.inputs, userOutputs(user, organization))),
    ...teams.map((team) =>
      entry("group", "Group", team, withMemberIds(team), groupOutputs(team, organization)),
    ),
  ];
}

function entry(
  kind: ResourceKind,
  type: "User" | "Group",
  { name, live: { id } }: Resource<{ id: string }>,
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

/** Those whose key a reader would not know them by. */
function noteKeysOfIds(users: readonly Resource<ScimUserRecord>[], notes: Notes): void {
  for (const { name, live } of users)
    if (isKeyOfId(name))
      notes.add(
        "keyed by Slack's id, since Slack holds no employee number of their own",
        describePerson(live),
      );
}

function sayDone(
  folder: string,
  { fields, membership, directory }: ExportOptions,
  count: { users: number; groups: number; of: number; bots: number },
  notes: Notes,
): void {
  for (const line of notes.lines) console.error(`note: ${line}`);
  const bots = count.bots > 0 ? ` Bots left out: ${count.bots}.` : "";
  const how = directory ? ", as one SlackScimDirectory" : "";
  console.log(
    `${count.users} of ${count.of} people and ${many(count.groups, "group")} are in ${folder}${how}.${bots}`,
  );
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
