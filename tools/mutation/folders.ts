/** What people and groups of a run have in common. */
const OF_BOTH_KINDS = among("provider/run", [
  "adopt-id",
  "guards",
  "hand-on",
  "handover",
  "preview",
  "protection",
  "refused-holders",
  "two-holders",
]);

const OF_GROUPS = among("provider/group", [
  "check",
  "fields",
  "life",
  "lookup",
  "preview",
  "refusals",
  "take-over",
]);

/**
 * The folders whose code `npm run mutate` changes, and the tests that must notice, as paths below test/: those about the folder,
 * without those that measure what thousands of people cost, which take minutes.
 */
export const FOLDERS: Record<string, readonly string[]> = {
  "provider/scim/retry": ["scim/retry", "scim/misuse.test.ts", "scim/request"],
  "provider/scim/limits": ["scim/limits", "scim/misuse.test.ts"],
  "provider/scim/lists": [
    "scim/lists",
    "scim/groups",
    "scim/users",
    "scim/transport/bad-answers.test.ts",
    "scim/misuse.test.ts",
  ],
  "provider/scim/request": [
    "scim/request",
    "scim/retry",
    "scim/limits",
    "scim/transport",
    "scim/observe",
    "scim/errors",
    "scim/discovery",
    "scim/users",
    "scim/lists/paging.test.ts",
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
    ...OF_BOTH_KINDS,
    ...among("provider/run", ["exchanges"]),
    "package/tables.test.ts", // what is said about each field
  ],
  "provider/group": [
    ...OF_GROUPS,
    "provider/membership/sharing.test.ts",
    "provider/fields",
    ...OF_BOTH_KINDS,
  ],
  "provider/run": [
    ...OF_BOTH_KINDS,
    ...among("provider/run", [
      "audit-log",
      "engine",
      "exchanges",
      "guard",
      "members",
      "messages",
      "progress",
      "remedies",
      "removals",
      "snapshot",
      "wiring",
    ]),
    "provider/user",
    ...OF_GROUPS,
    "provider/membership",
  ],
};

function among(folder: string, names: string[]): string[] {
  return names.map((name) => `${folder}/${name}.test.ts`);
}
