import type { Properties } from "../fields/properties";
import { NAMESPACE } from "../settings/table";
import type { Run } from "./run";

/** What a stack says of all its people, or of all its groups. */
export interface StackDefault {
  setting: "onDelete" | "onGroupDelete";
  /** What delete does otherwise. */
  act: "deactivate" | "delete";
  /** What the configuration and the environment of this run say. */
  value?: string;
}

/** Why a delete leaves a resource in Slack, and whether that is what somebody declared. */
export interface Retention {
  isDeclared: boolean;
  line: string;
}

/**
 * Why a delete leaves a resource in Slack; nothing when it does not. The resource's own `onDelete`
 * wins over the stack's setting. Where neither says anything, what was taken over stays: somebody else made it.
 * @param name how messages name the resource
 */
export function reasonToRetain(
  name: string,
  outputs: Properties,
  stack: StackDefault,
): Retention | undefined {
  const { onDelete } = outputs;
  const setting = `${NAMESPACE}:${stack.setting}`;
  if (onDelete === "retain") return { isDeclared: true, line: `${name} is retained: onDelete is "retain".` };
  if (onDelete !== undefined) return undefined;
  if (stack.value === "retain")
    return { isDeclared: true, line: `${name} is retained: ${setting} is "retain".` };
  if (stack.value !== undefined || !isSomebodyElses(outputs)) return undefined;
  const line =
    `${name} is retained: it existed before this stack took it over. ` +
    `To ${stack.act} it, declare onDelete: "${stack.act}", or set ${setting} to ${stack.act} for the whole stack; then run \`pulumi up\` and delete again, or ${stack.act} it in Slack.`;
  return { isDeclared: false, line };
}

/**
 * Why a delete that has begun, or is about to write, leaves a resource in Slack: as `reasonToRetain`, or since another resource has the same
 * and retains it. After a replacement that was cut short a state has it twice, of which only the later one says what the program said last.
 */
export function reasonToRetainInRun(
  run: Run,
  id: string,
  name: string,
  outputs: Properties,
  stack: StackDefault,
): Retention | undefined {
  const reason = reasonToRetain(name, outputs, stack);
  if (outputs.onDelete === "retain") run.handover.retain(id);
  if (reason !== undefined || outputs.onDelete !== undefined || !run.handover.isRetained(id)) return reason;
  return {
    isDeclared: true,
    line: `${name} is retained: another resource of this stack has it as well, and its onDelete is "retain".`,
  };
}

/** Whether a delete leaves a resource in Slack, for the reasons of `reasonToRetainInRun`; it is said. */
export function isRetained(
  run: Run,
  id: string,
  name: string,
  outputs: Properties,
  stack: StackDefault,
): boolean {
  const reason = reasonToRetainInRun(run, id, name, outputs, stack);
  if (reason !== undefined) sayRetained(run, name, reason);
  return reason !== undefined;
}

/** Says that a delete has left a resource in Slack; that nobody declared it is a warning. */
export function sayRetained(run: Run, name: string, { isDeclared, line }: Retention): void {
  if (isDeclared) run.messages.notice("retainedAsDeclared", name, line);
  else run.messages.warn("retained", name, line);
}

/** What is said of a take-over: what delete will do, and how a stack owns what it has. Nothing where the program or the stack says it. */
export function ownershipHint(outputs: Properties, stack: StackDefault): string {
  if (outputs.onDelete !== undefined || stack.value !== undefined || !isSomebodyElses(outputs)) return "";
  return ` Delete will retain it: to own it, declare onDelete: "${stack.act}", or set ${NAMESPACE}:${stack.setting} to ${stack.act} for the whole stack.`;
}

/** What is said of something young that is as declared: nothing tells who made it. */
export const UNKNOWN_MAKER =
  " It is as declared and less than a day old: an earlier run of this stack that was cut short may have made it, or another stack, or an identity provider.";

/** Taken over, and not brought back by this stack from deactivation. */
function isSomebodyElses(outputs: Properties): boolean {
  return outputs.adopted === true && outputs.reactivated !== true;
}
