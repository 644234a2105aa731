import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "./built";

const FILES = ["Pulumi.dev.yaml", "about.json", "index.js", "slack.json", "stack.json"];

test("the state of every release is kept, for each later version to be held against", () => {
  const changelog = readFileSync(join(checkout, "CHANGELOG.md"), "utf8");
  const releases = [...changelog.matchAll(/^## (\d+\.\d+\.\d+)$/gm)].map(([, version = ""]) => version);
  for (const release of ["0.1.0", ...releases]) {
    const missing = FILES.filter((file) => !existsSync(join(checkout, "test/states", release, file)));
    expect({ release, missing }).toEqual({ release, missing: [] });
  }
});
