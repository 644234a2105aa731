import { Command } from "commander";
import { SETTINGS } from "../../provider/settings/table";
import { wholeNumber } from "../whole-number";
import { OVERRIDABLE, type Overrides, optionOf } from "./option-names";

interface Flags extends Overrides {
  file?: string;
  json?: boolean;
  maxEmptiedGroups: number;
}

/** `pulumi-slack-scim guard`: judges a whole plan before it runs. Asks nobody, reads the plan alone. */
export function guardCommand(): Command {
  const command = new Command("guard")
    .description(
      "refuse a plan of `pulumi preview --json` that deactivates too many people, empties or deletes groups, or touches protected people",
    )
    .option("--file <plan>", "read the plan from this file instead of standard input")
    .option("--json", "say the judgement as JSON")
    .option("--max-emptied-groups <number>", "groups that a plan may take everybody out of", wholeNumber, 0);
  for (const name of OVERRIDABLE)
    command.option(
      `${optionOf(name)} <value>`,
      `${SETTINGS[name].about}. Default: ${SETTINGS[name].default}`,
    );
  return command
    .addHelpText(
      "after",
      "\nAn option wins over the setting of the same name, which is read from the plan's configuration and the environment." +
        "\nExit codes: 0 allowed, 1 refused, 2 not judged (no plan, not whole, or a wrong setting).",
    )
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .action(async ({ file, json, maxEmptiedGroups, ...overrides }: Flags) => {
      // Loaded here, so that the other commands start without the provider.
      const { guard } = await import("./guard.js");
      process.exitCode = await guard({ file, json, maxEmptiedGroups, overrides });
    });
}
