import {
  holdingsIn,
  type Kept,
  KINDS,
  type Kind,
  type Lists,
  listsIn,
  nothing,
} from "../../provider/directory/holdings";
import { type ListPlan, planOf } from "../../provider/directory/plan";
import { type Properties, UNKNOWN } from "../../provider/fields/properties";
import { typeToken } from "../../provider/resources/provider-text";
import { isHiddenEntry, legibleInputs, legibleOutputs } from "../state/directory";
import { HARMLESS, type Step } from "./plan";

/** The type token of a directory. */
export const DIRECTORY = typeToken("Directory");

const TYPES: Record<Kind, string> = { people: typeToken("User"), groups: typeToken("Group") };

/**
 * The same steps, each of a directory as the steps of everybody in it, as though resources of their own had them: what becomes of whom
 * is told by the run's own comparison of its lists.
 * @throws Error where a directory's lists can't be read
 */
export function withEntries(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => (step.type === DIRECTORY ? entrySteps(step) : [step]));
}

function entrySteps(step: Step): Step[] {
  const { name, op, before, after } = step;
  const held = before === undefined ? nothing() : holdingsIn(legibleOutputs(name, before.outputs));
  if (HARMLESS.includes(op))
    return KINDS.flatMap((kind) => [...held[kind]].map(([key, kept]) => part(step, kind, key, { op, kept })));
  // Of a list that nobody can read everybody may be gone.
  const lists = listsIn(legibleInputs(name, after?.inputs ?? {}, () => ({})));
  const plan = planOf(held, lists);
  return KINDS.flatMap((kind) => listSteps(step, kind, plan[kind], lists));
}

function listSteps(step: Step, kind: Kind, list: ListPlan, lists: Lists): Step[] {
  const { created, changed, leaving, staying } = list;
  const isReplaced = step.op === "replace";
  const isHidden = step.after?.inputs[kind] === UNKNOWN;
  const isEmptied = created.length + staying.size === 0;
  const changes = new Map(changed.map((change) => [change.key, change.inputs]));
  return [
    ...created.map(({ key, entry }) =>
      part(step, kind, key, {
        op: isReplaced || step.before !== undefined ? "create" : step.op,
        inputs: entry,
      }),
    ),
    ...[...staying].map(([key, kept]) => {
      const op = isReplaced ? "replace" : changes.has(key) ? "update" : "same";
      return part(step, kind, key, { op, kept, inputs: changes.get(key) ?? lists[kind].get(key) ?? {} });
    }),
    ...leaving.map(({ key, kept }) =>
      part(step, kind, key, {
        op: step.after === undefined ? step.op : "delete",
        kept,
        isEmptied,
        end: isHidden
          ? LIST_HIDDEN
          : step.after === undefined
            ? "its directory is deleted"
            : "no longer listed",
      }),
    ),
  ];
}

const LIST_HIDDEN = "its whole list is computed or secret, so they may be let go";

function part(
  step: Step,
  kind: Kind,
  key: string,
  {
    op,
    kept,
    inputs,
    isEmptied = false,
    end = "",
  }: {
    op: string;
    kept?: Kept;
    inputs?: Properties;
    isEmptied?: boolean;
    end?: string;
  },
): Step {
  // Who leaves a directory that stays is let go by its update, of which Pulumi's own option knows nothing.
  const retainOnDelete = step.after === undefined && step.before?.retainOnDelete === true;
  return {
    ...step,
    op,
    type: TYPES[kind],
    before: kept && { id: kept.id, inputs: kept.outs, outputs: kept.outs, retainOnDelete },
    after: inputs && { inputs, outputs: {}, retainOnDelete: false },
    part: {
      entry: `${kind}.${key}`,
      op: step.op,
      isEmptied,
      end,
      isHidden: inputs !== undefined && isHiddenEntry(kind, inputs),
    },
  };
}
