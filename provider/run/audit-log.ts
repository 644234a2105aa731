import { closeSync, fstatSync, openSync, readSync, statSync, writeSync } from "node:fs";
import { waysToSay } from "../settings/table";

/** Nothing was sent to Slack, since the audit log would not show it. */
export class NotRecorded extends Error {}

/** Who may read the file: it names people and what became of them. */
const OWNER_ALONE = 0o600;

/**
 * A file to which lines are appended, one write each, so that lines of several processes stay whole. It is opened anew for each
 * line: a log that is rotated meanwhile is followed.
 */
export class AuditLog {
  /** @param path relative ones from the folder of the Pulumi project */
  constructor(readonly path: string) {}

  /**
   * Appends one line of JSON.
   * @throws Error when not all of it could be written
   */
  append(entry: object): void {
    refusePipes(this.path);
    const file = openSync(this.path, "a+", OWNER_ALONE);
    try {
      // What a full disk cut off must not swallow the next line as well. A line that another process is still writing looks the same:
      // appends come one after the other, so that then an empty line stands between two whole ones.
      const line = `${isCutOff(file) ? "\n" : ""}${JSON.stringify(entry)}\n`;
      const length = Buffer.byteLength(line);
      if (writeSync(file, line) !== length) throw new Error("ENOSPC: only a part of a line could be written");
    } finally {
      closeSync(file);
    }
  }

  /** Why nothing is sent: the first line could not be written. */
  refusal(error: unknown): NotRecorded {
    return new NotRecorded(
      `nothing was sent to Slack, since the audit log ${this.path} cannot be written (${reasonOf(error)}). Make it writable, or name another file: ${waysToSay("auditLog")}.`,
    );
  }

  /** What is said of a write that the log lacks. */
  loss(error: unknown, done: string): string {
    return `the audit log ${this.path} could not be written (${reasonOf(error)}) after this: ${done}. Nothing more is sent to Slack; add the line by hand, make room, and run \`pulumi up\` again.`;
  }
}

function reasonOf(error: unknown): string {
  return (error as Partial<Error>).message ?? String(error);
}

/** What is written into a pipe that nobody reads is kept nowhere. */
function refusePipes(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFIFO() || found?.isSocket()) throw new Error(`${path} is no file`);
}

function isCutOff(file: number): boolean {
  const found = fstatSync(file);
  if (!found.isFile() || found.size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, found.size - 1);
  return last[0] !== 0x0a;
}
