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
