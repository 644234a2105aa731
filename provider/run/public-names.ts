import type { Properties } from "../fields/properties";

/**
 * How people and groups may be named where it is kept: not at all where the program says that the name is a secret, which the
 * provider is told by the input `nameIsSecret`.
 */
export class PublicNames {
  private readonly byId = new Map<string, string>();
  private readonly secretNames = new Set<unknown>();
  private readonly secretIds = new Set<string>();

  /** Remembers the name of a resource of the program, or that it is a secret. */
  tell(kind: "user" | "group" | "membership" | "directory", properties: Properties, id?: string): void {
    const name = kind === "user" ? properties.userName : properties.displayName;
    if (typeof name !== "string") return; // memberships and directories have none
    if (properties.nameIsSecret === true) this.secretNames.add(name);
    if (id !== undefined) this.link(name, id);
  }

  /**
   * The name to write; undefined for a secret one, and where none is known. It is remembered whose it is: what Slack makes of a secret
   * name is a secret too.
   * @param name as it was sent; of a person also as Slack answered
   */
  of(id: string | undefined, name?: string | null): string | undefined {
    if (id === undefined) return this.unlessSecret(name ?? undefined);
    if (typeof name === "string") this.link(name, id);
    return this.secretIds.has(id) ? undefined : this.unlessSecret(this.byId.get(id));
  }

  private link(name: string, id: string): void {
    if (this.secretNames.has(name)) this.secretIds.add(id);
    else this.byId.set(id, name);
  }

  private unlessSecret(name: string | undefined): string | undefined {
    return this.secretNames.has(name) ? undefined : name;
  }
}
