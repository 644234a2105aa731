#!/usr/bin/env node
import { Command } from "commander";
import { doctorCommand } from "./doctor/command";
import { driftCommand } from "./drift/command";
import { emulatorCommand } from "./emulator";
import { exportCommand } from "./export/command";
import { fail } from "./failure";
import { forecastCommand } from "./forecast/command";
import { guardCommand } from "./guard/command";

/** The command `pulumi-slack-scim`. */
export function createProgram(): Command {
  return new Command("pulumi-slack-scim")
    .description("People and groups of a Slack organization: tools beside the Pulumi resources")
    .addCommand(emulatorCommand())
    .addCommand(exportCommand())
    .addCommand(forecastCommand())
    .addCommand(guardCommand())
    .addCommand(doctorCommand())
    .addCommand(driftCommand());
}

if (require.main === module) {
  createProgram()
    .parseAsync()
    .catch((error: unknown) => fail(error, 1));
}
