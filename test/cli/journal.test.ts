import { mkdtempSync, rmSync } from "node:fs";
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

test("a second process is refused the file of the first, and takes it over once that was killed", async () => {
  const file = dataFile();
  const first = await open(file);
  const second = start("emulator", "--port", "0", "--data", file);
  expect((await second.ended).code).toBe(1);
  expect(second.stderr()).toBe(
    `error: ${file} is in use by another emulator (process ${first.run.child.pid}). Give each a file of its own; if process ${first.run.child.pid} is none, remove ${file}.lock.\n`,
  );
  await first.kill("SIGKILL");
  expect((await (await open(file)).call("GET", "Users")).status).toBe(200);
});
