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

test("both base URLs are printed for people", async () => {
  const run = start("emulator", "--port", "0");
  await run.firstLine;
  run.child.kill("SIGTERM");
  await run.ended;
  expect(run.stdout()).toMatch(/v2 +http:\/\/127\.0\.0\.1:\d+\/scim\/v2\/\n/);
  expect(run.stdout()).toMatch(/v1 +http:\/\/127\.0\.0\.1:\d+\/scim\/v1\/\n/);
});

test("token, domain and seed are as told", async () => {
  const { ready: at } = await ready("--token", "xoxp-mine", "--domain", "globex", "--seed", "5");
  expect((await get(`${at.v2}Users`)).status).toBe(401);
  const { body } = await get(`${at.v2}Users`, "xoxp-mine");
  expect(body.totalResults).toBe(6);
  expect(body.Resources[1].profileUrl).toMatch(/^https:\/\/globex\.enterprise\.slack\.com\/team\//);
});

test("further organizations, limits and behaviours are as told", async () => {
  const { ready: at } = await ready(
    ...[
      "--organization",
      "globex=xoxp-globex",
      "--limits",
      "slack",
      "--behaviour",
      "unknownUserCode=unknown_user",
    ],
    ...["--behaviour", 'statuses={"unknown_user":400}'],
  );
  const { status, body } = await get(`${at.v2}Users/U404`, "xoxp-globex");
  expect([status, body.detail]).toEqual([400, "unknown_user"]);
  expect((await get(`${at.url}/_emulator/state`)).body.limits).toBe("slack");
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s stops it with success, also with connections open",
  async (signal) => {
    const { ready: at, run } = await ready();
    await get(`${at.v2}Users`);
    const events = await fetch(`${at.url}/_emulator/events`);
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

test.each<[string[], RegExp]>([
  [["--nonsense"], /^error: unknown option '--nonsense'\n$/],
  [["--domain", "Acme Inc"], /^error: domain must be lower-case letters.*\n$/],
])("%j ends it with status 1 and one line", async (args, message) => {
  const run = start("emulator", "--port", "0", ...args);
  expect((await run.ended).code).toBe(1);
  expect(run.stderr()).toMatch(message);
});

test("a port in use is refused with a sentence", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const run = start("emulator", "--port", String((server.address() as AddressInfo).port));
  expect((await run.ended).code).toBe(1);
  expect(run.stderr()).toMatch(/^error: listen EADDRINUSE/);
  server.close();
});
