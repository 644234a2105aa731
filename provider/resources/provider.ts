import { argumentProblems } from "../settings/problems";
import { EXPLICIT_KEY, NAMESPACE, type SettingName } from "../settings/table";
import { DYNAMIC_PACKAGE } from "./provider-text";
import * as pulumi from "./sdk";

/**
 * One Slack organisation, for stacks that manage several: pass it as a resource's `provider` option.
 * It uses its own arguments only, never `SLACK_SCIM_*` of the environment, which would write one organisation's people into another.
 */
export interface SlackScimProviderArgs {
  /** A user token (`xoxp-…`) with the `admin` scope. Stored as a secret. Changing it takes effect at once. */
  token: pulumi.Input<string>;
  /** @default https://api.slack.com/scim/v2/ (`…/v1/` selects version 1) */
  baseUrl?: pulumi.Input<string> | undefined;
  /** The domain that the token must belong to: `acme` of acme.enterprise.slack.com. @default learnt from state */
  organization?: pulumi.Input<string> | undefined;
  /** The share of Slack's published limits this run may use, above 0 up to 1. @default 0.8 */
  budgetShare?: pulumi.Input<number> | undefined;
  /** `slack`, or on loopback only `off` or a factor. @default slack */
  limits?: pulumi.Input<string> | undefined;
  /**
   * What delete does with people whose resource declares no `onDelete`. `"deactivate"`: this stack owns everybody in it,
   * taken over or not; `"retain"`: it takes nobody's access. Read when the delete happens.
   * @default people whom the stack made are deactivated, people taken over are retained with a warning
   */
  onDelete?: pulumi.Input<"deactivate" | "retain"> | undefined;
  /**
   * The same for groups: `"delete"` or `"retain"`. A group with members whom nothing here declares is refused all the same.
   * @default groups that the stack made are deleted, groups taken over are retained with a warning
   */
  onGroupDelete?: pulumi.Input<"delete" | "retain"> | undefined;
  /** People that one run may turn from active to inactive: a number, or percent of a directory's people (`"5%"`). @default 5 */
  maxDeactivations?: pulumi.Input<number | string> | undefined;
  /** People that one run may turn from inactive to active: a number, or percent of a directory's people. @default 5 */
  maxReactivations?: pulumi.Input<number | string> | undefined;
  /** Groups that one run may delete: a number, or percent of a directory's groups. @default 3 */
  maxGroupDeletions?: pulumi.Input<number | string> | undefined;
  /** Members that a run may take out of a group: a number, or percent of a group of more than 10 and of all smaller ones of a directory together. @default "50%" */
  maxMemberRemovals?: pulumi.Input<number | string> | undefined;
  /** UserNames, e-mail addresses or ids of people whom no run deactivates, renames, converts or takes out of a group. @default nobody */
  protectedUsers?: pulumi.Input<string[]> | undefined;
  /** Whether a preview looks in Slack who of those to be created exists already. @default "auto" */
  previewLookups?: pulumi.Input<"auto" | "off"> | undefined;
  /** Whether a run says what it waits for, how far it is, and what it did. @default "auto" */
  progress?: pulumi.Input<"auto" | "off"> | undefined;
  /** A file to which each write is appended as a line of JSON, from the project's folder on. @default none */
  auditLog?: pulumi.Input<string> | undefined;
  /** A file into which a `SlackScimDirectory` writes its whole plan as JSON. @default none */
  planFile?: pulumi.Input<string> | undefined;
  /** Seconds that one attempt may take. @default 30 */
  timeoutSeconds?: pulumi.Input<number> | undefined;
  /** Seconds that one call may take with all its retries, waiting for the rate limit not counted. @default 900 */
  retrySeconds?: pulumi.Input<number> | undefined;
  /** A proxy's URL. @default the standard variables HTTPS_PROXY, HTTP_PROXY, NO_PROXY */
  proxy?: pulumi.Input<string> | undefined;
  /** A file of PEM certificates to trust beside the system's. */
  caFile?: pulumi.Input<string> | undefined;
  /** Allow plain http:// off loopback. @default false */
  allowPlainHttp?: pulumi.Input<boolean> | undefined;
}

/** An explicit provider: one Slack organisation with settings of its own. */
export class SlackScimProvider extends pulumi.ProviderResource {
  constructor(name: string, args: SlackScimProviderArgs, options?: pulumi.ResourceOptions) {
    const problems = argumentProblems(knownArguments(args));
    if (problems.length > 0) throw new pulumi.RunError(`SlackScimProvider "${name}": ${problems.join("\n")}`);
    const props: pulumi.Inputs = { [EXPLICIT_KEY]: "true" };
    for (const [key, value] of Object.entries(args) as [SettingName, pulumi.Input<unknown>][]) {
      if (value !== undefined)
        props[`${NAMESPACE}:${key}`] = pulumi.output(value).apply((known) => String(known ?? ""));
    }
    props[`${NAMESPACE}:token`] = pulumi.secret(args.token);
    super(DYNAMIC_PACKAGE, name, props, options);
    configurations.set(this, props);
  }
}

const configurations = new WeakMap<pulumi.ProviderResource, pulumi.Inputs>();

/**
 * The configuration that an explicit provider was given, by key, for what runs in the program itself. No secret, though the token is
 * in it: what is looked up with a token is none.
 * @returns nothing where the provider is no SlackScimProvider
 */
export function configurationOf(
  provider: pulumi.ProviderResource,
): pulumi.Output<Record<string, string>> | undefined {
  const props = configurations.get(provider);
  return props === undefined
    ? undefined
    : pulumi.unsecret(pulumi.output(props) as pulumi.Output<Record<string, string>>);
}

/** The arguments that are known while the program runs. What is on loopback only is not judged before the base URL is known. */
function knownArguments(args: SlackScimProviderArgs): Record<string, unknown> {
  const isLater = (value: unknown) => pulumi.Output.isInstance(value) || value instanceof Promise;
  const skipped = isLater(args.baseUrl) ? ["limits"] : [];
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => [
      key,
      isLater(value) || skipped.includes(key) ? undefined : value,
    ]),
  );
}
