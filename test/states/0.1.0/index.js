// What a release's recording declares: every attribute of every kind, secrets, guests, whom create takes over, a provider of its own.
const pulumi = require("@pulumi/pulumi");
const {
  SlackScimDirectory,
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

// The same as one resource: "d-adopted", "d-returned", U0DIRECTORY and the groups "Crew" and S0DIRECTORY are in Slack already.
new SlackScimDirectory("company", {
  people: {
    "e-1": { userName: "d-boss", emails: emailOf("d-boss") },
    "e-2": {
      userName: "d-everything",
      emails: [...emailOf("d-everything"), { value: "d-second@example.com", primary: false }],
      name: { givenName: "Ada", familyName: "Lovelace", honorificPrefix: "Lady" },
      displayName: "Ada in a list",
      active: true,
      title: "Analyst",
      phoneNumbers: [
        { value: "+44 20 5550 0003", primary: true },
        { value: "+44 7700 900004", type: "mobile" },
      ],
      addresses: [{ streetAddress: "12 St James's Square", locality: "London", country: "GB" }],
      photos: [{ value: "https://example.com/ada.png" }],
      roles: [{ value: "Engine programmer" }],
      userType: "Employee",
      preferredLanguage: "en",
      locale: "en_GB",
      timezone: "Europe/London",
      enterprise: {
        employeeNumber: "1815",
        costCenter: "42",
        organization: "Analytical Society",
        division: "Engines",
        department: "Notes",
        manager: { managerId: "e-1" },
      },
      slackProfile: { startDate: "2026-01-05T00:00:00Z" },
      onConflict: "safe",
      onDelete: "deactivate",
    },
    "e-3": {
      userName: pulumi.secret("secret-list-spy"),
      emails: pulumi.secret(emailOf("secret.list.spy")),
      title: pulumi.secret("Secret-List-Title"),
      enterprise: { manager: { managerId: boss.id } },
    },
    "e-4": { userName: "d-password", emails: emailOf("d-password"), password: "Secret-List-Passw0rd" },
    "e-5": {
      userName: "d-guest",
      emails: emailOf("d-guest"),
      guest: { type: "multi", expiration: "2099-12-31T00:00:00Z" },
    },
    "e-6": { userName: "d-cleared", emails: emailOf("d-cleared"), title: "", phoneNumbers: [] },
    "e-7": { userName: "d-left", emails: emailOf("d-left"), active: false, nameIsSecret: true },
    "e-8": { userName: "d-kept", emails: emailOf("d-kept"), onDelete: "retain" },
    "e-9": { userName: "d-adopted", emails: emailOf("d-adopted"), title: "Painter", onConflict: "adopt" },
    "e-10": { userName: "d-returned", emails: emailOf("d-returned"), active: true },
    "e-11": { userName: "d-moved", emails: emailOf("d-moved", "new.example"), adoptId: "U0DIRECTORY" },
  },
  groups: {
    everything: {
      displayName: "List: everything",
      members: ["e-1", "e-2", "e-6", boss.id],
      membership: "exact",
      onConflict: "safe",
      onDelete: "delete",
    },
    additive: { displayName: "List: additive", members: ["e-2"], membership: "additive" },
    "name-only": { displayName: "List: name only", onDelete: "retain", nameIsSecret: false },
    secretive: { displayName: pulumi.secret("Secret List Society"), members: ["e-3"] },
    empty: { displayName: "List: empty", members: [] },
    adopted: { displayName: "Crew", members: ["e-9"], onConflict: "adopt" },
    "adopted-by-id": { displayName: "Renamed crew", adoptId: "S0DIRECTORY" },
  },
});

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
