import { Command, Option } from "commander";
import { collect } from "../collect";
import { fail } from "../failure";
import { SEVERITIES, type Severity } from "./findings";

interface Flags {
  file: string[];
  json?: boolean;
  html?: string | true;
  failOn: Severity | "never";
  managedOnly?: boolean;
  except: string[];
}

/** Drift was found. */
const DRIFT = 1;

/** Whether there is drift could not be told. */
const UNTOLD = 2;

const HELP = `
Exit code: 0 no drift (none at or above --fail-on), 1 drift, 2 it could not be told.
The token is read from SLACK_SCIM_TOKEN, the base URL from SLACK_SCIM_BASE_URL. Nothing is written to Slack or to the state.

  pulumi stack export | npx pulumi-slack-scim drift
  npx pulumi-slack-scim drift --file .pulumi/stacks/people/prod.json --html drift.html`;

/** `pulumi-slack-scim drift`: a state against the live organization. */
export function driftCommand(): Command {
  return new Command("drift")
    .description("compare what a stack manages with the people and groups of the live organization")
    .option(
      "--file <file>",
      "a stack export or state file; stdin unless given (repeatable: what any of them has is managed)",
      collect,
      [],
    )
    .option("--json", "print the report as JSON")
    .option("--html [file]", "write the report as one HTML page; without a file, print it")
    .addOption(
      new Option("--fail-on <severity>", "end with exit code 1 from this severity on")
        .choices([...SEVERITIES, "never"])
        .default("difference"),
    )
    .option("--managed-only", "nothing about people and groups that no resource has")
    .option(
      "--except <id>",
      "leave out a person or group about whom all is decided (repeatable)",
      collect,
      [],
    )
    .addHelpText("after", HELP)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : UNTOLD))
    .action((flags: Flags) => run(flags).catch((error: unknown) => fail(error, UNTOLD)));
}

async function run({ file, json, html, failOn, ...options }: Flags): Promise<void> {
  if (json && html === true)
    throw new Error("--json and --html would both be printed: name a file for the page, --html drift.html.");
  if (typeof html === "string" && file.includes(html))
    throw new Error(`--html would overwrite ${html}, which --file reads.`);
  // Loaded here, so that the other commands start without the provider.
  const [{ readState }, { findDrift }, { isAtLeast }, { toText }, { toHtml }, { writeFileSync }] =
    await Promise.all([
      import("../state/read.js"),
      import("./drift.js"),
      import("./report.js"),
      import("./text.js"),
      import("./html/page.js"),
      import("node:fs"),
    ]);
  const states = file.length === 0 ? [await readState(undefined)] : await Promise.all(file.map(readState));
  const report = await findDrift(states, options);
  if (typeof html === "string") writeFileSync(html, toHtml(report));
  if (json) process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  else process.stdout.write(html === true ? toHtml(report) : toText(report));
  if (failOn !== "never" && isAtLeast(report, failOn)) process.exitCode = DRIFT;
}
