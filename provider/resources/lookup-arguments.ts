import { checkFields, type Field } from "../fields/field";
import { nearest } from "../fields/nearest";
import type { Properties } from "../fields/properties";
import { described, flag, slackId, type ValueType, word } from "../fields/values";
import * as pulumi from "./sdk";

/** The arguments of a look-up: exactly one of some keys, and what may stand beside it. */
export interface LookupArguments {
  fields: readonly Field[];
  /** Exactly one of these says what is sought; none of them: the look-up is for all. */
  oneOf: readonly string[];
}

/** A person's or group's id. */
export const idField = (shape: RegExp, wanted: string): Field => ({
  path: "id",
  type: slackId(shape, wanted),
  about: "Slack's id",
});

/** A text to look something up by, quoted nowhere but where it is sought: an e-mail address is nobody else's business. */
export function soughtText(wanted: string, canonical: (value: string) => string | undefined): ValueType {
  return {
    ...word(wanted, canonical),
    canonical(value, refuse) {
      const form = typeof value === "string" ? canonical(value.trim()) : undefined;
      return form ?? refuse(wanted, value === "" ? "an empty string" : described(value));
    },
  };
}

/** Any text but an empty one. */
export const notEmpty = (value: string) => (value === "" ? undefined : value);

/** A filter of Slack's. */
export const filterField = (example: string): Field => ({
  path: "filter",
  type: soughtText(`a filter of Slack's, such as ${example}`, notEmpty),
  about: `A filter of Slack's: \`${example}\`. Left out: all of them`,
});

/** Whether groups come with their members. */
export const membersField: Field = {
  path: "members",
  type: flag,
  about: "`false`: without who is in it, which is quicker for large groups",
};

/**
 * Canonical arguments, and everything that is wrong with them.
 * @param isSecret nothing of the values may be repeated
 */
export function checkArguments(
  { fields, oneOf }: LookupArguments,
  args: object,
  isSecret = false,
): { inputs: Properties; problems: string[] } {
  const later = laterValues(args);
  if (later.length > 0) return { inputs: {}, problems: later };
  const { inputs, problems } = checkFields(isSecret ? fields.map(silent) : fields, { ...args });
  const given = oneOf.filter((key) => (args as Properties)[key] !== undefined);
  if (oneOf.length > 0 && given.length !== 1 && problems.length === 0)
    problems.push(`wanted one of ${listed(oneOf)}, got ${given.length === 0 ? "none" : listed(given)}`);
  // Who puts everybody into a group because a variable was not set would rather have been asked.
  if ("filter" in args && args.filter === undefined)
    problems.push("filter: wanted a filter, got undefined. Leave it out to have all of them");
  return { inputs, problems };
}

/** The options that do not exist, with what was meant. */
export function optionProblems(options: object, known: readonly string[]): string[] {
  return Object.keys(options)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = nearest(name, known);
      return `${name}: no such option; ${meant ? `${meant}?` : `there are ${listed(known)}`}`;
    });
}

/** Values that the program does not have yet. */
function laterValues(args: object): string[] {
  const isLater = (value: unknown) => pulumi.Output.isInstance(value) || value instanceof Promise;
  const names = isLater(args)
    ? ["all of it"]
    : Object.keys(args).filter((key) => isLater(args[key as never]));
  return names.map((name) => `${name}: wanted a plain value, got an output or promise. Use the …Output form`);
}

/** The same field, which repeats nothing of a value. */
function silent(field: Field): Field {
  const { type } = field;
  return {
    ...field,
    type: {
      ...type,
      canonical: (value, refuse) =>
        type.canonical(value, (wanted, _got, within) => refuse(wanted, described(value), within)),
    },
  };
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
