/** What people and groups of a run have in common. */
const OF_BOTH_KINDS = among("provider/run", [
  "adopt-id",
  "guards",
  "hand-on",
  "handover",
  "preview",
  "protection",
  "refused-holders",
  "retention",
  "two-holders",
]);

const OF_GROUPS = among("provider/group", [
  "check",
  "fields",
  "life",
  "lookup",
  "many",
  "preview",
  "refusals",
  "take-over",
]);

/** Files of a folder, and the tests that must notice what is changed in them, as paths below test/. */
export interface Part {
  /** Names without ending; without them all files that no other part names. */
  files?: readonly string[];
  tests: readonly string[];
}

/**
 * The folders whose code `npm run mutate` changes: each with the tests about it, without those that measure what thousands of people
 * cost, which take minutes. Of a large folder the parts have fewer tests each, since whoever survives has run them all.
 */
export const FOLDERS: Record<string, readonly Part[]> = {
  "provider/scim/retry": [{ tests: ["scim/retry", "scim/misuse.test.ts", "scim/request"] }],
  "provider/scim/limits": [{ tests: ["scim/limits", "scim/misuse.test.ts"] }],
  "provider/scim/lists": [
    {
      tests: [
        "scim/lists",
        "scim/groups",
        "scim/users",
        "scim/transport/bad-answers.test.ts",
        "scim/misuse.test.ts",
      ],
    },
  ],
  "provider/scim/request": [
    {
      tests: [
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
    },
  ],
  "emulator/apply": [
    {
      tests: [
        "emulator/apply",
        "emulator/endpoints",
        "emulator/rules",
        "emulator/identity-providers.test.ts",
        "emulator/server/tokens.test.ts",
      ],
    },
  ],
  "provider/user": [
    {
      tests: [
        "provider/user",
        "provider/fields",
        ...OF_BOTH_KINDS,
        ...among("provider/run", ["exchanges", "wiring"]),
        "package/tables.test.ts", // what is said about each field
      ],
    },
  ],
  "provider/group": [
    {
      tests: [
        ...OF_GROUPS,
        ...among("provider/membership", ["hand-on", "sharing"]),
        "provider/fields",
        ...OF_BOTH_KINDS,
        "package/tables.test.ts", // what is said about each field
      ],
    },
  ],
  "provider/run": [
    {
      files: ["hand-on", "exchanges", "checking"],
      tests: [
        ...among("provider/run", [
          "checking",
          "exchanges",
          "hand-on",
          "refused-holders",
          "two-holders",
          "waiting",
        ]),
        ...among("provider/directory", ["life", "foresight"]),
      ],
    },
    {
      files: ["adopt-id", "handover", "retention", "declared-members", "names"],
      tests: [
        ...among("provider/run", [
          "adopt-id",
          "claims",
          "handover",
          "names",
          "refused-holders",
          "retention",
          "two-holders",
        ]),
        ...among("provider/user", ["adoption", "lookup"]),
        ...among("provider/group", ["life", "take-over"]),
        "provider/membership",
      ],
    },
    {
      files: ["run", "organization", "snapshot", "lookups", "packing", "connect", "look"],
      tests: [
        ...among("provider/run", [
          "wiring",
          "snapshot",
          "packing",
          "preview",
          "audit-log",
          "finding",
          "organization",
          "progress",
          "guards",
        ]),
        ...among("provider/user", ["life", "lookup", "take-over-when-many", "adoption"]),
        ...among("provider/group", ["lookup"]),
      ],
    },
    {
      files: ["recorder", "recorded-client", "audit-log", "public-names", "lifecycle", "one-line", "heap"],
      tests: [
        ...among("provider/run", ["recorder", "audit-log", "public-names", "wiring", "one-line", "heap"]),
        ...among("provider/user", ["life"]),
        ...among("provider/group", ["life"]),
      ],
    },
    {
      files: ["messages", "progress", "progress-lines", "remedies", "engine"],
      tests: among("provider/run", [
        "messages",
        "progress",
        "progress-forecast",
        "progress-lines",
        "remedies",
        "engine",
      ]),
    },
    {
      tests: [
        ...OF_BOTH_KINDS,
        ...among("provider/run", ["exchanges", "guard", "members", "removals", "wiring"]),
        "provider/user",
        ...OF_GROUPS,
        "provider/membership",
      ],
    },
  ],
};

function among(folder: string, names: string[]): string[] {
  return names.map((name) => `${folder}/${name}.test.ts`);
}
