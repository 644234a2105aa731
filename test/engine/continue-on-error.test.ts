import { person, program } from "./support/program";
import { createStack } from "./support/stack";

/** Ada moves into a directory that uses an output of a group, of whose name Slack has two, so that it fails. */
async function moveBehindFailure(flags: string[]) {
  const ada = {
    userName: "ada",
    emails: [{ value: "ada@example.com", primary: true }],
    onDelete: "deactivate",
  };
  const stack = await createStack(program(person("ada", { onDelete: "deactivate" })));
  await stack.up();
  // A look into Slack would find it before anything is made, and end the run.
  stack.setEnvironment({ SLACK_SCIM_PREVIEW_LOOKUPS: "off" });
  for (const displayName of ["Data", "Data"]) stack.slack.addGroup({ displayName });
  stack.setProgram(
    program(
      'const data = new SlackScimGroup("data", { displayName: "Data" });',
      `new SlackScimDirectory("company", { people: { ada: { ...${JSON.stringify(ada)}, title: data.id } } });`,
    ),
  );
  await stack.up({ fails: true, flags });
  return { stack, isActive: stack.slack.user("ada")?.active };
}

test("behind a failure nobody is let go who moves between resources", async () => {
  expect((await moveBehindFailure([])).isActive).toBe(true);
});

test("with --continue-on-error Pulumi lets them go, as the README warns", async () => {
  expect((await moveBehindFailure(["--continue-on-error"])).isActive).toBe(false);
});
