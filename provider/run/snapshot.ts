/** How a snapshot reaches Slack. */
export interface Source<T> {
  /** One resource; `undefined` only when Slack itself says that there is none. */
  get(id: string): Promise<T | undefined>;
  /** All of them, page by page. */
  scan(): AsyncIterable<T>;
  /** Milliseconds; injected in tests. */
  now(): number;
}

/** Reads by id before a scan pays: a stack of three people costs three requests. */
const FEW_READS = 4;

/** How long a scan counts as fresh. */
const FRESH_MS = 3 * 60_000;

/**
 * Everything that a refresh reads, in as few requests as Slack allows: the first few reads go by id, then one list scan
 * serves all. It is kept current by the run's own writes, and it decides no write. Not being in a scan proves nothing,
 * so a missing resource is asked for by id.
 */
export class Snapshot<T extends { id: string }> {
  private directReads = 0;
  private scanned: { at: number; resources: Promise<Map<string, T>> } | undefined;
  /** What this run wrote or deleted; newer than any page that was under way. */
  private readonly written = new Map<string, T | undefined>();

  constructor(private readonly source: Source<T>) {}

  /** One resource, from the scan once there were a few reads; `undefined` when gone for certain. */
  async read(id: string): Promise<T | undefined> {
    if (this.directReads < FEW_READS && !this.isFresh()) {
      this.directReads += 1;
      return this.source.get(id);
    }
    const resources = await this.scan();
    if (this.written.has(id)) return this.written.get(id);
    return resources.get(id) ?? this.source.get(id);
  }

  /** One resource as it is now: for whatever decides a write. */
  readDirectly(id: string): Promise<T | undefined> {
    return this.source.get(id);
  }

  /** Tells of a write of this run. */
  put(resource: T): void {
    this.written.set(resource.id, resource);
  }

  /** Tells of a deletion of this run. */
  drop(id: string): void {
    this.written.set(id, undefined);
  }

  private isFresh(): boolean {
    return this.scanned !== undefined && this.source.now() - this.scanned.at < FRESH_MS;
  }

  private scan(): Promise<Map<string, T>> {
    if (this.scanned && this.isFresh()) return this.scanned.resources;
    this.written.clear();
    const resources = this.collect();
    this.scanned = { at: this.source.now(), resources };
    resources.catch(() => {
      this.scanned = undefined;
    });
    return resources;
  }

  private async collect(): Promise<Map<string, T>> {
    const resources = new Map<string, T>();
    for await (const resource of this.source.scan()) resources.set(resource.id, resource);
    return resources;
  }
}
