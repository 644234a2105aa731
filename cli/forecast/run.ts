import { fstatSync } from "node:fs";
import type { Properties } from "../../provider/fields/properties";
import { paceOf } from "../../provider/scim/limits/bucket";
import { processEnvironment, Source } from "../../provider/settings/source";
import { readPlan, UnreadablePlan } from "../guard/plan";
import { planText } from "../guard/plan-text";
import { forecast } from "./forecast";
import { countOwn, workOf } from "./plan-work";
import { toJson, toText } from "./report";
import { LEAST_SHARE, NO_WORK, type Work } from "./work";

/** What was asked for on the command line. */
export interface ForecastFlags {
  file?: string;
  users?: number;
  groups?: number;
  members?: number;
  create?: number;
  change?: number;
  deactivate?: number;
  createGroups?: number;
  changeGroups?: number;
  deleteGroups?: number;
  budgetShare?: number;
  json?: boolean;
}

/** Members of a group where nobody says how many. */
const USUAL_MEMBERS = 100;

/** Prints the forecast. */
export async function runForecast(flags: ForecastFlags): Promise<void> {
  const preview = await previewOf(flags);
  const { work, configured } =
    preview === undefined ? { work: fromFlags(flags), configured: {} } : fromPlan(preview, flags);
  const share = flags.budgetShare ?? shareIn(configured);
  const operations = forecast(work, paceOf("slack", share));
  console.log(flags.json ? toJson(work, share, operations) : toText(work, share, operations));
}

/** What a preview tells, which is not told by numbers as well. */
const DONE = ["create", "change", "deactivate", "createGroups", "changeGroups", "deleteGroups"] as const;
/** The size of the organization: a preview knows the stack's alone. */
const SIZES = ["users", "groups", "members"] as const;

/** The text of the preview; nothing where numbers say it all. */
async function previewOf(flags: ForecastFlags): Promise<string | undefined> {
  const saysDone = DONE.some((name) => flags[name] !== undefined);
  if (flags.file !== undefined && saysDone)
    throw new Error(
      "The preview says what is done: leave out all numbers but --users, --groups and --members.",
    );
  if (saysDone) return undefined;
  if (flags.file === undefined && SIZES.some((name) => flags[name] !== undefined))
    return isPiped() ? (await planText(undefined, "forecast")) || undefined : undefined;
  if (flags.file === undefined && process.stdin.isTTY)
    throw new UnreadablePlan(
      "Nothing to foretell: say what there is and what to do, as --users 10000 --groups 200 --create 50, or run `pulumi preview --json | npx pulumi-slack-scim forecast`.",
    );
  return planText(flags.file, "forecast");
}

/** Whether something is piped or redirected into this command, and not just nothing. */
function isPiped(): boolean {
  const input = fstatSync(0);
  return input.isFIFO() || input.isFile();
}

function fromFlags(flags: ForecastFlags): Work {
  const { change = 0, changeGroups = 0 } = flags;
  return {
    ...NO_WORK,
    people: flags.users ?? 0,
    groups: flags.groups ?? 0,
    members: flags.members ?? USUAL_MEMBERS,
    createPeople: flags.create ?? 0,
    changePeople: change,
    deactivatePeople: flags.deactivate ?? 0,
    createGroups: flags.createGroups ?? 0,
    changeGroups,
    readGroups: changeGroups,
    groupPatches: changeGroups,
    deleteGroups: flags.deleteGroups ?? 0,
  };
}

function fromPlan(text: string, flags: ForecastFlags): { work: Work; configured: Properties } {
  const plan = readPlan(text);
  if (countOwn(plan) === 0)
    console.error(`note: none of the ${plan.steps.length} steps of this preview is about Slack.`);
  const told = workOf(plan);
  const { users = told.people, groups = told.groups, members = told.members } = flags;
  return { work: { ...told, people: users, groups, members }, configured: plan.configuration };
}

/** The share that the run will have: the provider's own reading of environment and configuration. */
function shareIn(configuration: Properties): number {
  const source = new Source({ get: (key) => textOf(configuration[key]) }, processEnvironment());
  const share = source.number("budgetShare", { min: LEAST_SHARE, max: 1 });
  const [problem] = source.problems;
  if (problem === undefined) return share;
  throw new Error(`${problem} Correct it, or say --budget-share 0.8.`);
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}
