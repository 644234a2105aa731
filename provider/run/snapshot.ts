import type { Packed, Packing } from "./packing";

/** How a snapshot reaches Slack. */
export interface Source<T> extends Packing<T> {
  /** One resource; `undefined` only when Slack itself says that there is none. */
  get(id: string): Promise<T | undefined>;
  /** All of them, page by page, packed. */
  scan(): AsyncIterable<Packed>;
  /** What a resource is found by beside its id: `email:ada@example.com`. */
  keysOf(resource: T): readonly string[];
  /** Milliseconds; injected in tests. */
  now(): number;
}

/** Reads by id before a scan pays: a stack of three people costs three requests. */
export const FEW_READS = 4;

/** How long a scan counts as fresh. */
const FRESH_MS = 3 * 60_000;

/** How long a scan is good for look-ups, which decide no write: longer than the checks of 10,000 resources take. */
export const FRESH_FOR_LOOKUPS_MS = 15 * 60_000;

interface Scan {
  /** Packed. */
  byId: Map<string, Packed>;
  /** Made at the first look-up. */
  byKey?: Map<string, string[]>;
}

/**
 * Everything that a run reads, in as few requests as Slack allows: the first few reads go by id, then one list scan
 * serves all. It is kept current by the run's own writes, and it decides no write. Not being in a scan proves nothing,
 * so a missing resource is asked for by id.
 */
export class Snapshot<T extends { id: string }> {
  /** How many reads and look-ups a scan has answered. */
  answered = 0;
  private directReads = 0;
  private scanned: { at: number; scan: Promise<Scan> } | undefined;
  /** What this run wrote, packed, or deleted; newer than any page that was under way. */
  private readonly written = new Map<string, Packed | undefined>();
  private readonly writtenByKey = new Map<string, Set<string>>();

  constructor(private readonly source: Source<T>) {}

  /** One resource, from the scan once there were a few reads; `undefined` when gone for certain. */
  async read(id: string): Promise<T | undefined> {
    if (this.directReads < FEW_READS && !this.isScanned(FRESH_MS)) {
      this.directReads += 1;
      return this.source.get(id);
    }
    const scan = await this.scan(FRESH_MS);
    if (!this.written.has(id) && !scan.byId.has(id)) return this.source.get(id);
    this.answered += 1;
    return this.known(scan, id);
  }

  /** One resource as it is now: for whatever decides a write. */
  readDirectly(id: string): Promise<T | undefined> {
    return this.source.get(id);
  }

  /** Every resource with one of these keys that the scan knows. That there is none proves nothing. */
  async find(keys: readonly string[]): Promise<T[]> {
    const scan = await this.scan(FRESH_FOR_LOOKUPS_MS);
    this.answered += 1;
    scan.byKey ??= this.indexed(scan.byId);
    const ids = keys.flatMap((key) => [
      ...(scan.byKey?.get(key) ?? []),
      ...(this.writtenByKey.get(key) ?? []),
    ]);
    return [...new Set(ids)]
      .map((id) => this.known(scan, id))
      .filter((resource) => resource !== undefined)
      .filter((resource) => this.hasKey(resource, keys));
  }

  /** Every resource, from the scan. */
  async all(): Promise<T[]> {
    const scan = await this.scan(FRESH_FOR_LOOKUPS_MS);
    const ids = new Set([...scan.byId.keys(), ...this.written.keys()]);
    return [...ids].map((id) => this.known(scan, id)).filter((resource) => resource !== undefined);
  }

  /** Whether a resource has one of these keys. */
  hasKey(resource: T, keys: readonly string[]): boolean {
    return this.source.keysOf(resource).some((key) => keys.includes(key));
  }

  /** Whether look-ups need no further request. */
  get isReady(): boolean {
    return this.isScanned(FRESH_FOR_LOOKUPS_MS);
  }

  /** Tells of a write of this run. */
  put(resource: T): void {
    this.written.set(resource.id, this.source.pack(resource));
    for (const key of this.source.keysOf(resource)) {
      const ids = this.writtenByKey.get(key) ?? new Set();
      this.writtenByKey.set(key, ids.add(resource.id));
    }
  }

  /** Tells of a deletion of this run. */
  drop(id: string): void {
    this.written.set(id, undefined);
  }

  private isScanned(withinMs: number): boolean {
    return this.scanned !== undefined && this.source.now() - this.scanned.at < withinMs;
  }

  private scan(withinMs: number): Promise<Scan> {
    if (this.scanned && this.isScanned(withinMs)) return this.scanned.scan;
    this.written.clear();
    this.writtenByKey.clear();
    const scan = this.collect();
    this.scanned = { at: this.source.now(), scan };
    scan.catch(() => {
      this.scanned = undefined;
    });
    return scan;
  }

  private async collect(): Promise<Scan> {
    const byId = new Map<string, Packed>();
    for await (const packed of this.source.scan()) byId.set(packed.id, packed);
    return { byId };
  }

  /** What the scan and this run's own writes know of an id. */
  private known({ byId }: Scan, id: string): T | undefined {
    const packed = this.written.has(id) ? this.written.get(id) : byId.get(id);
    return packed === undefined ? undefined : this.source.unpack(packed);
  }

  private indexed(packed: ReadonlyMap<string, Packed>): Map<string, string[]> {
    const byKey = new Map<string, string[]>();
    for (const [id, one] of packed) {
      for (const key of this.source.keysOf(this.source.unpack(one)))
        byKey.set(key, [...(byKey.get(key) ?? []), id]);
    }
    return byKey;
  }
}
