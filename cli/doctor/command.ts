import { Command } from "commander";
import { processEnvironment } from "../../provider/settings/source";
import type { DoctorOptions } from "./doctor";

/** `pulumi-slack-scim doctor`: looks at everything that a run needs, and says what to do. Nothing is written. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description(
      "look at token, settings, connection, organization and versions, and say what to do; only reads",
    )
    .option(
      "--stack <name>",
      "look at this stack's configuration as well: Pulumi is asked for it, secrets included",
    )
    .option("--json", "say the findings as JSON")
    .addHelpText(
      "after",
      "\nThe environment is read as a run reads it (SLACK_SCIM_TOKEN, SLACK_SCIM_BASE_URL and so on); the token is shown nowhere." +
        "\nExit codes: 0 no problem, 1 a problem (or the command was called wrongly).",
    )
    .action(async (options: DoctorOptions) => {
      // Loaded here, so that the other commands start without the provider.
      const { doctor } = await import("./doctor.js");
      process.exitCode = await doctor({ folder: process.cwd(), environment: processEnvironment() }, options);
    });
}
