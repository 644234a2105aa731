/**
 * The folders whose code `npm run mutate` changes, and the tests that must notice, as paths below test/: those about the folder,
 * without those that measure what thousands of people cost, which take minutes.
 */
export const FOLDERS: Record<string, readonly string[]> = {
  "provider/scim/retry": ["scim/retry", "scim/misuse.test.ts", "scim/request"],
  "provider/scim/limits": ["scim/limits", "scim/misuse.test.ts"],
  "provider/scim/lists": ["scim/lists", "scim/groups", "scim/users", "scim/misuse.test.ts"],
  "provider/scim/request": [
    "scim/request",
    "scim/retry",
    "scim/limits",
    "scim/transport",
    "scim/observe",
    "scim/errors",
    "scim/misuse.test.ts",
  ],
  "emulator/apply": [
    "emulator/apply",
    "emulator/endpoints",
    "emulator/rules",
    "emulator/identity-providers.test.ts",
  ],
  "provider/user": [
    "provider/user",
    "provider/fields",
    ...among("provider/run", [
      "adopt-id",
      "exchanges",
      "guards",
      "hand-on",
      "handover",
      "preview",
      "protection",
      "two-holders",
    ]),
  ],
  "provider/group": [
    ...among("provider/group", ["life", "lookup", "take-over"]),
    "provider/membership/sharing.test.ts",
    "provider/fields",
    ...among("provider/run", [
      "adopt-id",
      "guards",
      "hand-on",
      "handover",
      "preview",
      "protection",
      "two-holders",
    ]),
  ],
  "provider/run": [
    ...among("provider/run", [
      "adopt-id",
      "audit-log",
      "engine",
      "exchanges",
      "guards",
      "hand-on",
      "handover",
    ]),
    ...among("provider/run", [
      "messages",
      "preview",
      "progress",
      "protection",
      "two-holders",
      "remedies",
      "snapshot",
      "wiring",
    ]),
    "provider/user",
    ...among("provider/group", ["life", "lookup", "take-over"]),
    "provider/membership",
  ],
};

function among(folder: string, names: string[]): string[] {
  return names.map((name) => `${folder}/${name}.test.ts`);
}
