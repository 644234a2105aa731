import { startEmulator } from "../../../emulator";
import {
  type CallOptions,
  FixedValueRetryIntervalCalculator,
  isConflict,
  RateLimitErrorRetryHandler,
  type ScimNewUser,
  SlackScimClient,
  systemClock,
} from "../../../provider/scim";
import { ada, engine, page, v1Error, v2Error } from "../support/bodies";
import { testClock } from "../support/clock";
import { type Reply, startServer, tooLate } from "../support/server";

const date = "Sun, 01 Mar 2026 12:00:02 GMT";
const person: ScimNewUser = {
  userName: "ada",
  displayName: "Ada",
  emails: [{ value: "ada@example.com", primary: true }],
};
const lookUp = "GET Users?filter=email%20eq%20%22ada%40example.com%22&count=100&startIndex=1";
const listed = (...people: unknown[]): Reply => ({ body: page(people), headers: { date } });
const created: Reply = { status: 201, body: ada };

test.each<[string, Reply]>([
  ["broke off", { drop: true }],
  ["was a 500", v2Error(500, "database_query_failure")],
  ["was a 503", v2Error(503, "backend")],
  [
    "came through a gateway as a 500",
    { status: 500, body: "oops", headers: { "content-type": "text/plain" } },
  ],
  [
    "came through a gateway as a 502 page",
    { status: 502, body: "<html>", headers: { "content-type": "text/html" } },
  ],
  ["was cut off although it was a 201", { status: 201, body: '{"id":"U1","userN' }],
])("a creation whose answer %s is looked up, not repeated", async (_how, reply) => {
  const slack = await startServer(reply, listed(ada));
  expect((await slack.v2({}).users.create(person)).id).toBe("U1");
  expect(slack.log()).toEqual(["POST Users", lookUp]);
});

test("a creation whose answer timed out is looked up, not repeated", async () => {
  const slack = await startServer(tooLate(), listed(ada));
  expect((await slack.v2({}).users.create(person)).id).toBe("U1");
  expect(slack.log()).toEqual(["POST Users", lookUp]);
});

test("who is looked for is who was sent, whatever the caller makes of the object meanwhile", async () => {
  const slack = await startServer({ drop: true }, listed(ada));
  const mine = structuredClone(person);
  const creation = slack.v2({}).users.create(mine);
  mine.emails = [{ value: "grace@example.com", primary: true }];
  expect((await creation).id).toBe("U1");
  expect(slack.log()[1]).toBe(lookUp);
});

test("a creation that nobody finds is sent again", async () => {
  const slack = await startServer({ drop: true }, listed(), created);
  expect((await slack.v2({}).users.create(person)).id).toBe("U1");
  expect(slack.log()).toEqual(["POST Users", lookUp, "POST Users"]);
});

test("a creation that never left is sent again without a look-up", async () => {
  const slack = await startServer(v2Error(429, "too_many_requests"), created);
  await slack.v2({}).users.create(person);
  expect(slack.log()).toEqual(["POST Users", "POST Users"]);
});

test.each([
  ["was there before", { ...ada, meta: { created: "2026-03-01T03:59:00-08:00" } }],
  ["is of a time that Slack does not tell", { ...ada, meta: undefined }],
  ["is not as sent", { ...ada, displayName: "Ada King" }],
])("somebody with the address who %s is a conflict that names them", async (_how, other) => {
  const slack = await startServer({ drop: true }, listed(other));
  const error = await slack
    .v2({})
    .users.create(person)
    .catch((error) => error);
  expect(isConflict(error)).toBe(true);
  expect(error).toMatchObject({ slackCode: "email_taken", existingUserId: "U1", status: 409 });
  expect(slack.log()).toEqual(["POST Users", lookUp]);
});

test("who was made is told by Slack's clock, however wrong ours is", async () => {
  const slack = await startServer({ drop: true }, listed(ada));
  slack.clock.pass(86_400_000);
  expect((await slack.v2({}).users.create(person)).id).toBe("U1");
});

test("a creation that Slack finished after the look-up is recognised when the second one conflicts", async () => {
  const slack = await startServer(
    { drop: true },
    listed(),
    v2Error(409, "email_taken (existing_user=U1)"),
    listed(ada),
  );
  expect((await slack.v2({}).users.create(person)).id).toBe("U1");
  expect(slack.log()).toEqual(["POST Users", lookUp, "POST Users", lookUp]);
});

test("a plain conflict is not mistaken for a lost answer", async () => {
  const slack = await startServer(v2Error(409, "email_taken (existing_user=U5)"));
  await expect(slack.v2({}).users.create(person)).rejects.toMatchObject({ existingUserId: "U5" });
  expect(slack.log()).toEqual(["POST Users"]);
});

test("findLost replaces the look-up: what it returns is the result, undefined sends again", async () => {
  const slack = await startServer({ drop: true }, created);
  const { users } = slack.v2({});
  const mine = { ...ada, id: "U42" };
  expect((await users.create(person, { findLost: async () => mine })).id).toBe("U42");
  expect(slack.log()).toEqual(["POST Users"]);
  const again = await startServer({ drop: true }, created);
  expect((await again.v2({}).users.create(person, { findLost: async () => undefined })).id).toBe("U1");
  expect(again.log()).toEqual(["POST Users", "POST Users"]);
});

test.each<[string, () => CallOptions, string]>([
  ["the deadline", () => ({ deadlineMs: 50 }), "slack_scim_timeout_error"],
  ["its signal", () => ({ signal: AbortSignal.timeout(50) }), "slack_scim_abort_error"],
])("a look-up of one's own that never ends is ended by %s", async (_what, ending, code) => {
  const slack = await startServer({ drop: true });
  const client = slack.v2({ clock: systemClock, retryHandlers: [] });
  const findLost = () => new Promise<undefined>(() => {});
  await expect(client.users.create(person, { ...ending(), findLost })).rejects.toMatchObject({
    code,
    maybeSent: true,
  });
});

test("a look-up that gets no answer either leaves the first error standing", async () => {
  const slack = await startServer({ drop: true });
  const error = await slack
    .v2({})
    .users.create(person)
    .catch((error) => error);
  expect(error).toMatchObject({ method: "POST", path: "Users", maybeSent: true });
});

test("a POST of one's own is never repeated when its answer is lost", async () => {
  const slack = await startServer({ drop: true }, created);
  const request = slack.v2({}).request({ method: "POST", path: "Users", body: person });
  await expect(request).rejects.toMatchObject({ maybeSent: true, attempts: 1 });
  expect(slack.log()).toEqual(["POST Users"]);
});

test("a group whose deletion was lost is gone: the second DELETE that finds nothing is no error", async () => {
  const slack = await startServer({ drop: true }, v2Error(404, "no_such_group"));
  const answer = await slack.v2({}).groups.delete("S1").withResponse();
  expect(answer).toEqual({ data: undefined, status: 204, headers: {}, body: "", url: "" });
  expect(slack.log()).toEqual(["DELETE Groups/S1", "DELETE Groups/S1"]);
});

test.each<[string, string, Reply[], number]>([
  ["a group that nobody can have deleted yet", "Groups/S1", [{ status: 429 }], 2],
  ["a group at the first attempt", "Groups/S1", [], 1],
  ["a person, who would still be there", "Users/U1", [{ drop: true }], 2],
])("a DELETE that finds nothing is an error: %s", async (_what, path, before, asked) => {
  const slack = await startServer(...before, v2Error(404, "no_such_resource"));
  const deletion = slack.v2({}).request({ method: "DELETE", path });
  await expect(deletion).rejects.toMatchObject({ status: 404, slackCode: "no_such_resource" });
  expect(slack.log()).toHaveLength(asked);
});

test("an aborted pause says that an earlier attempt may have been carried out", async () => {
  const slack = await startServer({ drop: true }, { status: 429 });
  const { signal, abort } = ((controller) => ({
    signal: controller.signal,
    abort: () => controller.abort(),
  }))(new AbortController());
  const events = { rateLimit: abort };
  const call = slack.v2({ events }).users.patch("U1", { title: "CTO" }, { signal });
  await expect(call).rejects.toMatchObject({ code: "slack_scim_abort_error", maybeSent: true });
  expect(slack.log()).toHaveLength(2);
});

test("an aborted pause of a read says that nothing can have been changed, whatever was lost before", async () => {
  const slack = await startServer({ drop: true }, { status: 429 });
  const controller = new AbortController();
  const events = { rateLimit: () => controller.abort() };
  const call = slack.v2({ events }).users.get("U1", { signal: controller.signal });
  await expect(call).rejects.toMatchObject({ code: "slack_scim_abort_error", maybeSent: false });
  expect(slack.log()).toEqual(["GET Users/U1", "GET Users/U1"]);
});

test("a lost group is the one of that name that was made since, with the members that were sent", async () => {
  const older = { ...engine, id: "S0", meta: { created: "2026-01-01T00:00:00-08:00" } };
  const fuller = { ...engine, id: "S2", members: [{ value: "U1" }, { value: "U2" }] };
  const slack = await startServer({ drop: true }, listed(older, fuller, engine));
  const group = await slack.v2({}).groups.create({ displayName: "Engine", members: [{ value: "U1" }] });
  expect(group.id).toBe("S1");
});

test("a group of the same name that was there before does not stop the second attempt", async () => {
  const older = { ...engine, id: "S0", meta: { created: "2026-01-01T00:00:00-08:00" } };
  const slack = await startServer({ drop: true }, listed(older), { status: 201, body: engine });
  expect((await slack.v2({}).groups.create({ displayName: "Engine", members: [{ value: "U1" }] })).id).toBe(
    "S1",
  );
});

test.each(["v1", "v2"] as const)(
  "whatever happens to the answer, the emulator holds one person in %s",
  async (version) => {
    for (const drop of ["before", "after"] as const) {
      const slack = await startEmulator({ limits: "off" });
      try {
        slack.fault({ method: "POST", path: "Users", drop });
        const client = new SlackScimClient({
          token: slack.token,
          baseUrl: slack[version],
          limits: "off",
          clock: testClock(Date.now()),
        });
        const { id } = await client.users.create(person);
        expect(
          slack
            .users()
            .filter(({ userName }) => userName === "ada")
            .map((user) => user.id),
        ).toEqual([id]);
      } finally {
        await slack.close();
      }
    }
  },
);

test("a wrong token is not looked up", async () => {
  const slack = await startServer(v1Error(401, "invalid_authentication"));
  await expect(slack.v2({}).users.create(person)).rejects.toThrow("`admin` scope");
  expect(slack.log()).toEqual(["POST Users"]);
});

test.each<[string, Reply]>([
  ["is refused", v1Error(401, "invalid_authentication")],
  ["meets a 503", v2Error(503, "backend")],
  ["gets no answer", { drop: true }],
])(
  "a look-up that %s leaves what went wrong first standing: the person may have been made",
  async (_how, reply) => {
    for (const lost of [{ drop: true }, v2Error(503, "backend")]) {
      const slack = await startServer(lost, reply);
      const error = await slack
        .v2({})
        .users.create(person)
        .catch((error) => error);
      expect(error).toMatchObject({ method: "POST", path: "Users" });
      expect(error.message).toContain("The change may have been made");
    }
  },
);

test("answers that are lost twice are looked for twice", async () => {
  const slack = await startServer({ drop: true }, listed(), { drop: true }, listed(ada));
  expect((await slack.v2({}).users.create(person)).id).toBe("U1");
  expect(slack.log()).toEqual(["POST Users", lookUp, "POST Users", lookUp]);
});

test("what Slack's answer does not speak of does not make somebody else of a person", async () => {
  const slack = await startServer({ drop: true }, listed(ada));
  const sent = { ...person, name: { givenName: "Ada", formatted: "Ada Lovelace" }, entitlements: ["x"] };
  expect((await slack.v2({}).users.create(sent as ScimNewUser)).id).toBe("U1");
});

test("a person with more addresses than Slack keeps is looked for by the primary one", async () => {
  const emails = [{ value: "x@example.com" }, { value: "y@example.com" }, ...(person.emails ?? [])];
  const slack = await startServer({ drop: true }, listed(ada));
  expect((await slack.v2({}).users.create({ ...person, emails })).id).toBe("U1");
  expect(slack.log()).toEqual(["POST Users", lookUp]);
});

test("who was made while a creation still waited for its turn is somebody else", async () => {
  const slack = await startServer(
    v2Error(429, "too_many_requests"),
    { drop: true },
    { body: page([ada]), headers: { date: "Sun, 01 Mar 2026 12:01:00 GMT" } },
  );
  slack.clock.pass(-60_000);
  const retryHandlers = [
    new RateLimitErrorRetryHandler({ intervalCalculator: new FixedValueRetryIntervalCalculator(120_000) }),
  ];
  const error = await slack
    .v2({ retryHandlers })
    .users.create(person)
    .catch((error) => error);
  expect(error).toMatchObject({ slackCode: "email_taken", existingUserId: "U1" });
});

test("a signal that is aborted during the look-up says that the person may have been made", async () => {
  const controller = new AbortController();
  const slack = await startServer({ drop: true }, () => {
    controller.abort();
    return { hang: true };
  });
  const call = slack.v2({}).users.create(person, { signal: controller.signal });
  await expect(call).rejects.toMatchObject({ code: "slack_scim_abort_error", maybeSent: true });
  expect(slack.log()).toEqual(["POST Users", lookUp]);
});
