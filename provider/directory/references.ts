import { at, holdsUnknown, type Properties, UNKNOWN } from "../fields/properties";
import { membersIn } from "../run/members";

/** Where an entry names its manager. */
const MANAGER = "enterprise.manager.managerId";

/** Who a person's manager is, as the entry names them; nothing where it names nobody. */
export function managerOf(entry: Properties): string | undefined {
  const manager = at(entry, MANAGER);
  return typeof manager === "string" && manager !== "" ? manager : undefined;
}

/** The same entry with another manager. */
export function withManager(entry: Properties, managerId: string): Properties {
  return { ...entry, enterprise: { ...(entry.enterprise as object), manager: { managerId } } };
}

/** Between what a program calls people, by keys of its directory, and the ids that Slack knows them by. */
export class References {
  private byId: Map<string, string> | undefined;

  /**
   * @param keys the keys that mean somebody of the directory
   * @param ids the ids of those who are in Slack already, by key
   */
  constructor(
    private readonly keys: { has(key: string): boolean },
    private readonly ids: ReadonlyMap<string, string>,
  ) {}

  private keyOf(id: string): string | undefined {
    this.byId ??= new Map([...this.ids].map(([key, known]) => [known, key]));
    return this.byId.get(id);
  }

  /** The id that a reference means; unknown while its person is not in Slack yet. */
  idOf(reference: string): string {
    return this.ids.get(reference) ?? (this.keys.has(reference) ? UNKNOWN : reference);
  }

  /** A person as a single resource declares them. */
  personWithIds(entry: Properties): Properties {
    const manager = managerOf(entry);
    return manager === undefined ? entry : withManager(entry, this.idOf(manager));
  }

  /** A group as a single resource declares it. */
  groupWithIds(entry: Properties): Properties {
    if (!Array.isArray(entry.members)) return entry;
    const ids = membersIn(entry).map((member) => this.idOf(member));
    // Who is not known yet is somebody of their own all the same.
    const unknown = ids.filter((id) => id === UNKNOWN);
    return { ...entry, members: [...new Set(ids.filter((id) => id !== UNKNOWN)), ...unknown].sort() };
  }

  /** A person's declared attributes in the words of the program, as far as it has words for them. */
  personWithKeys(declared: Properties, entry: Properties): Properties {
    const manager = managerOf(declared);
    if (manager === undefined || holdsUnknown(manager)) return declared;
    const word = managerOf(entry);
    const asDeclared = word !== undefined && this.idOf(word) === manager ? word : undefined;
    return withManager(declared, asDeclared ?? this.keyOf(manager) ?? manager);
  }

  /** The same for a group and its members. */
  groupWithKeys(declared: Properties, entry: Properties): Properties {
    if (!Array.isArray(declared.members)) return declared;
    const words = new Map<string, string[]>();
    for (const word of membersIn(entry))
      words.set(this.idOf(word), [...(words.get(this.idOf(word)) ?? []), word]);
    const members = membersIn(declared).flatMap((id) => words.get(id) ?? [this.keyOf(id) ?? id]);
    return { ...declared, members: members.sort() };
  }
}
