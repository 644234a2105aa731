import type { Properties } from "../../provider/fields/properties";
import type { Declared } from "./state";

/** The names of the resources whose ids are among the inputs. */
export function neededBy({ members = [], group, manager }: Declared): string[] {
  return [...members, ...[group, manager].filter((name) => name !== undefined)];
}

/** All inputs, with the ids of other resources. */
export function linked(
  { inputs, members, group, manager }: Declared,
  idOf: (name: string) => string,
): Properties {
  return {
    ...inputs,
    ...(members && { members: members.map(idOf) }),
    ...(group !== undefined && { groupId: idOf(group) }),
    ...(manager !== undefined && { enterprise: { manager: { managerId: idOf(manager) } } }),
  };
}

/** A program registers at once what waits for nothing, and the rest as what it waits for is there. */
export function inOrder(program: readonly Declared[]): Declared[] {
  const depthOf = (declared: Declared): number =>
    Math.max(
      0,
      ...neededBy(declared).map((name) => {
        const needed = program.find((one) => one.name === name);
        return needed === undefined ? 0 : 1 + depthOf(needed);
      }),
    );
  const depths = new Map(program.map((declared) => [declared, depthOf(declared)]));
  return [...program].sort((one, other) => (depths.get(one) ?? 0) - (depths.get(other) ?? 0));
}
