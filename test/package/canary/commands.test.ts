import { dirname } from "node:path";
import { createProgram } from "../../../cli";
import { exportOf, resource, user } from "../../cli/drift/support";
import { deleted, ofDirectory, planOf, updated } from "../../cli/guard/support";
import { badAnswers } from "./answers";
import { MARKS, marksIn } from "./marks";
import { Scene } from "./scene";

jest.setTimeout(120_000);

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const inClear = (value: unknown) => ({ ...SECRET, plaintext: JSON.stringify(value) });

const PROXY = `http://user:${MARKS.proxyPassword}@127.0.0.1:1`;

/** Nothing that fails is tried again for long. */
const IMPATIENT = { SLACK_SCIM_RETRY_SECONDS: "1" };

/** What goes wrong with a command that asks Slack: these, of all bad answers, take the ways of their own through the code. */
const TELLING = [
  "a refusal of the token",
  "a refusal in words of its own",
  "a web page",
  "a success that is no JSON",
  "an error of a proxy",
  "an answer whose headers have the token",
];

/** A command that asks Slack, with bad answers, without an answer, by way of a proxy that is not there, with a wrong setting. */
async function failing(scene: Scene, ends: number, args: () => string[], input?: string): Promise<void> {
  for (const answer of TELLING) {
    scene.slack.fault({ ...badAnswers([])[answer], times: Number.POSITIVE_INFINITY });
    await scene.run({ ends, input, environment: { ...IMPATIENT } }, ...args());
    scene.slack.clearFaults();
  }
  const surroundings: Record<string, string>[] = [
    { SLACK_SCIM_PROXY: PROXY },
    { HTTPS_PROXY: PROXY, SLACK_SCIM_BASE_URL: "https://slack.invalid/scim/v2/", SLACK_SCIM_LIMITS: "slack" },
    { SLACK_SCIM_BASE_URL: `https://user:${MARKS.password}@slack.invalid/scim/` },
    { SLACK_SCIM_BASE_URL: MARKS.token.replace(/^/, "xoxp-") },
    { SLACK_SCIM_TOKEN: `"${MARKS.token}"` },
  ];
  for (const environment of surroundings)
    await scene.run({ ends, input, environment: { ...IMPATIENT, ...environment } }, ...args());
}

/** A directory that has one person, whose entry is this. */
function directory(id: string, text: unknown) {
  const outputs = { personFacts: { ada: JSON.stringify({ id, active: true }) } };
  return resource("Directory", "company", "directory-1", { people: { ada: text }, groups: {} }, outputs);
}

/** What each command is run with. A command without a run here fails the first test. */
const COMMANDS: Record<string, (scene: Scene) => Promise<void>> = {
  async export(scene) {
    scene.slack.addUser({ userName: "ada" });
    for (const more of [[], ["--csv"], ["--directory"]])
      await scene.run({ ends: 0 }, "export", "--overwrite", ...more);
    await failing(scene, 1, () => ["export", "--overwrite"]);
  },
  async drift(scene) {
    const id = scene.slack.addUser({ userName: "ada", title: MARKS.title });
    const declared = {
      title: inClear(MARKS.department),
      password: inClear(MARKS.password),
      enterprise: inClear({ department: MARKS.department }),
    };
    const state = exportOf(user(id, "ada", declared));
    const entry = { userName: "ada", emails: [], title: MARKS.department, password: MARKS.password };
    const inDirectory = exportOf(directory(id, inClear(JSON.stringify(entry))));
    for (const input of [state, inDirectory])
      for (const more of [[], ["--json"], ["--html", "drift.html"]])
        await scene.run({ ends: 1, input }, "drift", ...more);
    for (const cut of [inClear(`{ "title": "${MARKS.title}`), `{ "password": "${MARKS.password}`])
      await scene.run({ ends: 2, input: exportOf(directory(id, cut)) }, "drift");
    const odd = `{ "title": "${MARKS.title}", "token": "${MARKS.token}`;
    for (const input of [odd, `${odd}" }`]) await scene.run({ ends: 2, input }, "drift");
    await failing(scene, 2, () => ["drift"], state);
  },
  async guard(scene) {
    await planned(scene, "guard", [0, 1, 2]);
  },
  async forecast(scene) {
    await planned(scene, "forecast", [0, 0, 1]);
    await scene.run({ ends: 0 }, "forecast", "--users", "100", "--create", "3");
  },
  async doctor(scene) {
    const configuration = {
      "slack-scim:token": { value: MARKS.token, secret: true },
      "slack-scim:proxy": { value: PROXY, secret: true },
      "other:password": { value: MARKS.password, secret: true },
    };
    const pulumi = scene.given(
      "pulumi",
      `#!/bin/sh\ncase "$1" in version) echo v3.259.0;; *) echo '${JSON.stringify(configuration)}';; esac\n`,
      0o755,
    );
    const path = { PATH: `${dirname(pulumi)}:${dirname(process.execPath)}:/bin:/usr/bin` };
    const ofStack = { ...path, SLACK_SCIM_TOKEN: "", SLACK_SCIM_BASE_URL: "" };
    for (const more of [[], ["--json"]]) {
      await scene.run({ ends: 0 }, "doctor", ...more);
      await scene.run({ ends: 1, environment: ofStack }, "doctor", "--stack", "dev", ...more);
    }
    await failing(scene, 1, () => ["doctor"]);
  },
  async emulator(scene) {
    await emulated(scene, "xoxp-emulated", `xoxp-${MARKS.token}`);
    // Its own token is made up, and stands among its arguments: it is nowhere else.
    await emulated(scene, MARKS.token, MARKS.token);
  },
};

/** A plan with secrets hidden, one of --show-secrets, and what is no plan. */
async function planned(
  scene: Scene,
  command: string,
  [hidden = 0, shown = 0, odd = 0]: number[],
): Promise<void> {
  const secret = { title: inClear(MARKS.title), password: inClear(MARKS.password) };
  const config = { "slack-scim:token": "[secret]", "slack-scim:proxy": "[secret]" };
  const leaving = ["a", "b", "c", "d", "e", "f"].map((name) => deleted(name, secret));
  const plans: [number, string][] = [
    [hidden, planOf([updated("ada", { title: "[secret]" }, { title: "[secret]" })], { config })],
    [shown, planOf(leaving, { config: { ...config, "slack-scim:token": inClear(MARKS.token) } })],
    [odd, planOf([ofDirectory("create", undefined, { people: { ada: `{ "title": "${MARKS.title}` } })])],
    [odd, `{ "config": { "slack-scim:token": "${MARKS.token}" }, "steps": [ "${MARKS.title}`],
    [odd, JSON.stringify({ config: { "slack-scim:token": MARKS.token }, [MARKS.title]: MARKS.password })],
  ];
  for (const [ends, input] of plans)
    for (const more of [[], ["--json"]]) await scene.run({ ends, input }, command, ...more);
}

/**
 * An emulator that is sent passwords, and somebody's token: its page, its control path, its files.
 * @param own its own token @param sent a token where none belongs: in paths, queries and bodies, and as a stranger's
 */
async function emulated(scene: Scene, own: string, sent: string): Promise<void> {
  const data = `${own.length}.json`;
  const command = scene.start({}, "emulator", "--json", "--port", "0", "--data", data, "--token", own);
  const { url } = JSON.parse(await command.firstLine);
  const ask = (method: string, path: string, body?: unknown, token = own) =>
    fetch(`${url}/scim/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  const { password } = MARKS;
  const emails = [{ value: "ada@example.com", primary: true }];
  const made = await ask("POST", "v2/Users", { userName: "ada", emails, password });
  const { id } = (await made.json()) as { id: string };
  const operation = { op: "replace", path: "password", value: password };
  await ask("PATCH", `v2/Users/${id}`, { Operations: [operation, { op: "add", value: { password } }] });
  await ask("PUT", `v1/Users/${id}`, { password, token: sent });
  await ask("PATCH", `v1/Users/${id}`, { password, token: sent });
  await ask("GET", `v2/Users/${sent}?token=${sent}`, undefined, sent);
  await ask("GET", "v2/Users/LAST");
  const looked: string[] = [await events(url)];
  for (const path of CONTROL_PATHS) looked.push(await (await fetch(url + path)).text());
  command.child.kill("SIGTERM");
  await command.ended;
  looked.push(command.stdout(), command.stderr());
  const leaks = looked.map((text) => marksIn(text, ["token", "password"]));
  expect({ own, leaks }).toEqual({ own, leaks: leaks.map(() => []) });
  scene.lookThroughFiles(own === sent ? ["arguments.log"] : []);
}

const CONTROL_PATHS = [
  "/",
  ...["", "/state", "/log", "/snapshot", "/faults"].map((path) => `/_emulator${path}`),
];

/** What the page is told of the requests so far. */
async function events(url: string): Promise<string> {
  const stopped = new AbortController();
  const { body } = await fetch(`${url}/_emulator/events`, { signal: stopped.signal });
  let text = "";
  for await (const piece of body ?? []) {
    text += Buffer.from(piece);
    if (text.includes("LAST")) break;
  }
  stopped.abort();
  return text;
}

const names = createProgram().commands.map((command) => command.name());

test("every command has a run here", () => {
  expect(Object.keys(COMMANDS).sort()).toEqual(names.sort());
});

test.each(names)("%s says, writes and passes on nothing that is secret, whatever happens", async (name) => {
  const scene = await Scene.open();
  try {
    await COMMANDS[name]?.(scene);
  } finally {
    await scene.close();
  }
});
