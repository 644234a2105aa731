/** What a resource with state gets, and gives up, of what only one can have. */
export interface Move {
  /** How messages name who they are until now. */
  name: string;
  wants: readonly string[];
  gives: readonly string[];
}

/**
 * Finds those who exchange what only one can have: each waits for the next, and the last for the first, so that none of them
 * can come first.
 */
export class Exchanges {
  private readonly givers = new Map<string, Move>();

  /**
   * Remembers a move.
   * @returns the circle that it closes, each getting what the next one gives up; nothing where it closes none
   */
  add(move: Move): Move[] | undefined {
    for (const key of move.gives) this.givers.set(key, move);
    return this.pathTo(move, move, new Set());
  }

  private pathTo(goal: Move, from: Move, seen: Set<Move>): Move[] | undefined {
    seen.add(from);
    for (const key of from.wants) {
      const giver = this.givers.get(key);
      if (giver === goal) return [from];
      const path = giver && !seen.has(giver) ? this.pathTo(goal, giver, seen) : undefined;
      if (path !== undefined) return [from, ...path];
    }
    return undefined;
  }
}

/** Who gets what whom gives up, for a message. */
export function describeCircle(circle: readonly Move[]): string {
  const parts = circle.map(
    ({ name }, index) => `${name} is to get what ${circle[(index + 1) % circle.length]?.name} has`,
  );
  return parts.join(", and ");
}
