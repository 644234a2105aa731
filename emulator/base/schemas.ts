/** The two versions of the SCIM protocol that Slack speaks. */
export type ScimVersion = "v1" | "v2";

/** The schema URNs of one version. */
export interface SchemaUrns {
  user: string;
  group: string;
  list: string;
  enterprise: string;
  guest: string;
  profile: string;
}

export const CORE_V1 = "urn:scim:schemas:core:1.0";
export const USER_V2 = "urn:ietf:params:scim:schemas:core:2.0:User";
export const GROUP_V2 = "urn:ietf:params:scim:schemas:core:2.0:Group";
export const ENTERPRISE_V2 = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const GUEST_V2 = "urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User";
export const PROFILE_V2 = "urn:ietf:params:scim:schemas:extension:slack:profile:2.0:User";
export const DIRECTORY_V2 = "urn:ietf:params:scim:schemas:extension:slack:directory:2.0:User";
export const ERROR_V2 = "urn:ietf:params:scim:api:messages:2.0:Error";

/** Slack's URNs by version. */
export const URNS: Record<ScimVersion, SchemaUrns> = {
  v1: {
    user: CORE_V1,
    group: CORE_V1,
    list: CORE_V1,
    enterprise: "urn:scim:schemas:extension:enterprise:1.0",
    guest: "urn:scim:schemas:extension:slack:guest:1.0",
    profile: "urn:scim:schemas:extension:slack:profile:1.0",
  },
  v2: {
    user: USER_V2,
    group: GROUP_V2,
    list: "urn:ietf:params:scim:api:messages:2.0:ListResponse",
    enterprise: ENTERPRISE_V2,
    guest: GUEST_V2,
    profile: PROFILE_V2,
  },
};
