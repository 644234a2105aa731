/** The source of a program that makes resources of this package. */
export function program(...statements: string[]): string {
  return [
    'const pulumi = require("@pulumi/pulumi");',
    'const { SlackScimDirectory, SlackScimGroup, SlackScimGroupMembership, SlackScimProvider, SlackScimUser } = require("pulumi-slack-scim");',
    ...statements,
  ].join("\n");
}

/** Declares a person: `person("ada", { title: "Analyst" })`; the logical name is the userName unless said otherwise. */
export function person(
  userName: string,
  args: object = {},
  { name = userName, options = "{}" } = {},
): string {
  const all = { userName, emails: [{ value: `${userName}@example.com`, primary: true }], ...args };
  return `const ${variable(name)} = new SlackScimUser(${JSON.stringify(name)}, ${JSON.stringify(all)}, ${options});`;
}

/** Declares a group; `members` are logical names of people declared before. */
export function group(
  displayName: string,
  members: string[],
  { name = displayName, args = {}, options = "{}" } = {},
): string {
  const ids = members.map((member) => `${variable(member)}.id`).join(", ");
  const rest = JSON.stringify({ displayName, ...args }).slice(1, -1);
  return `new SlackScimGroup(${JSON.stringify(name)}, { ${rest}, members: [${ids}] }, ${options});`;
}

/** Declares people in somebody else's group; `members` are logical names of people declared before, or ids. */
export function membership(
  name: string,
  groupId: string,
  members: string[],
  { args = {}, options = "{}" } = {},
): string {
  const ids = members.map((member) =>
    /^U0/.test(member) ? JSON.stringify(member) : `${variable(member)}.id`,
  );
  const rest = JSON.stringify({ groupId, ...args }).slice(1, -1);
  return `new SlackScimGroupMembership(${JSON.stringify(name)}, { ${rest}, members: [${ids.join(", ")}] }, ${options});`;
}

/** Declares people and groups as one resource. */
export function directory(name: string, args: object, options = "{}"): string {
  return `const ${variable(name)} = new SlackScimDirectory(${JSON.stringify(name)}, ${JSON.stringify(args)}, ${options});`;
}

function variable(name: string): string {
  return name.replace(/\W/g, "_");
}
