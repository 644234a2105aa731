import { person, program } from "./support/program";
import { createStack } from "./support/stack";

const lookups =
  'const { getGroup, getGroups, getUser, getUserOutput, getUsers, getUsersOutput } = require("pulumi-slack-scim");';

/** A program that looks its boss and a team up, makes somebody of that, and looks them up in turn. */
const team = (title: string) =>
  program(
    lookups,
    `module.exports = async () => {
       const boss = await getUser({ email: "grace@example.com" });
       const onCall = await getGroup({ displayName: "On call" });
       ${person("ada", { title })}
       const bert = new SlackScimUser("bert", {
         userName: "bert",
         emails: [{ value: "bert@example.com", primary: true }],
         enterprise: { manager: { managerId: boss.id } },
       });
       new SlackScimGroup("Copy", { displayName: "Copy", members: onCall.members });
       const found = getUserOutput({ userName: ada.userName });
       return {
         bossTitle: boss.title,
         adaId: found.id,
         adaTitle: found.title,
         everybody: getUsersOutput({}, { dependsOn: [ada, bert] }).users.length,
         withoutMembers: (await getGroups({ members: false })).groups,
       };
     };`,
  );

test("look-ups work in preview and up: their results are inputs, and what depends on a resource sees it", async () => {
  const stack = await createStack(team("Analyst"));
  const { slack } = stack;
  const emails = [{ value: "grace@example.com", primary: true }];
  const grace = slack.addUser({ userName: "grace", emails, title: "Admiral" });
  const onCall = slack.addGroup({ displayName: "On call", members: [grace] });

  const preview = await stack.preview();
  expect(preview.changes).toEqual({ create: 3 });
  expect(preview.stdout).toMatch(/bossTitle +: "Admiral"/);
  expect(slack.writes).toEqual([]);
  const { host } = new URL(slack.v2);
  expect(new Set(stack.requestsOfProgram())).toEqual(new Set([host]));

  const up = await stack.up({ preview: true });
  expect(up.changes).toEqual({ create: 3 });
  const ada = slack.user("ada");
  expect(up.stdout).toContain(`adaId         : "${ada?.id}"`);
  expect(up.stdout).toMatch(/adaTitle +: "Analyst"/);
  expect(up.stdout).toMatch(/everybody +: 4/);
  expect(up.stdout).toContain(`id          : "${onCall}"`);
  expect(up.stdout).not.toContain("members");
  expect(stack.resource("bert").outputs).toMatchObject({ managerId: grace });
  expect(slack.group("Copy")?.members).toMatchObject([{ value: grace }]);

  expect((await stack.up()).changes).toEqual({ same: 3 });
  stack.setProgram(team("Countess"));
  const changed = await stack.up({ preview: true });
  expect(changed.changes).toEqual({ same: 2, update: 1 });
  expect(changed.stdout).toMatch(/adaTitle +: "Analyst" => "Countess"/);
});

test("300 look-ups of a program cost four requests", async () => {
  const ask = "exports.ids = Promise.all(names.map(async (userName) => (await getUser({ userName })).id));";
  const stack = await createStack(program(lookups));
  const { slack } = stack;
  const names = Array.from({ length: 300 }, (_, at) => `person${at}`);
  for (const userName of names)
    slack.addUser({ userName, emails: [{ value: `${userName}@example.com`, primary: true }] });
  stack.setProgram(program(lookups, `const names = ${JSON.stringify(names)};`, ask));
  await stack.preview();
  expect(slack.requests.map(({ method }) => method)).toEqual(["GET", "GET", "GET", "GET"]);
});

test("a look-up that fails ends the preview with one sentence, and changes nothing", async () => {
  const missing = (call: string) => program(lookups, person("ada"), call);
  const stack = await createStack(missing('exports.boss = getUser({ userName: "nobody" });'));
  for (const form of [
    'exports.boss = getUser({ userName: "nobody" });',
    'exports.boss = getUserOutput({ userName: "nobody" }).id;',
    'getUserOutput({ userName: "nobody" });',
    'new SlackScimGroup("Team", { displayName: "Team", members: [getUserOutput({ userName: "nobody" }).id] });',
  ]) {
    stack.setProgram(missing(form));
    const { stdout } = await stack.preview({ fails: true });
    expect(stdout).toContain('getUser: nobody in acme has the userName "nobody"');
    expect(stdout).not.toMatch(/unhandled exception|at .*lookup\.js/);
  }
  expect(stack.slack.writes).toEqual([]);
});

test("a look-up asks the organisation of an explicit provider, whatever the environment says", async () => {
  const stack = await createStack(program());
  const { slack } = stack;
  const ada = slack.addUser({ userName: "ada", emails: [{ value: "ada@example.com", primary: true }] });
  await stack.setConfig("globexToken", slack.token, { secret: true });
  stack.setEnvironment({ SLACK_SCIM_TOKEN: "xoxp-of-another-organisation" });
  stack.setProgram(
    program(
      lookups,
      `const globex = new SlackScimProvider("globex", { token: new pulumi.Config().requireSecret("globexToken"),
         baseUrl: ${JSON.stringify(slack.v2)}, limits: "off" });
       const found = getUser({ userName: "ada" }, { provider: globex });
       exports.id = found.then(({ id }) => id);
       exports.title = getUserOutput({ userName: "ada" }, { provider: globex }).userName;
       exports.sum = getUsers({}, { provider: globex }).then(({ ids }) => ids.length);`,
    ),
  );
  const { stdout } = await stack.up();
  expect(stdout).toMatch(new RegExp(`id +: "${ada}"`));
  expect(stdout).toMatch(/title: "ada"/);
});
