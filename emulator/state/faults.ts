import { checkFault } from "./check-fault";
import type { Fault } from "./fault";

interface ArmedFault {
  fault: Fault;
  matches: number;
  hits: number;
  dice: () => number;
}

/** What a fault looks at. */
export interface FaultTarget {
  method: string;
  path: string;
  organization: string | undefined;
}

export class FaultList {
  private armed: ArmedFault[] = [];

  add(fault: Fault): void {
    checkFault(fault);
    this.armed.push({ fault, matches: 0, hits: 0, dice: diceFrom(fault.seed ?? 1) });
  }

  clear(): void {
    this.armed = [];
  }

  /** The faults that have hits left. */
  get pending(): Fault[] {
    return this.armed.map((armed) => armed.fault);
  }

  /** Those faults, each with how often it will hit yet. */
  get inForce(): { fault: Fault; hitsLeft: number }[] {
    return this.armed.map(({ fault, hits }) => ({ fault, hitsLeft: (fault.times ?? 1) - hits }));
  }

  /** The fault that hits this request, if one does; the first one set goes first. */
  take(target: FaultTarget): Fault | undefined {
    for (const armed of this.armed) {
      if (!matches(armed.fault, target)) continue;
      armed.matches++;
      if (armed.matches < (armed.fault.nth ?? 1)) continue;
      if (armed.dice() >= (armed.fault.probability ?? 1)) continue;
      armed.hits++;
      if (armed.hits >= (armed.fault.times ?? 1)) this.armed = this.armed.filter((other) => other !== armed);
      return armed.fault;
    }
    return undefined;
  }
}

function matches(fault: Fault, { method, path, organization }: FaultTarget): boolean {
  if (fault.method && fault.method.toUpperCase() !== method) return false;
  if (fault.organization && fault.organization !== organization) return false;
  if (fault.path === undefined) return true;
  const [plain = ""] = path.split("?");
  if (fault.path instanceof RegExp)
    return new RegExp(fault.path.source, fault.path.flags.replace(/[gy]/g, "")).test(path);
  return toPattern(fault.path).test(plain);
}

function toPattern(path: string): RegExp {
  const parts = path.replace(/^\/|\/$/g, "").split("*");
  return new RegExp(`^${parts.map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join("[^/]+")}/?$`);
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function diceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
