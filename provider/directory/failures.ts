import type { Properties } from "../fields/properties";
import { HalfDoneError } from "../run/lifecycle";
import { sample } from "../run/messages";
import { describeGroup, describeUser } from "../run/names";
import { explain } from "../run/remedies";
import type { Kind } from "./holdings";

/** A step of one entry, as a failure tells of it. */
export interface Whose {
  kind: Kind;
  key: string;
  entry: Properties;
  id?: string;
  /** What could not be done, as past participle. */
  done: string;
}

/** One entry's failure. */
export interface Failure extends Whose {
  error: unknown;
}

/** How many failures are said in full. */
const IN_FULL = 20;

/** How messages name an entry: by what is public. */
function describeEntry({ kind, entry, id }: Whose): string {
  return kind === "people" ? describeUser(entry, id) : describeGroup(entry, id);
}

/**
 * All failures of a run in one text: the first twenty in full, the others by key.
 * @param steps how many steps there were
 * @param hidden what no message repeats beside the entry itself: an answer may repeat what was sent of another one
 */
export function describeFailures(failures: readonly Failure[], steps: number, hidden: Properties[]): string {
  const others = failures.slice(IN_FULL).map(pathOf);
  return refusalFrom([
    `${failures.length} of ${steps} steps of the directory failed; whatever does not depend on them is done.`,
    ...failures.slice(0, IN_FULL).map((failure) => `  ${pathOf(failure)}: ${reasonOf(failure, hidden)}`),
    ...(others.length > 0 ? [`  and ${others.length} more: ${sample(others, others.length)}`] : []),
  ]);
}

/** Lines of a refusal as one text. What they advise of resources is said of entries as well, where it is another thing to do. */
export function refusalFrom(lines: readonly string[]): string {
  const isOfResources = lines.some((line) => /`aliases`|`pulumi state delete`/.test(line));
  return [...lines, ...(isOfResources ? [OF_ENTRIES] : [])].join("\n");
}

const OF_ENTRIES =
  "(An entry of a directory has no `aliases` and cannot be taken out of the state by itself. It is known by its key and by its primary e-mail address or displayName: let it keep one of the two.)";

/** `people.e-1001` */
export function pathOf({ kind, key }: Failure): string {
  return `${kind}.${key}`;
}

function reasonOf(failure: Failure, hidden: Properties[]): string {
  const { error, entry, done } = failure;
  const reason = explain(error instanceof HalfDoneError ? error.cause : error, { entry, hidden });
  const subject = describeEntry(failure);
  return reason.startsWith(subject) ? reason : `${subject} could not be ${done}: ${reason}`;
}
