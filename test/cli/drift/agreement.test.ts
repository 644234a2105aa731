import fc from "fast-check";
import type { StoredResource } from "../../../cli/state/read";
import type { Properties } from "../../../provider/fields/properties";
import { toGroupOutputs } from "../../../provider/group/fields";
import { checkGroup, diffGroup, readGroup } from "../../../provider/group/lifecycle";
import type { Run } from "../../../provider/run/run";
import { toUserOutputs } from "../../../provider/user/fields";
import { checkUser, diffUser, readUser } from "../../../provider/user/lifecycle";
import { inWorld } from "../../provider/support";
import { add, report, resource, startSlack } from "./support";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const word = fc.constantFrom("", "A", "B");
const held = fc.record({
  title: word,
  department: word,
  givenName: fc.constantFrom("A", "B"),
  second: fc.boolean(),
  active: fc.boolean(),
});
const declared = fc.record(
  {
    title: word,
    active: fc.boolean(),
    name: fc.record({ givenName: fc.constantFrom("A", "B") }),
    enterprise: fc.record({ department: word }),
    second: fc.boolean(),
  },
  { requiredKeys: [] },
);

const emails = (second: boolean | undefined) => [
  { value: "ada@example.com", primary: true },
  ...(second ? [{ value: "second@example.com", primary: false }] : []),
];

/** Whether a refresh, and the preview after it with the same program, would show a change. */
async function seenByProvider(
  run: Run,
  kind: "User" | "Group",
  { id = "", inputs = {}, outputs = {} }: StoredResource,
) {
  const [read, diff] = kind === "User" ? [readUser, diffUser] : [readGroup, diffGroup];
  const found = await read(run, id, outputs);
  return found === undefined || diff(id, found.outs, inputs).changes;
}

test("drift sees a difference in a person exactly where refresh and preview do", () =>
  inWorld(async ({ begin, slack: world }) => {
    await fc.assert(
      fc.asyncProperty(held, held, declared, async (before, after, { second, ...more }) => {
        world.reset();
        const id = add(world, "ada");
        const set = (values: typeof before) =>
          world.change(id, (person) => {
            person.title = values.title;
            person[ENTERPRISE].department = values.department;
            person.name.givenName = values.givenName;
            person.emails = emails(values.second);
            person.active = values.active;
          });
        set(before);
        const run = begin();
        const { inputs } = checkUser(run, {}, { userName: "ada", emails: emails(second), ...more });
        const live = await run.slack.users.get(id);
        const outputs = toUserOutputs(inputs, live, {}, { organization: "acme" });
        set(after);
        const state = resource("User", "ada", id, inputs, outputs);
        Object.assign(process.env, { SLACK_SCIM_TOKEN: world.token, SLACK_SCIM_BASE_URL: world.v2 });
        const { findings } = await report([state], { managedOnly: true });
        const isDrift =
          findings.some(({ kind }) => kind === "attributes") ||
          findings.some(({ kind }) => kind === "inactive" && inputs.active === true);
        expect(isDrift).toBe(await seenByProvider(begin(), "User", state));
      }),
      { numRuns: 60 },
    );
  }));

test("and in a group", () =>
  inWorld(async ({ begin, slack: world }) => {
    const ids = ["a", "b", "c", "d"].map((name) => add(world, name));
    const team = world.addGroup({ displayName: "Team" });
    const some = fc.subarray(ids);
    await fc.assert(
      fc.asyncProperty(
        some,
        some,
        fc.option(some, { nil: undefined }),
        fc.constantFrom("exact", "additive"),
        fc.constantFrom("Team", "Other"),
        async (before, after, members, membership, displayName) => {
          const set = (name: string, values: string[]) =>
            world.change(team, (group) => {
              group.displayName = name;
              group.members = values.map((value) => ({ value, display: value }));
            });
          // As `up` leaves it: whoever is declared is in. (The outputs of an additive group know no others.)
          set("Team", [...new Set([...before, ...(members ?? [])])]);
          const run = begin();
          const news: Properties = { displayName: "Team", ...(members && { members, membership }) };
          const { inputs } = checkGroup(run, {}, news);
          const outputs = toGroupOutputs(inputs, await run.slack.groups.get(team), { organization: "acme" });
          set(displayName, after);
          const state = resource("Group", "team", team, inputs, outputs);
          Object.assign(process.env, { SLACK_SCIM_TOKEN: world.token, SLACK_SCIM_BASE_URL: world.v2 });
          const { findings } = await report([state], { managedOnly: true });
          expect(findings.length > 0).toBe(await seenByProvider(begin(), "Group", state));
        },
      ),
      { numRuns: 60 },
    );
  }));

test("10,000 people and 200 groups take 25 requests at most", async () => {
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
  const slack = await startSlack({ seed: 10_000 });
  const people = slack.users();
  const ids = people.map(({ id }) => id);
  for (let at = slack.groups().length; at < 200; at += 1)
    slack.addGroup({ displayName: `G${at}`, members: ids.slice(at, at + 100) });
  const state = [
    ...people.map(({ id, userName, title, emails: held }) =>
      resource("User", userName, id, { userName, title, emails: held }, { active: true }),
    ),
    ...slack.groups().map(({ id, displayName }) => resource("Group", displayName, id, { displayName }, {})),
  ];
  slack.change("owner", (one) => {
    one.title = "Other";
  });
  const { findings, compared } = await report(state);
  jest.restoreAllMocks();
  expect(compared).toEqual({ users: 10_001, groups: 200, memberships: 0 });
  expect(findings.filter(({ kind }) => kind === "attributes")).toHaveLength(1);
  expect(slack.requests.length).toBeLessThanOrEqual(25);
  expect(slack.writes).toEqual([]);
});
