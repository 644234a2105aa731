import { SlackScimResource } from "./dynamic";
import { entryTexts, parsedEntry, parsedPerson } from "./entry-texts";
import type { SlackScimGroupArgs, SlackScimGroupInputs } from "./group";
import * as pulumi from "./sdk";
import type { SlackScimUserArgs, SlackScimUserInputs } from "./user";

/**
 * What a program declares of a whole list of people and groups. Keys are the program's own and stable, such as employee numbers; a key
 * that looks like an id of Slack's is refused. Who is not in the list is not ours, except who was in it and left: they are let go
 * as a `SlackScimUser` that is taken out of a program is.
 */
export interface SlackScimDirectoryInputs {
  /** People by key. `enterprise.manager.managerId` may be a key of this directory, or what a `SlackScimUser` takes. */
  people: Record<string, SlackScimUserInputs>;
  /** Groups by key. `members` may be keys of this directory's people, and ids. @default none */
  groups?: Record<string, SlackScimGroupInputs> | undefined;
}

/** {@link SlackScimDirectoryInputs}, each value plain or from another resource. */
export interface SlackScimDirectoryArgs {
  people: pulumi.Input<Record<string, pulumi.Input<SlackScimUserArgs>>>;
  groups?: pulumi.Input<Record<string, pulumi.Input<SlackScimGroupArgs>>> | undefined;
}

/** A person of a directory, with what Slack says of them. */
export type SlackScimDirectoryPerson = Omit<SlackScimUserInputs, "password" | "adoptId"> & {
  /** Slack's id. */
  id: string;
  active: boolean;
  nickName: string;
  profileUrl: string;
  created: string;
  managerId?: string;
  /** True for a person who was taken over instead of made. @default false */
  adopted?: boolean;
};

/**
 * Many people and groups as one resource, judged as a whole before the first write: for lists where one resource a person costs
 * too much, and for guards that see the whole plan. State and inputs hold one JSON text an entry, whose secrets make that text one.
 * @example
 * const company = new SlackScimDirectory("company", {
 *   people: { "e-1001": { userName: "ada.lovelace", emails: [{ value: "ada@example.com" }] } },
 *   groups: { research: { displayName: "Research", members: ["e-1001"] } },
 * });
 */
export class SlackScimDirectory extends SlackScimResource {
  /** What is declared of each person, as Slack holds it: JSON by key. */
  declare readonly people: pulumi.Output<Record<string, string>>;
  /** The same for groups. */
  declare readonly groups: pulumi.Output<Record<string, string>>;
  /**
   * What Slack says of each person and does not follow from what is declared, their id first of all: JSON by key; {@link person} has
   * all of it. Not known before an update.
   */
  declare readonly personFacts: pulumi.Output<Record<string, string>>;
  /** The same for groups. */
  declare readonly groupFacts: pulumi.Output<Record<string, string>>;
  /** What people's pages begin with: `https://acme.enterprise.slack.com/team/`. */
  declare readonly teamUrl: pulumi.Output<string | undefined>;
  /** The domain of the organisation: `acme`. */
  declare readonly organization: pulumi.Output<string>;

  constructor(name: string, args: SlackScimDirectoryArgs, options: pulumi.CustomResourceOptions = {}) {
    super("directory", "Directory", name, { outputs: OUTPUTS, args: textsOf(args) }, options);
  }

  /**
   * A person as Slack holds them.
   * @throws in the update, when the directory holds nobody under this key
   */
  person(key: string): pulumi.Output<SlackScimDirectoryPerson> {
    return pulumi
      .all([this.people, this.personFacts, this.teamUrl])
      .apply(
        ([people, facts, teamUrl]) =>
          parsedPerson(key, people, facts, teamUrl) as unknown as SlackScimDirectoryPerson,
      );
  }

  /** Slack's id of a person, for other resources. @throws as {@link person} */
  personId(key: string): pulumi.Output<string> {
    return this.personFacts.apply((facts) => parsedEntry("people", key, facts).id as string);
  }

  /** Slack's id of a group. @throws in the update, when the directory holds no group under this key */
  groupId(key: string): pulumi.Output<string> {
    return this.groupFacts.apply((facts) => parsedEntry("groups", key, facts).id as string);
  }
}

/** What the provider adds to the inputs; Pulumi wants to hear of outputs before the update. */
const OUTPUTS = {
  personFacts: undefined,
  groupFacts: undefined,
  teamUrl: undefined,
  organization: undefined,
};

function textsOf(args: SlackScimDirectoryArgs): pulumi.Inputs {
  // Whole outputs are refused with a message by the base class, unknown keys by check.
  if (pulumi.Output.isInstance(args) || args instanceof Promise) return args as never;
  const { people, groups, ...others } = args;
  const [peopleTexts, groupTexts] = [entryTexts("people", people), entryTexts("groups", groups ?? {})];
  const secrets = [...peopleTexts.secrets, ...groupTexts.secrets];
  const secretEntries =
    secrets.length === 0
      ? undefined
      : pulumi.output(Promise.all(secrets).then((marks) => marks.flat().sort()));
  return {
    ...others,
    people: peopleTexts.texts,
    groups: groupTexts.texts,
    ...(secretEntries && { secretEntries }),
  };
}
