import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isSlackCode, type SlackCode, STATUS_OF } from "../../../emulator/base/codes";
import { call, emulator, VERSIONS } from "../harness";

const CODES = Object.keys(STATUS_OF).filter(isSlackCode);
/** No rule leads to it: Slack's own failure. */
const ONLY_BY_FAULT: SlackCode[] = ["database_query_failure"];

test.each(CODES)("a fault answers %s in the envelope of the version", async (code) => {
  const slack = await emulator();
  for (const version of VERSIONS) {
    slack.fault({ code });
    const reply = await call(slack, "GET", `${version}/Users`);
    expect([reply.status, reply.code]).toEqual([STATUS_OF[code], code]);
  }
});

const TESTS = join(__dirname, "..");

test("every code is met in some test without a fault, but for Slack's own failure", () => {
  const tests = readdirSync(TESTS, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts") && !/\b(codes|faults)\./.test(name))
    .map((name) => readFileSync(join(TESTS, name), "utf8").replace(/\.fault\([^;]*;/g, ""))
    .join("\n");
  const unmet = CODES.filter((code) => !new RegExp(`\\b${code}\\b`).test(tests));
  expect(unmet).toEqual(ONLY_BY_FAULT);
});
