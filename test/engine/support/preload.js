/**
 * Loaded into every Node process that the engine starts: no connection leaves this machine, and the log tells which
 * process connected where, so that a test can say that the program itself talked to nobody but the engine.
 */
const { appendFileSync } = require("node:fs");
const net = require("node:net");

const script = process.argv[1] ?? "";
const role = script.includes("dynamic-provider")
  ? "provider"
  : /cmd[\\/]run\b/.test(script)
    ? "program"
    : "other";
const engine = process.argv.join(" ").match(/127\.0\.0\.1:\d+/g) ?? [];

const log = (entry) =>
  appendFileSync(
    process.env.ENGINE_TEST_PROCESS_LOG,
    `${JSON.stringify({ pid: process.pid, role, ...entry })}\n`,
  );

/** The ways to call connect: (port, host), (path), (options), and node's own already normalised list. */
function destination(args) {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === "object") return first;
  return Number.isNaN(Number(first)) ? { path: first } : { port: Number(first), host: args[1] };
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function guarded(...args) {
  const { path, port, host = "localhost" } = destination(args);
  if (path) return connect.apply(this, args);
  const to = `${host}:${port}`;
  if (!engine.includes(to)) log({ connect: to });
  if (["127.0.0.1", "::1", "localhost"].includes(host)) return connect.apply(this, args);
  return this.destroy(new Error(`connection to ${to} refused: engine tests never leave this machine`));
};

// Node 20 takes a minute to colour the stack of a program's error when it reaches down to the SDK's mapped frames
// (`node_modules/@pulumi/resource.ts`: a scope without a package).
Error.stackTraceLimit = 5;

/** The version of the TypeScript that compiled the program, where one did. */
function typescript() {
  const file = Object.keys(require.cache).find((name) =>
    /[\\/]typescript[\\/]lib[\\/]typescript\.js$/.test(name),
  );
  return file && require.cache[file].exports.version;
}

log({ started: true, parent: process.ppid, node: process.versions.node });
process.on("exit", () => log({ ended: true, typescript: typescript() }));
