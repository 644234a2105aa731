import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { addOrganization } from "./add-organization";
import type { Change, Emulation } from "./emulation";
import {
  putGroup,
  putUser,
  restoreSnapshot,
  type Snapshot,
  takeSnapshot,
  type WrittenGroup,
  writtenGroup,
} from "./snapshot";
import type { UserRecord } from "./user-record";

const MOST_LINES = 50_000;

interface Line {
  domain: string;
  user?: UserRecord;
  group?: WrittenGroup;
  removed?: string;
}

/**
 * Keeps people and groups in a file. Every change is a line in a journal beside it before it is answered, so that killing
 * the process loses nothing that was acknowledged; the file itself is written when the journal has grown, and at the end.
 */
export class Journal {
  private readonly descriptor: number;
  private lines = 0;
  private replaying = false;

  constructor(
    private readonly path: string,
    private readonly emulation: Emulation,
  ) {
    this.load();
    this.descriptor = openSync(this.journalPath, "a");
    this.writeWhole();
    emulation.onChange((change) => this.note(change));
  }

  private get journalPath(): string {
    return `${this.path}.journal`;
  }

  /** Writes the whole file and closes the journal. */
  close(): void {
    this.writeWhole();
    closeSync(this.descriptor);
  }

  private load(): void {
    if (existsSync(this.path)) restoreSnapshot(this.emulation, parseFile(this.path));
    if (!existsSync(this.journalPath)) return;
    this.replaying = true;
    const lines = readFileSync(this.journalPath, "utf8").split("\n");
    // What stands behind the last line break was cut off by a kill, and never acknowledged.
    lines.slice(0, -1).forEach((line, index) => {
      if (line !== "") this.replay(line, index + 1);
    });
    this.replaying = false;
  }

  private replay(text: string, number: number): void {
    let line: Line;
    try {
      line = JSON.parse(text);
    } catch {
      throw new Error(
        `${this.journalPath}, line ${number}: not a line of a journal. Mend it, or remove the file and with it what it holds.`,
      );
    }
    const { emulation } = this;
    const organization =
      emulation.organizations.find((one) => one.domain === line.domain) ??
      addOrganization(emulation, { domain: line.domain });
    if (line.user) putUser(emulation, organization, line.user);
    if (line.group) putGroup(emulation, organization, line.group);
    if (line.removed) {
      organization.users.remove(line.removed);
      organization.groups.remove(line.removed);
    }
  }

  private note(change: Change): void {
    if (this.replaying) return;
    if (change.kind === "everything") this.writeWhole();
    else this.append(change);
  }

  private append(change: Exclude<Change, { kind: "everything" }>): void {
    const { domain } = change.organization;
    const line: Line = { domain };
    if (change.kind === "user") line.user = change.user;
    else if (change.kind === "group") line.group = writtenGroup(change.group);
    else line.removed = change.id;
    writeSync(this.descriptor, `${JSON.stringify(line)}\n`);
    if (++this.lines >= MOST_LINES) this.writeWhole();
  }

  /** The new file takes the old one's place in one step; only then the journal is emptied. */
  private writeWhole(): void {
    const draft = `${this.path}.new`;
    const descriptor = openSync(draft, "w");
    writeSync(descriptor, `${JSON.stringify(takeSnapshot(this.emulation), null, 1)}\n`);
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(draft, this.path);
    ftruncateSync(this.descriptor);
    this.lines = 0;
  }
}

function parseFile(path: string): Snapshot {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Error(
      `${path} is not a file of the emulator: ${error instanceof Error ? error.message : error}`,
    );
  }
}
