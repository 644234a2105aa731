import type { Properties } from "../fields/properties";
import { NAMESPACE } from "../settings/table";
import { WrongOrganization } from "./organization";
import { explain } from "./remedies";
import type { Run } from "./run";

/**
 * Asks what create will do, unless the settings say not to. A preview that cannot look goes on and says so once: who is there
 * is then found out by the update.
 * @param inputs what is declared, which no message repeats
 * @returns why create would refuse; nothing where it would not, or where it is not known
 */
export async function foresee(
  run: Run,
  look: () => Promise<string | undefined>,
  inputs: Properties = {},
): Promise<string | undefined> {
  if (!run.canForesee) return undefined;
  try {
    if (run.settings.previewLookups === "off") return undefined;
    if (run.knowsOrganization) await run.organization.confirm();
    return await look();
  } catch (error) {
    run.canForesee = false;
    if (error instanceof WrongOrganization) return error.message;
    run.messages.warn(
      `the preview could not look in Slack who of those to be created exists already; the update finds out. ${explain(error, inputs)} (${NAMESPACE}:previewLookups off: never look)`,
    );
    return undefined;
  }
}
