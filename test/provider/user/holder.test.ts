import { createUser, updateUser } from "../../../provider/user/lifecycle";
import { ADA, addLongAgo, emailOf, inWorld, withoutOrganizationCheck } from "../support";

/** A refusal of Slack's because somebody has something. */
const taken = (detail: string) => ({ status: 409, body: { schemas: [], detail, status: 409 } });

const HELD = { userName: "countess", ...emailOf("ada@example.com"), title: "Analyst" };
const BERT = { userName: "bert", ...emailOf("bert@example.com") };

test("whom Slack names as the one who has the address is looked at by that id, and taken over", () =>
  inWorld(async ({ slack, begin, asked }) => {
    const id = addLongAgo(slack, HELD);
    const created = await createUser(begin(), { ...ADA, onConflict: "adopt" });
    expect(created).toMatchObject({ id, outs: { adopted: true } });
    expect(withoutOrganizationCheck(asked())).toEqual([
      "POST Users 409",
      `GET Users/${id} 200`,
      `PATCH Users/${id} 200`,
    ]);
  }));

test("where whom Slack names cannot be looked at, nobody is taken over, however well others would be found", () =>
  inWorld(async ({ slack, begin }) => {
    const id = addLongAgo(slack, HELD);
    slack.fault({ method: "GET", path: `Users/${id}`, status: 403, times: Number.POSITIVE_INFINITY });
    const run = begin();
    await expect(createUser(run, { ...ADA, onConflict: "adopt" })).rejects.toMatchObject({ status: 403 });
    expect(run.handover.isTakenOver(id)).toBe(false);
  }));

test("an update for which Slack names the very person who is updated says who else has what it needs", () =>
  inWorld(async ({ slack, begin }) => {
    const bert = addLongAgo(slack, BERT);
    const { id, outs } = await createUser(begin(), ADA);
    slack.fault({ method: "PATCH", path: `Users/${id}`, ...taken(`username_taken existing_user=${id}`) });
    await expect(updateUser(begin(), id, outs, { ...ADA, userName: "bert" })).rejects.toThrow(
      `user bert (${id}): the userName or an e-mail address belongs to ${bert} (bert), and no resource`,
    );
  }));

test("who has a declared address is found by it where Slack names nobody", () =>
  inWorld(async ({ slack, begin }) => {
    slack.behave({ takenEmailCode: "user_creation_failed" });
    const bert = addLongAgo(slack, BERT);
    const emails = [...emailOf("ada@example.com").emails, { value: "bert@example.com", primary: false }];
    await expect(createUser(begin(), { ...ADA, emails })).rejects.toThrow(
      `the userName or a secondary e-mail address belongs to ${bert} (bert), whose primary e-mail address is another one: somebody else.`,
    );
  }));

test("a userName that nobody has and Slack refuses, since a channel has it, is asked for once and refused as Slack said it", () =>
  inWorld(
    async ({ begin, asked }) => {
      const channel = { ...ADA, userName: "announcements" };
      await expect(createUser(begin(), channel)).rejects.toMatchObject({ slackCode: "username_taken" });
      expect(asked().filter((request) => request.startsWith("POST"))).toEqual(["POST Users 409"]);
    },
    { channelNames: ["announcements"] },
  ));

test("what nobody has any more and this run gives up is asked for once more, and then refused as Slack said it", () =>
  inWorld(async ({ slack, begin, asked }) => {
    slack.fault({ method: "POST", path: "Users", ...taken("username_taken"), times: 9 });
    const run = begin();
    run.handOns.announce("U0BERT", ["ada.l"], async () => {});
    await expect(createUser(run, ADA)).rejects.toMatchObject({ slackCode: "username_taken" });
    expect(asked().filter((request) => request.startsWith("POST"))).toHaveLength(2);
  }));
