import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { addOrganization } from "./add-organization";
import { claimDataFile } from "./data-lock";
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

/** The data file: a snapshot, and which journal goes on where it ends. */
interface DataFile extends Snapshot {
  journal?: number;
}

interface Line {
  /** Stands alone in the first line: whether the journal belongs to the data file beside it. */
  journal?: number;
  domain: string;
  /** The custom profile fields there are, where a user was written. */
  profileFields?: string[];
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
  private readonly release: () => void;
  private number = 0;
  private lines = 0;
  private replaying = false;

  constructor(
    private readonly path: string,
    private readonly emulation: Emulation,
  ) {
    this.release = claimDataFile(path);
    try {
      this.load();
      this.descriptor = openSync(this.journalPath, "a");
      this.writeWhole();
    } catch (error) {
      this.release();
      throw error;
    }
    emulation.onChange((change) => this.note(change));
  }

  private get journalPath(): string {
    return `${this.path}.journal`;
  }

  /** Writes the whole file, closes the journal and lets others have them. */
  close(): void {
    this.writeWhole();
    closeSync(this.descriptor);
    this.release();
  }

  private load(): void {
    const file = existsSync(this.path) ? parseFile(this.path) : undefined;
    if (file) restoreSnapshot(this.emulation, file);
    this.number = file?.journal ?? 0;
    if (!existsSync(this.journalPath)) return;
    // What stands behind the last line break was cut off by a kill, and never acknowledged.
    const lines = readFileSync(this.journalPath, "utf8").split("\n").slice(0, -1);
    this.replaying = true;
    for (const [index, text] of lines.entries()) {
      const line = this.parseLine(text, index + 1);
      if (line.journal === undefined) this.replay(line);
      // Killed when the new file was in place and its journal not yet: all this is in the file.
      else if (line.journal !== this.number) break;
    }
    this.replaying = false;
  }

  private parseLine(text: string, number: number): Line {
    try {
      return JSON.parse(text);
    } catch {
      throw new Error(
        `${this.journalPath}, line ${number}: not a line of a journal. Mend it, or remove the file and with it what it holds.`,
      );
    }
  }

  private replay(line: Line): void {
    const { emulation } = this;
    const organization =
      emulation.organizations.find((one) => one.domain === line.domain) ??
      addOrganization(emulation, { domain: line.domain });
    for (const field of line.profileFields ?? []) organization.profileFields.add(field);
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
    const { domain, profileFields } = change.organization;
    const line: Line = { domain };
    if (change.kind === "user") {
      line.user = change.user;
      if (profileFields.size > 0) line.profileFields = [...profileFields];
    } else if (change.kind === "group") line.group = writtenGroup(change.group);
    else line.removed = change.id;
    this.write(line);
    if (++this.lines >= MOST_LINES) this.writeWhole();
  }

  /** A line is there whole or not at all, also when the disk is full: half of one would spoil what follows it. */
  private write(line: Partial<Line>): void {
    const { size } = fstatSync(this.descriptor);
    try {
      writeFileSync(this.descriptor, `${JSON.stringify(line)}\n`);
    } catch (error) {
      ftruncateSync(this.descriptor, size);
      throw error;
    }
  }

  /** The new file takes the old one's place in one step; only then the journal is emptied. */
  private writeWhole(): void {
    const draft = `${this.path}.new`;
    const file: DataFile = { journal: this.number + 1, ...takeSnapshot(this.emulation) };
    const descriptor = openSync(draft, "w");
    writeFileSync(descriptor, `${JSON.stringify(file, null, 1)}\n`);
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(draft, this.path);
    ftruncateSync(this.descriptor);
    this.number++;
    this.write({ journal: this.number });
    this.lines = 0;
  }
}

function parseFile(path: string): DataFile {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Error(
      `${path} is not a file of the emulator: ${error instanceof Error ? error.message : error}`,
    );
  }
}
