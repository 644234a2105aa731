import { add, membership, report, startSlack, told, user } from "./support";

test("who of a membership is not in the group is missing, and who else is in it concerns nobody", async () => {
  const slack = await startSlack();
  const [ada = "", bob = "", eve = ""] = ["ada", "bob", "eve"].map((name) => add(slack, name));
  const id = slack.addGroup({ displayName: "On call", members: [ada, eve] });
  const people = [user(ada, "ada"), user(bob, "bob"), user(eve, "eve")];
  const both = [membership("ours", id, [ada]), membership("more", id, [bob])];
  expect(await told([...people, ...both])).toEqual(["difference missingMembers On call: bob"]);
  const { compared, findings } = await report([...people, ...both], { managedOnly: true });
  expect(compared).toEqual({ users: 3, groups: 0, memberships: 2 });
  expect(findings).toHaveLength(1);
});

test("a membership whose group is gone asks for a decision", async () => {
  await startSlack();
  expect(await told([membership("ours", "S0GONE", ["U1"])])).toContain("decision gone S0GONE");
});
