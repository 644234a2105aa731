import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../package/built";

/** The client's programs by file name: README's blocks, which build on each other, as one, and each example. */
export function clientPrograms(): Map<string, string> {
  const examples = join(checkout, "examples", "client");
  return new Map([
    ["readme.mjs", readmeProgram(readFileSync(join(checkout, "provider", "scim", "README.md"), "utf8"))],
    ...readdirSync(examples)
      .filter((name) => name.endsWith(".mjs"))
      .map((name) => [name, readFileSync(join(examples, name), "utf8")] as const),
  ]);
}

/** README's blocks of JavaScript as one program, their imports first. */
export function readmeProgram(readme: string): string {
  const blocks = [...readme.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = ""]) => code);
  const imports = /^import .*\n/gm;
  const names = blocks.flatMap((code) => code.match(imports) ?? []);
  return names.join("") + blocks.map((code) => code.replace(imports, "")).join("\n");
}
