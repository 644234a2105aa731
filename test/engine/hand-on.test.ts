import { person, program } from "./support/program";
import { createStack, type TestStack } from "./support/stack";

const address = (userName: string) => ({ emails: [{ value: `${userName}@example.com`, primary: true }] });

/** A person who has both the userName and the address of this name; the resource may have another one. */
const becoming = (name: string, userName: string) =>
  person(name, { userName, ...address(userName) }, { name });

/** Who has which userName and address in Slack, by the resource's name. */
function held(stack: TestStack, names: readonly string[]): string[] {
  return names.map((name) => {
    const { userName, emails } = stack.slack.user(String(stack.resource(name).id)) ?? {};
    return `${userName} ${emails?.[0]?.value.replace("@example.com", "")}`;
  });
}

test.each([
  { parallel: "16", names: ["anna", "bert", "carl", "dora"] },
  { parallel: "2", names: ["anna", "bert", "carl"] },
  { parallel: "1", names: ["anna", "bert"] },
])(
  "with --parallel $parallel a chain of $names hands on addresses and userNames in one up each",
  async ({ parallel, names }) => {
    const stack = await createStack(program(...names.map((name) => person(name))));
    await stack.up();
    const flags = ["--parallel", parallel];
    const taken = [...names.slice(1), "new"];

    stack.setProgram(program(...names.map((name, index) => person(name, address(taken[index] ?? "")))));
    expect((await stack.up({ flags, preview: true })).changes).toEqual({ update: names.length });
    expect(held(stack, names)).toEqual(names.map((name, index) => `${name} ${taken[index]}`));

    stack.setProgram(program(...names.map((name, index) => becoming(name, taken[index] ?? ""))));
    expect((await stack.up({ flags })).changes).toEqual({ update: names.length });
    expect(held(stack, names)).toEqual(taken.map((name) => `${name} ${name}`));
    expect((await stack.up({ flags })).changes).toEqual({ same: names.length });
  },
);

test("a newcomer gets in one up the userName that somebody gives up, and the address where it depends on them", async () => {
  const stack = await createStack(program(person("bert"), person("carl")));
  await stack.up();
  stack.setProgram(
    program(
      person("newcomer", { userName: "bert" }, { name: "newcomer" }),
      becoming("bert", "albert"),
      becoming("carl", "carla"),
      person("heir", address("carl"), { options: "{ dependsOn: [carl] }" }),
    ),
  );
  const { changes } = await stack.up({ preview: true });
  expect(changes).toEqual({ create: 2, update: 2 });
  expect(held(stack, ["newcomer", "bert", "carl", "heir"])).toEqual([
    "bert newcomer",
    "albert albert",
    "carla carla",
    "heir carl",
  ]);
});

test("an exchange is refused in the preview before anything is sent, and without one before anything is changed", async () => {
  const names = ["anna", "bert"];
  const stack = await createStack(program(...names.map((name) => person(name))));
  await stack.up();
  stack.slack.clearLog();
  stack.setProgram(program(person("anna", address("bert")), person("bert", address("anna"))));
  const says =
    /user (anna|bert) is to get what user (anna|bert) has, and user (anna|bert) is to get what .* Do it in two steps/;

  const preview = await stack.preview({ fails: true });
  expect(preview.stdout.replace(/\s+/g, " ")).toMatch(says);
  await stack.up({ fails: true, preview: true });
  expect(stack.slack.requests).toEqual([]);

  for (const flags of [[], ["--parallel", "1"]]) {
    expect((await stack.up({ fails: true, flags })).stdout.replace(/\s+/g, " ")).toMatch(says);
  }
  expect(held(stack, names)).toEqual(["anna anna", "bert bert"]);
  expect(stack.slack.writes.filter(({ status }) => status < 400)).toEqual([]);

  stack.setProgram(program(person("anna", address("bert")), person("bert", address("own"))));
  await stack.up();
  stack.setProgram(program(person("anna", address("bert")), person("bert", address("anna"))));
  await stack.up();
  expect(held(stack, names)).toEqual(["anna bert", "bert anna"]);
});
