import fc from "fast-check";
import type { Properties } from "../../provider/fields/properties";
import type { Declared } from "./state";
import { GROUPS, WHO } from "./vocabulary";

/** One change of whom a program lets into a group beside its own resource, or beside another's. */
export type MembershipEdit =
  | { edit: "membership"; team: number; members: boolean[]; onDelete: string | null }
  | { edit: "no membership"; team: number }
  | { edit: "membership key"; team: number; alias: boolean }
  | { edit: "membership elsewhere"; team: number; other: number };

const team = fc.nat(GROUPS.length - 1);
const members = fc.array(fc.boolean(), { minLength: WHO.length, maxLength: WHO.length });

/** A membership that a program declares from now on. */
export const aMembership = fc.record({
  edit: fc.constant("membership" as const),
  team,
  members,
  onDelete: fc.constantFrom("remove", "retain", null, null, null),
});

/** Any such change. */
export const aMembershipEdit: fc.Arbitrary<MembershipEdit> = fc.oneof(
  { weight: 5, arbitrary: aMembership },
  { weight: 2, arbitrary: fc.record({ edit: fc.constant("no membership" as const), team }) },
  fc.record({ edit: fc.constant("membership key" as const), team, alias: fc.boolean() }),
  fc.record({ edit: fc.constant("membership elsewhere" as const), team, other: team }),
);

/** A membership, before the names of people and groups are known that it refers to. */
interface Wanted {
  name: string;
  inputs: Properties;
  alias?: string;
  wanted: number[];
  /** The number of the program's own group; without one the inputs have the id that was found in Slack. */
  own?: number;
}

/** What a membership may refer to. */
export interface Around {
  people: ReadonlyMap<number, Declared>;
  groups: ReadonlyMap<number, Declared & { wanted?: number[] }>;
}

/** Finds ids in Slack, for whoever writes them into a program. */
export interface Find {
  group(displayName: string): string | undefined;
  person(address: string): string | undefined;
}

/** The memberships of a program: one for each name of a group at most. */
export class Memberships {
  private readonly all = new Map<number, Wanted>();

  constructor(
    private readonly around: () => Around,
    private readonly newKey: (team: number) => string,
  ) {}

  /** In the order in which the program registers them; what refers to a resource that is no more would not compile. */
  get declared(): Declared[] {
    const { people, groups } = this.around();
    return [...this.all.values()].flatMap(({ wanted, own, ...membership }) => {
      const group = own === undefined ? undefined : groups.get(own);
      if (own !== undefined && (group === undefined || isExact(group))) return [];
      // Who is declared twice in a group is refused: that is a bad input, and no life of a program.
      const free = wanted.filter((who) => !group?.wanted?.includes(who));
      const members = free.flatMap((who) => people.get(who)?.name ?? []);
      return [{ ...membership, kind: "membership" as const, members, ...(group && { group: group.name }) }];
    });
  }

  apply(edit: MembershipEdit, find: Find): void {
    if (edit.edit === "membership") {
      this.declare(edit, find);
      return;
    }
    const { team = edit.team, membership } = this.meant(edit.team);
    if (membership === undefined) return;
    if (edit.edit === "no membership") this.all.delete(team);
    else if (edit.edit === "membership key") {
      const alias = edit.alias ? membership.name : undefined;
      this.all.set(team, { ...membership, name: this.newKey(team), alias });
    } else {
      const target = this.find(edit.other, find);
      if (target === undefined) return;
      const { groupId: _before, ...inputs } = membership.inputs;
      this.all.set(team, { ...membership, own: target.own, inputs: { ...inputs, ...target.inputs } });
    }
  }

  private declare(
    { team, members, onDelete }: Extract<MembershipEdit, { edit: "membership" }>,
    find: Find,
  ): void {
    const before = this.all.get(team);
    const target = before ?? this.find(team, find);
    if (target === undefined) return;
    const { onDelete: _before, ...inputs } = target.inputs;
    this.all.set(team, {
      ...target,
      name: before?.name ?? this.newKey(team),
      inputs: { ...inputs, ...(onDelete !== null && { onDelete }) },
      wanted: WHO.flatMap((_who, index) => (members[index] ? index : [])),
    });
  }

  /** The program's own group where it has one of the name, else the id of whatever group Slack has. */
  private find(team: number, find: Find): Pick<Wanted, "inputs" | "own"> | undefined {
    const displayName = GROUPS[team] ?? "";
    const [own] =
      [...this.around().groups].find(([, { inputs }]) => inputs.displayName === displayName) ?? [];
    if (own !== undefined) return { inputs: {}, own };
    const groupId = find.group(displayName);
    return groupId === undefined ? undefined : { inputs: { groupId } };
  }

  /** Where there is none of this number, one that there is. */
  private meant(team: number): { team?: number; membership?: Wanted } {
    const meant = this.all.has(team) ? team : [...this.all.keys()][team % this.all.size];
    return meant === undefined ? {} : { team: meant, membership: this.all.get(meant) };
  }
}

function isExact({ wanted, inputs }: Declared & { wanted?: number[] }): boolean {
  return wanted !== undefined && inputs.membership !== "additive";
}
