import { toGroupOutputs, toGroupResult, toGroupView } from "../../../provider/group/fields";
import { checkGroup, createGroup, updateGroup } from "../../../provider/group/lifecycle";
import { inWorld } from "../support";

const DATA = { displayName: "Data" };

test("each choice of a group is taken, and everything else refused", () =>
  inWorld(async ({ begin }) => {
    const problems = (inputs: object) => checkGroup(begin(), {}, { ...DATA, ...inputs }).problems;
    for (const onConflict of ["safe", "adopt", "fail"]) expect(problems({ onConflict })).toEqual([]);
    for (const onDelete of ["delete", "retain"]) expect(problems({ onDelete })).toEqual([]);
    for (const nameIsSecret of [true, false]) expect(problems({ nameIsSecret })).toEqual([]);
    for (const [name, value] of Object.entries({ onConflict: "", onDelete: "", nameIsSecret: "yes" }))
      expect(problems({ [name]: value })).toEqual([expect.stringContaining(name)]);
  }));

test("a name that Slack reserves, or that is blank, is refused, and one that has such a word in it is not", () =>
  inWorld(async ({ begin }) => {
    const problems = (displayName: unknown) => checkGroup(begin(), {}, { displayName }).problems;
    for (const name of ["everyone", "here", "Channel"])
      expect(problems(name)).toEqual([expect.stringContaining("not everyone, here or channel")]);
    for (const name of ["everyone else", "not here", "channels"]) expect(problems(name)).toEqual([]);
    expect(problems("  ")).toEqual([expect.stringContaining("an empty string")]);
    expect(problems(7)).toEqual([expect.stringMatching(/^displayName: /)]);
  }));

test("what a group says of its resource alone is no difference to what Slack holds", () =>
  inWorld(async ({ begin, asked }) => {
    const { id, outs } = await createGroup(begin(), DATA);
    const more = { ...DATA, onConflict: "fail", onDelete: "retain", nameIsSecret: true };
    asked();
    expect((await updateGroup(begin(), id, outs, more)).outs).toMatchObject(more);
    expect(asked().filter((request) => !request.startsWith("GET"))).toEqual([]);
  }));

const live = { id: "S1", displayName: "Data", members: [{ value: "U2" }], meta: { created: "2026-03-01" } };

test("of an additive group only those declared who are in it are shown", () => {
  const inputs = { ...DATA, members: ["U1", "U2"], membership: "additive" };
  expect(toGroupOutputs(inputs, live, { organization: "acme" })).toMatchObject({
    members: ["U2"],
    created: "2026-03-01",
    adopted: false,
  });
});

test("when a group was made is blank where Slack does not say; who only looks at it has it neither made nor taken over", () => {
  const { meta: _, ...undated } = live;
  expect(toGroupOutputs(DATA, undated as never, { organization: "acme", adopted: true })).toMatchObject({
    created: "",
    adopted: true,
  });
  expect(toGroupView(live, "acme")).toMatchObject({ adopted: false, managed: false, created: "2026-03-01" });
  expect(toGroupResult(undated as never, "acme")).toMatchObject({ id: "S1", created: "" });
});
