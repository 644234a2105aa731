// Makes a group's members those of a list of e-mail addresses: node sync-group.mjs "On call" on-call.txt
import { readFileSync } from "node:fs";
import { SlackScimClient } from "pulumi-slack-scim/scim";

const { SLACK_SCIM_TOKEN: token, SLACK_SCIM_BASE_URL: baseUrl } = process.env;
const slack = new SlackScimClient({ token, baseUrl });
const [name, file] = process.argv.slice(2);
const emails = readFileSync(file, "utf8").split(/\s+/).filter(Boolean);

const people = await Promise.all(emails.map((email) => slack.users.findByEmail(email)));
const missing = emails.filter((_, at) => people[at] === undefined);
if (missing.length > 0) throw new Error(`Nobody has ${missing.join(", ")}: nothing was changed`);

const [found, second] = await slack.groups.findByDisplayName(name);
if (second !== undefined) throw new Error(`Several groups are called ${name}: nothing was changed`);
const group = found ?? (await slack.groups.create({ displayName: name }));
await slack.groups.replaceMembers(
  group.id,
  people.map(({ id }) => id),
);
console.log(`${name}: ${emails.length} members`);
