import type { Properties } from "../fields/properties";
import type { Look } from "../run/look";
import type { Run } from "../run/run";
import { NAMESPACE } from "../settings/table";
import { type DependsOn, existing } from "./dependencies";
import type { OutputInternals } from "./internals";
import { checkArguments, type LookupArguments, optionProblems } from "./lookup-arguments";
import { isUnderMocks, type LookupOptions, type ProgramSettings, runOf, settingsFor } from "./program-run";
import * as pulumi from "./sdk";

/** What {@link getUserOutput} and the other functions that answer with an output take beside their arguments. */
export interface LookupOutputOptions extends LookupOptions {
  /** Resources that must exist before the look-up: it then sees them, as if its arguments came from them. */
  dependsOn?: DependsOn | undefined;
}

/** A function of this package that looks something up in Slack while the program runs. */
export interface Lookup extends LookupArguments {
  /** The name of the function; its token under Pulumi's mocks is `slack-scim:index:` and the name. */
  name: string;
  /** Loads what performs it, the HTTP client with it: a program that looks nothing up loads neither. */
  load(): (run: Run, sought: Properties, look: Look) => Promise<Properties>;
}

/** Looks something up by plain values. */
export async function lookUp<Result>(
  lookup: Lookup,
  args: object,
  options: LookupOptions = {},
): Promise<Result> {
  refuse(lookup, optionProblems(options, ["provider", "parent"]));
  const { inputs, problems } = checkArguments(lookup, args);
  refuse(lookup, problems);
  const settings = settingsFor(lookup.name, options);
  if (isUnderMocks()) return mocked(lookup, inputs, settings);
  const { promise, isKnown } = settings.config as OutputInternals;
  if (!(await isKnown))
    refuse(lookup, [
      `the settings of its provider are not known before the update. Use ${lookup.name}Output`,
    ]);
  const config = (await promise?.()) as Record<string, string>;
  const wanted = describe(lookup, inputs, false);
  return perform(lookup, runOf(settings, config), inputs, { fresh: false, wanted });
}

/** Looks something up by values that may come from resources, once those exist. */
export function lookUpOutput<Result>(
  lookup: Lookup,
  args: pulumi.Inputs,
  options: LookupOutputOptions = {},
): pulumi.Output<Result> {
  refuse(lookup, optionProblems(options, ["provider", "parent", "dependsOn"]));
  const settings = settingsFor(lookup.name, options);
  const asksMocks = isUnderMocks();
  const sought = pulumi.output(args);
  const dependencies = existing(sought, options.dependsOn);
  const look = async ([given, count, config]: [object, number, Record<string, string>]): Promise<Result> => {
    const isSecret = await pulumi.isSecret(sought);
    const { inputs, problems } = checkArguments(lookup, given, isSecret);
    refuse(lookup, problems);
    if (asksMocks) return mocked(lookup, inputs, settings);
    const wanted = describe(lookup, inputs, isSecret);
    return perform(lookup, runOf(settings, config), inputs, { fresh: count > 0, wanted });
  };
  return pulumi.all([sought, dependencies, settings.config]).apply(look) as pulumi.Output<Result>;
}

/** Under Pulumi's mocks, `call` answers. */
function mocked<Result>(lookup: Lookup, inputs: Properties, { provider }: ProgramSettings) {
  const token = `${NAMESPACE}:index:${lookup.name}`;
  return pulumi.runtime().invoke(token, inputs, provider && { provider }) as Promise<Result>;
}

async function perform<Result>(lookup: Lookup, run: Run, inputs: Properties, look: Look): Promise<Result> {
  // A program that runs within another process is over when nothing is kept alive.
  const done = pulumi.runtime().rpcKeepAlive();
  try {
    return (await lookup.load()(run, inputs, look)) as Result;
  } catch (error) {
    // In a preview, what it depends on may be about to become what is sought.
    if (look.fresh && pulumi.runtime().isDryRun() && isNothingFound(error)) return pulumi.unknown as Result;
    if (error instanceof TypeError) throw error; // a mistake of ours: its stack tells where
    const { explain } = require("../run/remedies") as typeof import("../run/remedies");
    throw failure(`${lookup.name}: ${explain(error, inputs)}`);
  } finally {
    done();
  }
}

function isNothingFound(error: unknown): boolean {
  const { NothingFound } = require("../run/look") as typeof import("../run/look");
  return error instanceof NothingFound;
}

function refuse({ name }: Lookup, problems: readonly string[]): void {
  if (problems.length > 0) throw failure(problems.map((one) => `${name}: ${one}`).join("\n"));
}

/**
 * Pulumi prints the stacks of errors that reach it through an output; one of our own files tells the reader nothing. There is no
 * cause: an answer may repeat what was asked, a secret with it.
 */
function failure(message: string): Error {
  return Object.assign(new pulumi.RunError(message), { stack: "" });
}

/** How messages name what is sought. */
function describe({ oneOf }: LookupArguments, inputs: Properties, isSecret: boolean): string {
  const key = oneOf.find((one) => inputs[one] !== undefined) ?? "";
  const title = key === "email" ? "e-mail address" : key;
  return isSecret ? `the ${title} that was given, a secret` : `the ${title} "${inputs[key]}"`;
}
