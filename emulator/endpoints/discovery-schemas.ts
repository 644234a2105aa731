import {
  DIRECTORY_V2,
  ENTERPRISE_V2,
  GROUP_V2,
  GUEST_V2,
  PROFILE_V2,
  type ScimVersion,
  URNS,
  USER_V2,
} from "../base/schemas";

/** The two kinds of resource of v2, as `/ResourceTypes` lists them. */
export function resourceTypes(baseUrl: string): object {
  const entry = (
    name: string,
    endpoint: string,
    description: string,
    schema: string,
    extensions?: string[],
  ) => ({
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
    id: name,
    name,
    endpoint,
    description,
    schema,
    ...(extensions && { schemaExtensions: extensions.map((urn) => ({ schema: urn, required: false })) }),
    meta: { location: `${baseUrl}/scim/v2/ResourceTypes/${name}`, resourceType: "ResourceType" },
  });
  return {
    schemas: [URNS.v2.list],
    Resources: [
      entry("User", "/Users", "User Account", USER_V2, [ENTERPRISE_V2, GUEST_V2, DIRECTORY_V2, PROFILE_V2]),
      entry("Group", "/Groups", "Group", GROUP_V2),
    ],
  };
}

interface Attribute {
  name: string;
  type?: string;
  readOnly?: boolean;
  required?: boolean;
  parts?: Attribute[];
  /** Set for lists: what one of them is called. */
  child?: string;
  types?: string[];
  schema?: string;
}

const PLACES = ["work", "home", "other"];

function listOf(name: string, child: string, types: string[] | undefined, parts: Attribute[]): Attribute {
  return { name, type: "complex", child, parts, types };
}

function texts(...names: string[]): Attribute[] {
  return names.map((name) => ({ name }));
}

function typed(types: string[], valueRequired = true): Attribute[] {
  return [
    { name: "value", required: valueRequired },
    { name: "type", types },
    { name: "primary", type: "boolean" },
  ];
}

function userAttributes(version: ScimVersion): Attribute[] {
  const { enterprise, guest } = URNS[version];
  return [
    { name: "id", readOnly: true, required: true },
    { name: "userName", required: true },
    ...texts("nickName"),
    { name: "name", type: "complex", parts: texts("familyName", "givenName", "honorificPrefix") },
    { ...listOf("emails", "email", undefined, typed(PLACES)), required: true },
    listOf("photos", "photo", undefined, typed(["photo", "thumbnail"])),
    { ...listOf("groups", "group", undefined, texts("value", "display")), readOnly: true },
    // Slack's own document calls this text a string.
    { name: "active", type: "string" },
    listOf("addresses", "address", undefined, [
      ...texts("streetAddress", "locality", "region", "postalCode", "country"),
      { name: "type", types: PLACES },
      { name: "primary", type: "boolean" },
    ]),
    listOf(
      "phoneNumbers",
      "phoneNumber",
      undefined,
      typed(["work", "home", "mobile", "pager", "fax", "other"]),
    ),
    ...texts(
      "displayName",
      "profileUrl",
      "userType",
      "title",
      "preferredLanguage",
      "locale",
      "timezone",
      "password",
    ),
    listOf("roles", "role", undefined, [...texts("value", "type"), { name: "primary", type: "boolean" }]),
    {
      name: enterprise,
      type: "complex",
      schema: enterprise,
      parts: [
        ...texts("employeeNumber", "costCenter", "organization", "division", "department"),
        { name: "manager", type: "complex", parts: texts("managerId") },
      ],
    },
    {
      name: guest,
      type: "complex",
      schema: guest,
      parts: [{ name: "type", required: true }, ...texts("expiration")],
    },
  ];
}

const GROUP_ATTRIBUTES: Attribute[] = [
  { name: "id", readOnly: true, required: true },
  // Slack's own document calls this read-only although it is not.
  { name: "displayName", readOnly: true, required: true },
  listOf("members", "member", undefined, [
    { name: "value", readOnly: true, required: true },
    { name: "display", required: true },
  ]),
];

function describe(attribute: Attribute, core: string): Record<string, unknown> {
  const { name, child, parts, types } = attribute;
  const schema = attribute.schema ?? core;
  return {
    name,
    type: attribute.type ?? "string",
    multiValued: child !== undefined,
    ...(child && { multiValuedAttributeChildName: child }),
    description: `The ${name} of the resource`,
    schema,
    readOnly: attribute.readOnly ?? false,
    required: attribute.required ?? false,
    caseExact: false,
    ...(types && { canonicalValues: types }),
    ...(parts && partsOf(name, parts, schema)),
  };
}

/** Slack's own spellings: `groups` has them in lower case, `manager` has one instead of a list. */
function partsOf(name: string, parts: Attribute[], schema: string): object {
  const described = parts.map((part) => describe(part, schema));
  if (name === "groups") return { subattributes: described };
  return { subAttributes: name === "manager" ? described[0] : described };
}

/** The schema of one kind of resource, in the shape of v1's documents. */
export function schemaDocument(kind: "Users" | "Groups", version: ScimVersion): object {
  const { user, group, enterprise } = URNS[version];
  if (kind === "Groups") {
    return {
      name: "Group",
      description: "Group",
      schema: group,
      endpoint: "/Groups",
      attributes: GROUP_ATTRIBUTES.map((attribute) => describe(attribute, group)),
    };
  }
  return {
    id: version === "v1" ? "urn:scim:schemas:core:1.0:User" : user,
    name: "User",
    description: "User Account",
    schema: [user, enterprise],
    endpoint: "/Users",
    attributes: userAttributes(version).map((attribute) => describe(attribute, user)),
  };
}

/** All schemas, which only v2 lists. */
export function schemaList(): object {
  const documents = [schemaDocument("Users", "v2"), schemaDocument("Groups", "v2")];
  return { schemas: [URNS.v2.list], Resources: documents };
}
