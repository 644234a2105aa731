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
import type { Organization } from "../records/organization";
import type { UserRecord } from "../records/user-record";
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
    emulation.keep = (changes) => this.keep(changes);
    emulation.onChange(() => this.shorten());
  }

  private get journalPath(): string {
    return `${this.path}.journal`;
  }

  /** Writes the whole file, closes the journal and lets others have them. */
  close(): void {
    try {
      this.writeWhole();
    } finally {
      closeSync(this.descriptor);
      this.release();
    }
  }

  private load(): void {
    const file = existsSync(this.path) ? parseFile(this.path) : undefined;
    if (file) restoreSnapshot(this.emulation, file);
    this.number = file?.journal ?? 0;
    if (!existsSync(this.journalPath)) return;
    // What stands behind the last line break was cut off by a kill, and never acknowledged.
    const lines = readFileSync(this.journalPath, "utf8").split("\n").slice(0, -1);
    for (const [index, text] of lines.entries()) {
      const line = this.parseLine(text, index + 1);
      if (line.journal === undefined) this.replay(line);
      // Killed when the new file was in place and its journal not yet: all this is in the file.
      else if (line.journal !== this.number) break;
    }
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
      emulation.organizations.find((one) => one.domain === line.domain) ?? this.addBlank(line.domain);
    for (const field of line.profileFields ?? []) organization.profileFields.add(field);
    if (line.user) putUser(emulation, organization, line.user);
    if (line.group) putGroup(emulation, organization, line.group);
    if (line.removed) {
      organization.users.remove(line.removed);
      organization.groups.remove(line.removed);
    }
  }

  /** An organization without the owner that a new one has: the journal goes on with its people. */
  private addBlank(domain: string): Organization {
    const organization = addOrganization(this.emulation, { domain });
    organization.empty();
    return organization;
  }

  private keep(changes: readonly Change[]): void {
    if (changes.some(({ kind }) => kind === "everything")) this.writeWhole();
    else this.write(changes.flatMap(linesOf));
  }

  /** Lines are there whole and all or not at all, also when the disk is full: half of one would spoil what follows it. */
  private write(lines: Partial<Line>[]): void {
    const { size } = fstatSync(this.descriptor);
    const all = size === 0 ? [{ journal: this.number }, ...lines] : lines;
    try {
      writeFileSync(this.descriptor, all.map((line) => `${JSON.stringify(line)}\n`).join(""));
    } catch (error) {
      ftruncateSync(this.descriptor, size);
      throw error;
    }
    this.lines += lines.length;
  }

  /** Starts a new journal when this one has grown; it is whole without, so a failure can wait for the next time. */
  private shorten(): void {
    if (this.lines < MOST_LINES) return;
    this.lines = 0;
    try {
      this.writeWhole();
    } catch (error) {
      console.error(
        `pulumi-slack-scim emulator: ${this.path} could not be written, its journal grows on`,
        error,
      );
    }
  }

  /** The new file takes the old one's place in one step; only then the journal is emptied. */
  private writeWhole(): void {
    const draft = `${this.path}.new`;
    const file: DataFile = { journal: this.number + 1, ...takeSnapshot(this.emulation) };
    const descriptor = openSync(draft, "w");
    try {
      writeFileSync(descriptor, `${JSON.stringify(file, null, 1)}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, this.path);
    this.number++;
    ftruncateSync(this.descriptor);
    this.lines = 0;
  }
}

function linesOf(change: Change): Line[] {
  if (change.kind === "everything") return [];
  const { organization } = change;
  const { domain } = organization;
  if (change.kind === "removed") return [{ domain, removed: change.id }];
  if (change.kind === "group") return [{ domain, group: writtenGroup(change.group) }];
  if (change.kind === "user") {
    const profileFields = [...new Set([...organization.profileFields, ...change.profileFields])];
    return [{ domain, user: change.user, ...(profileFields.length > 0 ? { profileFields } : {}) }];
  }
  const { users, groups, profileFields } = organization;
  return [
    { domain, profileFields: [...profileFields] },
    ...users.all.map((user) => ({ domain, user })),
    ...groups.all.map((group) => ({ domain, group: writtenGroup(group) })),
  ];
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
