import { createDirectory, updateDirectory } from "../../../provider/directory/lifecycle";
import { auditLogFile } from "../audit-log-file";
import { inWorld } from "../support";
import { crowd, type Declared, destroy, person, textsOf, up, upWell } from "./support";

const log = auditLogFile();

/** What was written: verb, kind, name, attributes. */
const told = () =>
  log
    .lines()
    .map(({ verb, kind, userName, displayName, attributes = [], outcome }) =>
      [verb, kind, userName ?? displayName, ...(attributes as string[]), outcome].filter(Boolean).join(" "),
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
    const kept = await upWell(begin({ auditLog: log.file }), before);
    const changed = await upWell(begin({ auditLog: log.file }), after, kept);
    await destroy(begin({ auditLog: log.file }), changed);
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
    expect(log.lines().filter(({ verb }) => verb !== "begin")).toHaveLength(sent);
    expect(log.text()).not.toMatch(/Chief|Analyst|@example/);

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
    const { id, outs } = await createDirectory(begin({ auditLog: log.file }), inputs("one"));
    await updateDirectory(begin({ auditLog: log.file }), id, outs, inputs("two"));
    expect(told().sort()).toEqual([
      ...["begin run", "begin run"],
      "create group displayName members done",
      "create user bert userName emails title done",
      "create user userName emails title done",
      "update user bert title done",
      "update user title done",
    ]);
    expect(log.text()).not.toMatch(/harker|Hidden/);
  }));

test("what Slack refuses of a directory is a line as well", () =>
  inWorld(async ({ slack, begin }) => {
    slack.fault({ method: "POST", path: "Users", status: 400, times: 1 });
    await up(begin({ auditLog: log.file }), { people: crowd(1) });
    expect(told()).toContain("create user p1000 userName emails refused");
  }));
