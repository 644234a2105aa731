import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { FOLDERS, type Part } from "./mutation/folders";
import { packageRoot } from "./package-root";

/** How many of a folder's mutants, in per cent, its tests must notice. */
const LEAST_SCORE = 85;

/** Where reports go, and what was found the last time. */
const REPORTS = ".stryker";

/** What is read here of Stryker's result for one mutant. */
interface Mutant {
  fileName: string;
  location: { start: { line: number; column: number }; end: { line: number; column: number } };
  mutatorName: string;
  replacement?: string;
  status: string;
  /** What the test that failed said. */
  statusReason?: string;
}

/**
 * `npm run mutate [-- folder or file …] [-- --afresh] [-- --progress]`: changes the code of each folder in one place at a time and runs
 * the folder's tests, of which one must fail. Without a folder all of FOLDERS. Only what changed since the last time is tried
 * again, in the folder's own files and in test files; `--afresh` tries all. `--progress` says every ten seconds how many are left.
 * Exit code 0: each of them has its score; 1: some have not, or Stryker failed; 2: no such folder or file.
 */
async function main(args: string[]): Promise<number> {
  const asked = args.filter((arg) => !arg.startsWith("--")).map((arg) => arg.replace(/\/$/, ""));
  process.chdir(packageRoot());
  const unknown = asked.filter((path) => folderOf(path) === undefined || !existsSync(path));
  if (unknown.length > 0) {
    console.error(
      `No such folder or file: ${unknown.join(", ")}. There are ${Object.keys(FOLDERS).join(", ")}, and the files in them.`,
    );
    return 2;
  }
  let enough = true;
  for (const path of asked.length > 0 ? asked : Object.keys(FOLDERS)) {
    const mutants = await mutantsOf(path, args);
    enough = report(path, mutants) >= LEAST_SCORE && enough;
  }
  return enough ? 0 : 1;
}

/** The folder whose tests must notice what is changed there. */
function folderOf(path: string): string | undefined {
  return Object.keys(FOLDERS).find((folder) => path === folder || path.startsWith(`${folder}/`));
}

/** What became of the mutants of one folder or file, part by part. */
async function mutantsOf(path: string, options: string[]): Promise<Mutant[]> {
  const mutants: Mutant[] = [];
  for (const [at, part] of partsOf(path).entries()) {
    const found = await mutantsIn(path, part, at, options);
    if (partsOf(path).length > 1) report(`${path}, part ${at + 1}`, found);
    mutants.push(...found);
  }
  return mutants;
}

/** The parts of a folder, or the one that a file belongs to. */
function partsOf(path: string): readonly Part[] {
  const parts = FOLDERS[folderOf(path) ?? ""] ?? [];
  if (!path.endsWith(".ts")) return parts;
  const own = parts.find(({ files }) => files?.includes(basename(path, ".ts")));
  return [own ?? parts.find(({ files }) => files === undefined)].filter((part) => part !== undefined);
}

/** The files of a part of a folder, as patterns; the asked one alone where it is a file. */
function filesOf(path: string, { files }: Part): string[] {
  if (path.endsWith(".ts")) return [path];
  if (files !== undefined) return files.map((file) => `${path}/${file}.ts`);
  const others = partsOf(path).flatMap((part) => part.files ?? []);
  return [`${path}/**/*.ts`, ...others.map((file) => `!${path}/${file}.ts`)];
}

/** Runs Stryker over a part of a folder, in a copy of the package. */
async function mutantsIn(path: string, part: Part, at: number, options: string[]): Promise<Mutant[]> {
  // An ES module.
  const { Stryker } = await import("@stryker-mutator/core");
  const reports = reportsOf(path);
  const incrementalFile = join(reports, `incremental-${at}.json`);
  mkdirSync(reports, { recursive: true });
  if (options.includes("--afresh")) rmSync(incrementalFile, { force: true });
  const testMatch = part.tests.map((tests) =>
    tests.endsWith(".ts") ? `<rootDir>/test/${tests}` : `<rootDir>/test/${tests}/**/*.test.ts`,
  );
  return new Stryker({
    mutate: filesOf(path, part),
    testRunner: "jest",
    jest: {
      configFile: "tools/mutation/jest.config.js",
      config: { testMatch },
      enableFindRelatedTests: false,
    },
    coverageAnalysis: "perTest",
    concurrency: 2,
    // Jest never frees all of what a file of tests has loaded.
    maxTestRunnerReuse: 60,
    // A test that hangs on a busy machine must not count as one that noticed.
    timeoutMS: 40_000,
    dryRunTimeoutMinutes: 20,
    incremental: true,
    incrementalFile,
    reporters: options.includes("--progress") ? ["html", "progress-append-only"] : ["html"],
    htmlReporter: { fileName: join(reports, `report-${at}.html`) },
    tempDirName: join(REPORTS, "copies"),
    ignorePatterns: ["/dist", "/docs/api", `/${REPORTS}`],
    logLevel: "warn",
    allowConsoleColors: false,
  } as object).runMutationTest();
}

function reportsOf(path: string): string {
  return join(REPORTS, path.replaceAll(/[/, ]+/g, "-"));
}

/** Prints the line of a folder or file and writes down who survived. Answers with the score, in per cent. */
function report(path: string, mutants: Mutant[]): number {
  const having = (...statuses: string[]) => mutants.filter(({ status }) => statuses.includes(status));
  const hanging = having("Timeout", "Killed").filter(isHanging);
  const timedOut = hanging.length;
  const killed = having("Timeout", "Killed").length - timedOut;
  const survivors = having("Survived", "NoCoverage");
  const counted = killed + timedOut + survivors.length;
  const score = counted === 0 ? 100 : (100 * (killed + timedOut)) / counted;
  const list = join(reportsOf(path), "survivors.txt");
  mkdirSync(dirname(list), { recursive: true });
  writeFileSync(list, survivors.map(described).join("\n"));
  writeFileSync(list.replace("survivors", "timeouts"), hanging.map(described).join("\n"));
  console.log(
    `${path}: ${score.toFixed(1)} % of ${counted} mutants: ${killed} killed, ${timedOut} timed out, ` +
      `${survivors.length} survived (${list})`,
  );
  return score;
}

/** Whether nothing but time told: the tests went on for too long, or stood still. */
function isHanging({ status, statusReason }: Mutant): boolean {
  return status === "Timeout" || statusReason?.includes("The test hangs.") === true;
}

/** One mutant as a line to find it by, then what stood there and what stands there instead. */
function described({ fileName, location, mutatorName, replacement, status }: Mutant): string {
  const { start, end } = location;
  const lines = readFileSync(fileName, "utf8")
    .split("\n")
    .slice(start.line - 1, end.line);
  const last = lines.length - 1;
  lines[last] = lines[last]?.slice(0, end.column - 1) ?? "";
  lines[0] = lines[0]?.slice(start.column - 1) ?? "";
  const shown = `${fileName.slice(packageRoot().length + 1)}:${start.line}:${start.column}`;
  const unseen = status === "NoCoverage" ? ", no test runs it" : "";
  return `${shown} ${mutatorName}${unseen}\n  - ${lines.join("\n    ")}\n  + ${(replacement ?? "").replaceAll("\n", "\n    ")}`;
}

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
