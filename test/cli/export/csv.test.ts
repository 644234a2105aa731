import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ExportOptions, exportOrganization } from "../../../cli/export/export";
import type { SlackEmulator } from "../../../emulator";
import { withoutProvider } from "../../../provider/resources/dynamic";
import { checkUser } from "../../../provider/user/lifecycle";
import { inWorld } from "../../provider/support";
import type { Json } from "../spawn";
import { registered } from "./imported";
import { sceneOfEach } from "./support";

const OPTIONS: ExportOptions = { group: [], domain: [], fields: ["title"], membership: "exact", csv: true };
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const scene = sceneOfEach();
let slack: SlackEmulator;
let folder: string;
beforeEach(() => {
  ({ slack, folder } = scene);
  slack.removeUser("owner");
});

const add = (userName: string, more: object = {}) =>
  slack.addUser({ userName, emails: [{ value: `${userName}@example.com`, primary: true }], ...more });
const read = (file: string) => readFileSync(join(folder, file), "utf8");
const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
const exported = (options: Partial<ExportOptions> = {}) =>
  exportOrganization(folder, { ...OPTIONS, ...options });
/** The inputs that the program registers, by name. */
async function inputs(): Promise<{ [name: string]: Json }> {
  const found = await registered(folder);
  return Object.fromEntries([...found].map(([key, held]) => [key.split(" ")[1], withoutProvider(held)]));
}

test("people, groups and members are three tables; lists have a column for each of Slack's places", async () => {
  const ada = add("ada", {
    title: 'Head, "R&D"\n=not a formula',
    emails: [
      { value: "ada@example.com", primary: true },
      { value: "ada@home.example", primary: false },
    ],
    phoneNumbers: [
      { value: "+49 170 1", type: "mobile" },
      { value: "=1+1", primary: true },
    ],
    addresses: [{ locality: "Berlin" }],
    roles: [{ value: "Engineer", primary: true }],
    active: true,
    [ENTERPRISE]: { department: "'70s", manager: { managerId: "U0000000002" } },
  });
  const guest = add("visitor", {
    "urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User": { type: "multi" },
  });
  slack.addGroup({ displayName: "Team", members: [ada, guest] });
  slack.addGroup({ displayName: "Empty" });
  await exported({
    fields: [
      "title",
      "active",
      "phoneNumbers",
      "addresses",
      "roles",
      "enterprise.department",
      "enterprise.manager",
    ],
  });
  expect(read("people.csv")).toBe(
    `\uFEFFresource,userName,emails.primary,emails.secondary,active,title,phoneNumbers.primary,phoneNumbers.mobile,addresses.streetAddress,addresses.locality,addresses.region,addresses.postalCode,addresses.country,roles,enterprise.department,enterprise.manager.managerId
ada,ada,ada@example.com,ada@home.example,true,"Head, ""R&D""\n=not a formula",'=1+1,'+49 170 1,,Berlin,,,,Engineer,''70s,U0000000002
`,
  );
  expect(read("groups.csv")).toBe(
    "\uFEFFresource,displayName,membership\nempty,Empty,exact\nteam,Team,exact\n",
  );
  expect(read("members.csv")).toBe(`\uFEFFgroup,member\nteam,ada\nteam,${guest}\n`);
  expect(JSON.parse(read("package.json")).dependencies).toHaveProperty("csv-parse");
});

test("members that are not managed, and additive ones, are told from an empty group by the column membership", async () => {
  slack.addGroup({ displayName: "Team", members: [add("ada")] });
  await exported({ membership: "none" });
  expect(read("groups.csv")).toContain("team,Team,\n");
  expect((await inputs()).team).toEqual({ displayName: "Team" });
  await exported({ membership: "additive", overwrite: true });
  expect((await inputs()).team).toMatchObject({ membership: "additive", members: ["U0000000002"] });
});

test("the program reads what a spreadsheet makes of the tables: no mark, other line ends, TRUE, empty lines", async () => {
  add("ada", { title: "Head" });
  slack.addGroup({ displayName: "Team", members: ["U0000000002"] });
  await exported({ fields: ["title", "active"] });
  const before = await inputs();
  expect(before.ada).toMatchObject({ title: "Head", active: true });
  for (const file of ["people.csv", "groups.csv", "members.csv"]) {
    const [head = "", ...lines] = read(file)
      .replace("\uFEFF", "")
      .replace("true", "TRUE")
      .trimEnd()
      .split("\n");
    const empty = ",".repeat(head.split(",").length - 1);
    write(file, [head, ...lines, empty, ""].join("\r\n"));
  }
  expect(await inputs()).toEqual(before);
});

test("an empty cell declares nothing, and an apostrophe alone clears", async () => {
  add("ada", { title: "Head" });
  await exported();
  const [head, line = ""] = read("people.csv").split("\n");
  write("people.csv", `${head}\n${line.replace("Head", "")}\n`);
  expect((await inputs()).ada).not.toHaveProperty("title");
  write("people.csv", `${head}\n${line.replace("Head", "'")}\n`);
  expect((await inputs()).ada).toMatchObject({ title: "" });
});

test("what is mistyped in a table is refused, not passed over", () =>
  inWorld(async ({ begin }) => {
    add("ada", { title: "Head" });
    slack.addGroup({ displayName: "Team", members: ["U0000000002"] });
    await exported({ fields: ["title", "active"] });
    const [people, members] = [read("people.csv"), read("members.csv")];
    const problems = async (text: string) => {
      write("people.csv", text);
      return checkUser(begin(), {}, (await inputs()).ada).problems;
    };
    expect(await problems(people)).toEqual([]);
    expect(await problems(people.replace("title", "titel"))).toEqual(["titel: no such input; title?"]);
    expect(await problems(people.replace("true", "ture"))).toEqual([
      expect.stringContaining("active: wanted true or false"),
    ]);
    await expect(problems(people.replaceAll(",", ";"))).rejects.toThrow(
      "people.csv: line 1 has no resource; is it separated by commas?",
    );
    write("people.csv", people);
    write("members.csv", members.replace("team", "taem"));
    await expect(inputs()).rejects.toThrow("members.csv: groups.csv has no taem whose membership is managed");
  }));

test("the files of an export in the other form are named as read no more", async () => {
  add("ada");
  await exported({ csv: false });
  const lines: string[] = [];
  jest.spyOn(console, "error").mockImplementation((line: string) => void lines.push(line));
  await exported({ overwrite: true });
  expect(lines).toEqual(["note: of an earlier export, and read no more: people.json, groups.json"]);
});
