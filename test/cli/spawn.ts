import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { transformSync } from "@swc/core";

/** Tests reach into answers of every shape. */
export type Json = ReturnType<typeof JSON.parse>;

const ROOT = join(__dirname, "../..");
const CACHE = join(ROOT, "node_modules/.cache/pulumi-slack-scim");
let built: string | undefined;

/** Compiles the command line as it stands in the sources, once for each state they are in; no test runs an old build. */
function build(): string {
  const sources = ["cli", "emulator", "provider"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => ({ name: join(folder, name), text: readFileSync(join(ROOT, folder, name), "utf8") })),
  );
  const state = createHash("sha256").update(JSON.stringify(sources)).digest("hex").slice(0, 16);
  const out = join(CACHE, `cli-${state}`);
  if (!existsSync(out)) compile(sources, out);
  return out;
}

function compile(sources: { name: string; text: string }[], out: string): void {
  const draft = `${out}.${process.pid}`;
  for (const { name, text } of sources) {
    const { code } = transformSync(text, {
      jsc: { target: "es2022", parser: { syntax: "typescript" } },
      module: { type: "commonjs" },
    });
    const target = join(draft, name.replace(/\.ts$/, ".js"));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, code);
  }
  writeFileSync(join(draft, "package.json"), readFileSync(join(ROOT, "package.json")));
  // Another worker may be at the same state at this moment: only other states are thrown away.
  for (const name of readdirSync(CACHE)) {
    if (/^cli-/.test(name) && !name.startsWith(basename(out))) {
      rmSync(join(CACHE, name), { recursive: true, force: true });
    }
  }
  try {
    renameSync(draft, out);
  } catch (error) {
    if (!existsSync(out)) throw error;
    rmSync(draft, { recursive: true });
  }
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
  return startWith("", ...args);
}

/** The same with a text on standard input. */
export function startWith(input: string, ...args: string[]): Running {
  return startIn({ input }, ...args);
}

/** Where a command runs, and what it is given there. */
export interface Surroundings {
  input?: string;
  /** The folder. @default the one that the tests run in */
  folder?: string;
  /** All variables. @default those of the tests */
  environment?: NodeJS.ProcessEnv;
}

/** The same with surroundings of its own. */
export function startIn({ input = "", folder, environment }: Surroundings, ...args: string[]): Running {
  built ??= build();
  const child = spawn(process.execPath, [join(built, "cli/index.js"), ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    cwd: folder,
    // What a test has set is in jest's copy of the environment only.
    env: environment ?? process.env,
  });
  child.stdin?.on("error", () => {}); // a command that reads nothing may have ended
  child.stdin?.end(input);
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
