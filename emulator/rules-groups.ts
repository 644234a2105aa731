import type { Rule } from "./behaviour-table";
import { SWITCH_TEST } from "./rules-switch-test";

/** Rules about groups. */
export const GROUP_RULES: readonly Rule[] = [
  {
    id: "group-post",
    rule: "POST answers 201; members may be left out.",
    mark: "sdk sample",
    test: "v1 POST answers 201 with meta behind the members; members may be left out",
  },
  {
    id: "group-order",
    rule: "The order of keys differs between the versions.",
    mark: "sdk sample",
    test: "v2 POST answers 201 with id, meta, displayName and members in that order",
  },
  {
    id: "group-refusals",
    rule: "A name is required, members must exist.",
    mark: "doc",
    test: "POST of a group is refused and nothing is made when %s",
  },
  {
    id: "group-same-name",
    rule: "Two groups may have one name.",
    mark: "inferred",
    test: SWITCH_TEST,
    switch: "sameGroupName",
  },
  {
    id: "group-shows",
    rule: "A person's groups show at once.",
    mark: "sdk sample",
    test: "a person's groups show at once",
  },
  {
    id: "group-who",
    rule: "Deactivated people and single-channel guests cannot join, multi-channel guests can.",
    mark: "inferred",
    test: "deactivated people and single-channel guests cannot join, multi-channel guests can",
    switch: "guestsInGroups",
  },
  {
    id: "group-patch-v1",
    rule: "v1 PATCH adds and deletes members, renames, and answers 204 without a body.",
    mark: "doc",
    test: "v1 PATCH adds, deletes and renames, and answers 204 without a body",
  },
  {
    id: "group-patch-v2",
    rule: "v2 PATCH takes add, replace and remove, by list, bare path and quoted path.",
    mark: "doc",
    test: "v2 PATCH: %s",
  },
  {
    id: "group-remove-listed",
    rule: "`remove` with a value list removes only those listed.",
    mark: "sdk sample",
    test: "remove with a value list removes only those listed",
    switch: "removeMembersWithValue",
  },
  {
    id: "group-batch",
    rule: "One unknown id refuses the whole batch.",
    mark: "inferred",
    test: "one unknown id in a batch refuses the whole batch",
    switch: "unknownMember",
  },
  {
    id: "group-pointless",
    rule: "Adding a present member and removing an absent one succeed.",
    mark: "inferred",
    test: SWITCH_TEST,
    switch: "pointlessMemberChange",
  },
  {
    id: "group-lag",
    rule: "A group PATCH can take a while to show.",
    mark: "community",
    test: "a group PATCH shows after as long as groupPatchLagMs says",
    switch: "groupPatchLagMs",
  },
  {
    id: "group-put",
    rule: "PUT replaces the members, and empties the group when they are left out.",
    mark: "doc",
    test: "PUT replaces the list whole, and empties the group when members are left out",
  },
  {
    id: "group-put-deactivated",
    rule: "Members who were deactivated since may stay.",
    mark: "inferred",
    test: "PUT keeps members who were deactivated since",
  },
  {
    id: "group-deactivation",
    rule: "Deactivation leaves memberships alone.",
    mark: "inferred",
    test: "deactivation leaves memberships alone",
    switch: "membershipAfterDeactivation",
  },
  {
    id: "group-delete",
    rule: "DELETE is for ever; 204 in both versions.",
    mark: "sdk sample",
    test: "%s DELETE is for ever, leaves the people alone and answers 204",
    switch: "deleteGroupStatusV2",
  },
  {
    id: "group-generated",
    rule: "Groups that Slack made cannot be changed, those linked to channels cannot be deleted.",
    mark: "doc",
    test: "a group that Slack made cannot be changed, one linked to channels cannot be deleted",
  },
  {
    id: "group-too-many",
    rule: "A request has at most 15,000 members.",
    mark: "doc",
    test: "a request with over 15,000 members is refused, one with 15,000 is not",
  },
  {
    id: "group-user-group",
    rule: "A user group on Business+ holds 5,000.",
    mark: "doc",
    test: "a user group on Business+ holds 5,000",
  },
  {
    id: "group-display",
    rule: "Members show their display name, else their real name.",
    mark: "inferred",
    test: "members show their display name, else their real name",
  },
];
