import { cpSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { packageRoot } from "./package-root";

/** Copies an example, since Pulumi writes a stack's settings beside the program; packages are the checkout's own. */
export function copyExample(name: string, folder: string): void {
  const isOfTheExample = (path: string) => !/^(node_modules|Pulumi\.[^.]+\.yaml)$/.test(basename(path));
  cpSync(join(packageRoot(), "examples", name), folder, { recursive: true, filter: isOfTheExample });
  symlinkSync(join(packageRoot(), "node_modules"), join(folder, "node_modules"));
}
