import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** The folder of this package's checkout. */
export const checkout = resolve(__dirname, "..", "..");

/** A compiled file of tools/ or another folder, which `npm test` builds before the tests. */
export function builtTool(name: string, folder = "tools"): string {
  const file = join(checkout, "dist", folder, `${name}.js`);
  if (!existsSync(file)) throw new Error(`${file} is missing. Run: npm run build`);
  return file;
}
