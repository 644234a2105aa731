import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(__dirname, "..", "..");
const depcruise = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
const options = ["--config", ".dependency-cruiser.cjs", "--output-type", "err-long", "provider", "emulator"];

/** What the check prints of a tree that has just these files. */
function check(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "slack-scim-floors-"));
  const write = (name: string, source: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), source);
  };
  try {
    for (const name of [".dependency-cruiser.cjs", "tools/floors.json", "tsconfig.json"]) {
      write(name, readFileSync(join(root, name), "utf8"));
    }
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    for (const [name, source] of Object.entries(files)) write(name, source);
    const { stdout } = spawnSync(process.execPath, [depcruise, ...options], { cwd: folder });
    return stdout.toString().replace(/\s+/g, " ");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const type = "export type Name = string;\n";
const imports = (path: string) => `import type { Name } from "${path}";\nexport type Other = Name;\n`;

test("every floor that is listed is there", () => {
  const houses: { house: string; floors: { rooms: string[] }[] }[] = require("../../tools/floors.json");
  const rooms = houses.flatMap(({ house, floors }) =>
    floors.flatMap((floor) => floor.rooms.map((room) => join(house, room))),
  );
  expect(rooms.length).toBeGreaterThan(25);
  expect(rooms.filter((room) => !existsSync(join(root, room)))).toEqual([]);
});

/** One file for each way to break a rule, and what the check must say of it. */
const BROKEN: [what: string, file: string, source: string, reason: string][] = [
  [
    "an import that goes up",
    "provider/run/up.ts",
    imports("../user/name"),
    "provider/run-imports-nothing-above: provider/run/up.ts → provider/user/name.ts provider/run (what the resources of one run share: client, organisation, snapshot, guards, handover, members of groups, messages) stands below user, group, membership, and imports go down only",
  ],
  [
    "an import out of the client",
    "provider/scim/users/up.ts",
    imports("../../run/name"),
    "provider/scim-imports-nothing-above: provider/scim/users/up.ts → provider/run/name.ts",
  ],
  [
    "a circle of types",
    "emulator/state/circle.ts",
    imports("./name"),
    "Files that import each other can only be understood together.",
  ],
  [
    "a file on no floor",
    "emulator/stray.ts",
    type,
    "Every file of emulator/ belongs to a floor of tools/floors.json",
  ],
  [
    "a group that knows people",
    "provider/group/people.ts",
    imports("../user/name"),
    "provider/user+group+membership-apart: provider/group/people.ts → provider/user/name.ts user, group and membership never import each other",
  ],
  [
    "Pulumi outside resources/",
    "provider/run/pulumi.ts",
    'import type * as pulumi from "@pulumi/pulumi";\nexport type Id = pulumi.ID;\n',
    "Only provider/resources/ imports Pulumi",
  ],
  [
    "a second file that performs HTTP",
    "provider/scim/request/http.ts",
    'import fetch from "node-fetch";\nexport const get = fetch;\n',
    "Only provider/scim/transport/wire.ts performs HTTP",
  ],
  [
    "a provider that knows the emulator",
    "provider/run/emulated.ts",
    imports("../../emulator/start"),
    "The provider and the emulator share nothing",
  ],
];

/** What the broken files import. */
const IMPORTED = {
  "provider/user/name.ts": type,
  "provider/run/name.ts": type,
  "emulator/start.ts": type,
  "emulator/state/name.ts":
    'import type { Other } from "./circle";\nimport type { Name as Stray } from "../stray";\nexport type Name = Other | Stray;\n',
};

let printed: string;
beforeAll(() => {
  printed = check({ ...IMPORTED, ...Object.fromEntries(BROKEN.map(([, file, source]) => [file, source])) });
});

test.each(BROKEN)("%s is refused with the reason", (_what, _file, _source, reason) => {
  expect(printed).toContain(reason);
});
