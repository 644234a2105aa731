import type { Failure } from "./engine";
import { naturalKey } from "./entries";
import { isTrue } from "./reasons";
import type { Record } from "./record";
import { keyIn, resourceOf } from "./references";
import type { Declared, Kept } from "./state";

/** A directory does not say which step of somebody failed. */
const STEPS: readonly Failure["step"][] = ["check", "diff", "create", "update", "delete"];

/** Whether what failed is a directory, and not somebody in it. */
export function isOfDirectory({ name }: Failure, { program, before, after }: Record): boolean {
  return [...program, ...before, ...after].some((one) => one.name.startsWith(`${name}/`));
}

/**
 * Whether all that a directory says of its failure has a reason: it is told of everybody in lines of their own. With one who is
 * refused before the first write all of them wait.
 */
export function isTrueOfDirectory(failure: Failure, record: Record): boolean {
  const lines = failure.message.split("\n").filter((line) => !isFrame(line));
  return lines.length > 0 && lines.every((line) => isTrueLine(line, failure, record));
}

/** What is said around the lines, and of how many there are. */
function isFrame(line: string): boolean {
  return /^\S.* \d+ of \d+ steps of the directory failed|^\d+ of \d+ steps of|^ {2}and \d+ more:|^What Slack holds now|^\(An entry of a directory/.test(
    line,
  );
}

function isTrueLine(line: string, failure: Failure, record: Record): boolean {
  if (/^(people|groups): \d+ declare the /.test(line)) return hasStrayKeys(failure.name, record);
  const name = nameIn(line, failure.name, record);
  if (name === undefined) return false;
  // Whoever waits for somebody else is told of there.
  if (line.includes("nothing was changed here, since it depends on")) return true;
  const declared = record.program.find((one) => one.name === name);
  const id = [...record.before, ...record.after].find((one) => one.name === (declared?.alias ?? name))?.id;
  return STEPS.some((step) => isTrue({ name, step, message: line, id }, record));
}

/** Who a line is about: it has their key, or their id. */
function nameIn(line: string, directory: string, { program, before, after }: Record): string | undefined {
  const [, key] = /(?:people|groups)\.([\w-]+)/.exec(line) ?? [];
  const name = `${directory}/${key}`;
  if (key !== undefined && program.some((one) => one.name === name)) return name;
  // The directory itself may have been renamed since.
  const kept = before.find((one) => one.name.includes("/") && keyIn(one.name) === key);
  if (key !== undefined) return kept?.name ?? name;
  const [id] = /\b[US][A-Z0-9]{5,}\b/.exec(line) ?? [];
  return [...after, ...before].find((kept) => kept.id === id && resourceOf(kept.name) === directory)?.name;
}

/** Whether an address or a group's name goes from one key of a directory to another. */
function hasStrayKeys(directory: string, { program, before }: Record): boolean {
  const isIn = ({ name }: Declared | Kept) => resourceOf(name) === directory;
  return program
    .filter(isIn)
    .some((one) =>
      before.some(
        (kept) =>
          kept.kind === one.kind &&
          kept.name.includes("/") &&
          keyIn(kept.name) !== keyIn(one.alias ?? one.name) &&
          naturalKey(one.kind, kept.outs) === naturalKey(one.kind, one.inputs),
      ),
    );
}

/** Whether a directory of the program lets go whom a resource declares, and was heard of first. */
export function isLetGo({ name, kind, inputs }: Declared, { program, directories, before }: Record): boolean {
  if (before.some((kept) => kept.name === name)) return false;
  return before.some(
    (kept) =>
      kept.kind === kind &&
      kept.name.includes("/") &&
      (naturalKey(kind, kept.outs) === naturalKey(kind, inputs) || kept.id === inputs.adoptId) &&
      directories.some((list) => [list.name, list.alias].includes(resourceOf(kept.name))) &&
      !program.some((one) => one.name === kept.name || one.alias === kept.name),
  );
}
