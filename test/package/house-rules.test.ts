import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

/** The TypeScript files below a folder, by path from the root. */
function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => file.endsWith(".ts"));
}

/** The files of provider/ whose code (comments aside) has something in it. */
function having(pattern: RegExp): string[] {
  return sources("provider").filter((file) => pattern.test(code(file)));
}

const code = (file: string) =>
  readFileSync(join(root, file), "utf8")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\s*\/\/.*$/gm, "");

test.each([
  ["the stored provider's key", /__provider/, ["provider/resources/dynamic.ts"]],
  [
    "what Pulumi's SDK does",
    /^(import (?!type )|export ).*"@pulumi\/pulumi|require\("@pulumi/m,
    ["provider/resources/sdk.ts"],
  ],
  ["an HTTP request", /(from |require\()"node-fetch"/, ["provider/scim/transport/wire.ts"]],
  ["a timer", /\bset(Timeout|Interval|Immediate)\(/, ["provider/scim/base/clock.ts"]],
])("%s is in one file of provider/ alone", (_name, pattern, files) => {
  expect(having(pattern)).toEqual(files);
});

test("the environment is read in one file, and where connections are made: authorities, proxies", () => {
  expect(having(/process\.env/).sort()).toEqual([
    "provider/scim/transport/agents.ts",
    "provider/scim/transport/proxy.ts",
    "provider/settings/source.ts",
  ]);
});

test("no type is switched off", () => {
  expect(having(/\bas any\b|: any\b|@ts-ignore|@ts-nocheck/)).toEqual([]);
});

test("no file of provider/ is too long to hold in the eye", () => {
  const long = sources("provider").filter(
    (file) => readFileSync(join(root, file), "utf8").split("\n").length > 310,
  );
  expect(long).toEqual([]);
});
