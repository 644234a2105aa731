import { processEnvironment } from "../../provider/settings/source";
import { judge } from "./judge";
import { readLimits } from "./limits";
import type { Overrides } from "./option-names";
import { readPlan, UnreadablePlan } from "./plan";
import { planText } from "./plan-text";
import { toJson, toText } from "./report";

/** How the command ends: part of its contract. */
export const EXIT_CODES = { allowed: 0, refused: 1, unreadable: 2 } as const;

/** What the command was told. */
export interface GuardOptions {
  file?: string;
  json?: boolean;
  maxEmptiedGroups: number;
  overrides: Overrides;
}

/** Reads a plan, judges it and says so. Whatever goes wrong on the way is no "allowed". */
export async function guard(options: GuardOptions): Promise<number> {
  try {
    const plan = readPlan(await planText(options.file, "guard"));
    const judgement = judge(
      plan,
      readLimits(plan, options.overrides, processEnvironment(), options.maxEmptiedGroups),
    );
    console.log(options.json ? toJson(judgement) : toText(judgement));
    return EXIT_CODES[judgement.verdict];
  } catch (error) {
    const message = messageOf(error);
    if (options.json) console.log(JSON.stringify({ verdict: "unreadable", error: message }, undefined, 2));
    else console.error(`error: ${message}`);
    return EXIT_CODES.unreadable;
  }
}

function messageOf(error: unknown): string {
  if (error instanceof UnreadablePlan) return error.message;
  return `The plan could not be judged: ${error instanceof Error ? error.message : String(error)}`;
}
