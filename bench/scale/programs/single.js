// One resource a person and a group.
const { SlackScimGroup, SlackScimUser } = require("pulumi-slack-scim");
const people = require("./people.json");
const groups = require("./groups.json");

const users = {};
for (const [name, inputs] of Object.entries(people)) {
  const { manager, ...enterprise } = inputs.enterprise ?? {};
  const managerId = users[manager?.managerId]?.id ?? manager?.managerId;
  if (manager) inputs.enterprise = { ...enterprise, manager: { managerId } };
  users[name] = new SlackScimUser(name, inputs);
}
for (const [name, { members, ...inputs }] of Object.entries(groups))
  new SlackScimGroup(name, { ...inputs, members: members.map((member) => users[member]?.id ?? member) });
