import { Command, InvalidArgumentError, Option } from "commander";
import { wholeNumber } from "../whole-number";
import type { ForecastFlags } from "./run";
import { LEAST_SHARE } from "./work";

/** More than any organization has; a forecast counts every request. */
const MOST = 1_000_000;

/** `pulumi-slack-scim forecast`: how many requests and minutes an operation takes. Asks nobody. */
export function forecastCommand(): Command {
  const command = new Command("forecast")
    .description(
      "foretell requests and minutes of a refresh, a preview and an up, from numbers or from a preview",
    )
    .option("--file <file>", "read the preview from this file instead of standard input");
  for (const [flag, about] of COUNTS)
    command.addOption(new Option(`${flag} <number>`, about).argParser(count));
  return command
    .option(
      "--budget-share <share>",
      `share of Slack's limits, from ${LEAST_SHARE} to 1 (the environment's or the preview's, else 0.8)`,
      share,
    )
    .option("--json", "print one object of JSON")
    .action(async (flags: ForecastFlags) => {
      // Loaded here, so that the other commands start without the provider.
      const { runForecast } = await import("./run.js");
      await runForecast(flags);
    });
}

const COUNTS = [
  ["--users", "people in Slack before it (a preview knows the stack's alone)"],
  ["--groups", "groups in Slack before it"],
  ["--members", "members of a group, on average (100)"],
  ["--create", "people to create"],
  ["--change", "people to change"],
  ["--deactivate", "people to deactivate"],
  ["--create-groups", "groups to create"],
  ["--change-groups", "groups to change"],
  ["--delete-groups", "groups to delete"],
] as const;

function count(text: string): number {
  const number = wholeNumber(text);
  if (number > MOST) throw new InvalidArgumentError(`It must be at most ${MOST}.`);
  return number;
}

function share(text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !(number >= LEAST_SHARE && number <= 1))
    throw new InvalidArgumentError(`It must be a number from ${LEAST_SHARE} to 1, as 0.8.`);
  return number;
}
