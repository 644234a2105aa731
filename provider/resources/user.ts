import type * as pulumi from "@pulumi/pulumi";
import { USER_FIELDS } from "../user/fields";
import { SlackScimResource } from "./dynamic";
import type { DeepInput } from "./inputs";

/**
 * What a program declares of a person. Declared means ours: only what is declared is sent, compared and repaired.
 * Taking an attribute out of the program leaves its value in Slack alone; `""` or `[]` clears it.
 * @see https://docs.slack.dev/reference/scim-api#user-attributes
 */
export interface SlackScimUserInputs {
  /** 1 to 21 of `a-z 0-9 . _ -`; lower-cased. Unique among people and channels. Changing it renames the person. */
  userName: string;
  /**
   * One or two addresses; the primary one (`primary: true`, else `type: "work"`, else the first) says who the person is.
   * Changing it changes the address of the same person.
   */
  emails: { value: string; primary?: boolean | undefined; type?: string | undefined }[];
  /** First and last name and the title before them. Changing a part changes that part. */
  name?:
    | {
        givenName?: string | undefined;
        familyName?: string | undefined;
        honorificPrefix?: string | undefined;
      }
    | undefined;
  /** The name Slack shows: up to 80 characters, no `@`. Slack refuses changes where people may choose their own. */
  displayName?: string | undefined;
  /**
   * `true`: whoever is deactivated is reactivated, by create as well as where it is drift. `false`: deactivated.
   * @default left out: nobody is reactivated or deactivated; refresh shows it with a warning, and `up` leaves it as it is
   */
  active?: boolean | undefined;
  /** Job title. */
  title?: string | undefined;
  /** Up to two: the primary number, and one of `type: "mobile"`. The list is ours whole. */
  phoneNumbers?:
    | { value: string; primary?: boolean | undefined; type?: "mobile" | "work" | undefined }[]
    | undefined;
  /** One postal address. */
  addresses?:
    | {
        streetAddress?: string | undefined;
        locality?: string | undefined;
        region?: string | undefined;
        postalCode?: string | undefined;
        country?: string | undefined;
      }[]
    | undefined;
  /** One photo: a public URL or a `data:` URL. Slack serves a copy, so drift of a photo cannot be seen. */
  photos?: { value: string }[] | undefined;
  /** One role: free text on the profile, no permission. */
  roles?: { value: string; primary?: boolean | undefined }[] | undefined;
  /** Free text on the profile. */
  userType?: string | undefined;
  /** Free text on the profile. */
  preferredLanguage?: string | undefined;
  /** Free text on the profile, such as `en_US`. */
  locale?: string | undefined;
  /** A name of the tz database. @default America/Los_Angeles, chosen by Slack */
  timezone?: string | undefined;
  /** First password, sent by create alone; always a secret and never an output. A later change is a warning and nothing else. */
  password?: string | undefined;
  /** The enterprise extension. Each attribute is declared for itself. */
  enterprise?:
    | {
        employeeNumber?: string | undefined;
        costCenter?: string | undefined;
        organization?: string | undefined;
        division?: string | undefined;
        department?: string | undefined;
        /** The manager: `boss.id`, an e-mail address or a userName. */
        manager?: { managerId: string } | undefined;
      }
    | undefined;
  /**
   * Makes a multi-channel guest (Enterprise plans). `type: ""` makes a full member again.
   * Slack reactivates whoever is converted; who was inactive is deactivated again unless `active: true` is declared.
   */
  guest?: { type: "multi" | ""; expiration?: string | undefined } | undefined;
  /** Slack's profile extension: the first day at work, ISO 8601. */
  slackProfile?: { startDate?: string | undefined } | undefined;
  /**
   * What create does when somebody with this primary e-mail address exists. `"safe"` takes over whoever it would not change,
   * and deactivated people of the same userName; `"adopt"` takes over and writes what is declared; `"fail"` refuses, except
   * an account that is exactly as declared, active and less than a day old. Nobody is reactivated unless `active` is `true`.
   * @default "safe"
   */
  onConflict?: "safe" | "adopt" | "fail" | undefined;
  /**
   * The id (`U…` or `W…`) of an existing account that create takes over, whatever its e-mail address and userName, writing what is
   * declared: for somebody who returns under a new address. Only create reads it: adding, changing or removing it later does nothing.
   * @default left out: the primary e-mail address says who a person is
   */
  adoptId?: string | undefined;
  /**
   * What delete does: Slack has no deletion of people, only deactivation. Wins over the stack's `slack-scim:onDelete`.
   * @default what `slack-scim:onDelete` says; where it is unset, "deactivate" for people whom this stack made or reactivated on
   * create, and "retain" with a warning for others whom it took over
   */
  onDelete?: "deactivate" | "retain" | undefined;
  /**
   * The audit log leaves the userName out and names the person by id. Changing it sends nothing to Slack.
   * @default true where the userName is a Pulumi secret
   */
  nameIsSecret?: boolean | undefined;
}

/** {@link SlackScimUserInputs}, each value plain or from another resource. */
export type SlackScimUserArgs = { [K in keyof SlackScimUserInputs]: DeepInput<SlackScimUserInputs[K]> };

/**
 * A person of a Slack organisation.
 * @example
 * const ada = new SlackScimUser("ada", { userName: "ada.l", emails: [{ value: "ada@example.com" }] });
 */
export class SlackScimUser extends SlackScimResource {
  declare readonly userName: pulumi.Output<string>;
  declare readonly emails: pulumi.Output<{ value: string; primary: boolean }[]>;
  declare readonly name: pulumi.Output<SlackScimUserInputs["name"]>;
  declare readonly displayName: pulumi.Output<string | undefined>;
  declare readonly title: pulumi.Output<string | undefined>;
  declare readonly phoneNumbers: pulumi.Output<SlackScimUserInputs["phoneNumbers"]>;
  declare readonly addresses: pulumi.Output<SlackScimUserInputs["addresses"]>;
  declare readonly photos: pulumi.Output<SlackScimUserInputs["photos"]>;
  declare readonly roles: pulumi.Output<SlackScimUserInputs["roles"]>;
  declare readonly userType: pulumi.Output<string | undefined>;
  declare readonly preferredLanguage: pulumi.Output<string | undefined>;
  declare readonly locale: pulumi.Output<string | undefined>;
  declare readonly timezone: pulumi.Output<string | undefined>;
  declare readonly enterprise: pulumi.Output<SlackScimUserInputs["enterprise"]>;
  declare readonly guest: pulumi.Output<SlackScimUserInputs["guest"]>;
  declare readonly slackProfile: pulumi.Output<SlackScimUserInputs["slackProfile"]>;
  /** Whether the person may sign in, declared or not. */
  declare readonly active: pulumi.Output<boolean>;
  /** Slack's mirror of the userName. */
  declare readonly nickName: pulumi.Output<string>;
  /** The person's page: `https://acme.enterprise.slack.com/team/ada.l`. */
  declare readonly profileUrl: pulumi.Output<string>;
  /** When the account was made, ISO 8601. */
  declare readonly created: pulumi.Output<string>;
  /** The id that Slack resolved the manager to. */
  declare readonly managerId: pulumi.Output<string | undefined>;
  /** True for a person who was taken over on create instead of made by it. */
  declare readonly adopted: pulumi.Output<boolean>;
  /** The domain of the person's organisation: `acme`. */
  declare readonly organization: pulumi.Output<string>;
  /** What Slack made of the userName, where that differs. */
  declare readonly slackUserName: pulumi.Output<string | undefined>;

  constructor(name: string, args: SlackScimUserArgs, options: pulumi.CustomResourceOptions = {}) {
    super(
      "user",
      "User",
      name,
      { outputs: OUTPUTS, args, secrets: ["password"], named: "userName" },
      options,
    );
  }

  /**
   * Looks at a person without managing them: every attribute is an output, nothing is declared.
   * @param id Slack's id: `U…` or `W…`
   * @throws in the update, when nobody has the id
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    options?: pulumi.CustomResourceOptions,
  ): SlackScimUser {
    return new SlackScimUser(name, {} as SlackScimUserArgs, { ...options, id });
  }
}

/** What Slack and the provider add to the inputs; Pulumi wants to hear of outputs before the update. */
const OUTPUTS = Object.fromEntries(
  [
    ...USER_FIELDS.filter((field) => !field.local && !field.createOnly).map(
      (field) => field.path.split(".")[0],
    ),
    ...["nickName", "profileUrl", "created", "managerId", "adopted", "organization", "slackUserName"],
  ].map((output) => [output, undefined]),
);
