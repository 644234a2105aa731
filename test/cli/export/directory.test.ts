import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ExportOptions, exportOrganization } from "../../../cli/export/export";
import type { SlackEmulator } from "../../../emulator";
import { inWorld } from "../../provider/support";
import type { Json } from "../spawn";
import { differences, imported, registered } from "./imported";
import { sceneOfEach } from "./support";

const OPTIONS: ExportOptions = {
  ...{ group: [], domain: [], fields: ["title", "enterprise.manager"], membership: "exact" },
  directory: true,
};
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const scene = sceneOfEach();
let slack: SlackEmulator;
let folder: string;
beforeEach(() => {
  ({ slack, folder } = scene);
  slack.removeUser("owner");
});

const add = (userName: string, employeeNumber = "", more: object = {}) =>
  slack.addUser({
    userName,
    emails: [{ value: `${userName}@example.com`, primary: true }],
    [ENTERPRISE]: { employeeNumber, ...more },
  });
const managedBy = (managerId: string) => ({ manager: { managerId } });
const read = (file: string) => readFileSync(join(folder, file), "utf8");
const json = (file: string): Json => JSON.parse(read(file));
const exported = (options: Partial<ExportOptions> = {}) =>
  exportOrganization(folder, { ...OPTIONS, overwrite: true, ...options });

/** The inputs of the one resource that the program registers. */
async function declared(): Promise<Json> {
  const [inputs] = (await registered(folder)).values();
  return inputs ?? {};
}

test("a directory's people are keyed by employee number, managers and members named by key; the rest by id", async () => {
  const ada = add("ada", "1001");
  const bert = add("bert", "", managedBy(ada));
  const gone = add("gone", "1003");
  slack.change(gone, (one) => {
    one.active = false;
  });
  const team = slack.addGroup({ displayName: "R & D", members: [ada, bert, gone] });
  await exported();
  const bertsKey = `id-${bert.toLowerCase()}`;
  expect(Object.keys(json("people.json"))).toEqual(["1001", bertsKey]);
  expect(json("people.json")[bertsKey].enterprise).toEqual({ manager: { managerId: "1001" } });
  expect(json("groups.json")).toEqual({
    "r-d": { displayName: "R & D", members: ["1001", bertsKey, gone] },
  });
  const [one, ...others] = imported(folder);
  expect(others).toEqual([]);
  expect(one).toMatchObject({ type: "pulumi-nodejs:dynamic/slack-scim:Directory", name: "company" });
  expect(one?.id).toMatch(/^directory-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  const { personFacts, groupFacts, organization } = (one?.outputs ?? {}) as Json;
  expect(organization).toBe("acme");
  expect(one?.inputs).toMatchObject({ people: one?.outputs.people });
  expect(JSON.parse(personFacts["1001"])).toMatchObject({ id: ada, adopted: true });
  expect(JSON.parse(groupFacts["r-d"])).toMatchObject({ id: team, adopted: true });
  expect(read("index.ts").trimEnd().split("\n").length).toBeLessThanOrEqual(10);
  expect(slack.writes).toEqual([]);
});

test("a key stays when somebody is renamed and gets another address, and the same organization gives the same bytes", async () => {
  const [ada, bert] = [add("ada", "1001"), add("bert")];
  await exported();
  const [keys, before] = [Object.keys(json("people.json")), read("import.json")];
  await exported();
  expect(read("import.json")).toBe(before);
  for (const id of [ada, bert])
    slack.change(id, (one) => {
      one.userName = `other-${id.toLowerCase()}`;
      one.emails = [{ value: `other-${id.toLowerCase()}@example.com`, primary: true }];
    });
  await exported();
  expect(Object.keys(json("people.json"))).toEqual(keys);
  expect(read("import.json")).not.toBe(before);
});

test.each([
  ["that two have", "1001", "1001"],
  ["that says there is none", "n/a", ""],
  ["that looks like an id of Slack's", "U1001", ""],
  ["that looks like the key of an id", "id-u0000000002", ""],
  ["with a line end in it", "10\n01", ""],
])("an employee number %s is no key", async (_what, ofAda, ofBert) => {
  const ids = [add("ada", ofAda), add("bert", ofBert)];
  const lines: string[] = [];
  jest.spyOn(console, "error").mockImplementation((line: string) => void lines.push(line));
  await exported();
  expect(Object.keys(json("people.json"))).toEqual(ids.map((id) => `id-${id.toLowerCase()}`));
  expect(lines).toEqual([
    `note: keyed by Slack's id, since Slack holds no employee number of their own: user ada (${ids[0]}), user bert (${ids[1]})`,
  ]);
});

test("who manage each other in a circle are named by id, which a directory takes, and the preview is empty", () =>
  inWorld(async ({ slack: world, begin }) => {
    Object.assign(process.env, { SLACK_SCIM_TOKEN: world.token, SLACK_SCIM_BASE_URL: world.v2 });
    world.removeUser("owner");
    const addTo = (userName: string, employeeNumber: string) =>
      world.addUser({
        userName,
        emails: [{ value: `${userName}@example.com`, primary: true }],
        [ENTERPRISE]: { employeeNumber },
      });
    const [ada, bert, carl] = [addTo("ada", "1"), addTo("bert", "2"), addTo("carl", "3")];
    for (const [of, manager] of [
      [ada, bert],
      [bert, ada],
      [carl, bert],
    ] as const)
      world.change(of, (one) => {
        one[ENTERPRISE].manager.managerId = manager;
      });
    await exported();
    const managers = Object.values<Json>(json("people.json")).map((one) => one.enterprise.manager.managerId);
    expect(managers).toEqual([bert, ada, "2"]);
    expect(await differences(folder, begin)).toEqual([]);
  }));

test("a directory reads tables as well, and refuses two lines with one key", async () => {
  const ada = add("ada", "1001");
  slack.addGroup({ displayName: "Team", members: [ada] });
  await exported({ csv: true });
  const { people, groups } = await declared();
  expect(JSON.parse(people["1001"])).toMatchObject({ userName: "ada" });
  expect(JSON.parse(groups.team)).toEqual({ displayName: "Team", members: ["1001"] });
  const [head, line] = read("people.csv").split("\n");
  writeFileSync(join(folder, "people.csv"), [head, line, line, ""].join("\n"));
  await expect(declared()).rejects.toThrow("two lines have the resource 1001");
});
