import { stackDefault as groupDefault } from "../group/writes";
import { type Retention, reasonToRetain, type StackDefault } from "../run/retention";
import type { Run } from "../run/run";
import { isDeclaredElsewhere } from "../user/handover";
import { stackDefault as userDefault } from "../user/writes";
import type { Kind } from "./holdings";
import type { Leaver } from "./plan";

/** Whether another resource of the program has what leaves the directory. */
export function isReleased(run: Run, kind: Kind, { kept: { id, outs } }: Leaver): boolean {
  return kind === "people"
    ? isDeclaredElsewhere(run, id, outs)
    : run.handover.has("group", id, outs.displayName);
}

/** Whether, and why, what leaves stays in Slack. */
export function retention(run: Run, kind: Kind, { kept }: Leaver): Retention | undefined {
  const stack: StackDefault = kind === "people" ? userDefault(run) : groupDefault(run);
  return reasonToRetain("", kept.outs, stack);
}
