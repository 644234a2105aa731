import type { List, ListEdit, Order } from "./list-edits";
import type { Find } from "./memberships";
import { isId } from "./references";
import type { Declared } from "./state";
import { ADDRESSES, WHO } from "./vocabulary";

/** What directories are made of: whom the program declares, by number. */
export interface Around {
  people: Map<number, Declared>;
  groups: Map<number, Declared>;
  join(who: number): void;
}

type Kind = "people" | "groups";
const KINDS: readonly Kind[] = ["people", "groups"];

/** A directory while the program has it. */
interface Named {
  name: string | undefined;
  alias: string | undefined;
}

/** Where something is declared: the one directory, the other one, or in no list. */
type Place = "main" | "second" | "alone";

/**
 * The directories of a program, while it has any: everybody is in the main one but those who were taken out of it, and those who are
 * in the second one. Where they come first, one person and one group are always resources of their own.
 */
export class Directories {
  private readonly lists: { [place in Exclude<Place, "alone">]: Named } = {
    main: { name: undefined, alias: undefined },
    second: { name: undefined, alias: undefined },
  };
  private readonly out = { people: new Set<number>(), groups: new Set<number>() };
  private readonly inSecond = { people: new Set<number>(), groups: new Set<number>() };
  /** Whom the program calls by id, in their directory as well. */
  private readonly byId = new Set<number>();
  /** By number, as Slack has them. */
  private ids: (string | undefined)[] = [];
  private find: Find | undefined;

  constructor(
    private readonly around: () => Around,
    private readonly newKey: (what: string) => string,
    private readonly list: List,
  ) {
    if (list.isOpen) this.open();
    if (list.second !== null) this.fill(list.second);
  }

  /** Finds ids for what cannot be referred to otherwise. */
  look(find: Find): void {
    this.find = find;
    this.ids = ADDRESSES.map((addresses) => addresses.map(find.person).find((id) => id !== undefined));
  }

  apply(edit: ListEdit): void {
    const before = this.placesBy(({ number, kind }) => `${kind} ${number}`);
    const sets = KINDS.flatMap((kind) => [this.out[kind], this.inSecond[kind]]);
    const [had, names] = [sets.map((set) => [...set]), structuredClone(this.lists)];
    this.change(edit);
    if (!this.movesPastWhomItServes(before)) return;
    // Who leaves a directory for what waits for it is refused: the guide says to order the two the other way round.
    for (const [index, set] of sets.entries()) {
      set.clear();
      for (const number of had[index] ?? []) set.add(number);
    }
    Object.assign(this.lists, names);
  }

  private change(edit: ListEdit): void {
    const { main, second } = this.lists;
    if (edit.list === "all in") this.open();
    else if (edit.list === "all out") main.name = undefined;
    else if (edit.list === "moves in" || edit.list === "moves out")
      this.move("people", edit.who, edit.list === "moves in");
    else if (edit.list === "group moves in" || edit.list === "group moves out")
      this.move("groups", edit.group, edit.list === "group moves in");
    else if (edit.list === "moves over") this.moveOver("people", edit.who);
    else if (edit.list === "group moves over") this.moveOver("groups", edit.group);
    else if (edit.list === "second") this.fill(edit);
    else if (edit.list === "no second") second.name = undefined;
    else if (edit.list === "export") this.take(edit.people);
    else if (edit.list === "by id") this.byId[this.byId.has(edit.who) ? "delete" : "add"](edit.who);
    else if (edit.list === "key") this.rename("main", edit.alias);
    else if (edit.list === "second key") this.rename("second", edit.alias);
    else if (edit.list === "half" || edit.list === "empty") this.cut(edit.list === "half");
    else if ("other" in edit && main.name !== undefined) this.handKeyOn(this.around().people, edit);
  }

  private open(): void {
    this.lists.main.name ??= this.newKey("company");
    for (const all of Object.values(this.out)) all.clear();
  }

  private fill({ people, groups }: { people: boolean[]; groups: boolean[] }): void {
    this.lists.second.name ??= this.newKey("branch");
    for (const [kind, those] of [
      ["people", people],
      ["groups", groups],
    ] as const) {
      this.inSecond[kind].clear();
      for (const [number, isIn] of those.entries()) if (isIn) this.inSecond[kind].add(number);
    }
  }

  private rename(place: "main" | "second", hasAlias: boolean): void {
    const list = this.lists[place];
    if (list.name === undefined) return;
    list.alias = hasAlias ? list.name : undefined;
    list.name = this.newKey(place === "main" ? "company" : "branch");
  }

  private move(kind: Kind, number: number, isIn: boolean): void {
    if (isIn && this.lists.main.name === undefined) {
      this.open();
      for (const all of KINDS) for (const other of this.around()[all].keys()) this.out[all].add(other);
    }
    this.out[kind][isIn ? "delete" : "add"](number);
    this.inSecond[kind].delete(number);
  }

  /** To the other directory: somebody who may leave the one they are in, if there is anybody. */
  private moveOver(kind: Kind, number: number): void {
    if (this.lists.second.name === undefined) this.fill({ people: [], groups: [] });
    const mayLeave = [...this.around()[kind].keys()].filter((one) => {
      const place = this.placeOf(kind, one);
      return place !== "alone" && this.waits(place, place === "main" ? "second" : "main");
    });
    const one = mayLeave[number % mayLeave.length] ?? number;
    const those = this.inSecond[kind];
    those[those.has(one) ? "delete" : "add"](one);
  }

  /** An export of another day: these people, and nobody else. */
  private take(those: readonly boolean[]): void {
    for (const [who, isIn] of those.entries())
      if (isIn) this.around().join(who);
      else this.around().people.delete(who);
  }

  /** An export that lacks every second person, or everybody, of all directories. */
  private cut(isHalf: boolean): void {
    const { people, groups } = this.around();
    const inLists = (kind: Kind) =>
      [...this.around()[kind].keys()].filter((one) => this.placeOf(kind, one) !== "alone");
    for (const [index, who] of inLists("people").entries())
      if (!isHalf || index % 2 === 0) people.delete(who);
    for (const number of isHalf ? [] : inLists("groups")) groups.delete(number);
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

  private placeOf(kind: Kind, number: number): Place {
    const { main, second } = this.lists;
    const last = kind === "people" ? WHO.length - 1 : 1;
    if (this.list.order === "first" && number === last) return "alone";
    if (second.name !== undefined && this.inSecond[kind].has(number)) return "second";
    return main.name !== undefined && !this.out[kind].has(number) ? "main" : "alone";
  }

  /** Where everything that is declared is. */
  private placesBy(keyOf: (one: { kind: Kind; number: number; name: string }) => string): Map<string, Place> {
    const all = KINDS.flatMap((kind) =>
      [...this.around()[kind]].map(([number, { name }]): [string, Place] => [
        keyOf({ kind, number, name }),
        this.placeOf(kind, number),
      ]),
    );
    return new Map(all);
  }

  /** Whether somebody left a directory that stays for a place that waits for it. */
  private movesPastWhomItServes(before: ReadonlyMap<string, Place>): boolean {
    return [...this.placesBy(({ number, kind }) => `${kind} ${number}`)].some(([one, now]) => {
      const from = before.get(one) ?? now;
      return from !== "alone" && this.lists[from].name !== undefined && this.waits(now, from);
    });
  }

  /** Whether what is in the one place waits for what is in the other. */
  private waits(one: Place, other: Place): boolean {
    if (one === other) return false;
    // The other resources are ordered with the directories as a whole.
    if (other === "alone") return this.list.order === "last";
    if (one === "alone") return this.list.order === "first";
    const order: Order = this.list.second?.order ?? "first";
    return order === (one === "second" ? "last" : "first");
  }

  /** The same program with its directories. */
  within(program: readonly Declared[]): Declared[] {
    const places = this.placesBy(({ name }) => name);
    const placed = program.map((one): [Declared, Place] => [one, places.get(one.name) ?? "alone"]);
    const of = (place: Place) => placed.flatMap(([one, where]) => (where === place ? [one] : []));
    const others = of("alone").flatMap((one) => this.besideThem(one, places) ?? []);
    const lists = (["main", "second"] as const).flatMap((place) => {
      const { name, alias } = this.lists[place];
      if (name === undefined) return [];
      const entries = of(place).map((one) => ({
        ...this.inWords(one, place, places),
        name: `${name}/${one.name}`,
        alias: undefined,
      }));
      const after = this.needsOf(place, others);
      return [
        { name, kind: "directory" as const, inputs: {}, entries, ...(after.length > 0 && { after }), alias },
      ];
    });
    return this.list.order === "last" ? [...others, ...lists] : [...lists, ...others];
  }

  /** What a directory comes after, whether or not it has anything of theirs. */
  private needsOf(place: "main" | "second", others: readonly Declared[]): string[] {
    const other = place === "main" ? "second" : "main";
    const { name } = this.lists[other];
    return [
      ...(this.waits(place, "alone") ? others.filter(({ kind }) => kind !== "membership") : []).map(
        (one) => one.name,
      ),
      ...(name !== undefined && this.waits(place, other) ? [name] : []),
    ];
  }

  /** A resource of its own; a membership of a group that is nowhere to be found is left out. */
  private besideThem(one: Declared, places: ReadonlyMap<string, Place>): Declared | undefined {
    const group = one.group === undefined ? undefined : this.wordFor(one.group, "alone", places);
    return one.group !== undefined && group === undefined ? undefined : this.inWords(one, "alone", places);
  }

  private inWords(one: Declared, place: Place, places: ReadonlyMap<string, Place>): Declared {
    return withWords(one, (name) => this.wordFor(name, place, places));
  }

  /** How somebody is referred to from a place: by what they are called there, where that is possible, or by id. */
  private wordFor(name: string, from: Place, places: ReadonlyMap<string, Place>): string | undefined {
    const place = places.get(name) ?? "alone";
    const called = place === "alone" ? name : `${this.lists[place].name}/${name}`;
    const id = this.idOf(name);
    if (place === from) return from !== "alone" && this.isById(name) && id !== undefined ? id : called;
    return this.waits(from, place) ? called : id;
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
