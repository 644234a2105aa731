import type { Properties } from "../fields/properties";
import { HalfDoneError } from "../run/lifecycle";
import { sample } from "../run/messages";
import { describeGroup, describeUser } from "../run/names";
import { explain } from "../run/remedies";
import type { Kind } from "./holdings";

/** One entry's failure. */
export interface Failure {
  /** `people.e-1001` */
  path: string;
  reason: string;
}

/** How many failures are said in full. */
const IN_FULL = 20;

/** How messages name an entry: by what is public. */
export function describeEntry(kind: Kind, properties: Properties, id?: string): string {
  return kind === "people" ? describeUser(properties, id) : describeGroup(properties, id);
}

/** What a step that failed says of whom. */
export function toFailure(
  { kind, key, done, entry, id }: { kind: Kind; key: string; done: string; entry: Properties; id?: string },
  error: unknown,
): Failure {
  const reason = explain(error instanceof HalfDoneError ? error.cause : error, entry);
  const subject = describeEntry(kind, entry, id);
  const said = reason.startsWith(subject) ? reason : `${subject} could not be ${done}: ${reason}`;
  return { path: `${kind}.${key}`, reason: said };
}

/** All failures of a run in one text: the first twenty in full, the others by key. */
export function describeFailures(failures: readonly Failure[], steps: number): string {
  const others = failures.slice(IN_FULL).map(({ path }) => path);
  return [
    `${failures.length} of ${steps} steps of the directory failed; whatever does not depend on them is done.`,
    ...failures.slice(0, IN_FULL).map(({ path, reason }) => `  ${path}: ${reason}`),
    ...(others.length > 0 ? [`  and ${others.length} more: ${sample(others, others.length)}`] : []),
  ].join("\n");
}
