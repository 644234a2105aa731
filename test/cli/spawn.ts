import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { transformSync } from "@swc/core";

/** Tests reach into answers of every shape. */
export type Json = ReturnType<typeof JSON.parse>;

const ROOT = join(__dirname, "../..");
const OUT = join(ROOT, "node_modules/.cache/pulumi-slack-scim", `cli-${process.env.JEST_WORKER_ID ?? "0"}`);
let built = false;

/** Compiles the command line as it stands in the sources, so that no test runs an old build. */
function build(): void {
  if (built) return;
  rmSync(OUT, { recursive: true, force: true });
  for (const folder of ["cli", "emulator", "provider"]) {
    for (const name of readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".ts")) continue;
      const source = readFileSync(join(ROOT, folder, name), "utf8");
      const { code } = transformSync(source, {
        jsc: { target: "es2022", parser: { syntax: "typescript" } },
        module: { type: "commonjs" },
      });
      const target = join(OUT, folder, name.replace(/\.ts$/, ".js"));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, code);
    }
  }
  writeFileSync(join(OUT, "package.json"), readFileSync(join(ROOT, "package.json")));
  built = true;
}

/** A command that was started, and what it has said so far. */
export interface Running {
  child: ChildProcess;
  stdout: () => string;
  stderr: () => string;
  /** The first line of its output. */
  firstLine: Promise<string>;
  /** How it ended. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

const running: Running[] = [];

/** Starts `pulumi-slack-scim` with arguments. */
export function start(...args: string[]): Running {
  build();
  const child = spawn(process.execPath, [join(OUT, "cli/index.js"), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.on("close", (code, signal) => resolve({ code, signal })),
  );
  const firstLine = new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", (chunk) => {
      out += chunk;
      if (out.includes("\n")) resolve(out.slice(0, out.indexOf("\n")));
    });
    child.stderr?.on("data", (chunk) => {
      err += chunk;
    });
    ended.then(() => reject(new Error(`it ended without a line: ${err}`)));
  });
  firstLine.catch(() => {});
  const handle = { child, stdout: () => out, stderr: () => err, firstLine, ended };
  running.push(handle);
  return handle;
}

afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill("SIGKILL");
    await ended;
  }
});
