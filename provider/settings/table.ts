/** The namespace of this package's configuration: `pulumi config set --secret slack-scim:token …`. */
export const NAMESPACE = "slack-scim";

/** Marks the configuration of an explicit provider, which never reads the environment. */
export const EXPLICIT_KEY = `${NAMESPACE}:explicit`;

/** How one setting is said and what it means; README's table is checked against this list. */
export interface Setting {
  env?: string;
  default: string;
  about: string;
}

/** Every setting, by its key in the namespace `slack-scim`. */
export const SETTINGS = {
  token: {
    env: "SLACK_SCIM_TOKEN",
    default: "none",
    about: "A user token (`xoxp-…`) with the `admin` scope; a secret",
  },
  baseUrl: {
    env: "SLACK_SCIM_BASE_URL",
    default: "https://api.slack.com/scim/v2/",
    about: "Where Slack's SCIM API is; `…/v1/` selects version 1",
  },
  organization: {
    default: "learnt from state",
    about: "The domain the token must belong to: `acme` of acme.enterprise.slack.com",
  },
  budgetShare: {
    env: "SLACK_SCIM_BUDGET_SHARE",
    default: "0.8",
    about:
      "The share of Slack's published limits a run may use; your identity provider draws on the same limits",
  },
  limits: {
    env: "SLACK_SCIM_LIMITS",
    default: "slack",
    about: "Slack's published table; on loopback only, `off` or a factor (`60`: sixty times faster)",
  },
  onDelete: {
    env: "SLACK_SCIM_ON_DELETE",
    default: "what each person's `onDelete` says",
    about:
      "What delete does with people whose resource declares no `onDelete`: `deactivate` (this stack owns everybody in it) or `retain` (it takes nobody's access); `retain` counts where the two sources differ",
  },
  onGroupDelete: {
    env: "SLACK_SCIM_ON_GROUP_DELETE",
    default: "what each group's `onDelete` says",
    about: "The same for groups: `delete` or `retain`",
  },
  maxDeactivations: {
    env: "SLACK_SCIM_MAX_DEACTIVATIONS",
    default: "5",
    about:
      "People a run may turn from active to inactive: a number, or percent of a `SlackScimDirectory`'s people; the stricter of the two sources counts",
  },
  maxReactivations: {
    env: "SLACK_SCIM_MAX_REACTIVATIONS",
    default: "5",
    about:
      "People a run may turn from inactive to active: a number, or percent of a `SlackScimDirectory`'s people; the stricter of the two sources counts",
  },
  maxGroupDeletions: {
    env: "SLACK_SCIM_MAX_GROUP_DELETIONS",
    default: "3",
    about:
      "Groups a run may delete (for ever): a number, or percent of a `SlackScimDirectory`'s groups; the stricter of the two sources counts",
  },
  maxMemberRemovals: {
    env: "SLACK_SCIM_MAX_MEMBER_REMOVALS",
    default: "50%",
    about:
      "Members that a run may take out of a group: a number, or percent of a group of more than 10, and of all smaller ones of a `SlackScimDirectory` together; the stricter of the two sources counts",
  },
  protectedUsers: {
    env: "SLACK_SCIM_PROTECTED_USERS",
    default: "nobody",
    about:
      "UserNames, e-mail addresses or ids, separated by commas, whom no run deactivates, renames, converts or takes out of a group; what the two sources say adds up",
  },
  previewLookups: {
    env: "SLACK_SCIM_PREVIEW_LOOKUPS",
    default: "auto",
    about:
      "Whether a preview looks in Slack (reading only) who of those to be created exists already: `auto` or `off`",
  },
  progress: {
    env: "SLACK_SCIM_PROGRESS",
    default: "auto",
    about:
      "Whether a run says what it waits for, how far it is, and at its end what it did: `auto` (once it waits for ten seconds, or makes more than ten requests) or `off`",
  },
  auditLog: {
    env: "SLACK_SCIM_AUDIT_LOG",
    default: "none",
    about:
      "A file to which each write is appended as a line of JSON ([docs/audit-log.md](docs/audit-log.md)); where the two sources name different files, both are written",
  },
  planFile: {
    env: "SLACK_SCIM_PLAN_FILE",
    default: "none",
    about:
      "A file into which a `SlackScimDirectory` writes its whole plan as JSON, in the preview as in the update: who, what, from and to, without secrets",
  },
  timeoutSeconds: {
    env: "SLACK_SCIM_TIMEOUT_SECONDS",
    default: "30",
    about: "Seconds one attempt may take",
  },
  retrySeconds: {
    env: "SLACK_SCIM_RETRY_SECONDS",
    default: "900",
    about: "Seconds one call may take with its retries; waiting for the rate limit does not count",
  },
  proxy: {
    env: "SLACK_SCIM_PROXY",
    default: "HTTPS_PROXY, HTTP_PROXY, NO_PROXY",
    about: "A proxy's URL",
  },
  caFile: {
    env: "SLACK_SCIM_CA_FILE",
    default: "the system's",
    about: "A file of PEM certificates to trust as well",
  },
  allowPlainHttp: {
    env: "SLACK_SCIM_ALLOW_PLAIN_HTTP",
    default: "false",
    about: "`true` allows http:// off loopback",
  },
} satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;

/** How a message names a setting: both ways to say it. */
export function waysToSay(name: SettingName): string {
  const { env }: Setting = SETTINGS[name];
  return env === undefined ? `${NAMESPACE}:${name}` : `${NAMESPACE}:${name} (or ${env})`;
}
