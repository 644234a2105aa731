import type { Properties } from "../fields/properties";

/**
 * How people and groups may be named where it is kept: not at all where the program says that the name is a secret, which the
 * provider is told by the input `nameIsSecret`.
 */
export class PublicNames {
  private readonly byId = new Map<string, string>();
  private readonly secretNames = new Set<string>();
  private readonly secretIds = new Set<string>();

  /** Remembers the name of a resource of the program, or that it is a secret. */
  tell(kind: "user" | "group" | "membership" | "directory", properties: Properties, id?: string): void {
    const name = kind === "user" ? properties.userName : properties.displayName;
    if ((kind !== "user" && kind !== "group") || typeof name !== "string") return; // whose group it is may be another stack's secret
    if (properties.nameIsSecret === true) {
      this.secretNames.add(name);
      if (id !== undefined) this.secretIds.add(id);
    } else if (id !== undefined) this.byId.set(id, name);
  }

  /** Remembers whose name is written: what Slack makes of a secret name is a secret too. */
  link(name: string, id: string, isDone: boolean): void {
    if (this.secretNames.has(name)) this.secretIds.add(id);
    else if (isDone) this.byId.set(id, name);
  }

  /**
   * The name to write; undefined for a secret one, and where none is known.
   * @param name as it was sent; of a person also as Slack answered
   */
  of(id: string | undefined, name?: string | null): string | undefined {
    if (id !== undefined && this.secretIds.has(id)) return undefined;
    const known = name ?? (id === undefined ? undefined : this.byId.get(id));
    return known === undefined || this.secretNames.has(known) ? undefined : known;
  }
}
