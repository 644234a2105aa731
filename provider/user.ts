import type * as pulumi from "@pulumi/pulumi";
import { SlackScimResource } from "./dynamic";
import { changedFields, checkFields, declaredIn, forgottenFields } from "./fields";
import type { DeepInput } from "./inputs";
import type { Checks, Created, Found, Updated } from "./lifecycle";
import { domainOf, organizationIn } from "./organization";
import { at, holdsUnknown, type Properties } from "./properties";
import type { Run } from "./run";
import type { ScimUserRecord, UserChanges } from "./scim";
import { isTaken, takeOverUser } from "./user-adoption";
import {
  managerIdOf,
  primaryEmailOf,
  toUserOutputs,
  toUserView,
  USER_FIELDS,
  type UserFacts,
} from "./user-fields";
import { settleUser, tellDifferences, toScimUser, toUserChanges, who, writeUser } from "./user-steps";

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
  emails: { value: string; primary?: boolean; type?: string }[];
  /** First and last name and the title before them. Changing a part changes that part. */
  name?: { givenName?: string; familyName?: string; honorificPrefix?: string };
  /** The name Slack shows: up to 80 characters, no `@`. Slack refuses changes where people may choose their own. */
  displayName?: string;
  /**
   * `true`: whoever is deactivated outside is drift, and `up` reactivates. `false`: deactivated.
   * @default left out: refresh shows it with a warning, `up` leaves it as it is
   */
  active?: boolean;
  /** Job title. */
  title?: string;
  /** Up to two: the primary number, and one of `type: "mobile"`. The list is ours whole. */
  phoneNumbers?: { value: string; primary?: boolean; type?: "mobile" | "work" }[];
  /** One postal address. */
  addresses?: {
    streetAddress?: string;
    locality?: string;
    region?: string;
    postalCode?: string;
    country?: string;
  }[];
  /** One photo: a public URL or a `data:` URL. Slack serves a copy, so drift of a photo cannot be seen. */
  photos?: { value: string }[];
  /** One role: free text on the profile, no permission. */
  roles?: { value: string }[];
  /** Free text on the profile. */
  userType?: string;
  /** Free text on the profile. */
  preferredLanguage?: string;
  /** Free text on the profile, such as `en_US`. */
  locale?: string;
  /** A name of the tz database. @default America/Los_Angeles, chosen by Slack */
  timezone?: string;
  /** First password, sent by create alone; always a secret and never an output. A later change is a warning and nothing else. */
  password?: string;
  /** The enterprise extension. Each attribute is declared for itself. */
  enterprise?: {
    employeeNumber?: string;
    costCenter?: string;
    organization?: string;
    division?: string;
    department?: string;
    /** The manager: `boss.id`, an e-mail address or a userName. */
    manager?: { managerId: string };
  };
  /**
   * Makes a multi-channel guest (Enterprise plans). `type: ""` makes a full member again.
   * Slack reactivates whoever is converted; who was inactive is deactivated again unless `active: true` is declared.
   */
  guest?: { type: "multi" | ""; expiration?: string };
  /** Slack's profile extension: the first day at work, ISO 8601. */
  slackProfile?: { startDate?: string };
  /**
   * What create does when somebody with this primary e-mail address exists. `"safe"` takes over whoever it would not change,
   * and deactivated people of the same userName (they are reactivated, unless `active: false`); `"adopt"` takes over and
   * writes what is declared; `"fail"` refuses.
   * @default "safe"
   */
  onConflict?: "safe" | "adopt" | "fail";
  /**
   * What delete does: Slack has no deletion of people, only deactivation.
   * @default "deactivate"; "retain" for people who were active when they were taken over
   */
  onDelete?: "deactivate" | "retain";
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
    super("user", "User", name, { ...OUTPUTS, ...args }, options, ["password"]);
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

// The lifecycle. Nothing below knows of Pulumi's dynamic providers.

/** Canonical inputs and every mistake in them; no network. */
export function checkUser(run: Run, olds: Properties, news: Properties): Checks {
  const { inputs, problems } = checkFields(USER_FIELDS, news);
  problems.push(...contradictions(inputs));
  run.handover.declare("user", inputs.userName, olds.userName);
  run.handover.declare("user", primaryEmailOf(inputs), primaryEmailOf(olds));
  if (changesPassword(olds, inputs)) {
    run.tell(`warning: ${who(inputs)}: Slack takes a password on create only; the changed one is not sent.`);
  }
  return { inputs, problems };
}

/** Whether an update would do anything; no network. */
export function diffUser(_id: string, olds: Properties, news: Properties): { changes: boolean } {
  const different = [...changedFields(USER_FIELDS, olds, news), ...forgottenFields(USER_FIELDS, olds, news)];
  return { changes: different.length > 0 || olds.deactivationDue === true };
}

/** Makes the person, or takes over whoever has the primary e-mail address already. */
export async function createUser(run: Run, inputs: Properties): Promise<Created> {
  const organization = await run.organization.confirm();
  let made: ScimUserRecord;
  try {
    made = await run.slack.users.create(toScimUser(inputs));
  } catch (refusal) {
    if (!isTaken(refusal)) throw refusal;
    return takeOverUser(run, inputs, refusal, organization);
  }
  return settleUser(run, inputs, made, { organization });
}

/** The person as Slack holds them; nothing when gone for certain. */
export async function readUser(run: Run, id: string, outputs: Properties): Promise<Found | undefined> {
  const known = organizationIn(outputs);
  const isFirstLook = outputs.userName === undefined;
  const live = await run.people.read(id);
  if (live === undefined) {
    const organization = await run.organization.confirmGone(known);
    if (isFirstLook)
      throw new Error(`no user ${id} in ${organization}: check the id given to SlackScimUser.get().`);
    return undefined;
  }
  const organization = await run.organization.confirm(known, domainOf(live.profileUrl));
  if (isFirstLook || outputs.managed === false) return { outs: toUserView(live, organization), inputs: {} };
  const declared = declaredIn(USER_FIELDS, outputs);
  const facts = factsOf(outputs, organization);
  const deactivationDue = facts.deactivationDue && live.active === true;
  const outs = toUserOutputs(declared, live, outputs, { ...facts, deactivationDue });
  if (outs.active === false && outputs.active === true && declared.active === undefined) {
    run.tell(
      `warning: ${who(outs, id)} was deactivated outside Pulumi and is left so: the program does not declare \`active\`. Declare \`active: true\` to reactivate, or take the person out of the program.`,
    );
  }
  return { outs, inputs: declaredIn(USER_FIELDS, outs) };
}

/** Sends what changed, and nothing else. */
export async function updateUser(run: Run, id: string, olds: Properties, news: Properties): Promise<Updated> {
  const organization = await run.organization.confirm(organizationIn(olds));
  run.handover.claim(id);
  const changes = toUserChanges(changedFields(USER_FIELDS, olds, news), news);
  if (olds.deactivationDue === true && news.active !== true) changes.active = false;
  const { deactivationDue: _paid, ...facts } = factsOf(olds, organization);
  const outputs = (live: ScimUserRecord) => toUserOutputs(news, live, baseline(olds, changes, live), facts);
  const live = await writeUser(run, id, changes, news, outputs);
  run.people.put(live);
  const outs = outputs(live);
  tellDifferences(run, id, news, outs);
  return { outs };
}

/** Deactivates the person, unless they are to be retained or another resource of the program has them. */
export async function deleteUser(run: Run, id: string, outputs: Properties): Promise<void> {
  const name = who(outputs, id);
  await run.organization.confirm(organizationIn(outputs));
  if (run.handover.has("user", id, outputs.userName, primaryEmailOf(outputs))) {
    return run.tell(`${name} is declared elsewhere in this program: released, not deactivated.`);
  }
  if (outputs.onDelete === "retain") return run.tell(`${name} is retained: onDelete is "retain".`);
  if (outputs.onDelete === undefined && outputs.adoptedActive === true) {
    return run.tell(
      `warning: ${name} is retained: the person was active before this stack took them over. Declare onDelete: "deactivate" to deactivate.`,
    );
  }
  const live = await run.people.readDirectly(id);
  if (live === undefined) await run.organization.confirmGone(organizationIn(outputs));
  if (live?.active !== true) return;
  await run.deactivations.spend(name, () => run.slack.users.delete(id));
  run.people.put({ ...live, active: false });
}

/** What each field allows and all of them together do not. */
function contradictions(inputs: Properties): string[] {
  const problems: string[] = [];
  if (at(inputs, "name.givenName") === "" && at(inputs, "name.familyName") === "") {
    problems.push("name: wanted a given or family name, got two blanks");
  }
  if (at(inputs, "guest.type") === "" && at(inputs, "guest.expiration")) {
    problems.push('guest.expiration: wanted nothing beside type "" (a full member), got a date');
  }
  return problems;
}

function changesPassword(olds: Properties, inputs: Properties): boolean {
  const known =
    olds.password !== undefined && inputs.password !== undefined && !holdsUnknown(inputs.password);
  return known && olds.password !== inputs.password;
}

/** What an update's answer is compared with: what Slack itself made of what was sent now, and of what was sent before. */
function baseline(olds: Properties, changes: UserChanges, live: ScimUserRecord): Properties {
  return {
    ...olds,
    ...(changes.userName !== undefined && { slackUserName: live.userName }),
    ...(changes.enterprise?.manager !== undefined && { managerId: managerIdOf(live) }),
  };
}

function factsOf(outputs: Properties, organization: string): UserFacts {
  return {
    organization,
    adopted: outputs.adopted === true,
    adoptedActive: outputs.adoptedActive === true,
    deactivationDue: outputs.deactivationDue === true,
  };
}
