import type * as pulumi from "@pulumi/pulumi";
import { SlackScimResource } from "./dynamic";
import type { DeepInput } from "./inputs";

/**
 * What a program declares of people in a group that an identity provider, another stack or another part of the program owns.
 * @see https://docs.slack.dev/reference/scim-api#groups
 */
export interface SlackScimGroupMembershipInputs {
  /**
   * Slack's id of the group: `S…`, or `team.id` of a `SlackScimGroup` with `membership: "additive"` or without `members`.
   * Changing it replaces the resource: the people join the new group first and leave the old one after.
   */
  groupId: string;
  /**
   * Ids of people, in any order: `[ada.id, grace.id]`. Who is not in the group joins; everybody else in it is left alone and never
   * shown. Whoever is taken out of the list leaves the group if this resource added them, else `onDelete` says. Whoever is taken
   * out of the group by others is drift, and the next `up` adds them again.
   */
  members: string[];
  /**
   * Who leaves the group when the resource is deleted, or when taken out of `members`. `"remove"`: everybody declared, whoever
   * added them; `"retain"`: nobody. Changing it alone changes nothing in Slack.
   * @default left out: those whom this resource added; whom it found in the group stays
   */
  onDelete?: "remove" | "retain" | undefined;
}

/** {@link SlackScimGroupMembershipInputs}, each value plain or from another resource. */
export type SlackScimGroupMembershipArgs = {
  [K in keyof SlackScimGroupMembershipInputs]: DeepInput<SlackScimGroupMembershipInputs[K]>;
};

/**
 * Some people in a group that this resource does not own. Several resources may add people to one group, each its own: the same
 * person declared twice for one group is refused in the preview, and so is a group whose `SlackScimGroup` in the same program
 * takes out whom it does not declare.
 * @example
 * new SlackScimGroupMembership("on-call", { groupId: "S0123ABCD", members: [ada.id, grace.id] });
 */
export class SlackScimGroupMembership extends SlackScimResource {
  declare readonly groupId: pulumi.Output<string>;
  /** The declared people who are in the group. */
  declare readonly members: pulumi.Output<string[]>;
  /** Those of them whom this resource added: they were not in the group when it looked. Delete takes them out. */
  declare readonly added: pulumi.Output<string[]>;
  /** The domain of the group's organisation: `acme`. */
  declare readonly organization: pulumi.Output<string>;

  constructor(name: string, args: SlackScimGroupMembershipArgs, options: pulumi.CustomResourceOptions = {}) {
    super("membership", "GroupMembership", name, { outputs: OUTPUTS, args }, options);
  }
}

/** What the provider adds to the inputs; Pulumi wants to hear of outputs before the update. */
const OUTPUTS = { added: undefined, organization: undefined };
