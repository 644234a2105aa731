import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { startEmulator } from "../../emulator";
import { builtTool, checkout } from "../package/built";
import {
  addPulumi,
  evaluate,
  installWithNpm,
  installWithPnpm,
  type Packed,
  pack,
  run,
  tool,
} from "./consumer";
import { clientPrograms } from "./readme-programs";
import { typeErrors } from "./type-check";

jest.setTimeout(120_000);

let packed: Packed;
let npmProject: string;
let pnpmProject: string;

beforeAll(async () => {
  builtTool("index", "provider");
  packed = await pack();
  [npmProject, pnpmProject] = await Promise.all([
    installWithNpm(packed.tarball),
    installWithPnpm(packed.tarball),
  ]);
});

afterAll(() => {
  for (const folder of [dirname(packed.tarball), npmProject, pnpmProject]) {
    rmSync(folder, { recursive: true, force: true });
  }
});

const subpaths = ["", "/provider", "/scim", "/emulator", "/package.json"];

const program = `
import { getGroup, getUserOutput, SlackScimGroup, SlackScimProvider, SlackScimUser } from "pulumi-slack-scim";
import { group, user } from "pulumi-slack-scim/provider";
import { SlackScimClient } from "pulumi-slack-scim/scim";
import { startEmulator } from "pulumi-slack-scim/emulator";

const ada = new SlackScimUser("ada", { userName: "ada", emails: [{ value: "ada@example.com", primary: true }] });
new SlackScimGroup("engineers", { displayName: "Engineers", members: [ada.id] });
const boss = getUserOutput({ email: ada.emails[0].value }, { dependsOn: [ada] });
const manager = { managerId: boss.id };
new SlackScimUser("bert", { userName: "bert", emails: boss.emails, enterprise: { manager } });
export const found = getGroup({ displayName: "Engineers", members: false }).then(({ id, members }) => [id, members?.length]);
// @ts-expect-error there is no such argument
getGroup({ name: "Engineers" });
// @ts-expect-error a user without an e-mail address
new SlackScimUser("nobody", { userName: "nobody" });
export const methods = [user.create, group.create, SlackScimProvider];

export async function main(): Promise<string> {
  const slack = await startEmulator({ token: "xoxp-test" });
  const client = new SlackScimClient({ token: slack.token, baseUrl: slack.v2, proxy: process.env.PROXY });
  const { id }: { id: string } = await client.users.create({ userName: "ada", emails: [{ value: "a@b.cd", primary: true }] });
  // @ts-expect-error ids are strings
  await client.users.get(7);
  return (await client.users.get(id)).userName;
}
`;

test("the client and the emulator work where Pulumi is not installed", async () => {
  const exported = await evaluate<string[]>(
    npmProject,
    'const { SlackScimClient } = require("pulumi-slack-scim/scim"); const { startEmulator } = require("pulumi-slack-scim/emulator");' +
      "console.log(JSON.stringify([typeof SlackScimClient, typeof startEmulator]))",
  );
  expect(exported).toEqual(["function", "function"]);
});

test.each(["npm", "pnpm"])("every subpath can be required after an installation with %s", async (manager) => {
  const project = manager === "npm" ? npmProject : pnpmProject;
  if (manager === "npm") addPulumi(project);
  const loaded = await evaluate<Record<string, string[]>>(
    project,
    `console.log(JSON.stringify(Object.fromEntries(${JSON.stringify(subpaths)}
      .map((path) => [path, Object.keys(require("pulumi-slack-scim" + path))]))))`,
  );
  expect(loaded).toEqual({
    "": expect.arrayContaining(["SlackScimUser", "SlackScimGroup", "SlackScimProvider", "getUser"]),
    "/provider": expect.arrayContaining(["user", "group"]),
    "/scim": expect.arrayContaining(["SlackScimClient", "isNotFound"]),
    "/emulator": expect.arrayContaining(["startEmulator"]),
    "/package.json": expect.arrayContaining(["version"]),
  });
});

test("what else lies in the package cannot be required", async () => {
  const required = evaluate(npmProject, 'require("pulumi-slack-scim/dist/provider/settings/settings.js")');
  await expect(required).rejects.toThrow("ERR_PACKAGE_PATH_NOT_EXPORTED");
});

test("a program that requires the package loads no HTTP client", async () => {
  addPulumi(npmProject);
  const added = await evaluate<string[]>(
    npmProject,
    `require("@pulumi/pulumi"); const before = new Set(Object.keys(require.cache)); require("pulumi-slack-scim");
     console.log(JSON.stringify(Object.keys(require.cache).filter((file) => !before.has(file))))`,
  );
  const main = join("node_modules", "pulumi-slack-scim", "dist", "provider");
  expect(added.length).toBeGreaterThan(2);
  expect(added.filter((file) => !file.includes(main))).toEqual([]);
  expect(added.filter((file) => file.includes(join(main, "scim", "client")))).toEqual([]);
});

test("a program under Pulumi's mocks makes resources without HTTP client and without a connection", async () => {
  addPulumi(npmProject);
  const loaded = await evaluate<string[]>(
    npmProject,
    `require("net").Socket.prototype.connect = () => { throw new Error("a connection was opened"); };
     const pulumi = require("@pulumi/pulumi");
     const { SlackScimGroup, SlackScimUser } = require("pulumi-slack-scim");
     const mocks = { newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: ({ inputs }) => inputs };
     Promise.resolve(pulumi.runtime.setMocks(mocks)).then(() => {
       const ada = new SlackScimUser("ada", { userName: "ada", emails: [{ value: "ada@example.com" }] });
       const team = new SlackScimGroup("team", { displayName: "Team", members: [ada.id] });
       team.members.apply((members) => console.log(JSON.stringify([...members, ...Object.keys(require.cache)])));
     });`,
  );
  expect(loaded[0]).toBe("ada");
  expect(loaded.filter((file) => /node_modules.node-fetch|scim.(wire|client)\b/.test(file))).toEqual([]);
});

test("the client names the version of the package.json that it was installed with", async () => {
  const file = join(npmProject, "node_modules", "pulumi-slack-scim", "package.json");
  const manifest = readFileSync(file, "utf8");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(manifest), version: "7.8.9" }));
  try {
    const named = await evaluate<string>(
      npmProject,
      `const { SlackScimClient } = require("pulumi-slack-scim/scim");
       const server = require("http").createServer(({ headers }, response) => {
         console.log(JSON.stringify(headers["user-agent"]));
         response.end("{}", () => process.exit());
       });
       server.listen(0, "127.0.0.1", () => {
         const baseUrl = "http://127.0.0.1:" + server.address().port + "/scim/v2";
         new SlackScimClient({ token: "xoxp-1", baseUrl }).serviceProviderConfig().catch(() => {});
       });`,
    );
    expect(named).toMatch(/^pulumi-slack-scim\/7\.8\.9 node\//);
  } finally {
    writeFileSync(file, manifest);
  }
});

test("the installed command runs", async () => {
  const command = join(npmProject, "node_modules", ".bin", "pulumi-slack-scim");
  const { code, output } = await run(command, ["--help"], npmProject);
  expect({ code, output }).toEqual({
    code: 0,
    output: expect.stringMatching(/Usage: pulumi-slack-scim.*emulator/s),
  });
});

test("the installed command exports a project whose program type-checks", async () => {
  addPulumi(npmProject);
  const slack = await startEmulator({ seed: 20 });
  try {
    const command = join(npmProject, "node_modules", ".bin", "pulumi-slack-scim");
    const variables = { SLACK_SCIM_TOKEN: slack.token, SLACK_SCIM_BASE_URL: slack.v2 };
    const { code, output } = await run(command, ["export", "exported"], npmProject, variables);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("are in exported.") });
    expect(typeErrors(npmProject, ["exported/index.ts"], "node16")).toEqual([]);
  } finally {
    await slack.close();
  }
});

test.each(["node16", "bundler", "node"])(
  "a program that uses every subpath type-checks under moduleResolution %s",
  (moduleResolution) => {
    addPulumi(npmProject);
    writeFileSync(join(npmProject, "program.ts"), program);
    expect(typeErrors(npmProject, ["program.ts"], moduleResolution)).toEqual([]);
  },
);

test("the programs in the client's README and its examples type-check as they stand", () => {
  const programs = clientPrograms();
  expect(programs.size).toBeGreaterThanOrEqual(4);
  for (const [name, code] of programs) writeFileSync(join(npmProject, name), code);
  expect(typeErrors(npmProject, [...programs.keys()], "node16")).toEqual([]);
});

test("a mistake in a JavaScript program is a type error", () => {
  writeFileSync(
    join(npmProject, "wrong.mjs"),
    'import { SlackScimClient } from "pulumi-slack-scim/scim";\nnew SlackScimClient({ token: 7 });\n',
  );
  expect(typeErrors(npmProject, ["wrong.mjs"], "node16")).toEqual([
    expect.stringContaining("Type 'number' is not assignable to type 'string'"),
  ]);
});

test("the tarball holds the built package and its documents, nothing else", () => {
  const strangers = packed.files.filter(
    (file) =>
      !/^dist\/(provider|emulator|cli)\/[\w/.-]+\.(js|d\.ts)$/.test(file) &&
      !/^examples\/client\/[\w-]+\.mjs$/.test(file) &&
      !/^(LICENSE|README\.md|CHANGELOG\.md|SECURITY\.md|package\.json|provider\/scim\/README\.md|(emulator|docs)\/[\w-]+\.md)$/.test(
        file,
      ),
  );
  expect(strangers).toEqual([]);
  expect(packed.files).toEqual(
    expect.arrayContaining([
      "LICENSE",
      "README.md",
      "CHANGELOG.md",
      "SECURITY.md",
      "dist/cli/index.js",
      "examples/client/sync-group.mjs",
      "dist/provider/contract.d.ts",
    ]),
  );
});

test("publint finds nothing to say about the package", async () => {
  const { code, output } = await run(tool("publint"), ["run", packed.tarball, "--strict"], checkout);
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("All good!") });
});

test("the types are right for every kind of import", async () => {
  const { code, output } = await run(
    tool("attw"),
    [packed.tarball, "--no-definitely-typed", "--format", "ascii"],
    checkout,
  );
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("No problems found") });
});
