import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Json, start } from "./spawn";

const folders: string[] = [];

function dataFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  folders.push(folder);
  return join(folder, "people.json");
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

async function open(file: string, ...args: string[]) {
  const run = start("emulator", "--port", "0", "--json", "--data", file, ...args);
  const { v2 } = JSON.parse(await run.firstLine) as { v2: string };
  const call = async (method: string, path: string, body?: object) => {
    const headers = { authorization: "Bearer xoxp-test" };
    const response = await fetch(v2 + path, { method, headers, body: body && JSON.stringify(body) });
    const answer: Json = response.status === 204 ? undefined : await response.json();
    return { status: response.status, body: answer };
  };
  const kill = async (signal: NodeJS.Signals) => {
    run.child.kill(signal);
    await run.ended;
  };
  return { run, call, kill };
}

const user = (number: number) => ({
  schemas: ["x"],
  userName: `u${number}`,
  emails: [{ value: `u${number}@e.co` }],
});

test("people and groups survive a restart", async () => {
  const file = dataFile();
  const first = await open(file, "--seed", "2");
  const { body } = await first.call("POST", "Users", user(1));
  await first.call("POST", "Groups", { schemas: ["x"], displayName: "Data", members: [{ value: body.id }] });
  await first.kill("SIGTERM");
  const second = await open(file, "--seed", "2");
  expect((await second.call("GET", "Users")).body.totalResults).toBe(4);
  expect((await second.call("GET", `Users/${body.id}`)).body.groups).toMatchObject([{ display: "Data" }]);
  expect((await second.call("POST", "Users", user(2))).body.id).not.toBe(body.id);
});

test("killed in the middle of writes, nothing that was acknowledged is lost", async () => {
  const file = dataFile();
  const first = await open(file);
  const acknowledged: string[] = [];
  const deactivated: string[] = [];
  const writer = async (from: number) => {
    for (let number = from; ; number += 4) {
      const { body } = await first.call("POST", "Users", user(number));
      acknowledged.push(body.id);
      if (number % 3 === 0) {
        await first.call("DELETE", `Users/${body.id}`);
        deactivated.push(body.id);
      }
      if (acknowledged.length >= 150) await first.kill("SIGKILL");
    }
  };
  await Promise.allSettled([0, 1, 2, 3].map(writer));
  expect(acknowledged.length).toBeGreaterThanOrEqual(150);
  const second = await open(file);
  const held = new Map<string, boolean>();
  const { body } = await second.call("GET", "Users?count=1000");
  for (const one of body.Resources) held.set(one.id, one.active);
  expect(acknowledged.filter((id) => !held.has(id))).toEqual([]);
  expect(deactivated.filter((id) => held.get(id) !== false)).toEqual([]);
});

test("a last line that was cut off is passed over, a damaged one in the middle is named", async () => {
  const file = dataFile();
  const first = await open(file);
  await first.call("POST", "Users", user(1));
  await first.kill("SIGKILL");
  const journal = readFileSync(`${file}.journal`, "utf8");
  appendFileSync(`${file}.journal`, '{"domain":"acme","user":{"id":"U00');
  const second = await open(file);
  expect((await second.call("GET", "Users")).body.totalResults).toBe(2);
  await second.kill("SIGKILL");
  writeFileSync(`${file}.journal`, `not a line\n${journal}`);
  const third = start("emulator", "--port", "0", "--data", file);
  expect((await third.ended).code).toBe(1);
  expect(third.stderr()).toContain("people.json.journal, line 1: not a line of a journal");
});

test("a file that is none of the emulator's is refused and left alone", async () => {
  const file = dataFile();
  for (const text of ["hello", '{"format":2}', "[]"]) {
    writeFileSync(file, text);
    const run = start("emulator", "--port", "0", "--data", file);
    expect((await run.ended).code).toBe(1);
    expect(run.stderr()).toMatch(/^error: /);
    expect(readFileSync(file, "utf8")).toBe(text);
  }
});

test("removals and a restored snapshot survive, too; no token is in the files", async () => {
  const file = dataFile();
  const first = await open(file, "--organization", "globex=xoxp-globex");
  const control = async (method: string, path: string, body?: object) => {
    const { url } = JSON.parse(await first.run.firstLine) as { url: string };
    return (await fetch(`${url}/_emulator/${path}`, { method, body: body && JSON.stringify(body) })).json();
  };
  const { body } = await first.call("POST", "Users", user(1));
  const snapshot = await control("GET", "snapshot");
  await first.call("POST", "Users", user(2));
  await control("POST", "restore", snapshot as object);
  await first.call("POST", "Users", user(3));
  await control("DELETE", `users/${body.id}`);
  await first.kill("SIGKILL");
  const second = await open(file, "--organization", "globex=xoxp-globex");
  const names = (await second.call("GET", "Users")).body.Resources.map(
    (one: { userName: string }) => one.userName,
  );
  expect(names).toEqual(["owner", "u3"]);
  expect(readFileSync(file, "utf8") + readFileSync(`${file}.journal`, "utf8")).not.toContain("xoxp");
});
