import { inspect } from "node:util";
import { SlackScimApiError, SlackScimResponseError } from "../../../provider/scim";
import { ada, v1Error, v2Error } from "../support/bodies";
import { startServer } from "../support/server";

const ID = "x-slack-req-id";

test.each([
  [
    "a refusal in v2's envelope",
    { ...v2Error(409, "email_taken"), headers: { [ID]: "abc-123" } },
    SlackScimApiError,
  ],
  [
    "a refusal in v1's envelope",
    { ...v1Error(404, "no_such_user"), headers: { [ID]: "abc-123" } },
    SlackScimApiError,
  ],
  [
    "an answer that is not understood",
    { status: 502, body: "<html>no</html>", headers: { [ID]: "abc-123" } },
    SlackScimResponseError,
  ],
])(
  "%s has its headers, its text and its address, and its message says which request it was",
  async (_what, reply, kind) => {
    const slack = await startServer(reply);
    const error = await slack
      .v2({ retryHandlers: [] })
      .users.findByEmail("ada@example.com")
      .catch((error) => error);
    expect(error).toBeInstanceOf(kind);
    expect(error.headers).toMatchObject({
      [ID]: "abc-123",
      "content-type": "application/json; charset=utf-8",
    });
    expect(error.body).toBe(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body));
    expect(error.url).toBe(
      `${slack.url}v2/Users?filter=email%20eq%20%22ada%40example.com%22&count=100&startIndex=1`,
    );
    expect(error.message).toContain("(x-slack-req-id: abc-123)");
  },
);

test("nothing of it is shown by what prints the error or goes through its properties", async () => {
  const slack = await startServer(v2Error(409, "email_taken (user=secret-name)"));
  const error = await slack
    .v2({ retryHandlers: [] })
    .users.get("U1")
    .catch((error) => error);
  expect(Object.keys(error)).not.toEqual(expect.arrayContaining(["body"]));
  expect(Object.keys(error).filter((name) => ["headers", "body", "url"].includes(name))).toEqual([]);
  expect(JSON.stringify(error)).not.toContain("urn:ietf");
  expect(inspect(error)).not.toContain("urn:ietf");
  expect(error.message).not.toContain("x-slack-req-id");
});

test("the text is bounded, and no token is in it or in the headers", async () => {
  const long = `{"detail":"xoxp-test ${"x".repeat(100_000)}"}`;
  const slack = await startServer({ status: 400, body: long, headers: { "x-echo": "Bearer xoxp-test" } });
  const error = await slack
    .v2({ retryHandlers: [] })
    .users.get("U1")
    .catch((error) => error);
  expect(error.body.length).toBeLessThanOrEqual(64 * 1024);
  expect(error.body + inspect(error.headers)).not.toContain("xoxp-test");
});

test.each([
  ["that is refused", 400, { "content-type": "application/json" }, '{"detail":"no_such_user"}'],
  ["in an unknown packing", 200, { "content-encoding": "xoxp-test" }, "abcd"],
  ["in an unknown charset", 200, { "content-type": "application/json; charset=xoxp-test" }, "{}"],
  ["of another type", 200, { "content-type": "text/xoxp-test" }, "{}"],
])(
  "no token is in an error %s, however an answer repeats it, nor in an event",
  async (_what, status, headers, body) => {
    const echoes = { [ID]: "xoxp-test", "x-echo": "Bearer xoxp-test" };
    const slack = await startServer({ status, body, headers: { ...headers, ...echoes } });
    const heard: unknown[] = [];
    const events = { response: (event: unknown) => void heard.push(event) };
    const request = { method: "GET", path: "Users", query: { token: "xoxp-test" } } as const;
    const error = await slack
      .v2({ retryHandlers: [], events })
      .request(request)
      .then(String, (error) => error);
    expect(error.headers["x-echo"]).toBe("Bearer (redacted)");
    expect(heard).toMatchObject([{ headers: { "x-echo": "Bearer (redacted)" } }]);
    expect(inspect([error, heard], { showHidden: true, depth: null })).not.toContain("xoxp-test");
  },
);

test("a message is bounded, however much an answer says", async () => {
  const detail = `too_many_users ${"x".repeat(100_000)}`;
  const headers = { "content-type": `text/${"y".repeat(5000)}` };
  const slack = await startServer(v2Error(400, detail), { body: "{}", headers });
  const client = slack.v2({ retryHandlers: [] });
  for (const problem of [
    /^GET Users\/U1 was refused: 400 too_many_users x+…/,
    /the answer is text\/y+…, not JSON/,
  ]) {
    const error = await client.users.get("U1").catch((error) => error);
    expect(error.message).toMatch(problem);
    expect(error.message.length).toBeLessThan(1500);
  }
});

test("an answer that cannot be read has its headers and address, and no text", async () => {
  const slack = await startServer({ body: "abcd", headers: { "content-encoding": "zstd", [ID]: "abc" } });
  const error = await slack
    .v2({ retryHandlers: [] })
    .users.get("U1")
    .catch((error) => error);
  expect([error.headers[ID], error.body, error.url]).toEqual(["abc", "", `${slack.url}v2/Users/U1`]);
});

test("an error that no answer of its own is behind has none of it", async () => {
  const error = new SlackScimApiError({
    method: "POST",
    path: "Users",
    status: 409,
    description: "email_taken",
    attempts: 1,
  });
  expect([error.headers, error.body, error.url]).toEqual([{}, "", ""]);
});

test("a success can be had with its text and its address", async () => {
  const slack = await startServer({ body: ada });
  const { data, body, url, status } = await slack.v2({}).users.get("U1").withResponse();
  expect([data.id, JSON.parse(body), url, status]).toEqual(["U1", ada, `${slack.url}v2/Users/U1`, 200]);
});

test("a 304 is told in its own words", async () => {
  const slack = await startServer({ status: 304 });
  const client = slack.v2({ retryHandlers: [], headers: { "if-none-match": "x" } });
  await expect(client.users.get("U1")).rejects.toThrow(
    "the answer is 304 Not Modified, which only a conditional request gets: leave if-none-match and if-modified-since out of the headers",
  );
});
