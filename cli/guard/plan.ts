import { isObject, type Properties, UNKNOWN } from "../../provider/fields/properties";
import { SIGNATURE } from "../../provider/fields/secrets";
import { NAMESPACE } from "../../provider/settings/table";
import { oneLine } from "../one-line";
import { partsOf } from "../state/urn";

/** A plan that cannot be judged: nothing is said about whom it would change, and nothing may be concluded. */
export class UnreadablePlan extends Error {}

/** A resource before or after a step. What the plan hides is not known here, like what is computed later. */
export interface State {
  id?: string;
  inputs: Properties;
  outputs: Properties;
  /** Pulumi's own option: the engine asks nobody to delete. */
  retainOnDelete: boolean;
}

/** What the engine intends to do to one resource. */
export interface Step {
  /** The engine's word: create, update, delete, replace … */
  op: string;
  urn: string;
  /** The type token. */
  type: string;
  /** The name in the program. */
  name: string;
  /** The reference of the provider, `URN::ID`. */
  provider: string;
  before?: State;
  after?: State;
  /** For a step that is one entry of a directory's. */
  part?: Part;
}

/** Which entry of a directory a step is about, and what the directory's own step does. */
export interface Part {
  /** `people.e-1001` */
  entry: string;
  /** The engine's word for the directory's step. */
  op: string;
  /** Whether nobody stays in the list: a run then counts everybody who leaves it, also whom it would retain. */
  isEmptied: boolean;
  /** Why they leave, for who does. */
  end: string;
  /** Whether the whole entry is a secret, or known after the update alone. */
  isHidden: boolean;
}

/** What `pulumi preview --json` printed, as far as it is needed. */
export interface Plan {
  /** The stack's configuration by whole key; of a secret only that there is one. */
  configuration: Properties;
  steps: Step[];
}

/** These steps change nothing in Slack. */
export const HARMLESS: readonly string[] = [
  "same",
  "read",
  "read-replacement",
  "refresh",
  "discard",
  "discard-replaced",
  "remove-pending-replace",
];
/** What the engine prints in the place of a secret. */
const SECRET = "[secret]";

/** These steps must all be in the plan, as many as its summary says. */
const COUNTED = ["update", "delete", "replace"];

/**
 * Reads what `pulumi preview --json` printed.
 * @throws UnreadablePlan which says what came instead, and what to do; also for a plan that is not whole
 */
export function readPlan(text: string): Plan {
  const digest = toDigest(text);
  const { config, steps = [], diagnostics = [], changeSummary, maybeCorrupt } = digest;
  refuseFailed(diagnostics);
  if (maybeCorrupt === true)
    throw new UnreadablePlan("The plan says of itself that it may be corrupt: run the preview again.");
  if (!isObject(changeSummary) || !Array.isArray(steps))
    throw new UnreadablePlan("The plan has no summary: the preview did not come to its end. Run it again.");
  const read = steps.map(toStep);
  refuseMissing(read, changeSummary);
  return { configuration: isObject(config) ? config : {}, steps: read };
}

function toDigest(text: string): Properties {
  if (text.trim() === "")
    throw new UnreadablePlan(
      "Nothing came: `pulumi preview --json` printed no plan. Look at its error output; in a script say `set -o pipefail`.",
    );
  const digest = parsed(text) ?? parsed(text.trim().split("\n")[0] ?? "");
  if (digest !== undefined && "sequence" in digest)
    throw new UnreadablePlan(
      "This is a stream of the engine's events, no plan: `pulumi preview --json` prints a plan unless PULUMI_ENABLE_STREAMING_JSON_PREVIEW is set, `pulumi up --json` never does.",
    );
  const whole = parsed(text);
  if (whole === undefined) throw new UnreadablePlan(notJson(text));
  if (!("changeSummary" in whole) && !("steps" in whole)) throw new UnreadablePlan(anotherDocument(whole));
  return whole;
}

function parsed(text: string): Properties | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function notJson(text: string): string {
  const begins = text.trimStart()[0];
  return begins === "{"
    ? "The plan is cut short, or something is mixed into it: it is no JSON. Redirect standard output alone, and run `pulumi preview --json` again."
    : "This is no plan: JSON was wanted. Run `pulumi preview --json` (with --json, and standard output alone).";
}

function anotherDocument(document: Properties): string {
  const wanted = "Give what `pulumi preview --json` prints.";
  if ("resourcePlans" in document)
    return `This is a file of --save-plan, not the plan that is wanted. ${wanted}`;
  if ("deployment" in document || "checkpoint" in document)
    return `This is a stack's state, no plan. ${wanted}`;
  if ("resource_changes" in document || "planned_values" in document)
    return `This is a plan of Terraform, not of Pulumi. ${wanted}`;
  return `This is JSON, but no plan of Pulumi: it has neither steps nor a summary. ${wanted}`;
}

function refuseFailed(diagnostics: unknown): void {
  const errors = (Array.isArray(diagnostics) ? diagnostics : []).filter(
    (one) => isObject(one) && one.severity === "error",
  );
  if (errors.length === 0) return;
  const lines = errors.slice(0, 3).map(({ message }) => `  ${oneLine(String(message))}`);
  throw new UnreadablePlan(
    `The preview failed, so the plan is not whole and nothing can be concluded from it:\n${lines.join("\n")}`,
  );
}

function refuseMissing(steps: readonly Step[], summary: Properties): void {
  for (const op of COUNTED) {
    const said = Number(summary[op] ?? 0);
    const found = steps.filter((step) => step.op === op).length;
    // A refresh within the preview may add to what is found.
    if (!(found >= said))
      throw new UnreadablePlan(
        `The plan is not whole: its summary says ${said} times "${op}", and it has ${found} such steps. Give the plan as \`pulumi preview --json\` prints it.`,
      );
  }
}

function toStep(step: unknown): Step {
  if (!isObject(step) || typeof step.op !== "string" || typeof step.urn !== "string")
    throw new UnreadablePlan(
      "A step of the plan has no op or no urn: this version of Pulumi is not understood.",
    );
  const { op, urn, provider, oldState, newState } = step;
  const { type, name } = partsOf(urn);
  return {
    op,
    urn,
    type,
    name,
    provider: typeof provider === "string" ? provider : "",
    before: toState(oldState),
    after: toState(newState),
  };
}

function toState(state: unknown): State | undefined {
  if (!isObject(state)) return undefined;
  return {
    id: typeof state.id === "string" && state.id !== "" ? state.id : undefined,
    inputs: visible(state.inputs),
    outputs: visible(state.outputs),
    retainOnDelete: state.retainOnDelete === true,
  };
}

function visible(properties: unknown): Properties {
  const shown = withoutHidden(properties);
  return isObject(shown) ? shown : {};
}

/** A secret is as unknown as what is computed later. */
function withoutHidden(value: unknown): unknown {
  if (value === SECRET) return UNKNOWN;
  if (Array.isArray(value)) return value.map(withoutHidden);
  if (!isObject(value)) return value;
  if (SIGNATURE in value) return UNKNOWN;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutHidden(inner)]));
}

/** Whether a configured value is a secret, of which the plan only says that there is one. */
export function isSecret(configuration: Properties, setting: string): boolean {
  return configuration[`${NAMESPACE}:${setting}`] === SECRET;
}
