import { Agent, request } from "node:http";
import fc from "fast-check";
import { isSlackCode } from "../../emulator/base/codes";
import {
  CORE_V1,
  call,
  ENTERPRISE,
  emulator,
  GUEST,
  group,
  type Json,
  operations,
  PROFILE,
  person,
  USER,
} from "./harness";
import { Wire } from "./wire";

const agent = new Agent({ keepAlive: true });
afterAll(() => agent.destroy());

const SEED = 20_260_102;
const ATTRIBUTES = [
  ...[
    "schemas",
    "id",
    "externalId",
    "meta",
    "userName",
    "nickName",
    "name",
    "displayName",
    "profileUrl",
    "title",
  ],
  ...["timezone", "active", "password", "emails", "phoneNumbers", "photos", "addresses", "roles", "userType"],
  ...[
    "preferredLanguage",
    "locale",
    "groups",
    "members",
    "Operations",
    "__proto__",
    "constructor",
    "toString",
  ],
  ...[ENTERPRISE, GUEST, PROFILE, "urn:x", "shoeSize", ""],
];
const PATHS = [
  ...[
    "title",
    "name",
    "name.givenName",
    "emails",
    'emails[value eq "a"]',
    "emails[primary eq true].value",
    "active",
  ],
  ...[
    "phoneNumbers",
    "phoneNumbers[type eq work].value",
    "addresses",
    "roles",
    "photos",
    "members",
    "displayName",
  ],
  ...[
    ENTERPRISE,
    `${ENTERPRISE}:manager`,
    GUEST,
    `${GUEST}.type`,
    `${PROFILE}:startDate`,
    "members[value eq U1]",
  ],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "name.__proto__",
    `${ENTERPRISE}:__proto__`,
    "[",
    "]",
    ".",
  ],
];

const junk = fc.jsonValue({ maxDepth: 4 });
const attribute = fc.constantFrom(...ATTRIBUTES);
const item = fc.dictionary(fc.constantFrom("value", "primary", "type", "operation", "region", "x"), junk, {
  maxKeys: 4,
});
const value = fc.oneof(junk, fc.array(item, { maxLength: 4 }), item);
const resource = fc.dictionary(attribute, value, { maxKeys: 8 });
const operation = fc.record(
  {
    op: fc.oneof(fc.constantFrom("add", "Replace", "remove", "move"), junk),
    path: fc.oneof(fc.constantFrom(...PATHS), fc.string(), junk),
    value,
  },
  { requiredKeys: [] },
);
const patch = fc.record({
  schemas: fc.constant(["x"]),
  Operations: fc.oneof(fc.array(operation, { maxLength: 4 }), junk),
});
const body = fc.oneof(
  fc.tuple(fc.constant({ schemas: [USER] }), resource).map(([schemas, rest]) => ({ ...schemas, ...rest })),
  patch,
  resource,
  junk,
);

/** Slack's kind of answer: a status below 500, and a refusal in an envelope with one of its codes. */
function isSlackLike({ status, body: answer, text }: { status: number; body: Json; text: string }): boolean {
  if (status < 400) return true;
  const message: string = answer?.Errors?.description ?? answer?.detail ?? "";
  const code = /^[A-Za-z_]+/.exec(message)?.[0] ?? "";
  return (
    status < 500 &&
    text !== "" &&
    (isSlackCode(code) || message.startsWith("Multi-valued attributes can not"))
  );
}

test("bodies of any shape are answered as Slack would, and a refused one changes nothing", async () => {
  const slack = await emulator();
  const { id } = await person(slack, { userType: "x", emails: [{ value: "a@e.co" }, { value: "b@e.co" }] });
  const made = await group(slack, "Data", [id]);
  const targets = [
    ["POST", "v1/Users"],
    ["POST", "v2/Users"],
    ["PUT", `v1/Users/${id}`],
    ["PUT", `v2/Users/${id}`],
    ["PATCH", `v1/Users/${id}`],
    ["PATCH", `v2/Users/${id}`],
    ["POST", "v2/Groups"],
    ["PUT", `v1/Groups/${made.id}`],
    ["PATCH", `v1/Groups/${made.id}`],
    ["PATCH", `v2/Groups/${made.id}`],
  ] as const;
  const wire = new Wire(slack.port, slack.token);
  const start = slack.snapshot();
  const held = JSON.stringify(start);
  let refused = 0;
  const property = fc.asyncProperty(fc.constantFrom(...targets), body, async ([method, path], sent) => {
    const reply = await wire.call(method, path, JSON.stringify(sent));
    if (!isSlackLike(reply)) expect([reply.status, reply.text]).toEqual("one of Slack's answers");
    if (reply.status >= 400) {
      refused++;
      if (JSON.stringify(slack.snapshot()) !== held) expect(slack.snapshot()).toEqual(start);
    } else slack.restore(start);
  });
  await fc.assert(property, { numRuns: 1_000, seed: SEED });
  wire.close();
  expect(refused).toBeGreaterThan(300);
}, 240_000);

test("every attribute refuses every wrong type with one of Slack's codes", async () => {
  const slack = await emulator();
  const { id } = await person(slack);
  const wrong = [1, true, "x", [], {}, [1], [[]], ["x"], [{ value: 1 }], { value: {} }, -1e308];
  const wire = new Wire(slack.port, slack.token);
  const start = slack.snapshot();
  for (const name of ATTRIBUTES) {
    for (const wrongValue of wrong) {
      for (const version of ["v1", "v2"]) {
        const whole = `{"schemas":["${CORE_V1}","${USER}"],"userName":"w","emails":[{"value":"w@e.co"}],`;
        const text = `${whole}${JSON.stringify(name)}:${JSON.stringify(wrongValue)}}`;
        const replies = [
          await wire.call(
            "PATCH",
            `${version}/Users/${id}`,
            version === "v1" ? text : operations({ op: "replace", path: name, value: wrongValue }),
          ),
          await wire.call("POST", `${version}/Users`, text),
        ];
        for (const reply of replies) {
          if (!isSlackLike(reply)) expect([name, wrongValue, reply]).toEqual("one of Slack's answers");
        }
        if (replies.some(({ status }) => status < 400)) slack.restore(start);
      }
    }
  }
  expect(JSON.stringify(slack.snapshot())).toBe(JSON.stringify(start));
  wire.close();
}, 60_000);

test("text that is no JSON is refused", async () => {
  const slack = await emulator();
  const property = fc.asyncProperty(fc.string({ maxLength: 200 }), async (text) => {
    const reply = await call(slack, "POST", "v2/Users", text === "" ? " " : text);
    if (reply.status !== 400 || !isSlackLike(reply)) expect([text, reply]).toEqual("a refusal");
  });
  await fc.assert(property, { numRuns: 200, seed: SEED });
  expect(slack.users()).toHaveLength(1);
});

const FILTER_WORDS = [
  "userName",
  "email",
  "eq",
  "co",
  "pr",
  "and",
  "or",
  "not",
  "(",
  ")",
  '"',
  "'",
  '"a"',
  "a",
  "\\",
  "[",
  "]",
  " ",
  "  ",
  "é",
  "\u0000",
];

test("filters of any shape are answered as Slack would", async () => {
  const slack = await emulator({ seed: 3 });
  const wire = new Wire(slack.port, slack.token);
  const filter = fc.oneof(
    fc.array(fc.constantFrom(...FILTER_WORDS), { maxLength: 30 }).map((words) => words.join(" ")),
    fc.string(),
  );
  const property = fc.asyncProperty(
    fc.constantFrom("v1", "v2"),
    fc.constantFrom("Users", "Groups"),
    filter,
    async (version, kind, text) => {
      const path = `${version}/${kind}?filter=${encodeURIComponent(text)}&count=2`;
      const reply = await wire.call("GET", path);
      if (!isSlackLike(reply)) expect([text, reply]).toEqual("one of Slack's answers");
    },
  );
  await fc.assert(property, { numRuns: 800, seed: SEED });
  wire.close();
}, 60_000);

test("paths and headers of any shape are answered, and nothing is changed", async () => {
  const slack = await emulator();
  const start = slack.snapshot();
  const part = fc.oneof(
    fc.constantFrom(
      "scim",
      "v1",
      "v2",
      "Users",
      "Groups",
      "..",
      "%2e%2e",
      "%00",
      "%",
      "//",
      "?",
      "#",
      "U1",
      "__proto__",
    ),
    fc.stringMatching(/^[\x21-\x7e]{0,12}$/),
  );
  const path = fc
    .array(part, { maxLength: 6 })
    .map((parts) => `/${parts.join("/")}`.replace(/[^\x21-\x7e]/g, "%20"));
  const method = fc.constantFrom("GET", "DELETE", "PATCH", "PUT", "POST", "OPTIONS", "HEAD");
  const header = fc.stringMatching(/^[\x20-\x7e]{0,60}$/);
  const property = fc.asyncProperty(method, path, header, async (verb, where, authorization) => {
    fc.pre(!where.startsWith("/_emulator"));
    const status = await new Promise<number>((resolve, reject) => {
      const sent = request({
        port: slack.port,
        host: "127.0.0.1",
        method: verb,
        path: where,
        headers: { authorization },
        agent,
      });
      sent.on("response", (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on("error", reject);
      sent.end();
    });
    if (status < 200 || status >= 500) expect([verb, where, status]).toEqual("one of Slack's answers");
  });
  await fc.assert(property, { numRuns: 500, seed: SEED });
  expect(slack.snapshot()).toEqual(start);
}, 60_000);
