// Everybody in the organization as CSV: node list-to-csv.mjs > people.csv
import { SlackScimClient } from "pulumi-slack-scim/scim";

const { SLACK_SCIM_TOKEN: token = "", SLACK_SCIM_BASE_URL: baseUrl } = process.env;
const slack = new SlackScimClient({ token, baseUrl });
/** @param {unknown} value */
const quoted = (value) => `"${String(value ?? "").replaceAll('"', '""')}"`;

console.log("id,userName,email,displayName,active");
for await (const { id, userName, emails, displayName, active } of slack.users.iterate()) {
  const email = emails?.find(({ primary }) => primary)?.value;
  console.log([id, userName, email, displayName, active].map(quoted).join(","));
}
