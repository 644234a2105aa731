// One resource a person and a group.
const { SlackScimGroup, SlackScimUser } = require("pulumi-slack-scim");
const people = require("./people.json");
const groups = require("./groups.json");

const users = Object.fromEntries(
  Object.entries(people).map(([name, inputs]) => [name, new SlackScimUser(name, inputs)]),
);
for (const [name, { members, ...inputs }] of Object.entries(groups))
  new SlackScimGroup(name, { ...inputs, members: members.map((member) => users[member]?.id ?? member) });
