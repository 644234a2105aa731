import type { Fault, LoggedRequest } from "../../../emulator";
import type { Stage } from "./stage";

/** A call that a method makes. */
export interface Call {
  /** As the document shows it, names in the place of ids. */
  label: string;
  method: string;
  path: RegExp;
  /** Which one of those that look the same, from 1. */
  nth: number;
}

/** The calls that were logged, each by its place among those that look the same. */
export function callsOf(stage: Stage): Call[] {
  const calls: Call[] = [];
  for (const request of stage.slack.requests) {
    const { method } = request;
    const label = labelOf(stage, request);
    const nth = calls.filter((call) => call.label === label).length + 1;
    calls.push({ label, method, path: patternOf(stage, request.path), nth });
  }
  return calls;
}

/** The line of the log, without what a filter asks for. */
export function labelOf(stage: Stage, { method, path }: Pick<LoggedRequest, "method" | "path">): string {
  return `${method} ${stage
    .named(path)
    .slice(1, -1)
    .replace(/\?filter.*/, "?filter")}`;
}

/** A fault for this call, and for all later ones that look the same. */
export function faultAt({ method, path, nth }: Call, fault: Fault, times: number): Fault {
  return { ...fault, method, path, nth, times };
}

/** Whoever is made by the call itself has another id each time. */
function patternOf(stage: Stage, path: string): RegExp {
  const [resource = "", query] = path.split("?");
  const id = resource.split("/")[1];
  if (id !== undefined)
    return new RegExp(`^${stage.hadBefore(id) ? resource : resource.replace(id, "\\w+")}$`);
  return new RegExp(`^${resource}${query === undefined ? "$" : `\\?${query.split("=")[0]}=`}`);
}
