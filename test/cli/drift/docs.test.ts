import { readFileSync } from "node:fs";
import { join } from "node:path";
import { driftCommand } from "../../../cli/drift/command";
import { KINDS, SEVERITIES } from "../../../cli/drift/findings";
import { add, group, report, startSlack, user } from "./support";

const guide = readFileSync(join(__dirname, "../../../docs/drift.md"), "utf8");

/** Every key of an object and of what is within it. */
function keysIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const keys = Array.isArray(value) ? [] : Object.keys(value);
  return [...keys, ...Object.values(value).flatMap(keysIn)];
}

test("the guide tells every kind, severity and option", () => {
  const options = driftCommand().options.map(({ long }) => long);
  for (const name of [...Object.keys(KINDS), ...SEVERITIES]) expect(guide).toContain(`${name}`);
  expect(options.filter((option) => !guide.includes(`\`${option}`))).toEqual([]);
});

test("the guide's example has the keys that a report has, and the guide speaks of all of them", async () => {
  const slack = await startSlack();
  const [ada, eve] = [add(slack, "ada", { title: "B", active: false }), add(slack, "eve")];
  const id = slack.addGroup({ displayName: "Team", members: [eve] });
  const state = [
    user(ada, "ada", { title: "A" }),
    user(eve, "eve"),
    user(eve, "eve"),
    group(id, "Team", { members: [] }),
  ];
  const found = await report(state);
  const [, example = "{}"] = /```json\n(.*?)```/s.exec(guide) ?? [];
  expect(Object.keys(JSON.parse(example))).toEqual(Object.keys(found));
  expect([...new Set(keysIn(found))].filter((key) => !guide.includes(key))).toEqual([]);
});
