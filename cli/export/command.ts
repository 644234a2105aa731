import { Command, InvalidArgumentError, Option } from "commander";
import { collect } from "../collect";
import type { Membership } from "./inputs";
import type { Selection } from "./select";

interface Flags extends Omit<Selection, "pattern"> {
  fields: string[];
  membership: Membership;
  match?: RegExp;
  csv?: boolean;
  directory?: boolean;
  overwrite?: boolean;
}

/** `pulumi-slack-scim export`: writes a Pulumi project that mirrors the live organization. Nothing is written to Slack. */
export function exportCommand(): Command {
  return new Command("export")
    .description(
      "write a Pulumi project that mirrors the people and groups of the live organization; bots are left out",
    )
    .argument("[folder]", "folder to write into", "slack-organization")
    .option("--inactive", "deactivated people as well")
    .option("--guests", "guests as well")
    .option("--group <name>", "only members of this group, and only this group (repeatable)", collect, [])
    .option("--domain <domain>", "only people with an e-mail address there (repeatable)", collect, [])
    .option("--match <pattern>", "only people whose userName matches this regular expression", pattern)
    .option(
      "--fields <names>",
      "which attributes become yours, beside userName and emails; all of them would fight an identity provider that writes them too",
      list,
      ["name", "displayName", "title", "enterprise.department"],
    )
    .addOption(
      new Option(
        "--membership <kind>",
        "exact: a preview shows whoever else joins or leaves, and `up` undoes it; additive: only those exported are yours, and whoever an identity provider adds stays; none: members are not managed",
      )
        .choices(["exact", "additive", "none"])
        .default("exact"),
    )
    .option("--csv", "people and groups as tables (CSV) instead of JSON")
    .option(
      "--directory",
      "one SlackScimDirectory instead of a resource for each person and group: for thousands of them",
    )
    .option("--overwrite", "replace the files of an earlier export")
    .addHelpText("after", "\nThe token is read from SLACK_SCIM_TOKEN, the base URL from SLACK_SCIM_BASE_URL.")
    .action(async (folder: string, { match, ...flags }: Flags) => {
      // Loaded here, so that the other commands start without the provider.
      const { exportOrganization } = await import("./export.js");
      await exportOrganization(folder, { ...flags, pattern: match });
    });
}

function list(value: string): string[] {
  return value.split(/[\s,]+/).filter(Boolean);
}

function pattern(value: string): RegExp {
  try {
    return new RegExp(value, "u");
  } catch {
    throw new InvalidArgumentError("wanted a regular expression.");
  }
}
