import type { Properties } from "../fields/properties";
import type { Run } from "./run";

/** Canonical inputs, and every mistake in them. */
export interface Checks {
  inputs: Properties;
  problems: string[];
}

/** A resource that exists now. */
export interface Created {
  id: string;
  outs: Properties;
}

/** All outputs after an update. */
export interface Updated {
  outs: Properties;
}

/** What a read found; `inputs` are the declared attributes as they are live. */
export interface Found {
  outs: Properties;
  inputs: Properties;
}

/** One resource's seven steps, for whichever host calls them. */
export interface Lifecycle {
  check(run: Run, olds: Properties, news: Properties): Checks;
  /**
   * Looks in Slack, reading only, what create will do with checked inputs of a resource without state, and says it.
   * @returns why create would certainly refuse; nothing where it would not
   */
  preview(run: Run, inputs: Properties): Promise<string | undefined>;
  /**
   * Tells the run what a resource with state declares, once its id is known; no network.
   * @returns why it and another resource of the program cannot both be right; nothing where they can
   */
  relate?(run: Run, id: string, olds: Properties, news: Properties): string | undefined;
  /**
   * Judges the whole of what an update would do, and says it; may read in Slack.
   * @returns why it must not be carried out; nothing where it may
   */
  plan?(run: Run, id: string, olds: Properties, news: Properties): Promise<string | undefined>;
  /** Whether an update would do anything, and the inputs for whose change the resource is made anew; no network. */
  diff(id: string, olds: Properties, news: Properties): { changes: boolean; replaces?: string[] };
  /** What an update would give up of what another resource of the run may be about to get; without it, nothing. */
  givenUp?(before: Properties, after: Properties): string[];
  /** The natural key by which a create finds what is there; without it, nothing is found by one. */
  keyOf?(properties: Properties): unknown;
  create(run: Run, inputs: Properties): Promise<Created>;
  /** `undefined` when the resource is gone for certain. */
  read(run: Run, id: string, outputs: Properties): Promise<Found | undefined>;
  update(run: Run, id: string, olds: Properties, news: Properties): Promise<Updated>;
  delete(run: Run, id: string, outputs: Properties): Promise<void>;
  /** How messages name the resource. */
  describe(properties: Properties, id?: string): string;
}

/**
 * A step failed after the resource was made or changed in Slack: what is there must reach the state, or it is forgotten.
 * `outs` are the outputs as far as the work got.
 */
export class HalfDoneError extends Error {
  override readonly name = "HalfDoneError";

  constructor(
    readonly id: string,
    readonly outs: Properties,
    cause: unknown,
  ) {
    super("the resource was changed in Slack, then a later step failed", { cause });
  }
}

/** Runs a later step; its failure carries what the earlier steps made. */
export async function afterHalf<T>(id: string, outs: Properties, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    throw new HalfDoneError(id, outs, cause);
  }
}
