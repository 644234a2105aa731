import type { BadInput } from "../fields/bad-inputs";

/** Every input of a membership that the check refuses. */
export const BAD_MEMBERSHIPS: BadInput[] = [
  [
    "nothing",
    {},
    ["groupId: wanted the id of a group (S…), got nothing", /^members: wanted a list of user ids/],
  ],
  [
    "ids that are none",
    { groupId: "G01", members: ["ada"] },
    [
      'groupId: wanted the id of a group (S…), got "G01"',
      'members[0]: wanted a user id (U… or W…, such as `ada.id`), got "ada"',
    ],
  ],
  ["an input that there is not", { groupId: "S01", members: [], role: "x" }, [/^role: no such input/]],
  [
    "another end than there is",
    { groupId: "S01", members: [], onDelete: "delete" },
    ['onDelete: wanted one of "remove", "retain", got "delete"'],
  ],
];
