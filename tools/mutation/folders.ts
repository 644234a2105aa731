/** The folders whose code `npm run mutate` changes, and the tests that must notice: those about the folder. */
export const FOLDERS: Record<string, readonly string[]> = {
  "provider/scim/retry": ["scim/retry", "scim/misuse.test.ts", "scim/request"],
  "provider/scim/limits": ["scim/limits", "scim/retry", "scim/misuse.test.ts"],
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
  "provider/user": ["provider/user", "provider/fields", "provider/run", "provider/settings"],
  "provider/group": ["provider/group", "provider/membership", "provider/fields", "provider/run"],
  "provider/run": [
    "provider/run",
    "provider/user",
    "provider/group",
    "provider/membership",
    "provider/directory",
  ],
};
