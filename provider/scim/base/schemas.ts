/** Which version of SCIM the base URL speaks. */
export type ScimVersion = "v1" | "v2";

interface Urns {
  user: string;
  group: string;
  enterprise: string;
  guest: string;
  profile: string;
}

/** Slack's schema URNs, by version. */
export const URNS: Readonly<Record<ScimVersion, Urns>> = {
  v1: {
    user: "urn:scim:schemas:core:1.0",
    group: "urn:scim:schemas:core:1.0",
    enterprise: "urn:scim:schemas:extension:enterprise:1.0",
    guest: "urn:scim:schemas:extension:slack:guest:1.0",
    profile: "urn:scim:schemas:extension:slack:profile:1.0",
  },
  v2: {
    user: "urn:ietf:params:scim:schemas:core:2.0:User",
    group: "urn:ietf:params:scim:schemas:core:2.0:Group",
    enterprise: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    guest: "urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User",
    profile: "urn:ietf:params:scim:schemas:extension:slack:profile:2.0:User",
  },
};

/** The schema of a v2 PATCH. */
export const PATCH_OP_URN = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** The three extensions of a person, by the short names of the model. */
export const EXTENSIONS = ["enterprise", "guest", "profile"] as const;

const OWN_URNS: ReadonlySet<string> = new Set([...Object.values(URNS.v1), ...Object.values(URNS.v2)]);

/** The `schemas` to send: the version's own, then whatever else the caller's object named. */
export function completeSchemas(own: string[], given: unknown): string[] {
  return [...own, ...flatSchemas(given).filter((urn) => !OWN_URNS.has(urn))];
}

/** Other clients' round trips have stored lists within lists: `[["a","b"],["a","b"]]` is read as `["a","b"]`. */
export function flatSchemas(schemas: unknown): string[] {
  if (!Array.isArray(schemas)) return [];
  if (schemas.every((urn) => typeof urn === "string")) return schemas;
  return [...new Set(schemas.flat(Number.POSITIVE_INFINITY).filter((urn) => typeof urn === "string"))];
}
