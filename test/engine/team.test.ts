import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { checkout } from "./support/project";
import { createStack } from "./support/stack";

const team = (file: string) => readFileSync(join(checkout, "examples", "team", file), "utf8");

/** What the language host does with a TypeScript program, done beforehand. */
const compiled = (file: string) =>
  ts.transpileModule(team(file), {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
    },
  }).outputText;

test("the forty people of examples/team converge in one up, each in at most 2.4 KB of state", async () => {
  const csvParse = JSON.stringify(join(checkout, "node_modules", "csv-parse", "dist", "cjs", "sync.cjs"));
  const stack = await createStack(compiled("index.ts"));
  stack.setFile("people.js", compiled("people.ts").replace('"csv-parse/sync"', csvParse));
  stack.setFile("people.csv", team("people.csv"));
  const up = await stack.up();
  const people = stack.state().resources.filter((resource) => resource.type.endsWith("slack-scim:User"));
  const groups = stack.slack.groups();
  expect(people).toHaveLength(40);
  expect(up.changes).toEqual({ create: 40 + groups.length });
  expect(Math.max(...people.map((resource) => JSON.stringify(resource).length))).toBeLessThanOrEqual(2400);
  const bosses = people.filter((resource) => resource.outputs?.managerId !== undefined);
  expect(bosses.length).toBeGreaterThan(30);

  stack.slack.clearLog();
  expect((await stack.up()).changes).toEqual({ same: 40 + groups.length });
  expect(stack.slack.requests).toEqual([]);
  await stack.refresh();
  // Four people and four groups by id, then a page of each, and who the organisation is.
  expect(stack.slack.requests.length).toBeLessThanOrEqual(11);
});
