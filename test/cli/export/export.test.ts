import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ExportOptions, exportOrganization } from "../../../cli/export/export";
import { type SlackEmulator, startEmulator } from "../../../emulator";
import { checkGroup } from "../../../provider/group/lifecycle";
import { checkUser } from "../../../provider/user/lifecycle";
import { inWorld } from "../../provider/support";
import { type Json, start } from "../spawn";
import { sceneOfEach } from "./support";

const DEFAULTS: ExportOptions = { group: [], domain: [], fields: ["name", "title"], membership: "exact" };
// biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder is what it is about
const NASTY = "Zoë \"`${process.exit(1)}`' \\ Ωμέγα 山田";

const GUEST = "urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User";

const scene = sceneOfEach();
let slack: SlackEmulator;
let root: string;
beforeEach(() => {
  ({ slack, folder: root } = scene);
});

const add = (userName: string, more: object = {}) =>
  slack.addUser({ userName, emails: [{ value: `${userName}@example.com`, primary: true }], ...more });
const read = (folder: string, file: string): Json =>
  JSON.parse(readFileSync(join(root, folder, file), "utf8"));
async function exported(options: Partial<ExportOptions> = {}, folder = "out"): Promise<Json> {
  await exportOrganization(join(root, folder), { ...DEFAULTS, ...options });
  return { people: read(folder, "people.json"), groups: read(folder, "groups.json") };
}

/** What was said, a line each, in an export of this Slack. */
async function said(options: Partial<ExportOptions> = {}): Promise<string[]> {
  const lines: string[] = [];
  for (const output of ["log", "error"] as const)
    jest.spyOn(console, output).mockImplementation((...texts: unknown[]) => {
      lines.push(...texts.join(" ").split("\n"));
    });
  await exported(options);
  return lines;
}

test("people and groups are written with the wanted attributes; members by name, others by id", async () => {
  const ada = add("ada", { title: NASTY, name: { givenName: "Ada", familyName: NASTY }, locale: "en-US" });
  const guest = add("visitor", { [GUEST]: { type: "multi" } });
  const gone = add("gone", { active: false });
  slack.addGroup({ displayName: "R & D", members: [ada, guest] });
  const { people, groups } = await exported();
  expect(people.ada).toEqual({
    userName: "ada",
    emails: [{ value: "ada@example.com", primary: true }],
    name: { givenName: "Ada", familyName: NASTY },
    title: NASTY,
  });
  expect(Object.keys(people)).toEqual(["ada", "owner"]);
  expect(groups).toEqual({ "r-d": { displayName: "R & D", members: ["ada", guest] } });
  const { resources } = read("out", "import.json");
  expect(resources.find(({ name }: Json) => name === "r-d")).toMatchObject({
    type: "pulumi-nodejs:dynamic/slack-scim:Group",
    inputs: { members: [ada, guest].sort() },
    outputs: { members: [ada, guest].sort(), adopted: true, organization: "acme" },
  });
  expect(JSON.stringify(resources)).not.toContain(slack.token);
  expect(JSON.stringify(resources)).not.toContain(gone);
  expect(slack.writes).toEqual([]);
});

test("the same organization gives the same bytes", async () => {
  for (const [name, displayName] of Object.entries({ b: "Team!", a: "team", c: "Team?" }))
    slack.addGroup({ displayName, members: [add(name)] });
  await exported({}, "one");
  await exported({}, "two");
  const texts = (folder: string) =>
    readdirSync(join(root, folder)).map((file) =>
      readFileSync(join(root, folder, file), "utf8")
        .replaceAll(`"${folder}"`, "")
        .replaceAll(folder, ""),
    );
  expect(texts("one")).toEqual(texts("two"));
  expect(Object.keys(read("one", "groups.json"))).toEqual(
    slack
      .groups()
      .map(({ id }) => `team-${id.toLowerCase()}`)
      .sort(),
  );
});

test.each<[string, Partial<ExportOptions>]>([
  ["a domain", { domain: ["exmaple.com"] }],
  ["a pattern", { pattern: /^zz/u }],
])("%s that leaves nobody is refused, and nothing is written", async (_what, options) => {
  slack.addGroup({ displayName: "Team", members: [add("ada")] });
  await expect(exported(options)).rejects.toThrow("nobody is left by --domain and --match");
  expect(existsSync(join(root, "out"))).toBe(false);
});

test.each<[string, Partial<ExportOptions>, string[]]>([
  ["deactivated people as well", { inactive: true }, ["ada", "gone", "owner"]],
  ["guests as well", { guests: true }, ["ada", "owner", "visitor"]],
  ["one group's members", { group: ["Team"] }, ["ada"]],
  ["one domain", { domain: ["EXAMPLE.com"] }, ["ada"]],
  ["a pattern", { pattern: /^o/u }, ["owner"]],
])("%s are exported when asked for", async (_what, options, wanted) => {
  const ada = add("ada");
  add("visitor", { [GUEST]: { type: "multi" } });
  add("gone", { active: false });
  slack.addGroup({ displayName: "Team", members: [ada] });
  slack.addGroup({ displayName: "Other" });
  const { people, groups } = await exported(options);
  expect(Object.keys(people)).toEqual(wanted);
  expect(Object.keys(groups)).toEqual(options.group ? ["team"] : ["other", "team"]);
});

test("membership is additive, or not managed at all, when asked for", async () => {
  slack.addGroup({ displayName: "Team", members: [add("ada")] });
  expect((await exported({ membership: "additive" }, "one")).groups.team).toEqual({
    displayName: "Team",
    members: ["ada"],
    membership: "additive",
  });
  expect((await exported({ membership: "none" }, "two")).groups.team).toEqual({ displayName: "Team" });
});

test("whatever is exported passes the checks as it stands, in whatever script and signs", () =>
  inWorld(async ({ begin }) => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder is what it is about
    for (const [at, name] of [NASTY, "line\nend", "__proto__", "${x}", "A™", "😀", " "].entries()) {
      const id = add(`p${at}`, {
        title: name,
        displayName: name,
        name: { givenName: name, familyName: "X" },
      });
      if (name.trim() !== "") slack.addGroup({ displayName: name, members: [id] });
    }
    const { people, groups } = await exported({ fields: ["name", "displayName", "title"] });
    expect(Object.keys(people)).toHaveLength(8);
    const run = begin();
    for (const [name, inputs] of Object.entries(people) as [string, Json][]) {
      const { emails, userName, ...rest } = inputs;
      expect(checkUser(run, {}, inputs)).toEqual({ inputs: { userName, emails, ...rest }, problems: [] });
      expect(userName).toBe(name);
    }
    for (const { members, ...inputs } of Object.values(groups) as Json[])
      expect(checkGroup(run, {}, { ...inputs, members: members.map(() => "U1") }).problems).toEqual([]);
  }));

test("10,000 people and 200 groups take 25 requests", async () => {
  await slack.close();
  scene.slack = slack = await startEmulator({ seed: 10_000 });
  const ids = slack.users().map(({ id }) => id);
  for (let at = 0; at < 200; at += 1)
    slack.addGroup({ displayName: `G${at}`, members: ids.slice(at, at + 100) });
  Object.assign(process.env, { SLACK_SCIM_TOKEN: slack.token, SLACK_SCIM_BASE_URL: slack.v2 });
  const { people } = await exported();
  expect(Object.keys(people).length).toBeGreaterThan(8_900);
  expect(slack.requests.length).toBeLessThanOrEqual(25);
});

test("bots are left out, told by their address, and counted; whoever has no address is left out and named", async () => {
  const bot = slack.addUser({ userName: "deploys", rank: "bot" });
  const nobody = add("nobody", { emails: [{ value: "", primary: true }] });
  slack.addGroup({ displayName: "Team", members: [bot, nobody] });
  const lines = await said({ inactive: true, guests: true });
  expect(read("out", "people.json")).toEqual({ owner: expect.anything() });
  expect(read("out", "groups.json").team.members).toEqual([bot, nobody]);
  expect(lines[0]).toBe("note: left out (emails: Slack holds none): user nobody (U0000000003)");
  expect(lines[1]).toMatch(/^1 of 2 people and 1 group are in .*\. Bots left out: 1\.$/);
});

test("people of one primary address and groups of one name are left out, all of them, and named", async () => {
  const [one, other] = ["twin@example.com", "Twin@Example.com"].map((value, at) =>
    add(`p${at}`, { emails: [{ value, primary: true }] }),
  );
  const [first, second] = ["Design", " Design "].map((displayName) => slack.addGroup({ displayName }));
  slack.addGroup({ displayName: "design" });
  const lines = await said();
  expect(Object.keys(read("out", "people.json"))).toEqual(["owner"]);
  expect(Object.values(read("out", "groups.json"))).toEqual([{ displayName: "design", members: [] }]);
  expect(lines.slice(0, 2)).toEqual([
    `note: left out (emails: a program declares each primary address once): user p0 (${one}) and user p1 (${other})`,
    `note: left out (displayName: a program declares each name once; rename all but one of them in Slack, and export again): group design (${first}) and group design (${second})`,
  ]);
});

test("many notes of one kind are one line, and none prints what a terminal would obey", async () => {
  for (let at = 0; at < 30; at += 1) add(`p${at}`, { title: "\uD83D half", displayName: "a@b" });
  add("\u001B[31mred\u202E");
  const lines = await said({ fields: ["displayName", "title"] });
  expect(lines.filter((line) => line.startsWith("note: "))).toEqual([
    expect.stringMatching(
      /^note: not whole \(displayName: wanted a name without @\): user p0 .* and 10 more$/,
    ),
    expect.stringMatching(
      /^note: not whole \(title: no state of Pulumi's can hold the text\): user p0 .* and 10 more$/,
    ),
    expect.stringMatching(/^note: left out \(userName: wanted a userName of .*: user U0000000032$/),
  ]);
});

test("names that collide once they are cleaned get the id behind them, and nobody takes the name that makes", async () => {
  const ids = ["Team!", "team?", "Team S0000000001", "!", "?"].map((displayName) =>
    slack.addGroup({ displayName }),
  );
  const { groups } = await exported();
  expect(ids).toEqual(expect.arrayContaining(["S0000000001"]));
  expect(Object.keys(groups)).toEqual([
    "s0000000004",
    "s0000000005",
    "team-s0000000001",
    "team-s0000000001-s0000000003",
    "team-s0000000002",
  ]);
});

test("an attribute is exported with what its object cannot be without", async () => {
  add("visitor", { [GUEST]: { type: "multi", expiration: "2027-01-31T23:59:59Z" } });
  add("single", { [GUEST]: { type: "single", expiration: "2027-01-31T23:59:59Z" } });
  const { people } = await exported({ guests: true, fields: ["guest.expiration"] });
  expect(people.visitor.guest).toEqual({ type: "multi", expiration: "2027-01-31T23:59:59Z" });
  expect(people.single).not.toHaveProperty("guest");
});

test.each([
  ["2027", "2027"],
  ["pulumi-slack-scim", "pulumi-slack-scim-stack"],
  ['_ Zoë\'s "folder"', "zo-s-folder"],
  ["山田", "slack-organization"],
])("the folder %s makes a project called %s", async (folder, name) => {
  await exported({}, folder);
  expect(read(folder, "package.json").name).toBe(name);
  expect(readFileSync(join(root, folder, "Pulumi.yaml"), "utf8").split("\n")[0]).toBe(`name: "${name}"`);
});

test("the versions that the project asks for exist: those here are among them", async () => {
  await exportOrganization(join(root, "out"), { ...DEFAULTS, csv: true });
  for (const [name, range] of Object.entries<string>(read("out", "package.json").dependencies)) {
    const here = name === "pulumi-slack-scim" ? "package.json" : `node_modules/${name}/package.json`;
    const { version } = JSON.parse(readFileSync(join(__dirname, "../../..", here), "utf8"));
    const [major, minor] = version.split(".").map(Number);
    const [wantedMajor, wantedMinor = 0] = range.slice(1).split(".").map(Number);
    expect({ name, major }).toEqual({ name, major: wantedMajor });
    expect(minor).toBeGreaterThanOrEqual(wantedMinor);
  }
});

test("a full folder, an unknown attribute, an unknown group and an empty Slack are refused", async () => {
  writeFileSync(join(root, "mine.txt"), "mine");
  await expect(exportOrganization(root, DEFAULTS)).rejects.toThrow("is not empty. Name another folder");
  await expect(exported({ fields: ["titel"] })).rejects.toThrow(
    "no such attribute: titel; there are userName",
  );
  await expect(exported({ group: ["Nobody"] })).rejects.toThrow("Slack has no group called Nobody.");
  await expect(exportOrganization(join(root, "mine.txt"), DEFAULTS)).rejects.toThrow(
    "mine.txt is a file. Name a folder",
  );
  expect(readdirSync(root)).toEqual(["mine.txt"]);
  await exportOrganization(root, { ...DEFAULTS, overwrite: true });
  expect(readFileSync(join(root, "mine.txt"), "utf8")).toBe("mine");
});

test("a token that Slack refuses is said in a line, and nothing is written", async () => {
  process.env.SLACK_SCIM_TOKEN = "xoxp-of-yesterday";
  const run = start("export", join(root, "out"));
  expect(await run.ended).toMatchObject({ code: 1 });
  expect(run.stderr()).toMatch(/^error: .*401 invalid_authentication.*`admin` scope/s);
  expect(run.stderr()).not.toContain("xoxp-of-yesterday");
  expect(readdirSync(root)).toEqual([]);
});

test("the command says what it did and what to run, and its mistakes in a line", async () => {
  add("ada");
  const folder = join(root, "it's out");
  const run = start("export", folder, "--membership", "none");
  await run.ended;
  expect(run.stderr()).toBe("");
  expect(run.stdout()).toContain("2 of 2 people and 0 groups are in ");
  expect(run.stdout().trimEnd().split("\n").slice(-3)).toEqual([
    `  cd '${root}/it'\\''s out' && npm install && pulumi stack init prod`,
    "  pulumi import --file import.json --generate-code=false --protect=false --yes",
    "  pulumi preview",
  ]);
  const again = start("export", folder);
  expect(await again.ended).toMatchObject({ code: 1 });
  expect(again.stderr()).toMatch(/^error: .* is not empty\. Name another folder, or give --overwrite/);
});
