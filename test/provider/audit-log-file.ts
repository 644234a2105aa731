import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Properties } from "../../provider/fields/properties";

/** The audit log of the test that runs, in a folder of its own that is gone afterwards. */
export interface AuditLogFile {
  readonly folder: string;
  readonly file: string;
  /** All of it, as it is in the file. */
  text(): string;
  /** Its lines, parsed. */
  lines(): Properties[];
  /** The same without the time. */
  entries(): Properties[];
  /** From now on nothing can be appended: a folder takes the place of the file. */
  block(): void;
}

/** Gives each test of a file an audit log. */
export function auditLogFile(): AuditLogFile {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slack-scim-audit-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const file = () => join(folder, "audit.jsonl");
  const text = () => readFileSync(file(), "utf8");
  const lines = (): Properties[] =>
    text()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  return {
    get folder() {
      return folder;
    },
    get file() {
      return file();
    },
    text,
    lines,
    entries: () => lines().map(({ time: _time, ...entry }) => entry),
    block() {
      rmSync(file());
      mkdirSync(file());
    },
  };
}
