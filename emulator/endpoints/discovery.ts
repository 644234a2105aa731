import type { ScimVersion } from "../base/schemas";
import { resourceTypes, schemaDocument, schemaList } from "./discovery-schemas";

/** What the provider configuration says; the flags are Slack's own, also where they are not true (filters do work). */
const PROVIDER_CONFIG = {
  authenticationSchemes: [
    {
      type: "oauthbearertoken",
      name: "OAuth Bearer Token",
      description: "Authentication with the OAuth bearer token of an owner or admin",
      specUrl: "http://tools.ietf.org/html/draft-ietf-oauth-v2-bearer-01",
      primary: true,
    },
  ],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: false, maxResults: 0 },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  xmlDataFormat: { supported: false },
};

/** The discovery document at a path, where the version has one. */
export function discoveryDocument(path: string, version: ScimVersion, baseUrl: string): object | undefined {
  switch (path) {
    case "ServiceProviderConfigs":
      return PROVIDER_CONFIG;
    case "ServiceProviderConfig":
      return version === "v2" ? PROVIDER_CONFIG : undefined;
    case "ResourceTypes":
      return version === "v2" ? resourceTypes(baseUrl) : undefined;
    case "Schemas":
      return version === "v2" ? schemaList() : undefined;
    case "Schemas/Users":
      return schemaDocument("Users", version);
    case "Schemas/Groups":
      return schemaDocument("Groups", version);
    default:
      return undefined;
  }
}
