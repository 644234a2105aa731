import { type Field, toAllOutputs, toDeclaredOutputs } from "../fields/field";
import { at, type Properties } from "../fields/properties";
import {
  choice,
  flag,
  GROUP_ID,
  memberIdList,
  NO_EMOJI,
  slackId,
  text,
  type ValueType,
} from "../fields/values";
import type { ScimGroup, ScimGroupHead, ScimGroupRecord } from "../scim";

const nonEmpty = (type: ValueType): ValueType => ({
  ...type,
  canonical(value, refuse) {
    if (typeof value === "string" && value.trim() === "") refuse("a name", "an empty string");
    return type.canonical(value, refuse);
  },
});

/** Names that mention everybody: `invalid_reserved_word`. Slack publishes no list; these are known. */
const NOT_RESERVED: [pattern: RegExp, wanted: string] = [
  /^(everyone|here|channel)$/i,
  "a name that Slack does not reserve (not everyone, here or channel)",
];

/** Every attribute of a Slack group that a program may declare. */
export const GROUP_FIELDS: readonly Field[] = [
  {
    path: "displayName",
    type: nonEmpty(text({ refused: [NO_EMOJI, NOT_RESERVED] })),
    required: "always",
    about: "The group's name. Changing it renames the group",
  },
  {
    path: "members",
    type: memberIdList,
    about:
      "Ids of people (`ada.id`), in any order. Left out: membership is not ours and never read into state",
    shown: (declared, live, { membership }) => {
      const held = memberIdList.live(live.members) as string[];
      return membership === "additive" ? (declared as string[]).filter((id) => held.includes(id)) : held;
    },
  },
  {
    path: "membership",
    type: choice("exact", "additive"),
    local: true,
    about: '`"exact"` (default): who is not declared is removed; `"additive"`: only those declared are ours',
  },
  {
    path: "onConflict",
    type: choice("safe", "adopt", "fail"),
    local: true,
    about: "What create does when a group of this name exists (see below)",
  },
  {
    path: "adoptId",
    type: slackId(GROUP_ID, "the id of a group (S…)"),
    local: true,
    createOnly: true,
    about:
      "The id of an existing group that create takes over, whatever its name, writing what is declared. Only create reads it: leave it or take it out afterwards",
  },
  { path: "onDelete", type: choice("delete", "retain"), local: true, about: "What delete does (see below)" },
  {
    path: "nameIsSecret",
    type: flag,
    local: true,
    about:
      "`true`: the audit log leaves the displayName out. Set by itself where the displayName is a Pulumi secret",
  },
];

/** What a state holds beside the declared attributes. */
export interface GroupFacts {
  organization: string;
  /** Taken over on create instead of made by it. */
  adopted?: boolean;
}

/** The outputs of a managed group. */
export function toGroupOutputs(inputs: Properties, live: ScimGroup, facts: GroupFacts): Properties {
  return {
    ...toDeclaredOutputs(GROUP_FIELDS, inputs, live, { membership: inputs.membership }),
    created: at(live, "meta.created") ?? "",
    adopted: facts.adopted === true,
    organization: facts.organization,
  };
}

/** The outputs of a group that is looked at and not managed. */
export function toGroupView(live: ScimGroup, organization: string): Properties {
  return { ...everythingOf(live, organization), adopted: false, managed: false };
}

/** What a look-up in a program answers with; members only where they were asked for, and then also when there are none. */
export function toGroupResult(live: ScimGroupHead | ScimGroupRecord, organization: string): Properties {
  return { id: live.id, ...("members" in live && { members: [] }), ...everythingOf(live, organization) };
}

function everythingOf(live: ScimGroup, organization: string): Properties {
  return {
    ...toAllOutputs(GROUP_FIELDS, live),
    created: at(live, "meta.created") ?? "",
    organization,
  };
}
