import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const folder = path.join(__dirname, "../../provider/scim");
const built = path.join(__dirname, "../../dist/provider/scim/index.js");
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".ts"),
);
const filesWith = (pattern: RegExp) =>
  sources.filter((name) => pattern.test(readFileSync(path.join(folder, name), "utf8")));

/** Runs a script with the built client as `scim`, as a process that must end by itself. */
function run(script: string): string {
  const source = `const scim = require(${JSON.stringify(built)}); ${script}`;
  return execFileSync(process.execPath, ["-e", source], { timeout: 20_000 }).toString().trim();
}

const server = `
  const server = require("node:http").createServer((_request, response) => {
    response.setHeader("content-type", "application/json").end('{"id":"U1","userName":"ada"}');
  });
  server.listen(0, "127.0.0.1", async () => {
    const baseUrl = "http://127.0.0.1:" + server.address().port + "/scim/v2";
    const newClient = (options) => new scim.SlackScimClient({ token: "xoxp-1", baseUrl, ...options });
    const finish = () => { server.close(); server.closeIdleConnections(); console.log("done"); };
`;

test("loading the client loads no package; the first request loads node-fetch, and neither proxy-agent nor zod nor Pulumi", () => {
  const list = "console.log(Object.keys(require.cache).join('\\n')); finish();";
  const before = run(`${server} newClient(); ${list} });`);
  expect(before).toContain(built);
  expect(before).not.toMatch(/node_modules/);
  const after = run(`${server} await newClient().users.get("U1"); ${list} });`);
  expect(after).toMatch(/node_modules.node-fetch\b/);
  expect(after).not.toMatch(/node_modules.(proxy-agent|zod|@pulumi)\b/);
});

test("HTTP happens in one file, timers in one, the environment is read where connections are made", () => {
  expect(filesWith(/(from |require\()"node-fetch"/)).toEqual(["transport/wire.ts"]);
  expect(filesWith(/\bset(Timeout|Interval|Immediate)\(/)).toEqual(["base/clock.ts"]);
  expect(filesWith(/process\.env/)).toEqual(["transport/agents.ts", "transport/proxy.ts"]);
  expect(filesWith(/from "(@pulumi|\.\.\/\.\.\/)/)).toEqual([]);
});

test("a process ends by itself after its last call, with time-outs and deadlines of hours", () => {
  const options = "{ timeoutMs: 3_600_000, totalTimeoutMs: 7_200_000 }";
  const call = `await newClient(${options}).users.get("U1", { deadlineMs: 3_600_000 }); finish(); });`;
  expect(run(server + call)).toBe("done");
});

test("a process waits for calls that wait for their turn", () => {
  const paced = "const { users } = newClient({ limits: 60, budgetShare: 0.1 });";
  const calls = "await Promise.all(Array.from({ length: 33 }, () => users.get('U1'))); finish(); });";
  expect(run(server + paced + calls)).toBe("done");
});
