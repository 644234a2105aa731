import { SlackScimArgumentError, systemClock } from "../../../provider/scim";
import { stoppedBy } from "../../../provider/scim/request/deadline";
import { ada, v2Error } from "../support/bodies";
import { startServer } from "../support/server";

test.each(["its own", "the client's"])(
  "a call that has a deadline is ended by %s signal as well",
  async (whose) => {
    const controller = new AbortController();
    const { signal } = controller;
    const slack = await startServer(() => {
      controller.abort();
      return { hang: true };
    });
    const isOwn = whose === "its own";
    const client = slack.v2({ clock: systemClock, ...(!isOwn && { signal }) });
    const call = client.users.get("U1", { deadlineMs: 60_000, ...(isOwn && { signal }) });
    await expect(call).rejects.toMatchObject({ code: "slack_scim_abort_error" });
  },
);

const STOP = new Error("no more changes");

test("what is asked at the last moment stops a change before it is sent, and no reading", async () => {
  const slack = await startServer({ body: ada });
  const { users } = slack.v2({});
  const stopped = stoppedBy(undefined, () => {
    throw STOP;
  });
  await expect(users.patch("U1", { title: "CTO" }, stopped)).rejects.toBe(STOP);
  expect(slack.log()).toEqual([]);
  expect((await users.get("U1", stopped)).id).toBe("U1");
});

test("a change is asked about each time that it is sent, and keeps the options that it has", async () => {
  const slack = await startServer(v2Error(429, "too_many_requests"), { body: ada });
  let asked = 0;
  const counted = stoppedBy({ headers: { "x-trace": "7" } }, () => {
    asked += 1;
  });
  await slack.v2({}).users.patch("U1", { title: "CTO" }, counted);
  expect(asked).toBe(2);
  expect(slack.asked.map(({ headers }) => headers["x-trace"])).toEqual(["7", "7"]);
  const misspelt = stoppedBy({ header: {} } as never, () => {});
  await expect(slack.v2({}).users.patch("U1", { title: "CTO" }, misspelt)).rejects.toBeInstanceOf(
    SlackScimArgumentError,
  );
});
