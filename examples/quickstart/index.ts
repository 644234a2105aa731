import { SlackScimGroup, SlackScimUser } from "pulumi-slack-scim";

const ada = new SlackScimUser("ada", {
  userName: "ada.lovelace",
  name: { givenName: "Ada", familyName: "Lovelace" },
  displayName: "Ada",
  emails: [{ value: "ada@example.com", primary: true }],
  active: true, // whoever is deactivated, also by `pulumi destroy`, comes back with the next `pulumi up`
  title: "Analyst",
});

const engineering = new SlackScimGroup("engineering", {
  displayName: "Engineering",
  members: [ada.id],
});

export const userId = ada.id;
export const groupId = engineering.id;
