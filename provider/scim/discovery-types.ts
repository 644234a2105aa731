/** Whether Slack offers a feature of SCIM. */
export interface ScimSupport {
  supported: boolean;
}

/**
 * What Slack's SCIM service says of itself. Its `filter.supported` is false although filters work.
 *
 * @see https://docs.slack.dev/reference/scim-api
 */
export interface ScimServiceProviderConfig {
  authenticationSchemes: {
    type: string;
    name: string;
    description?: string;
    specUrl?: string;
    primary?: boolean;
  }[];
  patch: ScimSupport;
  bulk: ScimSupport & { maxOperations: number; maxPayloadSize: number };
  filter: ScimSupport & { maxResults: number };
  changePassword: ScimSupport;
  sort: ScimSupport;
  etag: ScimSupport;
  xmlDataFormat: ScimSupport;
}

/** One kind of resource, as `/ResourceTypes` lists it (v2). */
export interface ScimResourceType {
  schemas?: string[];
  id: string;
  name: string;
  endpoint: string;
  description?: string;
  schema: string;
  schemaExtensions?: { schema: string; required: boolean }[];
  meta?: { location?: string; resourceType?: string };
}

/** One attribute of a schema document. */
export interface ScimSchemaAttribute {
  name: string;
  type: string;
  multiValued?: boolean;
  multiValuedAttributeChildName?: string;
  description?: string;
  schema?: string;
  readOnly?: boolean;
  required?: boolean;
  caseExact?: boolean;
  canonicalValues?: string[];
  /** Always a list here; Slack writes `subattributes`, or a single object, in places. */
  subAttributes?: ScimSchemaAttribute[];
}

/** A schema document: which attributes Slack knows of people or groups. */
export interface ScimSchema {
  id?: string;
  name: string;
  description?: string;
  schema?: string | string[];
  endpoint?: string;
  attributes: ScimSchemaAttribute[];
}
