import type { Properties } from "../fields/properties";
import { refuseAdopted } from "../run/adopt-id";
import { isAmong, membersIn } from "../run/members";
import { sample } from "../run/messages";
import { describeGroup } from "../run/names";
import type { Run } from "../run/run";

/**
 * Tells the run whom a group with state has in its hands, and refuses it where another resource takes it over by id. A refresh, which
 * checks no program, tells it nothing.
 */
export function relateGroup(run: Run, id: string, _olds: Properties, news: Properties): string | undefined {
  if (!run.handover.isDeclared("group", news.displayName)) return undefined;
  return refuseAdopted(run, describeGroup(news, id), id, "group") ?? refuseShared(run, news, id);
}

/**
 * Why a group and the SlackScimGroupMembership resources of the program cannot both be right: they would undo each other's
 * changes. Remembers whom the group has in its hands, for the memberships that are still to come.
 */
export function refuseShared(run: Run, inputs: Properties, id: string): string | undefined {
  if (inputs.members === undefined) return undefined;
  const name = describeGroup(inputs, id);
  const own = membersIn(inputs);
  const others = [...run.declaredMembers.byMemberships(id)];
  const isExact = inputs.membership !== "additive";
  run.declaredMembers.declareGroup(id, own, isExact);
  if (isExact && others.length > 0)
    return `${name}: this SlackScimGroup takes out whom it does not declare, and a SlackScimGroupMembership of this program adds ${sample(others)} to it. Declare \`membership: "additive"\` on the group, leave its \`members\` out, or declare these people in it and not there.`;
  const twice = others.filter(isAmong(own));
  if (twice.length === 0) return undefined;
  return `${name}: this SlackScimGroup and a SlackScimGroupMembership of this program both declare ${sample(twice)}. Declare each person once in a group.`;
}
