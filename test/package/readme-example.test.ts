import * as pulumi from "@pulumi/pulumi";
import { SlackScimGroup, SlackScimUser } from "pulumi-slack-scim";

const registered: Record<string, unknown>[] = [];

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs }) => {
      registered.push({ type, ...inputs });
      return { id: `${name}-id`, state: inputs };
    },
    call: ({ inputs }) => inputs,
  }),
);

test("everybody in the program is in the group", async () => {
  const ada = new SlackScimUser("ada", { userName: "ada", emails: [{ value: "ada@example.com" }] });
  const team = new SlackScimGroup("team", { displayName: "Team", members: [ada.id] });
  await new Promise((resolve) => team.members.apply(resolve));
  expect(registered).toMatchObject([
    { type: "pulumi-nodejs:dynamic/slack-scim:User", userName: "ada" },
    { type: "pulumi-nodejs:dynamic/slack-scim:Group", members: ["ada-id"] },
  ]);
});
