import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ensureEngine, findEngine } from "../../tools/engine";
import { builtTool } from "./built";

const languageHost = "pulumi-language-nodejs";
const dynamicProvider = "pulumi-resource-pulumi-nodejs";

let root: string;
const shell = { ...process.env };

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "engine-finder-"));
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...shell };
  rmSync(root, { recursive: true, force: true });
});

/** A folder with executables; each is a line of sh. */
function folder(name: string, commands: Record<string, string>): string {
  const path = join(root, name);
  mkdirSync(path, { recursive: true });
  for (const [command, line] of Object.entries(commands)) {
    writeFileSync(join(path, command), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  }
  return path;
}

function pulumi(version: string): Record<string, string> {
  return { pulumi: `echo v${version}` };
}

const plugins = { [languageHost]: "true", [dynamicProvider]: "true" };

/** A `go` that builds commands which tell a version. */
const workingGo = {
  go: `while [ $# -gt 0 ]; do
    [ "$1" = -o ] && printf '#!/bin/sh\\necho v3.259.0\\n' > "$2" && /bin/chmod +x "$2"
    shift
  done`,
};

/** Everything from here on sees only these folders, and a cache of its own. */
function onlyOnPath(...folders: string[]): void {
  process.env.PATH = folders.join(delimiter);
  process.env.XDG_CACHE_HOME = join(root, "cache");
}

function cache(): string {
  return join(root, "cache", "pulumi-slack-scim");
}

test("an engine on PATH that is new enough and complete is used", async () => {
  const binDir = folder("bin", { ...pulumi("3.300.1"), ...plugins });
  expect(await findEngine(binDir)).toEqual({ engine: { binDir, version: "3.300.1" }, refused: [] });
});

test("an engine whose plugins lie in another folder of PATH is used", async () => {
  const binDir = folder("bin", pulumi("3.254.0"));
  const elsewhere = folder("plugins", plugins);
  expect((await findEngine([elsewhere, binDir].join(delimiter))).engine).toEqual({
    binDir,
    version: "3.254.0",
  });
});

test("an engine that is linked onto PATH brings the plugins that lie beside it", async () => {
  const home = folder("home", { ...pulumi("4.0.0"), ...plugins });
  const binDir = folder("bin", {});
  symlinkSync(join(home, "pulumi"), join(binDir, "pulumi"));
  expect((await findEngine(binDir)).engine?.binDir).toBe(binDir);
});

test("an engine older than 3.254.0 is refused, and a later one on PATH is taken", async () => {
  const old = folder("old", { ...pulumi("3.99.0"), ...plugins });
  const fit = folder("fit", { ...pulumi("3.260.0"), ...plugins });
  const { engine, refused } = await findEngine([old, fit].join(delimiter));
  expect(engine?.binDir).toBe(fit);
  expect(refused).toEqual([`${old}/pulumi is version 3.99.0, older than 3.254.0`]);
});

test("an engine without its Node language host is refused", async () => {
  const binDir = folder("bin", { ...pulumi("3.260.0"), [dynamicProvider]: "true" });
  expect(await findEngine(binDir)).toEqual({ refused: [`${binDir}/pulumi comes without ${languageHost}`] });
});

test("a pulumi that fails to tell its version is refused", async () => {
  const binDir = folder("bin", { pulumi: "exit 3", ...plugins });
  expect(await findEngine(binDir)).toEqual({ refused: [`${binDir}/pulumi does not tell its version`] });
});

test("a pulumi too old leads to a build, which is used again the next time", async () => {
  onlyOnPath(folder("bin", { ...pulumi("3.99.0"), ...plugins, ...workingGo }));
  const binDir = join(cache(), "engine-3.259.0");
  expect(await ensureEngine()).toEqual({ binDir, version: "3.259.0" });
  expect(readdirSync(binDir).sort()).toEqual(["pulumi", languageHost, dynamicProvider]);
  expect(readdirSync(cache())).toEqual(["engine-3.259.0"]);
  folder("bin", { go: "exit 1" });
  expect(await ensureEngine()).toEqual({ binDir, version: "3.259.0" });
});

test("without Pulumi and without Go the error says what to install", async () => {
  process.env.PATH = folder("empty", {});
  process.env.XDG_CACHE_HOME = join(root, "cache");
  await expect(ensureEngine()).rejects.toThrow(
    /no `pulumi` on PATH\.\nInstall Pulumi .*, or Go 1\.25 or newer/,
  );
});

test("a build that fails shows what Go said and leaves nothing behind", async () => {
  onlyOnPath(folder("bin", { go: '[ "$1" = version ] || { echo "missing go.sum entry" >&2; exit 1; }' }));
  await expect(ensureEngine()).rejects.toThrow(
    /pulumi-language-nodejs failed \(go exited with 1\):\nmissing go.sum entry/,
  );
  expect(readdirSync(cache())).toEqual([]);
});

test("a build that is killed never looks finished, and the next one succeeds", async () => {
  onlyOnPath(folder("bin", { go: '[ "$1" = version ] || kill -9 $PPID' }));
  const killed = spawnSync(process.execPath, [builtTool("engine")], { env: process.env });
  expect(killed.signal).toBe("SIGKILL");
  expect(readdirSync(cache())).toEqual([expect.stringMatching(/^building-/)]);
  folder("bin", workingGo);
  expect((await ensureEngine()).binDir).toBe(join(cache(), "engine-3.259.0"));
});

test("two builds at once end with one engine", async () => {
  onlyOnPath(folder("bin", workingGo));
  const [first, second] = await Promise.all([ensureEngine(), ensureEngine()]);
  expect(second).toEqual(first);
  expect(readdirSync(cache())).toEqual(["engine-3.259.0"]);
});

test("what a killed build left is cleared away a day later", async () => {
  onlyOnPath(folder("bin", workingGo));
  mkdirSync(join(cache(), "building-old"), { recursive: true });
  mkdirSync(join(cache(), "building-new"));
  const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 60 * 60;
  utimesSync(join(cache(), "building-old"), twoDaysAgo, twoDaysAgo);
  await ensureEngine();
  expect(readdirSync(cache()).sort()).toEqual(["building-new", "engine-3.259.0"]);
});

test("the command prints the folder of the engine and nothing else on stdout", () => {
  const binDir = folder("bin", { ...pulumi("3.260.0"), ...plugins });
  onlyOnPath(binDir);
  const { stdout } = spawnSync(process.execPath, [builtTool("engine")], {
    env: process.env,
    encoding: "utf8",
  });
  expect(stdout).toBe(`${binDir}\n`);
});
