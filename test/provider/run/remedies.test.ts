import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { type SlackEmulator, startEmulator } from "../../../emulator";
import { type SlackCode, STATUS_OF } from "../../../emulator/base/codes";
import type { Properties } from "../../../provider/fields/properties";
import { explain } from "../../../provider/run/remedies";
import { SlackScimClient } from "../../../provider/scim";
import { cert, key } from "../../scim/support/certificate";

const CODES = Object.keys(STATUS_OF) as SlackCode[];

let slack: SlackEmulator;
let client: SlackScimClient;

beforeAll(async () => {
  slack = await startEmulator({ limits: "off" });
  client = new SlackScimClient({ token: slack.token, baseUrl: slack.v2, limits: "off", retryHandlers: [] });
});

afterAll(() => slack.close());

/** Words that tell somebody to do something, or what cannot be done. */
const INSTRUCTION =
  /\b(check|use|set|run|leave|take|choose|declare|correct|give|change|look|try|wait|lower|hand|unlink|remove|divide|send|write|close|install|must end|only|deactivated in|Enterprise plans)\b/i;

test("the emulator knows enough codes for this to mean something", () => {
  expect(CODES.length).toBeGreaterThan(70);
});

test.each(CODES)("whoever reads %s at the terminal is told what to do", async (code) => {
  slack.fault({ method: "GET", path: "Users/U1", code });
  const refusal: unknown = await client.users.get("U1").catch((error: unknown) => error);
  const said = explain(refusal);
  const beginning = `Slack refused GET Users/U1 with ${STATUS_OF[code]} ${code}. `;
  expect(said.slice(0, beginning.length)).toBe(beginning);
  const remedy = said.slice(beginning.length);
  expect(remedy).toMatch(/^[A-Za-z].{20,}\.\)?$/);
  expect(remedy).toMatch(INSTRUCTION);
});

test("a change that Slack failed at may have been made, and reading changes nothing", async () => {
  slack.fault({ times: 2, status: 500 });
  const said = (call: Promise<unknown>) => call.catch((error: unknown) => explain(error));
  expect(await said(client.users.deactivate("U1"))).toBe(
    "Slack refused PATCH Users/U1 with 500 database_query_failure. The change may have been made. Slack failed. Run again.",
  );
  expect(await said(client.users.get("U1"))).toBe(
    "Slack refused GET Users/U1 with 500 database_query_failure. Slack failed. Run again.",
  );
});

test("a change that Slack refused was not made", async () => {
  slack.fault({ status: 400, code: "email_taken" });
  expect(await client.users.deactivate("U1").catch(explain)).toMatch(
    /^Slack refused PATCH Users\/U1 with 400 email_taken\. Somebody has/,
  );
});

/** What a failure of reading somebody comes to at the terminal: Slack's refusal in words of its own, or a page of somebody else's. */
async function said(answer: { status: number; detail?: string; page?: string }, declared?: Properties) {
  const { status, detail = "No", page } = answer;
  const body = page ?? { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], detail, status };
  const contentType = page === undefined ? "application/scim+json" : "text/html";
  slack.fault({ method: "GET", path: "Users/U1", status, body, contentType });
  return explain(await client.users.get("U1").catch((error: unknown) => error), declared);
}

const BY_STATUS: [number, string][] = [
  [
    401,
    "The token is wrong or revoked, lacks the `admin` scope, or its owner is no admin any more. Set SLACK_SCIM_TOKEN, or run `pulumi config set --secret slack-scim:token`. " +
      "(`refresh` and `destroy` use the configuration that the state recorded: for them set SLACK_SCIM_TOKEN.)",
  ],
  [403, "The token may not do this. It needs the `admin` scope, and its owner the rank for whom it changes."],
  [404, "Check the base URL (slack-scim:baseUrl or SLACK_SCIM_BASE_URL)."],
  [429, "Others use Slack's limits as well: lower slack-scim:budgetShare, or run again later."],
  [500, "Slack failed. Run again."],
  [502, "Slack, or what is on the way to it, failed. Run again."],
  [503, "Slack is not available. Run again later (https://slack-status.com)."],
  [504, "Slack, or what is on the way to it, failed. Run again."],
];

test.each(BY_STATUS)(
  "a %d without a code of Slack's says by its status what to do",
  async (status, remedy) => {
    expect(await said({ status })).toBe(`Slack refused GET Users/U1 with ${status} No. ${remedy}`);
    expect(await said({ status, page: "<p>No" })).toContain(`is concluded from it. ${remedy}`);
  },
);

test("what Slack says in words of its own stands alone where nothing better is known", async () => {
  expect(await said({ status: 400, detail: "No way out" })).toBe(
    "Slack refused GET Users/U1 with 400 No way out.",
  );
});

test("an answer that is none of Slack's, and nothing else by its status, points at the base URL", async () => {
  expect(await said({ status: 200, page: "<p>Welcome" })).toBe(
    "GET Users/U1 was answered 200, but the answer is text/html, not JSON: <p>Welcome. " +
      "This is not an answer of Slack's SCIM API, and nothing is concluded from it. " +
      "Check the base URL (slack-scim:baseUrl or SLACK_SCIM_BASE_URL).",
  );
});

test("where nobody answers, network, proxy and base URL are to be checked", async () => {
  const gone = await startEmulator();
  const asking = new SlackScimClient({ token: gone.token, baseUrl: gone.v2, retryHandlers: [] });
  await gone.close();
  expect(await asking.users.get("U1").catch(explain)).toMatch(
    /^GET Users\/U1 got no answer: .*ECONNREFUSED.*[^.]\. Check the network, the proxy and the base URL, then run again\.$/,
  );
});

test("what is no failure of the client's is said as it is", () => {
  expect(explain(new Error("2 people have this address"))).toBe("2 people have this address");
  expect(explain("out of memory")).toBe("out of memory");
});

test.each<[string, string, Properties, string]>([
  [
    "the longest declared value goes first",
    "No spy@secret.example",
    { userName: "spy", email: "spy@secret.example" },
    "No (a declared value).",
  ],
  [
    "values are hidden wherever they are declared, beside what is no text",
    "No Chief, no Spy Inc",
    {
      active: true,
      photo: null,
      title: undefined,
      people: [{ title: "Chief" }, { org: { name: "Spy Inc" } }],
    },
    "No (a declared value), no (a declared value).",
  ],
  [
    "values of one or two letters are no secrets",
    "Nobody in US",
    { country: "US", title: "" },
    "Nobody in US.",
  ],
  ["values of three letters may be", "Nobody in USA", { country: "USA" }, "Nobody in (a declared value)."],
  [
    "addresses that nobody declared are hidden as well, and nothing beside them",
    "No ann.lee@corp.example, (bob@corp.example) or <user=carl@corp.example> @all",
    {},
    "No (an e-mail address) ((an e-mail address)) or <user=(an e-mail address)> @all.",
  ],
  [
    "what begins like a code is none where it was declared",
    "Chief_of_Secrets is too long",
    { title: "Chief_of_Secrets" },
    "(a declared value) is too long.",
  ],
  ["nothing of it moves the cursor or turns the line", "No\u001b[1A\nway\u202e out", {}, "No way  out."],
  ["a code that nobody knows is one where it was not", "new_code (by=7)", { title: "Chief" }, "new_code."],
])("%s", async (_what, detail, declared, shown) => {
  expect(await said({ status: 400, detail }, declared)).toBe(`Slack refused GET Users/U1 with 400 ${shown}`);
});

test("a code of Slack's is shown although somebody declared that word", async () => {
  expect(await said({ status: 400, detail: "email_taken" }, { title: "email_taken" })).toMatch(
    /^Slack refused GET Users\/U1 with 400 email_taken\. Somebody has/,
  );
});

test("the beginning of an answer that is not understood is shown, unless it repeats what was declared", async () => {
  const shown = async (page: string, declared: Properties) =>
    / is text\/html, not JSON(.*) This is not an answer/.exec(
      await said({ status: 403, page }, declared),
    )?.[1];
  const page = "<p>Blocked: Chief of US Secrets</p>";
  expect(await shown(page, { title: "Analyst", country: "US", nickName: "" })).toBe(`: ${page}.`);
  expect(await shown("<p>\u001b[2Kdone", { title: "Analyst" })).toBe(": <p>done.");
  expect(await shown(page, { userName: "chief", title: "Chief of US Secrets" })).toBe(
    " and repeats what was declared.",
  );
  expect(await shown("<p>USA", { country: "USA" })).toBe(" and repeats what was declared.");
});

test("an untrusted certificate is explained by the setting that takes its authority, not by the client's option", async () => {
  const server = createServer({ cert, key });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`;
  const failed = new SlackScimClient({ token: "xoxp-1", baseUrl, proxy: false }).users.get("U1");
  const said = explain(await failed.catch((error: unknown) => error));
  server.close();
  expect(said).toBe(
    "GET Users/U1 got no answer: self-signed certificate (if its authority is one of your own, give its certificate to slack-scim:caFile or SLACK_SCIM_CA_FILE). Check the network, the proxy and the base URL, then run again.",
  );
});
