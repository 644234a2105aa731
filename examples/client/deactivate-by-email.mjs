// Deactivates whoever has these e-mail addresses: node deactivate-by-email.mjs ada@example.com …
import { SlackScimClient } from "pulumi-slack-scim/scim";

const { SLACK_SCIM_TOKEN: token = "", SLACK_SCIM_BASE_URL: baseUrl } = process.env;
const slack = new SlackScimClient({ token, baseUrl });

for (const email of process.argv.slice(2)) {
  const user = await slack.users.findByEmail(email);
  if (user === undefined) console.log(`${email}: nobody has it`);
  else if (user.active === false) console.log(`${email}: ${user.userName} was deactivated before`);
  else {
    await slack.users.deactivate(user.id);
    console.log(`${email}: ${user.userName} is deactivated`);
  }
}
