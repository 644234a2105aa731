import { GroupStore } from "./group-store";
import { UserStore } from "./user-store";

/** What the account behind a token may do. */
export type TokenRole =
  | "owner"
  /** An admin: may not touch owners. */
  | "admin"
  /** Lost its admin rank: reads work, writes do not. */
  | "demoted"
  /** May do nothing: 403 `permission_denied` to everything. */
  | "forbidden"
  /** Lacks the `admin` scope: 401 `invalid_authentication`. */
  | "noAdminScope"
  /** Of a workspace in the organization: 403 `non_org_teams_only`. */
  | "workspace";

/** Every role a token can have. */
export const TOKEN_ROLES: readonly TokenRole[] = [
  "owner",
  "admin",
  "demoted",
  "forbidden",
  "noAdminScope",
  "workspace",
];

/** The Slack plan: guests and organization-wide groups need `enterprise`, SCIM needs at least `business`. */
export type Plan = "enterprise" | "business" | "free";

/** Every plan. */
export const PLANS: readonly Plan[] = ["enterprise", "business", "free"];

/** One Slack organization: its people and groups, and what holds for all of them. */
export interface OrganizationSettings {
  /** The `acme` of `acme.enterprise.slack.com`. */
  domain: string;
  /** @default "enterprise" */
  plan: Plan;
  /** Names that channels have: nobody may have them as userName. @default general, random */
  channelNames: readonly string[];
  /** Whether people may change their own display names, which makes every update of one fail. @default false */
  displayNamesLocked: boolean;
  /** How many custom profile fields exist already; Slack allows 50. @default 0 */
  customProfileFields: number;
}

export class Organization {
  users = new UserStore();
  groups = new GroupStore();
  /** Custom profile fields that writes have made. */
  profileFields = new Set<string>();
  /** Ids of users and groups that a write works on at this moment. */
  readonly locks = new Set<string>();
  /** How often the invitation of each e-mail address has failed. */
  readonly failedInvitations = new Map<string, number>();
  /** Where a write does not show yet: what reads still see, until when. */
  staleViews = new Map<string, StaleView>();

  constructor(
    readonly settings: OrganizationSettings,
    readonly tokens: Map<string, TokenRole>,
  ) {}

  get domain(): string {
    return this.settings.domain;
  }

  /** Takes all people and groups away; the function puts them back. */
  empty(): () => void {
    const { users, groups, profileFields, staleViews } = this;
    this.users = new UserStore();
    this.groups = new GroupStore();
    this.profileFields = new Set();
    this.staleViews = new Map();
    return () => Object.assign(this, { users, groups, profileFields, staleViews });
  }

  /** Where a person's page is, unless the request that created them said otherwise. */
  profileUrlOf(userName: string): string {
    const host = this.settings.plan === "enterprise" ? `${this.domain}.enterprise` : this.domain;
    return `https://${host}.slack.com/team/${userName}`;
  }
}

/** What reads see of a resource until a moment; `record` is undefined where it is not there yet. */
export interface StaleView {
  kind: "user" | "group";
  record: unknown;
  untilMs: number;
}
