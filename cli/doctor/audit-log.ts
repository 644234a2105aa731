import { accessSync, constants, type Stats, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { waysToSay } from "../../provider/settings/table";
import { type Finding, ok, problem } from "./finding";

/**
 * Whether a run could write its audit logs: one that cannot sends nothing. Nothing is written here.
 * @param paths relative ones from `folder`
 */
export function examineAuditLogs(paths: readonly string[], folder: string): Finding[] {
  return paths.map((path) => {
    const why = whyNot(resolve(folder, path));
    if (why === undefined) return ok("auditLog", `The audit log ${path} can be written.`);
    return problem(
      "auditLog",
      `The audit log ${path} cannot be written (${why}): nothing would be sent.`,
      `Make it writable, or name another file: ${waysToSay("auditLog")}.`,
    );
  });
}

function whyNot(path: string): string | undefined {
  try {
    const found: Stats | undefined = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) return "it is a folder";
    if (found?.isFIFO() || found?.isSocket()) return "it is no file";
    accessSync(found === undefined ? dirname(path) : path, constants.W_OK);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
