import { sep } from "node:path";

/** The SDK's own files, which every stack of a program begins and ends in. */
const SDK = `${sep}@pulumi${sep}pulumi${sep}`;

/** Where the SDK notes who made a promise. */
const OF_PROMISES = `${SDK}runtime${sep}debuggable.js`;

/**
 * Pulumi keeps with every resource the whole stack of the line that made it, for ever, in state. Of that stack only the
 * program's own lines tell anybody anything: our constructors would stand where the program's line should, the SDK's
 * machinery weighs 400 bytes a resource, and looking each of its frames up in source maps takes longer than the rest of
 * the registration. So while a resource is registered, stacks show the program alone. The SDK takes one more for each
 * property, in case its promise is never settled: those are the same for all, and written once.
 * @returns puts things back
 */
export function traceProgramOnly(): () => void {
  const previous = Error.prepareStackTrace;
  const write = (error: Error, frames: NodeJS.CallSite[]) =>
    previous ? previous(error, frames) : [error, ...frames.map((frame) => `    at ${frame}`)].join("\n");
  let ofPromises: unknown;
  Error.prepareStackTrace = (error, frames) => {
    if (!frames[0]?.getFileName()?.endsWith(OF_PROMISES)) return write(error, withoutMachinery(frames));
    ofPromises ??= write(error, frames.filter(isProgram));
    return ofPromises;
  };
  return () => {
    Error.prepareStackTrace = previous;
  };
}

/** The SDK counts its own constructors and one of a class of others off the top: what is above our frames stays, and the first of them. */
function withoutMachinery(frames: NodeJS.CallSite[]): NodeJS.CallSite[] {
  const ours = frames.findIndex(isOurs);
  if (ours === -1) return frames;
  return [...frames.slice(0, ours + 1), ...frames.slice(ours + 1).filter(isProgram)];
}

function isOurs(frame: NodeJS.CallSite): boolean {
  return frame.getFileName()?.startsWith(__dirname + sep) ?? false;
}

function isProgram(frame: NodeJS.CallSite): boolean {
  const file = frame.getFileName() ?? "node:";
  return !isOurs(frame) && !file.startsWith("node:") && !file.includes(SDK);
}
