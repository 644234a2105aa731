import { add, group, report, startSlack, told, user } from "./support";

test("members are compared as the program declares them: exactly, additively, or not at all", async () => {
  const slack = await startSlack();
  const [ada = "", bob = "", eve = ""] = ["ada", "bob", "eve"].map((name) => add(slack, name));
  const id = slack.addGroup({ displayName: "Team", members: [ada, eve] });
  const people = [user(ada, "ada"), user(bob, "bob"), user(eve, "eve")];
  const declared = [ada, bob].sort();
  expect(await told([...people, group(id, "Team", { members: declared })])).toEqual([
    "decision extraMembers Team: eve",
    "difference missingMembers Team: bob",
  ]);
  expect(await told([...people, group(id, "Team", { members: declared, membership: "additive" })])).toEqual([
    "difference missingMembers Team: bob",
  ]);
  expect(await told([...people, group(id, "Team")])).toEqual([]);
});

test("a missing member who cannot join shows as deactivated", async () => {
  const slack = await startSlack();
  const ada = add(slack, "ada", { active: false });
  const id = slack.addGroup({ displayName: "Team" });
  const { findings } = await report(
    [user(ada, "ada", { active: false }), group(id, "Team", { members: [ada] })],
    {
      managedOnly: true,
    },
  );
  expect(findings).toMatchObject([
    { kind: "missingMembers", members: [{ name: "ada", active: false, email: "ada@example.com" }] },
  ]);
});

test("a group is gone, or has another name, or nothing manages it", async () => {
  const slack = await startSlack();
  const id = slack.addGroup({ displayName: "Renamed" });
  slack.addGroup({ displayName: "Theirs", members: [add(slack, "ada")] });
  const { findings } = await report([group(id, "Team"), group("S0GONE", "Lost")]);
  expect(findings.map(({ severity, kind, subject }) => `${severity} ${kind} ${subject.name}`)).toEqual([
    "decision gone Lost",
    "difference attributes Renamed",
    "notice unmanagedGroups Theirs",
    "notice unmanagedUsers ada",
    "notice unmanagedUsers owner",
  ]);
});
