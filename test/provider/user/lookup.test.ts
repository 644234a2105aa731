import type { Properties } from "../../../provider/fields/properties";
import type { Look } from "../../../provider/run/look";
import { lookUpUser, lookUpUsers } from "../../../provider/user/lookup";
import { emailOf, inWorld } from "../support";

const look = (wanted = "what is sought", fresh = false): Look => ({ wanted, fresh });

const GRACE = {
  userName: "grace.h",
  emails: [
    { value: "grace@example.com", primary: true },
    { value: "grace@second.example.com", primary: false },
  ],
  title: "Admiral",
};

test("a person is found by id, by userName, and by either e-mail address, with the outputs of a SlackScimUser", () =>
  inWorld(async ({ slack, begin }) => {
    const boss = slack.addUser({ userName: "boss", ...emailOf("boss@example.com") });
    const id = slack.addUser(GRACE);
    slack.change(id, (grace) => {
      grace["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"].department = "Navy";
      grace["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"].manager.managerId = boss;
    });
    const run = begin();
    const grace = await lookUpUser(run, { id }, look());
    expect(grace).toEqual({
      id,
      ...GRACE,
      name: { givenName: "grace.h" },
      displayName: "grace.h",
      photos: [{ value: expect.stringContaining("gravatar") }],
      timezone: "America/Los_Angeles",
      enterprise: { department: "Navy", manager: { managerId: boss } },
      managerId: boss,
      active: true,
      nickName: "grace.h",
      profileUrl: "https://acme.enterprise.slack.com/team/grace.h",
      created: expect.stringMatching(/^\d{4}-/),
      organization: "acme",
    });
    for (const sought of [
      { userName: "grace.h" },
      { email: "grace@example.com" },
      { email: "grace@second.example.com" },
    ])
      expect(await lookUpUser(run, sought, look())).toEqual(grace);
  }));

test("somebody deactivated is found, and is not active", () =>
  inWorld(async ({ slack, begin }) => {
    slack.addUser({ ...GRACE, active: false });
    expect(await lookUpUser(begin(), { userName: "grace.h" }, look())).toMatchObject({ active: false });
  }));

test("nobody found names who was sought and where, by filter as well as after a scan", () =>
  inWorld(
    async ({ slack, begin }) => {
      const run = begin();
      const nobody = () => lookUpUser(run, { userName: "nobody" }, look('the userName "nobody"'));
      await expect(nobody()).rejects.toThrow(
        'nobody in acme has the userName "nobody", deactivated people included. Check how it is written',
      );
      await lookUpUsers(run, {}, look());
      await expect(nobody()).rejects.toThrow('nobody in acme has the userName "nobody"');
      await expect(lookUpUser(run, { id: "U0NOBODY" }, look('the id "U0NOBODY"'))).rejects.toThrow(
        'nobody in acme has the id "U0NOBODY"',
      );
      const late = slack.addUser({ userName: "nobody", ...emailOf("nobody@example.com") });
      expect(await nobody()).toMatchObject({ id: late });
    },
    { seed: 5 },
  ));

test("several people of one address are named, and none of them is taken", () =>
  inWorld(async ({ slack, begin }) => {
    const ids = ["ada", "bert"].map((userName) =>
      slack.addUser({ userName, ...emailOf(`${userName}@example.com`) }),
    );
    slack.change("bert", (bert) => {
      bert.emails.push({ value: "ada@example.com", primary: false });
    });
    const run = begin();
    await lookUpUsers(run, {}, look());
    await expect(
      lookUpUser(run, { email: "ada@example.com" }, look('the e-mail address "ada@example.com"')),
    ).rejects.toThrow(
      `2 people in acme have the e-mail address "ada@example.com": user ada (${ids[0]}), user bert (${ids[1]}). Look up the one that is meant by id.`,
    );
  }));

test("300 look-ups cost four requests, whether they come one by one or all at once", () =>
  inWorld(
    async ({ slack, begin, asked }) => {
      const people = slack.users().slice(0, 300);
      const one = begin();
      for (const { userName, id } of people)
        expect(await lookUpUser(one, { userName }, look())).toMatchObject({ id });
      expect(asked()).toHaveLength(4);
      const other = begin();
      const found = await Promise.all(
        people.map(({ emails: [first], id }, at) =>
          lookUpUser(other, at % 2 ? { id } : { email: first?.value }, look()),
        ),
      );
      expect(found.map(({ id }) => id)).toEqual(people.map(({ id }) => id));
      // By id the first four cost a request each.
      expect(asked().length).toBeLessThanOrEqual(4 + 4);
    },
    { seed: 300 },
  ));

test("everybody is listed by userName, from the scan that serves look-ups as well", () =>
  inWorld(
    async ({ slack, begin, asked }) => {
      const run = begin();
      const { ids, users } = (await lookUpUsers(run, {}, look())) as { ids: string[]; users: Properties[] };
      const expected = slack.users().sort((a, b) => (a.userName < b.userName ? -1 : 1));
      expect(users.map(({ userName }) => userName)).toEqual(expected.map(({ userName }) => userName));
      expect(ids).toEqual(expected.map(({ id }) => id));
      expect(users.every(({ emails }) => Array.isArray(emails))).toBe(true);
      await lookUpUsers(run, {}, look());
      await lookUpUser(run, { userName: expected[7]?.userName }, look());
      expect(asked()).toHaveLength(2);
    },
    { seed: 50 },
  ));

test("a filter leaves whom Slack leaves, page by page; one that Slack cannot read is refused", () =>
  inWorld(
    async ({ slack, begin, asked }) => {
      for (const number of [3, 1, 2])
        slack.addUser({ userName: `ops${number}`, ...emailOf(`ops${number}@example.com`) });
      const run = begin();
      const { users } = (await lookUpUsers(run, { filter: 'userName sw "ops"' }, look())) as {
        users: Properties[];
      };
      expect(users.map(({ userName }) => userName)).toEqual(["ops1", "ops2", "ops3"]);
      expect(asked()).toHaveLength(2);
      expect(await lookUpUsers(run, { filter: 'userName eq "none"' }, look())).toEqual({
        ids: [],
        users: [],
      });
      await expect(lookUpUsers(run, { filter: 'shoeSize eq "9"' }, look())).rejects.toThrow("invalid_query");
    },
    { seed: 20 },
  ));

test("a fresh look-up sees what a scan of the run has not seen", () =>
  inWorld(async ({ slack, begin }) => {
    const id = slack.addUser({ ...GRACE });
    const run = begin();
    await lookUpUsers(run, {}, look());
    slack.change("grace.h", (grace) => {
      grace.title = "Rear Admiral";
    });
    const title = async (sought: object, fresh: boolean) =>
      (await lookUpUser(run, sought, look("", fresh))).title;
    expect(await title({ userName: "grace.h" }, false)).toBe("Admiral");
    expect(await title({ userName: "grace.h" }, true)).toBe("Rear Admiral");
    expect(await title({ id }, true)).toBe("Rear Admiral");
    const { users } = (await lookUpUsers(run, {}, look("", true))) as { users: Properties[] };
    expect(users.find((one) => one.id === id)?.title).toBe("Rear Admiral");
  }));

test("a token of another organisation than the configured one looks nothing up", () =>
  inWorld(async ({ slack, begin, asked }) => {
    slack.addUser(GRACE);
    const run = begin({ organization: "globex" });
    const refusal = "The token belongs to the organisation acme, but the configuration says globex";
    await expect(lookUpUser(run, { userName: "grace.h" }, look())).rejects.toThrow(refusal);
    await expect(lookUpUsers(run, {}, look())).rejects.toThrow(refusal);
    expect(asked()).toHaveLength(1);
  }));
