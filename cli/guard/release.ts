import { holdsUnknown, type Properties } from "../../provider/fields/properties";
import { typeToken } from "../../provider/resources/provider-text";
import { DeclaredMembers } from "../../provider/run/declared-members";
import { Handover } from "../../provider/run/handover";
import { primaryEmailOf } from "../../provider/user/fields";
import type { Step } from "./plan";

/**
 * The steps of resources that the provider is told of before it deletes. Those that stay the same are not among them: of what
 * `--target` leaves out the provider is told nothing, and the plan calls it the same.
 */
const DECLARING = ["create", "update", "replace", "create-replacement", "import", "import-replacement"];

/**
 * Who is declared elsewhere in the program, so that a delete releases them. The rules are those of a run (its `Handover`): by
 * primary e-mail address or displayName, and by id, among the resources of one provider.
 */
export class Releases {
  private readonly handovers = new Map<string, Handover>();
  private readonly members = new Map<string, DeclaredMembers>();

  constructor(steps: readonly Step[]) {
    for (const step of steps)
      if (DECLARING.includes(step.part?.op ?? step.op) && step.after !== undefined) this.declare(step);
  }

  /** Whether a run would release instead of deactivating or deleting. */
  releases(step: Step): boolean {
    const handover = this.handovers.get(step.provider);
    const { id = "", outputs = {} } = step.before ?? {};
    if (handover === undefined) return false;
    const [kind, key] =
      step.type === typeToken("User")
        ? (["user", emailOf(outputs.emails)] as const)
        : (["group", outputs.displayName] as const);
    return handover.has(kind, id, ...(typeof key === "string" ? [key] : []));
  }

  /** Whom the program's memberships declare in a group: a run takes none of them out of it. */
  declaredIn(provider: string, groupId: string): string[] {
    return [...(this.members.get(provider)?.byMemberships(groupId) ?? [])];
  }

  private declareMembers(provider: string, { groupId, members }: Properties): void {
    const declared = this.members.get(provider) ?? new DeclaredMembers();
    this.members.set(provider, declared);
    declared.declare(String(groupId), Array.isArray(members) ? members : []);
  }

  private declare({ type, provider, op, before, after }: Step): void {
    const handover = this.handovers.get(provider) ?? new Handover();
    this.handovers.set(provider, handover);
    const { emails, displayName, adoptId } = after?.inputs ?? {};
    if (op === "update" && before?.id !== undefined) handover.claim(before.id);
    if (op === "create" && typeof adoptId === "string") handover.claim(adoptId);
    if (type === typeToken("GroupMembership")) this.declareMembers(provider, after?.inputs ?? {});
    if (type === typeToken("User")) handover.declare("user", emailOf(emails));
    if (type !== typeToken("Group") || holdsUnknown(displayName)) return;
    // One that is only about to get a name does not protect the group that has it.
    const held = before?.inputs.displayName;
    handover.declare("group", displayName, held === undefined || held === displayName);
  }
}

function emailOf(emails: unknown): string | undefined {
  return holdsUnknown(emails) ? undefined : primaryEmailOf({ emails });
}
