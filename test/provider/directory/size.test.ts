import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toDirectory } from "../../../examples/directory/hr";
import { diffDirectory, planDirectory, readDirectory } from "../../../provider/directory/lifecycle";
import type { Run } from "../../../provider/run/run";
import { inWorld, withoutOrganizationCheck } from "../support";
import { type Declared, type Kept, person, preview, textsOf, up, upWell } from "./support";

jest.setTimeout(180_000);

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const PEOPLE = 10_000;
const GROUPS = 200;
const keyOf = (at: number) => `e-${100_000 + at}`;

/** Somebody as an HR export tells of them. */
function employee(at: number): object {
  const userName = `firstname.last${at}`;
  return person(userName, {
    name: { givenName: "Firstname", familyName: `Last-${at}` },
    title: "Analyst",
    enterprise: {
      department: "Research",
      ...(at % 10 === 0 ? {} : { manager: { managerId: keyOf(at - (at % 10)) } }),
    },
  });
}

function company(people: number, groups: number) {
  const staff = Object.fromEntries(Array.from({ length: people }, (_, at) => [keyOf(at), employee(at)]));
  const teams = Array.from({ length: groups }, (_, at): [string, object] => {
    const members = Array.from({ length: 50 }, (_, place) => keyOf((at * 50 + place) % people));
    return [`team-${at}`, { displayName: `Team ${at}`, members }];
  });
  return { people: staff, groups: Object.fromEntries(teams) };
}

/** The first people of the export that `examples/directory` makes, with their departments. */
function exported(count: number): Declared {
  const file = join(__dirname, "../../../examples/directory/hr-export.jsonl");
  const rows = readFileSync(file, "utf8").trim().split("\n").slice(0, count);
  return { ...toDirectory(rows.map((row) => JSON.parse(row))) };
}

test("a person of an HR export takes at most 0.6 KB of state, inputs, outputs and groups together, and one with a title alone 0.4", () =>
  inWorld(async ({ begin }) => {
    const plain = Object.fromEntries(
      Array.from({ length: 100 }, (_, at) => [
        keyOf(at),
        person(`somebodys.name${at}`, { title: "Analyst" }),
      ]),
    );
    expect(await bytesOfPerson(begin(), { people: plain })).toBeLessThanOrEqual(0.4 * 1024);
    expect(await bytesOfPerson(begin(), exported(200))).toBeLessThanOrEqual(0.6 * 1024);
  }));

/** The bytes that the engine writes, divided among the people. */
async function bytesOfPerson(run: Run, declared: Declared): Promise<number> {
  const { outs, inputs } = await upWell(run, declared);
  return Buffer.byteLength(JSON.stringify({ inputs, outs })) / Object.keys(declared.people).length;
}

test("of 10,000 people and 200 groups an up without change asks nothing, a title is one PATCH, and a refresh is 25 requests", () =>
  inWorld(async ({ begin, slack, asked, lines }) => {
    const declared = company(PEOPLE, GROUPS);
    const kept = await made(begin, slack, declared);
    asked();
    expect((await up(begin(), declared, kept)).kept).toBe(kept);
    expect(asked()).toEqual([]);

    const key = keyOf(7007);
    const people = { ...declared.people, [key]: { ...declared.people[key], title: "Fellow" } };
    const run = begin();
    expect(await preview(run, { ...declared, people }, kept)).toBeUndefined();
    expect(asked()).toEqual([]);
    run.messages.flush();
    expect(lines).toEqual([
      `1 person to be changed: people.${key} (user firstname.last7007 (${slack.user("firstname.last7007")?.id})): title`,
    ]);
    const after = await upWell(begin(), { ...declared, people }, kept);
    expect(withoutOrganizationCheck(asked())).toEqual([expect.stringMatching(/^PATCH Users\/U\d+ 200$/)]);

    const found = await readDirectory(begin(), after.id, after.outs);
    expect(asked().length).toBeLessThanOrEqual(25);
    expect(found.outs).toEqual(after.outs);
    expect(found.inputs).toEqual(after.inputs);
    expect(diffDirectory(after.id, found.outs, after.inputs).changes).toBe(false);
    expect(await planDirectory(begin(), after.id, found.outs, after.inputs)).toBeUndefined();
  }));

type World = Parameters<Parameters<typeof inWorld>[0]>[0];

/** A directory of people who are in Slack already, whom it takes over by scan: nobody has to wait for 10,000 creates. */
async function made(
  begin: World["begin"],
  slack: World["slack"],
  declared: ReturnType<typeof company>,
): Promise<Kept> {
  const ids = new Map<string, string>();
  for (const [key, entry] of Object.entries(declared.people)) {
    const { enterprise, ...others } = entry as { enterprise: { manager?: { managerId: string } } };
    const managerId = ids.get(enterprise.manager?.managerId ?? "") ?? null;
    const more = { [ENTERPRISE]: { ...enterprise, manager: { managerId } } };
    ids.set(key, slack.addUser({ ...others, ...more } as never));
  }
  for (const entry of Object.values(declared.groups)) {
    const { displayName, members } = entry as { displayName: string; members: string[] };
    slack.addGroup({ displayName, members: members.map((key) => ids.get(key) ?? "") });
  }
  expect(textsOf(declared).people).toHaveProperty(keyOf(PEOPLE - 1));
  return upWell(begin(), declared);
}
