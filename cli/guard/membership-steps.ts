import { holdsUnknown, type Properties } from "../../provider/fields/properties";
import { difference } from "../../provider/run/members";
import { idsIn, protect } from "./group-steps";
import { deletes, type Judging, writes } from "./harm";
import type { Step } from "./plan";

/** What a step would do to people in somebody else's group: those whom the resource added leave, or whom `onDelete` says. */
export function judgeMembership(step: Step, judging: Judging): void {
  if (!deletes(step) && !writes(step)) return;
  if (deletes(step) && step.before?.retainOnDelete) return;
  const { harms, people, releases } = judging;
  const outputs = step.before?.outputs ?? {};
  const after = deletes(step) ? { onDelete: outputs.onDelete } : (step.after?.inputs ?? {});
  const groupId = String(outputs.groupId);
  const group = `group ${groupId}`;
  const owned = ownedBy(outputs, after);
  const staying = [...idsIn(after.members), ...releases.declaredIn(step.provider, groupId)];
  const leaving = difference(idsIn(owned), staying);
  const isUnknown = owned !== undefined && !Array.isArray(owned);
  for (const id of leaving) protect(id, `taken out of ${group}`, { people, harms });
  if (leaving.length === 0 && !isUnknown) return;
  const concerned = leaving.map((id) => ({ id, who: people.nameOf(id), what: `taken out of ${group}` }));
  harms.remove({ groupId, group, leaving: concerned, isUnknown });
}

/** Whom the resource takes out once they are no longer declared; nothing where nobody. */
function ownedBy(outputs: Properties, { onDelete }: Properties): unknown {
  if (onDelete === "retain") return undefined;
  const { members, added = [] } = outputs;
  // What is secret or computed may be "remove".
  if (onDelete !== "remove" && !holdsUnknown(onDelete)) return added;
  return Array.isArray(members) && Array.isArray(added) ? [...new Set([...members, ...added])] : members;
}
