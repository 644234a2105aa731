import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { emulatorCommand } from "../../cli/emulator";
import { type Json, start } from "./spawn";

interface Ready {
  url: string;
  v1: string;
  v2: string;
  domain: string;
}

async function ready(...args: string[]): Promise<{ ready: Ready; run: ReturnType<typeof start> }> {
  const run = start("emulator", "--port", "0", "--json", ...args);
  return { ready: JSON.parse(await run.firstLine), run };
}

const get = async (url: string, token = "xoxp-test") => {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const body: Json = await response.json();
  return { status: response.status, body };
};

test("--json says where it listens in one line, and nothing else", async () => {
  const { ready: at, run } = await ready();
  expect(at).toMatchObject({ v1: `${at.url}/scim/v1/`, v2: `${at.url}/scim/v2/`, domain: "acme" });
  expect(at.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  run.child.kill("SIGTERM");
  await run.ended;
  expect(run.stdout().trim().split("\n")).toHaveLength(1);
  expect(run.stderr()).toBe("");
});

test("token, domain, seed, organizations, limits and behaviours are as told", async () => {
  const { ready: at } = await ready(
    ...["--token", "xoxp-mine", "--domain", "initech", "--seed", "5", "--limits", "slack"],
    ...["--organization", "globex=xoxp-globex", "--behaviour", "unknownUserCode=unknown_user"],
    ...["--behaviour", 'statuses={"unknown_user":400}'],
  );
  expect((await get(`${at.v2}Users`)).status).toBe(401);
  const { body: people } = await get(`${at.v2}Users`, "xoxp-mine");
  expect(people.totalResults).toBe(6);
  expect(people.Resources[1].profileUrl).toMatch(/^https:\/\/initech\.enterprise\.slack\.com\/team\//);
  const { status, body } = await get(`${at.v2}Users/U404`, "xoxp-globex");
  expect([status, body.detail]).toEqual([400, "unknown_user"]);
  expect((await get(`${at.url}/_emulator/state`)).body.limits).toBe("slack");
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "both base URLs are printed for people, and %s stops it with success, also with connections open",
  async (signal) => {
    const run = start("emulator", "--port", "0");
    await run.firstLine;
    expect(run.stdout()).toMatch(/v2 +http:\/\/127\.0\.0\.1:\d+\/scim\/v2\/\n/);
    expect(run.stdout()).toMatch(/v1 +http:\/\/127\.0\.0\.1:\d+\/scim\/v1\/\n/);
    const url = /page +(\S+)\//.exec(run.stdout())?.[1];
    const events = await fetch(`${url}/_emulator/events`);
    run.child.kill(signal);
    expect(await run.ended).toEqual({ code: 0, signal: null });
    await events.body?.cancel().catch(() => {});
  },
);

test("an address that others reach is warned about", async () => {
  const { run } = await ready("--host", "0.0.0.0");
  run.child.kill("SIGTERM");
  await run.ended;
  expect(run.stderr().match(/Warning: .* listens on 0\.0\.0\.0, not only on this machine/g)).toHaveLength(1);
});

test.each<[string[], string]>([
  [["--port", "http"], "It must be a whole number."],
  [["--seed", "-1"], "It must be a whole number."],
  [["--limits", "fast"], "limits must be"],
  [["--organization", "globex"], "It must be written name=value."],
  [
    ["--behaviour", "filterV2=sometimes"],
    'behaviours.filterV2 must be one of ["honoured","ignored","refused"], got "sometimes".',
  ],
  [["--behaviour", "mood=good"], 'There is no behaviour "mood"'],
  [["--domain", "Acme Inc"], "domain must be lower-case letters"],
  [["--nonsense"], "unknown option '--nonsense'"],
])("%j is refused with a sentence", async (args, message) => {
  const command = emulatorCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  await expect(command.parseAsync(["--port", "0", ...args], { from: "user" })).rejects.toThrow(message);
});

test("what is refused ends it with status 1 and one line", async () => {
  const run = start("emulator", "--port", "0", "--domain", "Acme Inc");
  expect((await run.ended).code).toBe(1);
  expect(run.stderr()).toMatch(/^error: domain must be lower-case letters.*\n$/);
});

test("a port in use is refused with a sentence", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = String((server.address() as AddressInfo).port);
  await expect(emulatorCommand().parseAsync(["--port", port], { from: "user" })).rejects.toThrow(
    /^listen EADDRINUSE/,
  );
  server.close();
});
