import { inspect } from "node:util";
import { type ScimCall, type ScimResponse, toCall } from "./call";
import type { ScimResourceType, ScimSchema, ScimServiceProviderConfig } from "./discovery-types";
import { toProviderConfig, toResourceTypes, toSchema, toSchemas } from "./discovery-wire";
import { SlackScimArgumentError } from "./errors";
import { GroupsEndpoint } from "./groups";
import type { ClientMetrics } from "./metrics";
import type { CallOptions, SlackScimClientOptions } from "./options";
import { checkRequest, type ScimRequest } from "./request";
import { Sender } from "./send";
import { toSettings } from "./settings";
import { UsersEndpoint } from "./users";

/**
 * Slack's SCIM API, v1 or v2 by its base URL.
 *
 * @see https://docs.slack.dev/reference/scim-api
 */
export class SlackScimClient {
  /** The people of the organization. */
  readonly users: UsersEndpoint;
  /** The groups of the organization. */
  readonly groups: GroupsEndpoint;
  /** Which version of SCIM the base URL speaks. */
  readonly apiVersion: "v1" | "v2";
  /** Where the API lives, with a slash at its end. */
  readonly baseUrl: string;
  readonly #sender: Sender;

  /** Checks the options; sends nothing. */
  constructor(options: SlackScimClientOptions) {
    const settings = toSettings(options);
    this.#sender = new Sender(settings);
    this.apiVersion = settings.version;
    this.baseUrl = settings.baseUrl;
    this.users = new UsersEndpoint(this.#sender);
    this.groups = new GroupsEndpoint(this.#sender);
  }

  /**
   * Sends any request below the base URL, with the client's limits, retries and errors; the body comes as Slack wrote it.
   * A POST whose answer was lost is not sent again.
   */
  async request(request: ScimRequest, options?: CallOptions): Promise<ScimResponse> {
    const sent = checkRequest(request, this.apiVersion);
    const { status, headers, body } = await this.#sender.send(sent, (answer) => answer, options);
    return { status, headers, body };
  }

  /** What Slack's SCIM service says of itself; answered whatever the token. */
  serviceProviderConfig(options?: CallOptions): ScimCall<ScimServiceProviderConfig> {
    const path = this.apiVersion === "v1" ? "ServiceProviderConfigs" : "ServiceProviderConfig";
    return toCall(() => this.#sender.send({ method: "GET", path }, toProviderConfig, options));
  }

  /** The kinds of resources (v2 only). */
  resourceTypes(options?: CallOptions): ScimCall<ScimResourceType[]> {
    return toCall(() => {
      this.#needsV2("resourceTypes()");
      return this.#sender.send({ method: "GET", path: "ResourceTypes" }, toResourceTypes, options);
    });
  }

  /** All schema documents (v2 only). */
  schemas(options?: CallOptions): ScimCall<ScimSchema[]> {
    return toCall(() => {
      this.#needsV2("schemas()");
      return this.#sender.send({ method: "GET", path: "Schemas" }, toSchemas, options);
    });
  }

  /** Which attributes people have. */
  userSchema(options?: CallOptions): ScimCall<ScimSchema> {
    return toCall(() => this.#sender.send({ method: "GET", path: "Schemas/Users" }, toSchema, options));
  }

  /** Which attributes groups have. */
  groupSchema(options?: CallOptions): ScimCall<ScimSchema> {
    return toCall(() => this.#sender.send({ method: "GET", path: "Schemas/Groups" }, toSchema, options));
  }

  /** What each kind of request has come to since this client was made. */
  metrics(): ClientMetrics {
    return this.#sender.metrics();
  }

  /** Slack's clock: the local one, corrected by the `Date` of the last answer. Milliseconds since the epoch. */
  serverNow(): number {
    return this.#sender.serverNowMs();
  }

  /** Shows where the client points, never the token. */
  [inspect.custom](): string {
    return `SlackScimClient(${this.baseUrl})`;
  }

  #needsV2(what: string): void {
    if (this.apiVersion === "v2") return;
    throw new SlackScimArgumentError(what, "called with a v2 base URL: v1 has nothing of the kind", "v1");
  }
}
