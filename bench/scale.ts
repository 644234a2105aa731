import { join } from "node:path";
import { total } from "../provider/run/progress-lines";
import { PACKAGE_VERSION } from "../provider/scim/base/version";
import { ensureEngine } from "../tools/engine";
import { type Organization, type Size, startOrganization } from "./organization";
import type { Peak } from "./scale/memory";
import { Bars, Column, kindsOf, tableOf } from "./scale/report";
import { BenchStack, type Cost, type Program } from "./scale/stack";
import { declared, exportOf, stackOfEverybody, withNewTitle } from "./scale/worlds";

/**
 * What a stack costs on the real engine, with the file back end, against an emulator without limits: 200 people beside the plainest
 * hand-written dynamic provider, 10,000 people, the same in groups of everybody, and 1,000 creates. Prints the tables that README shows, and fails where a bar is missed.
 * The parts can be named: `node dist/bench/scale.js large creates`.
 */
const SMALL: Size = { people: 200, groups: 5, membersEach: 40 };
const LARGE: Size = { people: 10_000, groups: 200, membersEach: 100 };
const CROWDS: Size = { people: 10_000, groups: 200, membersEach: 10_000 };
const NOBODY: Size = { people: 0, groups: 0, membersEach: 0 };
const TITLES: Record<Program, string> = {
  plain: "written by hand",
  single: "a resource each",
  directory: "a directory",
};
/** How often an `up` without a change is timed, of each program in turn. */
const ROUNDS = 9;
const CREATES = 1000;
const UNCHANGED = "`up` without a change";

interface Subject {
  organization: Organization;
  stack: BenchStack;
  column: Column;
}

async function main(): Promise<void> {
  const { binDir, version } = await ensureEngine();
  const bars = new Bars();
  for (const part of wantedParts()) await PARTS[part](binDir, bars);
  const versions = `Pulumi ${version}, Node ${process.versions.node}, pulumi-slack-scim ${PACKAGE_VERSION}`;
  console.log(`\n${new Date().toISOString().slice(0, 10)}: ${versions}.`);
  process.exit(bars.report() ? 0 : 1);
}

const PARTS = { small: compareSmall, large: measureLarge, crowds: measureCrowds, creates: compareCreates };
type Part = keyof typeof PARTS;

/** The parts that the command line names; all where it names none. */
function wantedParts(): Part[] {
  const named = process.argv.slice(2);
  const wrong = named.filter((name) => !(name in PARTS));
  if (wrong.length > 0)
    throw new Error(`no part is called ${wrong.join(", ")}: ${Object.keys(PARTS).join(", ")}`);
  return (named.length > 0 ? named : Object.keys(PARTS)) as Part[];
}

async function subjectOf(binDir: string, program: Program, size: Size): Promise<Subject> {
  const organization = await startOrganization(size);
  const stack = await BenchStack.open(binDir, program, organization);
  return { organization, stack, column: new Column(TITLES[program]) };
}

function close({ organization, stack }: Subject): void {
  stack.close();
  organization.stop();
}

/** The life of 200 people, of each program in turn. */
async function compareSmall(binDir: string, bars: Bars): Promise<void> {
  const people = declared(SMALL);
  const subjects: Subject[] = [];
  for (const program of ["plain", "single", "directory"] as const)
    subjects.push(await subjectOf(binDir, program, NOBODY));
  const each = async (command: string, step: (stack: BenchStack) => Promise<Cost>) => {
    for (const { stack, column } of subjects) column.costs.set(command, await step(stack));
  };
  for (const { stack } of subjects) stack.declare(people);
  await each("`up`, everybody new", (stack) => stack.operate("up"));
  for (const { stack, column } of subjects) column.stateBytes = stack.stateBytes();
  const seconds = subjects.map(() => [] as number[]);
  for (let round = 0; round < ROUNDS; round += 1) {
    await each(UNCHANGED, (stack) => stack.operate("up"));
    for (const [at, { column }] of subjects.entries()) seconds[at]?.push(column.cost(UNCHANGED).seconds);
  }
  for (const [at, { column }] of subjects.entries())
    column.costs.set(UNCHANGED, { ...column.cost(UNCHANGED), seconds: median(seconds[at] ?? []) });
  for (const { stack } of subjects) stack.declare(withNewTitle(people));
  await each("`up`, one title changed", (stack) => stack.operate("up"));
  await each("`refresh`", (stack) => stack.operate("refresh"));
  await each("`destroy`", (stack) => stack.operate("destroy"));
  const columns = subjects.map(({ column }) => column);
  show(SMALL, columns, "ratios");
  const [plain = [], single = []] = seconds;
  const ratios = single.map((one, round) => one / (plain[round] ?? Number.NaN));
  bars.atMost(`${UNCHANGED}, of the hand-written one's time (median of ${ROUNDS})`, median(ratios), 1.1, 2);
  const directory = columns.at(-1)?.stateBytes ?? Number.NaN;
  bars.atMost("state of a directory, bytes a person", directory / SMALL.people, 614);
  subjects.forEach(close);
}

/** 10,000 people who are all in Slack: single resources that have them in the state, and a directory that takes them over. */
async function measureLarge(binDir: string, bars: Bars): Promise<void> {
  const organization = await startOrganization(LARGE);
  const single: Subject = {
    organization,
    stack: await stackOfEverybody(binDir, organization),
    column: new Column(TITLES.single),
  };
  const directory = await subjectOf(binDir, "directory", LARGE);
  directory.stack.declare(exportOf(directory.organization, join(directory.stack.folder, "exported")));
  const takeOver = await directory.stack.operate("up");
  for (const { stack, column } of [single, directory]) {
    column.stateBytes = stack.stateBytes();
    column.costs.set(UNCHANGED, await stack.operate("up"));
    column.costs.set("`refresh`", await stack.operate("refresh"));
  }
  show(LARGE, [single.column, directory.column], "seconds");
  const foreseen = await directory.stack.run("preview", "--refresh", "--stack", "dev");
  bars.atMost("10,000 people and 200 groups, `refresh`: requests", requestsOf(single, "`refresh`"), 25);
  bars.atMost("the same, reads by id", readsById(single.column.cost("`refresh`")), 8);
  bars.atMost("… megabytes of the provider", megabytesOf(single, "`refresh`", "provider"), 250);
  bars.atMost("a directory of them taken over: requests", total(takeOver.requests), 25);
  bars.atMost("its `up` without a change: requests", requestsOf(directory, UNCHANGED), 0);
  bars.atMost("… seconds", directory.column.cost(UNCHANGED).seconds, 6, 1);
  bars.atMost("… megabytes of the CLI", megabytesOf(directory, UNCHANGED, "cli"), 300);
  bars.atMost("… of the provider", megabytesOf(directory, UNCHANGED, "provider"), 350);
  bars.atMost("its `preview --refresh`: requests", total(foreseen.requests), 25);
  bars.atMost("… seconds", foreseen.seconds, 12, 1);
  [single, directory].forEach(close);
}

/**
 * Everybody is in each of 200 groups. Pulumi opens as many of its messages at once as it works in parallel, with every member in each
 * twice, and its CLI is what takes the time: one at once takes a fifth longer.
 */
async function measureCrowds(binDir: string, bars: Bars): Promise<void> {
  const organization = await startOrganization(CROWDS);
  const stack = await stackOfEverybody(binDir, organization);
  const cost = await stack.operate("refresh", "--parallel", "1");
  const { cli = Number.NaN, provider = Number.NaN } = cost.peak;
  console.log(
    `\n${CROWDS.people} people, all in each of ${CROWDS.groups} groups, \`refresh --parallel 1\`: ${total(cost.requests)} requests, ` +
      `${cost.seconds.toFixed(0)} s, the CLI ${cli.toFixed(0)} MB, the provider ${provider.toFixed(0)} MB (${kindsOf(cost)})`,
  );
  bars.atMost("200 groups of 10,000, `refresh --parallel 1`: requests", total(cost.requests), 35);
  bars.atMost("… megabytes of the provider", provider, 250);
  stack.close();
  organization.stop();
}

/**
 * 1,000 people are made: the file back end writes the state after each resource. Most of a directory's `up` is the start of Pulumi and
 * its provider; beside the whole commands it is told what they take beyond an `up` without a change.
 */
async function compareCreates(binDir: string, bars: Bars): Promise<void> {
  const [ups, creates]: [number[], number[]] = [[], []];
  for (const program of ["single", "directory"] as const) {
    const subject = await subjectOf(binDir, program, NOBODY);
    subject.stack.declare(declared({ people: CREATES, groups: 0, membersEach: 0 }));
    const { seconds } = await subject.stack.operate("up");
    const unchanged = (await subject.stack.operate("up")).seconds;
    console.log(
      `\n${TITLES[program]}, ${CREATES} creates: ${seconds.toFixed(1)} s, without a change ${unchanged.toFixed(1)} s`,
    );
    ups.push(seconds);
    creates.push(seconds - unchanged);
    close(subject);
  }
  console.log(`beyond it a directory is faster by the factor ${factor(creates).toFixed(1)}`);
  bars.atLeast("1,000 creates, a directory's `up` is faster by the factor", factor(ups), 20, 1);
}

function factor([single = Number.NaN, directory = Number.NaN]: readonly number[]): number {
  return single / directory;
}

function show({ people, groups, membersEach }: Size, columns: Column[], times: "seconds" | "ratios"): void {
  console.log(`\n${people} people and ${groups} groups of ${membersEach}:\n`);
  console.log(tableOf(columns, people, times));
  for (const { title, costs } of columns)
    for (const [command, cost] of costs)
      console.log(`${title}, ${command}: ${kindsOf(cost) || "nothing asked"}`);
}

function requestsOf({ column }: Subject, command: string): number {
  return total(column.cost(command).requests);
}

function megabytesOf({ column }: Subject, command: string, whose: keyof Peak): number {
  return column.cost(command).peak[whose] ?? Number.NaN;
}

function readsById({ requests }: Cost): number {
  return (requests["GET Users/{id}"] ?? 0) + (requests["GET Groups/{id}"] ?? 0);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1); // the organizations would live on
});
