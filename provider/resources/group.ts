import type * as pulumi from "@pulumi/pulumi";
import { SlackScimResource } from "./dynamic";
import type { DeepInput } from "./inputs";

/**
 * What a program declares of a group: an IDP group on Enterprise plans, a user group elsewhere.
 * @see https://docs.slack.dev/reference/scim-api#groups
 */
export interface SlackScimGroupInputs {
  /** The group's name. Changing it renames the group. */
  displayName: string;
  /**
   * Ids of people, in any order: `[ada.id, grace.id]`. `[]` empties the group.
   * @default left out: membership is not ours, and never read into state
   */
  members?: string[] | undefined;
  /**
   * `"exact"`: who is not declared is removed. `"additive"`: only those declared are ours, others come and go as they like;
   * who is taken out of the list leaves the group.
   * @default "exact"
   */
  membership?: "exact" | "additive" | undefined;
  /**
   * What create does when a group of exactly this name exists (Slack lets two share a name). `"safe"` takes over one that is
   * empty or already as declared; `"adopt"` takes it over and writes what is declared; `"fail"` refuses. Two matches are an error.
   * @default "safe"
   */
  onConflict?: "safe" | "adopt" | "fail" | undefined;
  /**
   * The id (`S…`) of an existing group that create takes over, whatever its name, writing what is declared. Only create reads it:
   * adding, changing or removing it later does nothing.
   * @default left out: the name says which group it is
   */
  adoptId?: string | undefined;
  /**
   * What delete does: a group's deletion is permanent.
   * Wins over the stack's `slack-scim:onGroupDelete`.
   * @default what `slack-scim:onGroupDelete` says; where it is unset, "delete" for a group that this stack made, and "retain"
   * with a warning for one taken over
   */
  onDelete?: "delete" | "retain" | undefined;
  /**
   * The audit log leaves the displayName out and names the group by id. Changing it sends nothing to Slack.
   * @default true where the displayName is a Pulumi secret
   */
  nameIsSecret?: boolean | undefined;
}

/** {@link SlackScimGroupInputs}, each value plain or from another resource. */
export type SlackScimGroupArgs = { [K in keyof SlackScimGroupInputs]: DeepInput<SlackScimGroupInputs[K]> };

/**
 * A group of a Slack organisation.
 * @example
 * new SlackScimGroup("engineers", { displayName: "Engineers", members: [ada.id, grace.id] });
 */
export class SlackScimGroup extends SlackScimResource {
  declare readonly displayName: pulumi.Output<string>;
  /** The members that are ours, as Slack holds them. */
  declare readonly members: pulumi.Output<string[] | undefined>;
  /** When the group was made, ISO 8601. */
  declare readonly created: pulumi.Output<string>;
  /** True for a group that was taken over on create instead of made by it. */
  declare readonly adopted: pulumi.Output<boolean>;
  /** The domain of the group's organisation: `acme`. */
  declare readonly organization: pulumi.Output<string>;

  constructor(name: string, args: SlackScimGroupArgs, options: pulumi.CustomResourceOptions = {}) {
    super("group", "Group", name, { outputs: OUTPUTS, args, named: "displayName" }, options);
  }

  /**
   * Looks at a group without managing it: name and members are outputs, nothing is declared.
   * @param id Slack's id: `S…`
   * @throws in the update, when there is no such group
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    options?: pulumi.CustomResourceOptions,
  ): SlackScimGroup {
    return new SlackScimGroup(name, {} as SlackScimGroupArgs, { ...options, id });
  }
}

/** What Slack and the provider add to the inputs; Pulumi wants to hear of outputs before the update. */
const OUTPUTS = {
  displayName: undefined,
  members: undefined,
  created: undefined,
  adopted: undefined,
  organization: undefined,
};
