/**
 * Whether Slack offers a feature of SCIM.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7643#section-5
 */
export interface ScimSupport {
  /** What Slack says; true does not prove that it works, nor false that it does not. */
  supported: boolean;
}

/**
 * What Slack's SCIM service says of itself. Its `filter.supported` is false although filters work.
 *
 * @see https://docs.slack.dev/reference/scim-api
 */
export interface ScimServiceProviderConfig {
  /** How requests are authorized: one scheme, a bearer token. */
  authenticationSchemes: {
    type: string;
    name: string;
    description?: string;
    specUrl?: string;
    primary?: boolean;
  }[];
  /** Whether PATCH works; it does. */
  patch: ScimSupport;
  /** Whether several requests can be sent as one; they cannot. */
  bulk: ScimSupport & { maxOperations: number; maxPayloadSize: number };
  /** Said to be unsupported, though filters work. */
  filter: ScimSupport & { maxResults: number };
  /** Whether passwords can be changed; they cannot. */
  changePassword: ScimSupport;
  /** Whether lists can be sorted; they cannot. */
  sort: ScimSupport;
  /** Whether resources have versions; they have none. */
  etag: ScimSupport;
  /** Whether XML is spoken; it is not. */
  xmlDataFormat: ScimSupport;
}

/**
 * One kind of resource, as `/ResourceTypes` lists it (v2).
 *
 * @see https://www.rfc-editor.org/rfc/rfc7643#section-6
 */
export interface ScimResourceType {
  /** The URN of resource types. */
  schemas?: string[];
  /** `User` or `Group`. */
  id: string;
  /** For people to read, as the id. */
  name: string;
  /** Its path below the base URL, as `/Users`. */
  endpoint: string;
  /** A sentence about it. */
  description?: string;
  /** The URN of its core schema. */
  schema: string;
  /** The URNs of its extensions, and whether each must be there. */
  schemaExtensions?: { schema: string; required: boolean }[];
  /** Where this document lives. */
  meta?: { location?: string; resourceType?: string };
}

/**
 * One attribute of a schema document.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7643#section-7
 */
export interface ScimSchemaAttribute {
  /** SCIM's name of it. */
  name: string;
  /** `"string"`, `"boolean"`, `"complex"`, …; Slack says `"string"` for `active`. */
  type: string;
  /** Whether it is a list. */
  multiValued?: boolean;
  /** What one entry of the list is called (v1). */
  multiValuedAttributeChildName?: string;
  /** A sentence about it. */
  description?: string;
  /** The URN it belongs to. */
  schema?: string;
  /** Whether Slack says that it cannot be written; a group's displayName can be all the same. */
  readOnly?: boolean;
  /** Whether a resource must have it. */
  required?: boolean;
  /** Whether letter case counts when it is compared; false everywhere. */
  caseExact?: boolean;
  /** The values that are meant, as `work` and `home`. */
  canonicalValues?: string[];
  /** Always a list here; Slack writes `subattributes`, or a single object, in places. */
  subAttributes?: ScimSchemaAttribute[];
}

/**
 * A schema document: which attributes Slack knows of people or groups.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7643#section-7
 */
export interface ScimSchema {
  /** Its URN; Slack leaves it out for groups. */
  id?: string;
  /** What it describes: `User` or `Group`. */
  name: string;
  /** A sentence about it. */
  description?: string;
  /** The URNs it covers: a list for people, a string for groups. */
  schema?: string | string[];
  /** The path of what it describes, as `/Users`. */
  endpoint?: string;
  /** What may be known of a resource. */
  attributes: ScimSchemaAttribute[];
}
