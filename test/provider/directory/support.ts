import {
  checkDirectory,
  createDirectory,
  deleteDirectory,
  diffDirectory,
  planDirectory,
  previewDirectory,
  readDirectory,
  relateDirectory,
  updateDirectory,
} from "../../../provider/directory/lifecycle";
import { canonicalText } from "../../../provider/fields/canonical";
import type { Properties } from "../../../provider/fields/properties";
import { parsedEntry, parsedPerson } from "../../../provider/resources/entry-texts";
import { HalfDoneError } from "../../../provider/run/lifecycle";
import type { Run } from "../../../provider/run/run";
import { emailOf } from "../support";

/** What a program declares, by key. */
export interface Declared {
  people: Record<string, object>;
  groups?: Record<string, object>;
}

/** A directory as a state keeps it. */
export interface Kept {
  id: string;
  outs: Properties;
  inputs: Properties;
}

/** What one `up` left, and why it failed, if it did. */
export interface Done {
  kept: Kept | undefined;
  failure: string | undefined;
}

/** Inputs as the class registers them. */
export function textsOf({ people, groups = {} }: Declared): Properties {
  const texts = (map: Record<string, object>) =>
    Object.fromEntries(Object.entries(map).map(([key, entry]) => [key, canonicalText(entry)]));
  return { people: texts(people), groups: texts(groups) };
}

/** Everything that the preview would refuse. */
export async function preview(run: Run, declared: Declared, kept?: Kept): Promise<string | undefined> {
  const { inputs, problems } = checkDirectory(run, kept?.inputs ?? {}, textsOf(declared));
  if (problems.length > 0) return problems.join("\n");
  if (kept === undefined) return previewDirectory(run, inputs);
  const fight = relateDirectory(run, kept.id, kept.outs, inputs);
  return fight ?? planDirectory(run, kept.id, kept.outs, inputs);
}

/** Checks, plans and diffs as the engine does, then creates or updates. */
export async function up(run: Run, declared: Declared, kept?: Kept): Promise<Done> {
  const { inputs, problems } = checkDirectory(run, kept?.inputs ?? {}, textsOf(declared));
  if (problems.length > 0) return { kept, failure: problems.join("\n") };
  if (kept !== undefined) {
    const refusal =
      relateDirectory(run, kept.id, kept.outs, inputs) ??
      (await planDirectory(run, kept.id, kept.outs, inputs));
    if (refusal !== undefined) return { kept, failure: refusal };
    if (!diffDirectory(kept.id, kept.outs, inputs).changes) return { kept, failure: undefined };
  }
  try {
    const made =
      kept === undefined
        ? await createDirectory(run, inputs)
        : { id: kept.id, ...(await updateDirectory(run, kept.id, kept.outs, inputs)) };
    return { kept: { ...made, inputs }, failure: undefined };
  } catch (error) {
    if (!(error instanceof HalfDoneError)) return { kept, failure: (error as Error).message };
    const { id, outs, cause } = error;
    return { kept: { id, outs, inputs }, failure: (cause as Error).message };
  }
}

/** The same where nothing may fail. */
export async function upWell(run: Run, declared: Declared, kept?: Kept): Promise<Kept> {
  const done = await up(run, declared, kept);
  if (done.failure !== undefined || done.kept === undefined) throw new Error(done.failure ?? "nothing kept");
  return done.kept;
}

/** Reads as a refresh does. */
export async function refresh(run: Run, kept: Kept): Promise<Kept> {
  const { outs, inputs } = await readDirectory(run, kept.id, kept.outs);
  return { id: kept.id, outs, inputs };
}

export function destroy(run: Run, { id, outs }: Kept): Promise<void> {
  return deleteDirectory(run, id, outs);
}

/** Somebody as a program declares them: `ada` of ada@example.com. */
export function person(userName: string, more: object = {}): object {
  return { userName, ...emailOf(`${userName}@example.com`), ...more };
}

/** So many people, by key. */
export function crowd(count: number, more: object = {}): Record<string, object> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`e-${1000 + at}`, person(`p${1000 + at}`, more)]),
  );
}

/** What the state says of an entry, parsed. */
export function stateOf({ outs }: Kept, kind: "people" | "groups", key: string): Properties {
  const { people, personFacts, groups, groupFacts, teamUrl } = outs as Record<string, never>;
  return kind === "people"
    ? parsedPerson(key, people, personFacts, teamUrl)
    : parsedEntry(kind, key, groups, groupFacts);
}

/** The keys that the state has. */
export function keysOf({ outs }: Kept, kind: "people" | "groups"): string[] {
  return Object.keys(outs[kind] as object);
}
