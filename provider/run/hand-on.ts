import type { Clock } from "../scim";

/** An announced update begins within milliseconds, unless the engine's parallel calls are all taken: by those who wait for it, say. */
const BEGINS_WITHIN_MS = 1000;

/** How long a step waits for somebody of whom the run has not heard, while nothing else happens in the run. */
const COMES_WITHIN_MS = 15_000;

/** Ends a refusal that a check may have to give: it can't wait for the others, and is not told their order. */
export const IF_GIVEN_UP =
  "If another resource of this program gives it up in the same run, let this one depend on that one (`dependsOn`).";

/** Who has what a step needs. */
export interface Holder {
  id: string;
  /** What of it they have. */
  keys: readonly string[];
  /** "user ada (U1): the userName belongs to U2 (bert)" */
  described: string;
}

/** A step was refused because somebody has what it needs. */
export class TakenError extends Error {
  /**
   * @param message why the step is refused, should nobody give it up
   * @param holder nobody where it was given up since
   */
  constructor(
    message: string,
    readonly holder?: Holder,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** An update that the engine is going to ask for. */
interface Announced {
  gives: ReadonlySet<string>;
  update(): Promise<unknown>;
}

/**
 * Hands on addresses and names within one run. Slack refuses whoever comes before the one who gives them up, and the engine
 * calls in any order, a few at a time. So whoever is refused waits for that one's update. Where the engine can't begin it,
 * since those who wait take all its parallel calls, it is carried out ahead, and the engine's own call gets its result.
 */
export class HandOns {
  private readonly announced = new Map<string, Announced>();
  private readonly updates = new Map<string, Promise<unknown>>();
  /** The updates that were carried out before the engine asked for them. */
  private readonly ahead = new Map<string, Promise<unknown>>();
  /** By id; of what is not created yet nobody asks. */
  private readonly waitsFor = new Map<string | undefined, string>();
  private readonly refused = new Map<string, string>();
  private calls = 0;
  private waiting = 0;
  private next = signal();
  private readonly rests: { coming?: Promise<void> }[] = [{}, {}];

  constructor(private readonly clock: Pick<Clock, "sleep">) {}

  /** Runs one call of the engine's: while any is at work, those who wait are patient. */
  async during<T>(call: () => Promise<T>): Promise<T> {
    this.calls += 1;
    this.happened();
    try {
      return await call();
    } finally {
      this.calls -= 1;
      this.happened();
    }
  }

  /** Runs a call that is made of parts, each of them run by {@link during}: the call itself is at work only where they are. */
  inParts<T>(call: () => Promise<T>): Promise<T> {
    return this.asWaiting(call);
  }

  /**
   * Waits until no other call of the run is at work, but for those that wait, and none has begun for a moment: what the program
   * declares has been heard of then, but for what waits for this very call.
   */
  untilOthersRest(): Promise<void> {
    return this.asWaiting(() => this.untilSilent());
  }

  /**
   * The same once a run, for all that take somebody over: by then the run has been told who has what. Nobody may hold up another
   * call meanwhile.
   * @param times 2 for what may wait for the other take-overs as well, since somebody who has it may wait for one of them
   */
  async untilHeard(times: 1 | 2 = 1): Promise<void> {
    for (const rest of this.rests.slice(0, times)) {
      rest.coming ??= this.untilSilent();
      const { coming } = rest;
      await this.asWaiting(() => coming);
    }
  }

  /** Remembers an update that is to come. @param gives what the resource has and will have no more */
  announce(id: string, gives: readonly string[], update: () => Promise<unknown>): void {
    this.announced.set(id, { gives: new Set(gives), update });
    this.happened();
  }

  /** Runs the update of a resource, or joins the one that was carried out ahead. */
  update<T>(id: string, step: () => Promise<T>): Promise<T> {
    const ahead = this.ahead.get(id) as Promise<T> | undefined;
    this.ahead.delete(id);
    return ahead === undefined ? this.begin(id, step) : this.asWaiting(() => ahead);
  }

  /** Remembers that these will not be given up, and why: whoever waits for one of them is refused. */
  refuse(keys: readonly string[], reason: string): void {
    for (const key of keys) this.refused.set(key, reason);
    this.happened();
  }

  /** Whether an update of this run gives all of these up, or has. */
  isGivingUp(id: string, keys: readonly string[]): boolean {
    const gives = this.announced.get(id)?.gives;
    return gives !== undefined && keys.every((key) => gives.has(key));
  }

  /** Whether any of these is given up in this run, by whomever. */
  isAnyGivenUp(keys: readonly string[]): boolean {
    return [...this.announced.values()].some(({ gives }) => keys.some((key) => gives.has(key)));
  }

  /**
   * Runs a step, and again once those who have what it needs have given it up.
   * @param id the resource of the step; none before it is created
   * @throws Error the refusal, where nobody gives it up; what the step throws otherwise
   */
  async whenFree<T>(step: () => Promise<T>, id?: string): Promise<T> {
    const asked = new Set<string | undefined>();
    for (;;) {
      try {
        return await step();
      } catch (error) {
        if (!(error instanceof TakenError)) throw error;
        const { holder } = error;
        if (asked.has(holder?.id)) throw error.cause ?? new Error(error.message);
        asked.add(holder?.id);
        if (holder !== undefined && holder.keys.length > 0)
          await this.untilGivenUp(holder, error.message, id);
      }
    }
  }

  private async untilSilent(): Promise<void> {
    while (await this.happens(BEGINS_WITHIN_MS));
  }

  private async untilGivenUp(holder: Holder, refusal: string, id: string | undefined): Promise<void> {
    this.waitsFor.set(id, holder.id);
    try {
      await this.asWaiting(() => this.untilAnnounced(holder, refusal, id));
      await this.finish(holder);
    } finally {
      this.waitsFor.delete(id);
    }
  }

  private async untilAnnounced(holder: Holder, refusal: string, id: string | undefined): Promise<void> {
    while (!this.isGivingUp(holder.id, holder.keys)) {
      const reason = holder.keys.map((key) => this.refused.get(key)).find((found) => found !== undefined);
      if (reason !== undefined) throw new Error(`${holder.described}, and is not given up. ${reason}`);
      if (!(await this.happens(COMES_WITHIN_MS))) throw new Error(refusal);
    }
    if (id !== undefined && this.isWaitedFor(id, holder.id)) throw new Error(refusal);
    while (!this.updates.has(holder.id)) if (!(await this.happens(BEGINS_WITHIN_MS))) return;
  }

  /** Whether the holder waits, over however many others, for this very resource. */
  private isWaitedFor(id: string, holderId: string): boolean {
    let next: string | undefined = holderId;
    while (next !== undefined && next !== id) next = this.waitsFor.get(next);
    return next === id;
  }

  /** Waits for the holder's update to end, or carries it out where the engine has not begun it. */
  private async finish({ id, described }: Holder): Promise<void> {
    const begun = this.updates.get(id);
    try {
      await (begun === undefined ? this.carryOut(id) : this.asWaiting(() => begun));
    } catch (cause) {
      throw new Error(
        `${described}. The resource that was to give it up could not be updated, so nothing was changed here. Once that one is mended, run \`pulumi up\` again.`,
        { cause },
      );
    }
  }

  private carryOut(id: string): Promise<unknown> {
    const update = this.begin(id, () => this.announced.get(id)?.update() ?? Promise.resolve());
    this.ahead.set(id, update);
    return update;
  }

  private begin<T>(id: string, step: () => Promise<T>): Promise<T> {
    const update = step();
    update.catch(() => {}); // whoever began it hears of its failure
    this.updates.set(id, update);
    this.happened();
    return update;
  }

  private async asWaiting<T>(wait: () => Promise<T>): Promise<T> {
    this.waiting += 1;
    this.happened();
    try {
      return await wait();
    } finally {
      this.waiting -= 1;
    }
  }

  /** Waits for the next thing to happen; false where nobody is at work and nothing does in this time. */
  private async happens(withinMs: number): Promise<boolean> {
    const next = this.next.given.then(() => true);
    if (this.calls > this.waiting) return next;
    const over = new AbortController(); // ends the sleep once something has happened: that it fails then nobody hears
    const silence = this.clock.sleep(withinMs, over.signal).then(() => false);
    return Promise.race([next, silence]).finally(() => over.abort());
  }

  private happened(): void {
    this.next.give();
    this.next = signal();
  }
}

function signal(): { given: Promise<void>; give(): void } {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}
