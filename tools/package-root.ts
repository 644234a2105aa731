import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The package's own folder, from sources and from dist/ alike: what is not compiled is found from there. */
export function packageRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}
