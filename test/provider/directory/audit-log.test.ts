import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDirectory, updateDirectory } from "../../../provider/directory/lifecycle";
import { inWorld } from "../support";
import { crowd, type Declared, destroy, person, textsOf, up, upWell } from "./support";

let folder: string;
let auditLog: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slack-scim-audit-"));
  auditLog = join(folder, "audit.jsonl");
});

afterEach(() => rmSync(folder, { recursive: true }));

/** What was written: verb, kind, name, attributes. */
const lines = () =>
  readFileSync(auditLog, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
const told = () =>
  lines().map(({ verb, kind, userName, displayName, attributes = [], outcome }) =>
    [verb, kind, userName ?? displayName, ...attributes, outcome].filter(Boolean).join(" "),
  );

test("every write of a directory is a line of its own, as those of resources are, and nothing is sent without the log", () =>
  inWorld(async ({ slack, begin }) => {
    const team = (...members: string[]) => ({ team: { displayName: "Team", members } });
    const before = {
      people: { a: person("ada", { title: "Analyst" }), b: person("bert") },
      groups: team("a", "b"),
    };
    const after = {
      people: { a: person("ada", { title: "Chief" }), c: person("carl") },
      groups: team("a", "c"),
    };
    const kept = await upWell(begin({ auditLog }), before);
    const changed = await upWell(begin({ auditLog }), after, kept);
    await destroy(begin({ auditLog }), changed);
    expect(told().sort()).toEqual([
      ...Array<string>(3).fill("begin run"),
      "create group Team displayName members done",
      "create user ada userName emails title done",
      "create user bert userName emails done",
      "create user carl userName emails done",
      ...["ada", "bert", "carl"].map((name) => `deactivate user ${name} active done`),
      "delete group Team done",
      "update group Team members done",
      "update group Team members done",
      "update user ada title done",
    ]);
    const sent = slack.writes.length;
    expect(lines().filter(({ verb }) => verb !== "begin")).toHaveLength(sent);
    expect(readFileSync(auditLog, "utf8")).not.toMatch(/Chief|Analyst|@example/);

    const full = await up(begin({ auditLog: "/dev/full" }), { people: crowd(3) });
    expect(full.failure).toContain("the audit log /dev/full cannot be written");
    expect(slack.writes).toHaveLength(sent);
  }));

test("the names of entries with a secret in them are in no line, and neither are secrets", () =>
  inWorld(async ({ begin }) => {
    const secretEntries = ["people.a", "groups.g"];
    const declared = (title: string): Declared => ({
      people: { a: person("harker", { title }), b: person("bert", { title }) },
      groups: { g: { displayName: "Hidden", members: ["b"] } },
    });
    const inputs = (title: string) => ({ ...textsOf(declared(title)), secretEntries });
    const { id, outs } = await createDirectory(begin({ auditLog }), inputs("one"));
    await updateDirectory(begin({ auditLog }), id, outs, inputs("two"));
    expect(told().sort()).toEqual([
      ...["begin run", "begin run"],
      "create group displayName members done",
      "create user bert userName emails title done",
      "create user userName emails title done",
      "update user bert title done",
      "update user title done",
    ]);
    expect(readFileSync(auditLog, "utf8")).not.toMatch(/harker|Hidden/);
  }));

test("what Slack refuses of a directory is a line as well", () =>
  inWorld(async ({ slack, begin }) => {
    slack.fault({ method: "POST", path: "Users", status: 400, times: 1 });
    await up(begin({ auditLog }), { people: crowd(1) });
    expect(told()).toContain("create user p1000 userName emails refused");
  }));
