import { linkSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const heldHere = new Set<string>();

/** Claims a data file for this process by a lock file beside it, and returns what gives it up again. */
export function claimDataFile(path: string): () => void {
  const lock = join(realpathSync(dirname(path)), `${basename(path)}.lock`);
  while (!create(lock)) takeOver(lock, path);
  heldHere.add(lock);
  return () => {
    heldHere.delete(lock);
    if (holderOf(lock) === process.pid) rmSync(lock, { force: true });
  };
}

/** Makes the lock with its content in one step, so that nobody ever reads one without a process id. */
function create(lock: string): boolean {
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, `${process.pid}\n`);
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    return createWithoutLink(lock);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Some file systems have no links. */
function createWithoutLink(lock: string): boolean {
  try {
    writeFileSync(lock, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Puts a lock aside whose process has ended; says who holds it otherwise. */
function takeOver(lock: string, path: string): void {
  const holder = holderOf(lock);
  refuseHeld(holder, lock, path);
  const aside = `${lock}.${process.pid}.old`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  const moved = holderOf(aside);
  if (moved === holder) {
    rmSync(aside, { force: true });
    return;
  }
  // Somebody else was faster: what was put aside is their lock, not the stale one.
  renameSync(aside, lock);
  refuseHeld(moved, lock, path);
}

function refuseHeld(holder: number | undefined, lock: string, path: string): void {
  const isOurs = holder === process.pid;
  if (holder === undefined || (isOurs ? !heldHere.has(lock) : !isAlive(holder))) return;
  throw new Error(
    `${path} is in use by another emulator (process ${holder}). Give each a file of its own; if process ${holder} is none, remove ${lock}.`,
  );
}

function holderOf(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(lock, "utf8"));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
