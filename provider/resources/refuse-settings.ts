import { settingsProblems } from "../settings/problems";
import * as pulumi from "./sdk";

let areSettingsGood = false;

/** Refuses wrong settings before anything is registered or looked up: the provider would find out when it makes the first person. */
export function refuseSettings(): void {
  if (areSettingsGood) return;
  const problems = settingsProblems();
  if (problems.length > 0) throw new pulumi.RunError(problems.join("\n"));
  areSettingsGood = true;
}
