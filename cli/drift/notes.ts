import { sample } from "../../provider/run/messages";
import { many } from "../many";
import type { Managed } from "../state/managed";
import { directoryPlaceOf } from "./findings";

/** What a comparison leaves out. */
export interface LeftOut {
  managed: readonly Managed[];
  /** Resources of other organizations. */
  elsewhere: readonly Managed[];
  /** Who is declared in a directory, and by the state not in Slack. */
  unmade: readonly string[];
  /** Types of this package that are not known here. */
  unknownTypes: readonly string[];
  /** How many findings are decided already. */
  excepted: number;
}

/** What was left out of the comparison, each said once. */
export function notesOf({ managed, elsewhere, unmade, unknownTypes, excepted }: LeftOut): string[] {
  const notes: string[] = [];
  const hidden = managed.filter(({ encrypted }) => encrypted.length > 0);
  if (hidden.length > 0)
    notes.push(
      `encrypted in the state, so not compared: ${attributesOf(hidden, "encrypted")} (${many(hidden.length, "resource", "resources")}). \`pulumi stack export --show-secrets | npx pulumi-slack-scim drift\` compares them; no value is shown.`,
    );
  const refused = managed.filter((one) => one.refused.length > 0);
  if (refused.length > 0)
    notes.push(
      `${attributesOf(refused, "refused")} of ${sample(refused.map(({ name, urn, entry }) => directoryPlaceOf({ urn, entry }) || name))} were not compared: this version does not take what the state declares. \`pulumi preview\` says what is wrong.`,
    );
  if (unmade.length > 0)
    notes.push(
      `declared, and by the state not in Slack, so not compared: ${sample(unmade)}. The last update failed on them; \`pulumi up\` tries again.`,
    );
  const domains = [...new Set(elsewhere.map(({ organization }) => organization))];
  if (elsewhere.length > 0)
    notes.push(
      `${many(elsewhere.length, "resource belongs", "resources belong")} to ${domains.join(", ")}, of which this token tells nothing: run again with a token of that organisation.`,
    );
  if (unknownTypes.length > 0)
    notes.push(`resources of ${unknownTypes.join(", ")} were not compared: update pulumi-slack-scim.`);
  if (excepted > 0)
    notes.push(`${many(excepted, "finding is", "findings are")} left out, as \`--except\` says.`);
  return notes;
}

function attributesOf(managed: readonly Managed[], which: "encrypted" | "refused"): string {
  return sample([...new Set(managed.flatMap((one) => one[which]))].sort(), 20);
}
