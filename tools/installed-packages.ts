import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "./package-root";

/** An entry of package-lock.json. */
interface Locked {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  [key: string]: unknown;
}

/** What npm needs to look at what comes with an installation of this package, Pulumi aside. */
export interface Installation {
  lockfileVersion: number;
  /** By folder, as `node_modules/commander`; `""` is the project that installs them. */
  packages: Record<string, Locked>;
}

/** The packages that come with this one: of package-lock.json only what its dependencies lead to. */
export function installedPackages(): Installation {
  const lock: Installation = JSON.parse(readFileSync(join(packageRoot(), "package-lock.json"), "utf8"));
  const { dependencies = {} } = lock.packages[""] ?? {};
  const packages: Record<string, Locked> = { "": { name: "installed", version: "0.0.0", dependencies } };
  const waiting = Object.keys(dependencies).map((name) => folderOf(lock, "", name));
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const locked = lock.packages[folder];
    if (locked === undefined || packages[folder] !== undefined) continue;
    packages[folder] = locked;
    const needed = Object.keys({ ...locked.dependencies, ...locked.optionalDependencies });
    for (const name of needed) waiting.push(folderOf(lock, folder, name));
  }
  return { lockfileVersion: lock.lockfileVersion, packages };
}

/** Where a package finds another one, as Node looks for it: beside it or further up. */
function folderOf(lock: Installation, from: string, name: string): string {
  const folder = join(from, "node_modules", name);
  if (lock.packages[folder] !== undefined || from === "") return folder;
  const above = from.lastIndexOf("/node_modules/");
  return folderOf(lock, above < 0 ? "" : from.slice(0, above), name);
}

/** The bytes of a folder's files, what is installed within it aside. */
export function bytesOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules")
    .map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? bytesOf(path) : statSync(path).size;
    })
    .reduce((sum, bytes) => sum + bytes, 0);
}
