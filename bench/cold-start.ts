import { spawnSync } from "node:child_process";

/** Every program pays for this once a preview and once an update. */
const barMs = 20;
const runs = 11;

const measured = `
  require("@pulumi/pulumi");
  const before = performance.now();
  require("pulumi-slack-scim");
  console.log(performance.now() - before);
`;

function requireOnce(): number {
  const { stdout, stderr, status } = spawnSync(process.execPath, ["-e", measured], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}

const times = Array.from({ length: runs }, requireOnce).sort((a, b) => a - b);
const median = times[Math.floor(runs / 2)] ?? Number.NaN;
const range = `${times[0]?.toFixed(1)} to ${times.at(-1)?.toFixed(1)}`;
console.log(
  `require("pulumi-slack-scim") adds ${median.toFixed(1)} ms to @pulumi/pulumi ` +
    `(median of ${runs} runs, ${range}; bar ${barMs} ms)`,
);
if (!(median <= barMs)) process.exitCode = 1;
