import { isObject } from "../base/check";
import { describeShape, ShapeProblem } from "../base/wire-shape";
import type { ScimResourceType, ScimSchema, ScimSchemaAttribute, ScimServiceProviderConfig } from "./types";

/** What Slack answered as its configuration. */
export function toProviderConfig(body: unknown): ScimServiceProviderConfig {
  const config = toDocument(body, "a service provider configuration");
  if (!isObject(config.patch)) throw new ShapeProblem("does not say whether PATCH is supported");
  return config as unknown as ScimServiceProviderConfig;
}

/** What Slack answered as its list of resource types; it has no totals. */
export function toResourceTypes(body: unknown): ScimResourceType[] {
  return toResources(body, "a list of resource types").map(toResourceType);
}

function toResourceType(body: unknown): ScimResourceType {
  return toDocument(body, "a resource type") as unknown as ScimResourceType;
}

/** What Slack answered as its list of schemas. */
export function toSchemas(body: unknown): ScimSchema[] {
  return toResources(body, "a list of schemas").map(toSchema);
}

/** What Slack answered as one schema. */
export function toSchema(body: unknown): ScimSchema {
  const schema = toDocument(body, "a schema");
  if (!Array.isArray(schema.attributes)) throw new ShapeProblem("has no attributes where a schema belongs");
  return { ...schema, attributes: schema.attributes.map(toAttribute) } as unknown as ScimSchema;
}

/** Slack writes `subattributes` of groups in lower case, and the manager's as a single object. */
function toAttribute(attribute: Record<string, unknown>): ScimSchemaAttribute {
  const { subattributes, subAttributes = subattributes, ...others } = attribute;
  if (subAttributes === undefined) return others as unknown as ScimSchemaAttribute;
  return {
    ...others,
    subAttributes: [subAttributes].flat().map(toAttribute as never),
  } as unknown as ScimSchemaAttribute;
}

function toResources(body: unknown, what: string): unknown[] {
  const resources = Array.isArray(body) ? body : toDocument(body, what).Resources;
  if (!Array.isArray(resources)) throw new ShapeProblem(`has no Resources where ${what} belongs`);
  return resources;
}

function toDocument(body: unknown, what: string): Record<string, unknown> {
  if (isObject(body)) return body;
  throw new ShapeProblem(
    body === undefined ? `is empty where ${what} belongs` : `is ${describeShape(body)} where ${what} belongs`,
  );
}
