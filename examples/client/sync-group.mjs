// Makes a group's members those of a list of e-mail addresses: node sync-group.mjs "On call" on-call.txt
import { readFileSync } from "node:fs";
import { SlackScimClient } from "pulumi-slack-scim/scim";

const { SLACK_SCIM_TOKEN: token = "", SLACK_SCIM_BASE_URL: baseUrl } = process.env;
const slack = new SlackScimClient({ token, baseUrl });
const [name, file] = process.argv.slice(2);
if (file === undefined) throw new Error("Usage: node sync-group.mjs NAME FILE");
const emails = readFileSync(file, "utf8").split(/\s+/).filter(Boolean);
if (emails.length === 0) throw new Error(`${file} is empty: nothing was changed, as nobody would be left`);

const people = await Promise.all(emails.map((email) => slack.users.findByEmail(email)));
const unfit = emails.filter((_, at) => !people[at]?.active);
if (unfit.length > 0) throw new Error(`No active person has ${unfit.join(", ")}: nothing was changed`);

const [found, second] = await slack.groups.findByDisplayName(name);
if (second !== undefined) throw new Error(`Several groups are called ${name}: nothing was changed`);
const group = found ?? (await slack.groups.create({ displayName: name }));
const ids = people.flatMap((person) => person?.id ?? []);
await slack.groups.replaceMembers(group.id, ids);
console.log(`${name}: ${emails.length} members`);
