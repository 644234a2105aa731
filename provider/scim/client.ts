import { inspect } from "node:util";
import type { ScimResourceType, ScimSchema, ScimServiceProviderConfig } from "./discovery/types";
import { toProviderConfig, toResourceTypes, toSchema, toSchemas } from "./discovery/wire";
import { SlackScimArgumentError } from "./errors/errors";
import { GroupsEndpoint } from "./groups/groups";
import type { ClientMetrics } from "./observe/metrics";
import { type ScimCall, type ScimResponse, toCall } from "./request/call";
import type { CallOptions, SlackScimClientOptions } from "./request/options";
import { checkRequest, type ScimRequest } from "./request/request";
import { Sender } from "./request/send";
import { toSettings } from "./request/settings";
import type { RetryHandler } from "./retry/handler";
import { UsersEndpoint } from "./users/users";

/**
 * Slack's SCIM API, v1 or v2 by its base URL.
 *
 * What holds for every call, also of `users` and `groups`: its promise rejects (only `iterate` throws at once), and only an answer of
 * Slack's that was understood is a result. Whatever a method names beside, it rejects with
 * - `SlackScimArgumentError`, before anything is sent, when an argument or the call's options are of another shape, or unknown;
 * - `SlackScimApiError` when Slack refuses: `isUnauthorized`, `isForbidden`, and `isRateLimited` once no handler waits any longer;
 * - `SlackScimResponseError` when the answer is not understood: HTML, cut off, of the wrong shape, above `maxResponseBytes`, a redirect;
 * - `SlackScimConnectionError` when none came, `SlackScimTimeoutError` when none came in time; `maybeSent` says whether a change may be made;
 * - `SlackScimAbortError` when the call's signal or the client's was aborted;
 * - whatever a retry handler or a `findLost` of yours throws that is none of these, as it is.
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
  /**
   * The handlers that are asked in order after a failed attempt. One that is added later is asked from then on, and checked as
   * those of the options are: what is no handler makes each call reject with a `SlackScimArgumentError`, before anything is sent.
   */
  readonly retryHandlers: RetryHandler[];
  readonly #sender: Sender;

  /**
   * Checks the options; sends nothing. Times are milliseconds above 0; bounds and defaults stand at each option.
   * @throws SlackScimArgumentError when `token` is missing, an option is unknown or out of bounds, or two exclude each other; the token is never quoted.
   * @see https://docs.slack.dev/admins/scim-api
   */
  constructor(options: SlackScimClientOptions) {
    const settings = toSettings(options);
    this.#sender = new Sender(settings);
    this.apiVersion = settings.version;
    this.baseUrl = settings.baseUrl;
    this.retryHandlers = settings.retryHandlers;
    this.users = new UsersEndpoint(this.#sender);
    this.groups = new GroupsEndpoint(this.#sender);
  }

  /**
   * Sends any request below the base URL, with the client's limits, retries and errors. Resolves for each 2xx, whatever its shape; `body` comes as
   * Slack wrote it, undefined when it is empty. A POST whose answer was lost is not sent again.
   * @throws SlackScimArgumentError when the path leaves the base URL, a GET has a body, or the body is no JSON object; nothing is sent then.
   * @throws SlackScimApiError for each status from 400 in a SCIM envelope: `isNotFound`, `isConflict`, `hasSlackCode`.
   * @throws SlackScimConnectionError with `maybeSent` when the answer to a POST was lost: look for what it made.
   * @see https://www.rfc-editor.org/rfc/rfc7644#section-3
   */
  async request(request: ScimRequest, options?: CallOptions): Promise<ScimResponse> {
    const sent = checkRequest(request, this.apiVersion);
    const { status, headers, body } = await this.#sender.send(sent, (answer) => answer, options);
    return { status, headers, body };
  }

  /**
   * What Slack's SCIM service says of itself; answered whatever the token. It says that filters are not supported, yet they work.
   * @throws SlackScimResponseError when the answer does not say whether PATCH is supported.
   * @see https://www.rfc-editor.org/rfc/rfc7644#section-4
   */
  serviceProviderConfig(options?: CallOptions): ScimCall<ScimServiceProviderConfig> {
    const path = this.apiVersion === "v1" ? "ServiceProviderConfigs" : "ServiceProviderConfig";
    return toCall(() => this.#sender.send({ method: "GET", path }, toProviderConfig, options));
  }

  /**
   * The kinds of resources (v2 only), people and groups; always the whole list.
   * @throws SlackScimArgumentError when the base URL is v1's; nothing is sent then.
   * @see https://www.rfc-editor.org/rfc/rfc7644#section-4
   */
  resourceTypes(options?: CallOptions): ScimCall<ScimResourceType[]> {
    return toCall(() => {
      this.#needsV2("resourceTypes()");
      return this.#sender.send({ method: "GET", path: "ResourceTypes" }, toResourceTypes, options);
    });
  }

  /**
   * All schema documents (v2 only); always the whole list.
   * @throws SlackScimArgumentError when the base URL is v1's; nothing is sent then.
   * @see https://www.rfc-editor.org/rfc/rfc7644#section-4
   */
  schemas(options?: CallOptions): ScimCall<ScimSchema[]> {
    return toCall(() => {
      this.#needsV2("schemas()");
      return this.#sender.send({ method: "GET", path: "Schemas" }, toSchemas, options);
    });
  }

  /**
   * Which attributes people have; sub-attributes are a list named `subAttributes`, whatever Slack wrote.
   * @throws SlackScimResponseError when the answer has no attributes.
   * @see https://docs.slack.dev/reference/scim-api#user-attributes
   */
  userSchema(options?: CallOptions): ScimCall<ScimSchema> {
    return toCall(() => this.#sender.send({ method: "GET", path: "Schemas/Users" }, toSchema, options));
  }

  /**
   * Which attributes groups have; sub-attributes are a list named `subAttributes`, whatever Slack wrote.
   * @throws SlackScimResponseError when the answer has no attributes.
   * @see https://docs.slack.dev/reference/scim-api#groups
   */
  groupSchema(options?: CallOptions): ScimCall<ScimSchema> {
    return toCall(() => this.#sender.send({ method: "GET", path: "Schemas/Groups" }, toSchema, options));
  }

  /**
   * What each kind of request has come to since this client was made; a new object each time, empty before the first request.
   * @throws nothing, and sends nothing.
   * @see https://docs.slack.dev/reference/scim-api/rate-limits
   */
  metrics(): ClientMetrics {
    return this.#sender.metrics();
  }

  /**
   * Slack's clock: the local one, corrected by the `Date` of the last answer; before the first answer the local one. Milliseconds since the epoch.
   * @throws nothing, and sends nothing.
   * @see https://docs.slack.dev/reference/scim-api/rate-limits
   */
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
