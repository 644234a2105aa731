import { type SlackEmulator, startEmulator } from "../../../emulator";
import { type SlackCode, STATUS_OF } from "../../../emulator/base/codes";
import { explain } from "../../../provider/run/remedies";
import { SlackScimClient } from "../../../provider/scim";

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

test.each([
  [
    "the longest declared value goes first",
    "No spy@secret.example",
    { userName: "spy", email: "spy@secret.example" },
    "No (a declared value).",
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
  slack.fault({ method: "GET", path: "Users/U1", status: 400, body: { schemas: [], detail, status: 400 } });
  const refusal: unknown = await client.users.get("U1").catch((error: unknown) => error);
  expect(explain(refusal, declared)).toContain(`Slack refused GET Users/U1 with 400 ${shown}`);
});

test("the beginning of an answer that is not understood is shown, unless it repeats what was declared", async () => {
  const page = {
    method: "GET",
    path: "Users/U1",
    status: 403,
    contentType: "text/html",
    body: "<p>Blocked: Chief of Secrets</p>",
  };
  const said = async (declared: Record<string, string>) => {
    slack.fault(page);
    return explain(await client.users.get("U1").catch((error: unknown) => error), declared);
  };
  expect(await said({ title: "Analyst" })).toContain(
    "is text/html, not JSON: <p>Blocked: Chief of Secrets</p>.",
  );
  page.body = "<p>\u001b[2Kdone";
  expect(await said({ title: "Analyst" })).toContain("not JSON: <p>done.");
  page.body = "<p>Blocked: Chief of Secrets</p>";
  expect(await said({ title: "Chief of Secrets" })).toContain(
    "is text/html, not JSON and repeats what was declared.",
  );
});
