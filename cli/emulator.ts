import { Command, InvalidArgumentError } from "commander";
import { type Behaviours, type OrganizationOptions, type SlackEmulator, startEmulator } from "../emulator";
import { collect } from "./collect";
import { wholeNumber } from "./whole-number";

interface Flags {
  port: number;
  host: string;
  allowHost: string[];
  token: string;
  domain: string;
  seed: number;
  limits: string;
  organization: OrganizationOptions[];
  behaviour: Partial<Behaviours>;
  data?: string;
  json?: boolean;
}

/** `pulumi-slack-scim emulator`: an emulator of Slack's SCIM API until a signal ends it. */
export function emulatorCommand(): Command {
  return new Command("emulator")
    .description("emulate Slack's SCIM API on this machine")
    .option("--port <number>", "port to listen on; 0 picks a free one", wholeNumber, 8080)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option(
      "--allow-host <name>",
      "further name under which page and control path may be asked for",
      collect,
      [],
    )
    .option("--token <token>", "token of the organization's owner", "xoxp-test")
    .option("--domain <domain>", "the acme of acme.enterprise.slack.com", "acme")
    .option("--seed <number>", "how many people to invent", wholeNumber, 0)
    .option(
      "--limits <profile>",
      'rate limits: "off", "slack", or how many times faster than Slack\'s',
      "off",
    )
    .option("--organization <domain=token>", "a further organization (repeatable)", collectOrganizations, [])
    .option("--behaviour <name=value>", "a switch of BEHAVIOURS.md (repeatable)", collectBehaviours, {})
    .option("--data <file>", "keep people and groups in this file")
    .option("--json", "say where it listens as one line of JSON")
    .action(async (flags: Flags) => {
      const slack = await startEmulator({
        port: flags.port,
        host: flags.host,
        allowedHosts: flags.allowHost,
        token: flags.token,
        domain: flags.domain,
        seed: flags.seed,
        limits: flags.limits === "off" || flags.limits === "slack" ? flags.limits : Number(flags.limits),
        organizations: flags.organization,
        behaviours: flags.behaviour,
        dataFile: flags.data,
      });
      const stopped = signalled();
      announce(slack, flags);
      await stopped;
      await slack.close();
    });
}

function announce(slack: SlackEmulator, { json }: Flags): void {
  if (json) {
    console.log(
      JSON.stringify({ url: slack.url, v1: slack.v1, v2: slack.v2, domain: slack.domain, pid: process.pid }),
    );
    return;
  }
  console.log(
    [
      `Slack SCIM emulator for ${slack.domain}.enterprise.slack.com`,
      `  v2    ${slack.v2}`,
      `  v1    ${slack.v1}`,
      `  page  ${slack.url}/`,
      "Ctrl-C stops it.",
    ].join("\n"),
  );
}

/** Waits for the signal that ends the process. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}

function collectOrganizations(text: string, earlier: OrganizationOptions[]): OrganizationOptions[] {
  const { name, value } = splitPair(text);
  return [...earlier, { domain: name, token: value }];
}

function collectBehaviours(text: string, earlier: Partial<Behaviours>): Partial<Behaviours> {
  const { name, value } = splitPair(text);
  return { ...earlier, [name]: readValue(value) };
}

function splitPair(text: string): { name: string; value: string } {
  const sign = text.indexOf("=");
  if (sign < 1) throw new InvalidArgumentError("It must be written name=value.");
  return { name: text.slice(0, sign), value: text.slice(sign + 1) };
}

/** Numbers, truth values, lists and objects as JSON; everything else is a text. */
function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
