import fc from "fast-check";
import type { Find } from "./memberships";
import { isId } from "./references";
import type { Declared } from "./state";
import { ADDRESSES, WHO } from "./vocabulary";

/** One change of whom a program has in its directory, and under which keys. */
export type ListEdit =
  | { list: "moves in" | "moves out" | "by id"; who: number }
  | { list: "group moves in" | "group moves out"; group: number }
  | { list: "swaps keys" | "takes the key"; who: number; other: number }
  | { list: "all in" | "all out" | "half" | "empty" }
  | { list: "export"; people: boolean[] }
  | { list: "key"; alias: boolean };

/**
 * How a program orders its directory and the other resources: it comes last, and may take people out of it; it comes first, and the
 * others use its ids; or nothing is said.
 */
export type Order = "last" | "first" | "beside";

/** Whether a program has a directory at first, and how it is ordered. */
export interface List {
  isOpen: boolean;
  order: Order;
}

export const aList: fc.Arbitrary<List> = fc.record({
  isOpen: fc.boolean(),
  order: fc.constantFrom<Order[]>("last", "last", "first", "beside"),
});

const who = fc.nat(WHO.length - 1);
const group = fc.nat(1);

/** Any such change. */
export const aListEdit: fc.Arbitrary<ListEdit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ list: fc.constantFrom("moves in" as const, "moves out" as const), who }),
  },
  fc.record({ list: fc.constant("by id" as const), who }),
  {
    weight: 2,
    arbitrary: fc.record({
      list: fc.constantFrom("group moves in" as const, "group moves out" as const),
      group,
    }),
  },
  fc.record({
    list: fc.constantFrom("swaps keys" as const, "takes the key" as const),
    who,
    other: who,
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      list: fc.constantFrom(
        "all in" as const,
        "all in" as const,
        "all out" as const,
        "half" as const,
        "empty" as const,
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      list: fc.constant("export" as const),
      people: fc.array(fc.boolean(), { minLength: WHO.length, maxLength: WHO.length }),
    }),
  },
  fc.record({ list: fc.constant("key" as const), alias: fc.boolean() }),
);

/** What a directory is made of: whom the program declares, by number. */
export interface Around {
  people: Map<number, Declared>;
  groups: Map<number, Declared>;
  join(who: number): void;
}

/**
 * The directory of a program, while it has one: everybody is in it but those who were taken out. Where it comes first, one person and
 * one group are always resources of their own: who leaves such a directory for a resource that waits for it is refused.
 */
export class Directory {
  private name: string | undefined;
  private alias: string | undefined;
  private readonly out = { people: new Set<number>(), groups: new Set<number>() };
  /** Whom the program calls by id, in the directory as well. */
  private readonly byId = new Set<number>();
  /** By number, as Slack has them. */
  private ids: (string | undefined)[] = [];
  private find: Find | undefined;

  constructor(
    private readonly around: () => Around,
    private readonly newKey: () => string,
    private readonly list: List,
  ) {
    if (list.isOpen) this.open();
  }

  /** Finds ids for what cannot be referred to otherwise. */
  look(find: Find): void {
    this.find = find;
    this.ids = ADDRESSES.map((addresses) => addresses.map(find.person).find((id) => id !== undefined));
  }

  apply(edit: ListEdit): void {
    const { people } = this.around();
    if (edit.list === "all in") this.open();
    else if (edit.list === "all out") this.name = undefined;
    else if (edit.list === "moves in" || edit.list === "moves out")
      this.move("people", edit.who, edit.list === "moves in");
    else if (edit.list === "group moves in" || edit.list === "group moves out")
      this.move("groups", edit.group, edit.list === "group moves in");
    else if (edit.list === "export") this.take(edit.people);
    else if (edit.list === "by id") this.byId[this.byId.has(edit.who) ? "delete" : "add"](edit.who);
    else if (this.name === undefined) return;
    else if (edit.list === "key") {
      this.alias = edit.alias ? this.name : undefined;
      this.name = this.newKey();
    } else if (edit.list === "half" || edit.list === "empty") this.cut(edit.list === "half");
    else if ("other" in edit) this.handKeyOn(people, edit);
  }

  private open(): void {
    this.name ??= this.newKey();
    for (const all of Object.values(this.out)) all.clear();
  }

  private move(kind: "people" | "groups", number: number, isIn: boolean): void {
    if (this.list.order === "first") return;
    if (isIn && this.name === undefined) {
      this.open();
      for (const all of ["people", "groups"] as const)
        for (const other of this.around()[all].keys()) this.out[all].add(other);
    }
    this.out[kind][isIn ? "delete" : "add"](number);
  }

  /** An export of another day: these people, and nobody else. */
  private take(those: readonly boolean[]): void {
    for (const [who, isIn] of those.entries())
      if (isIn) this.around().join(who);
      else this.around().people.delete(who);
  }

  /** An export that lacks every second person, or everybody. */
  private cut(isHalf: boolean): void {
    const { people, groups } = this.around();
    for (const [index, [who]] of this.inside("people").entries())
      if (!isHalf || index % 2 === 0) people.delete(who);
    for (const [number] of isHalf ? [] : this.inside("groups")) groups.delete(number);
  }

  /** Keys that do not stay with whom they are for. */
  private handKeyOn(
    people: Map<number, Declared>,
    { list, who, other }: Extract<ListEdit, { other: number }>,
  ): void {
    const [one, two] = [who, other].map((number) => people.get(number));
    if (one === undefined || two === undefined || one === two) return;
    people.set(who, { ...one, name: two.name, alias: undefined });
    if (list === "takes the key") people.delete(other);
    else people.set(other, { ...two, name: one.name, alias: undefined });
  }

  private inside(kind: "people" | "groups"): [number, Declared][] {
    if (this.name === undefined) return [];
    const last = kind === "people" ? WHO.length - 1 : 1;
    return [...this.around()[kind]].filter(
      ([number]) => !this.out[kind].has(number) && (this.list.order !== "first" || number !== last),
    );
  }

  /** The same program with its directory. */
  within(program: readonly Declared[]): Declared[] {
    const { name, alias } = this;
    if (name === undefined) return [...program];
    const inside = new Set([...this.inside("people"), ...this.inside("groups")].map(([, one]) => one.name));
    const entries = program.filter((one) => inside.has(one.name)).map((one) => this.entry(one, name, inside));
    const others = program
      .filter((one) => !inside.has(one.name))
      .flatMap((one) => this.besideIt(one, name, inside) ?? []);
    const isLast = this.list.order === "last";
    const after = isLast
      ? others.filter(({ kind }) => kind !== "membership").map((other) => other.name)
      : undefined;
    const directory: Declared = {
      name,
      kind: "directory",
      inputs: {},
      entries,
      ...(after && { after }),
      alias,
    };
    return isLast ? [...others, directory] : [directory, ...others];
  }

  private entry(one: Declared, list: string, inside: ReadonlySet<string>): Declared {
    const mayRefer = this.list.order === "last";
    const word = (name: string) => {
      const id = this.idOf(name);
      if (inside.has(name)) return this.isById(name) && id !== undefined ? id : `${list}/${name}`;
      return mayRefer ? name : id;
    };
    return { ...withWords(one, word), name: `${list}/${one.name}`, alias: undefined };
  }

  private besideIt(one: Declared, list: string, inside: ReadonlySet<string>): Declared | undefined {
    const mayRefer = this.list.order === "first";
    const word = (name: string) => {
      if (!inside.has(name)) return name;
      return mayRefer ? `${list}/${name}` : this.idOf(name);
    };
    const group = one.group === undefined ? undefined : word(one.group);
    return one.group !== undefined && group === undefined ? undefined : withWords(one, word);
  }

  private isById(name: string): boolean {
    return [...this.around().people].some(([who, one]) => one.name === name && this.byId.has(who));
  }

  private idOf(name: string): string | undefined {
    const { people, groups } = this.around();
    for (const [who, one] of people) if (one.name === name) return this.ids[who];
    const team = [...groups.values()].find((one) => one.name === name);
    return team && this.find?.group(String(team.inputs.displayName));
  }
}

/** The same with other words for whom and what it refers to; whoever has none is left out. An id is an input like any other. */
function withWords(
  { members, group, manager, ...one }: Declared,
  word: (name: string) => string | undefined,
): Declared {
  const [leader, team] = [manager, group].map((name) => (name === undefined ? undefined : word(name)));
  const isWritten = (name: string | undefined) => name !== undefined && isId(name);
  return {
    ...one,
    inputs: {
      ...one.inputs,
      ...(isWritten(leader) && { enterprise: { manager: { managerId: leader } } }),
      ...(isWritten(team) && { groupId: team }),
    },
    ...(members && { members: members.flatMap((name) => word(name) ?? []) }),
    ...(leader !== undefined && !isWritten(leader) && { manager: leader }),
    ...(team !== undefined && !isWritten(team) && { group: team }),
  };
}
