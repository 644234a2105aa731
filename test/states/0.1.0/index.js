// What a release's recording declares: every attribute of every kind, secrets, guests, whom create takes over, a provider of its own.
const pulumi = require("@pulumi/pulumi");
const {
  SlackScimGroup,
  SlackScimGroupMembership,
  SlackScimProvider,
  SlackScimUser,
} = require("pulumi-slack-scim");

const emailOf = (userName, domain = "example.com") => [{ value: `${userName}@${domain}`, primary: true }];

const boss = new SlackScimUser("boss", { userName: "boss", emails: emailOf("boss") });

const everything = new SlackScimUser("everything", {
  userName: "ada.lovelace",
  emails: [
    { value: "ada@example.com", primary: true },
    { value: "countess@example.com", primary: false },
  ],
  name: { givenName: "Ada", familyName: "Lovelace", honorificPrefix: "Lady" },
  displayName: "Ada Lovelace",
  active: true,
  title: pulumi.secret("Secret-Analyst"),
  phoneNumbers: [
    { value: "+44 20 5550 0001", primary: true },
    { value: "+44 7700 900002", type: "mobile" },
  ],
  addresses: [
    {
      streetAddress: "12 St James's Square",
      locality: "London",
      region: "London",
      postalCode: "SW1Y 4JH",
      country: "GB",
    },
  ],
  photos: [{ value: "https://example.com/ada.png" }],
  roles: [{ value: "Engine programmer" }],
  userType: "Employee",
  preferredLanguage: "en",
  locale: "en_GB",
  timezone: "Europe/London",
  password: "Secret-Passw0rd",
  enterprise: {
    employeeNumber: "1815",
    costCenter: "42",
    organization: "Analytical Society",
    division: "Engines",
    department: "Notes",
    manager: { managerId: boss.id },
  },
  slackProfile: { startDate: "2026-01-05T00:00:00Z" },
  onConflict: "safe",
  onDelete: "deactivate",
});

const secretive = new SlackScimUser(
  "secretive",
  {
    userName: pulumi.secret("secret-spy-agent"),
    emails: pulumi.secret(emailOf("secret.spy")),
    displayName: pulumi.secret("Secret Spy"),
    enterprise: pulumi.secret({ department: "Secret-Department" }),
  },
  { additionalSecretOutputs: ["nickName", "profileUrl", "slackUserName"] },
);

new SlackScimUser("guest", {
  userName: "visitor",
  emails: emailOf("visitor"),
  guest: { type: "multi", expiration: "2099-12-31T00:00:00Z" },
});

const cleared = new SlackScimUser("cleared", {
  userName: "cleared",
  emails: emailOf("cleared"),
  title: "",
  phoneNumbers: [],
});
new SlackScimUser("inactive", { userName: "left", emails: emailOf("left"), active: false });
new SlackScimUser("retained", { userName: "kept", emails: emailOf("kept"), onDelete: "retain" });

// These three people and the groups S0ADOPTED, S0OWNED, S0ALSO and "Adopted" are in Slack already.
const adopted = new SlackScimUser("adopted", {
  userName: "adopted",
  emails: emailOf("adopted"),
  title: "Painter",
  onConflict: "adopt",
});
new SlackScimUser("reactivated", { userName: "returned", emails: emailOf("returned"), active: true });
new SlackScimUser("adopted-by-id", {
  userName: "moved",
  emails: emailOf("moved", "new.example"),
  adoptId: "U0ADOPTED",
});
new SlackScimGroup("adopted", { displayName: "Adopted", members: [adopted.id], onConflict: "adopt" });
new SlackScimGroup("adopted-by-id", { displayName: "Renamed", adoptId: "S0ADOPTED" });

new SlackScimGroup("everything", {
  displayName: "Engineering",
  members: [boss.id, everything.id, cleared.id],
  membership: "exact",
  onConflict: "safe",
  onDelete: "delete",
});
new SlackScimGroup("additive", {
  displayName: "Additive",
  members: [everything.id],
  membership: "additive",
});
new SlackScimGroup("name-only", { displayName: "Name only", onDelete: "retain" });
new SlackScimGroup("secretive", { displayName: pulumi.secret("Secret Society"), members: [secretive.id] });
new SlackScimGroup("empty", { displayName: "Empty", members: [] });

// In a group that an identity provider fills: boss joins, adopted is in it already.
new SlackScimGroupMembership("everything", {
  groupId: "S0OWNED",
  members: [boss.id, adopted.id],
  onDelete: "remove",
});
new SlackScimGroupMembership("added", { groupId: "S0ALSO", members: pulumi.secret([boss.id, adopted.id]) });

const globex = new SlackScimProvider("globex", {
  token: "xoxp-recorded-globex",
  baseUrl: process.env.SLACK_SCIM_BASE_URL,
  limits: "off",
  organization: "globex",
});
const hank = new SlackScimUser(
  "hank",
  { userName: "hank", emails: emailOf("hank", "globex.example") },
  { provider: globex },
);
new SlackScimGroup("globex", { displayName: "Globex", members: [hank.id] }, { provider: globex });
