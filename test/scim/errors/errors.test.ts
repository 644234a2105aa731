import { inspect } from "node:util";
import {
  hasSlackCode,
  isAborted,
  isConflict,
  isConnectionError,
  isForbidden,
  isNotFound,
  isRateLimited,
  isUnauthorized,
  SlackScimApiError,
  SlackScimError,
  SlackScimResponseError,
} from "../../../provider/scim";
import { v1Error, v2Error } from "../support/bodies";
import { type Reply, startServer } from "../support/server";

async function refusal(reply: Reply) {
  const slack = await startServer(reply);
  return slack
    .v2({ retryHandlers: [] })
    .users.get("U1")
    .catch((error) => error);
}

test.each([
  ["v1's envelope", v1Error(404, "no_such_user")],
  ["v2's envelope", v2Error(404, "no_such_user")],
  [
    "v2's envelope with its status as a string",
    { status: 404, body: { detail: "no_such_user", status: "404" } },
  ],
  ["v1's envelope without a code", { status: 404, body: { Errors: { description: "no_such_user" } } }],
  [
    "v1's envelope with a third key",
    { status: 404, body: { Errors: { description: "no_such_user", code: 404, x: 1 } } },
  ],
])("%s is understood in v2 and in v1", async (_which, reply) => {
  for (const version of ["v1", "v2"] as const) {
    const slack = await startServer(reply);
    const error = await slack[version]({})
      .users.get("U1")
      .catch((error) => error);
    expect(error).toBeInstanceOf(SlackScimApiError);
    expect(error).toMatchObject({
      status: 404,
      slackCode: "no_such_user",
      description: "no_such_user",
      attempts: 1,
    });
    expect(isNotFound(error)).toBe(true);
  }
});

test("an error says verb, path, status, code and what to do", async () => {
  const error = await refusal(v2Error(409, "email_taken (user=ada existing_user=U0AB12)"));
  expect(error.message).toBe(
    "GET Users/U1 was refused: 409 email_taken (user=ada existing_user=U0AB12). " +
      "Somebody has this e-mail address already, perhaps a deactivated person: change that person's address by hand, or choose another",
  );
  expect(error).toMatchObject({
    existingUserId: "U0AB12",
    slackCode: "email_taken",
    code: "slack_scim_api_error",
  });
  expect(error).toBeInstanceOf(SlackScimError);
  expect(error.name).toBe("SlackScimApiError");
});

test.each<[string, string, Reply]>([
  ["Slack's text", "is_wrong: xoxp-1 and s3cret", v2Error(400, "is_wrong: xoxp-1 and s3cret")],
  ["v1's text", "is_wrong: xoxp-1 and s3cret", v1Error(401, "is_wrong: xoxp-1 and s3cret")],
  ["a content type", "is text/s3cret", { body: "{}", headers: { "content-type": "text/s3cret+xoxp-1" } }],
  [
    "a redirect",
    "redirect to s3cret",
    { status: 302, headers: { location: "https://s3cret.xoxb-2-3.example/" } },
  ],
  [
    "HTML",
    "Bearer s3cret",
    { body: "Bearer s3cret, xoxe.xoxp-1-2", headers: { "content-type": "text/html" } },
  ],
  ["half an answer", "not JSON", { body: "s3cret xoxp-1" }],
])("a token that comes back in %s is not in the error", async (_where, said, reply) => {
  const slack = await startServer(reply);
  const client = slack.v2({ retryHandlers: [], token: "s3cret" });
  const error = await client.users.get("U1").catch((error) => error);
  expect(error.message).toContain(said.replace("xoxp-1", "(redacted)").replace("s3cret", "(redacted)"));
  expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/s3cret|xox[a-z]-\d/);
});

test("a plain sentence has no code, and stays as it is", async () => {
  const error = await refusal(
    v2Error(400, "Multi-valued attributes can not have more than one primary element"),
  );
  expect(error).toMatchObject({ slackCode: "", description: expect.stringContaining("Multi-valued") });
});

test.each<[string, Reply, (error: unknown) => boolean]>([
  ["isConflict by its status", v2Error(409, "whatever_else"), isConflict],
  ["isConflict by its code", v2Error(400, "username_taken (username=x)"), isConflict],
  ["isUnauthorized", v1Error(401, "invalid_authentication"), isUnauthorized],
  ["isForbidden by its status", v2Error(403, "permission_denied"), isForbidden],
  ["isForbidden by its code", v2Error(400, "cannot_modify_owner"), isForbidden],
  ["isRateLimited", v2Error(429, "too_many_requests"), isRateLimited],
  ["isRateLimited outside an envelope", { status: 429, body: "" }, isRateLimited],
  ["hasSlackCode", v2Error(400, "no_filters (x=1)"), (error) => hasSlackCode(error, "a_b", "no_filters")],
])("%s knows its own error, and only that", async (_name, reply, predicate) => {
  const error = await refusal(reply);
  const all = [
    isConflict,
    isUnauthorized,
    isForbidden,
    isRateLimited,
    isNotFound,
    isAborted,
    isConnectionError,
  ];
  expect(predicate(error)).toBe(true);
  expect(all.filter((one) => one !== predicate && one(error))).toEqual([]);
  expect(predicate(new Error("another"))).toBe(false);
});

test.each<[string, Reply]>([
  ["a page", { status: 404, body: "<html>Not Found</html>", headers: { "content-type": "text/html" } }],
  ["plain text", { status: 404, body: "not found", headers: { "content-type": "text/plain" } }],
  ["nothing", { status: 404 }],
  ["another API's error", { status: 404, body: { ok: false, error: "not_found" } }],
])("a 404 that is %s does not say that a person is gone", async (_what, reply) => {
  const error = await refusal(reply);
  expect(isNotFound(error)).toBe(false);
  expect(error).toBeInstanceOf(SlackScimResponseError);
  expect(error).toMatchObject({ status: 404, method: "GET", path: "Users/U1" });
  expect(String(error)).toContain("Does the base URL point to Slack's SCIM API?");
});

test.each(["bad_endpoint", "unsupported_version"])(
  "a 404 %s does not say that a person is gone",
  async (code) => {
    expect(isNotFound(await refusal(v2Error(404, code)))).toBe(false);
  },
);
