import fc from "fast-check";
import type { Properties } from "../../provider/fields/properties";
import { Directories } from "./directories";
import { aListEdit, type List, type ListEdit } from "./list-edits";
import { aMembershipEdit, type Find, type MembershipEdit, Memberships } from "./memberships";
import { addressesIn } from "./record";
import type { Declared } from "./state";
import { ADDRESSES, GROUPS, NAMES, PASSWORD, WHO } from "./vocabulary";

/** One change of a program. */
export type Edit =
  | { edit: "joins" | "leaves" | "newcomer takes the name" | "second address" | "password"; who: number }
  | { edit: "userName" | "address"; who: number; which: number }
  | {
      edit: "swaps names" | "swaps addresses" | "takes the name" | "takes the address";
      who: number;
      other: number;
    }
  | { edit: "key"; who: number; alias: boolean }
  | { edit: "active"; who: number; active: boolean | null }
  | { edit: "title"; who: number; title: string | null }
  | { edit: "adopts"; who: number; whom: number }
  | { edit: "manager"; who: number; by: number | "" | null }
  | { edit: "guest"; who: number; type: "multi" | "" | null }
  | { edit: "onConflict"; who: number; onConflict: string | null }
  | { edit: "onDelete"; who: number; onDelete: string | null }
  | { edit: "group"; group: number; members: boolean[]; membership: string | null }
  | { edit: "open group"; group: number }
  | { edit: "no group" | "group key"; group: number; alias: boolean }
  | { edit: "group adopts"; group: number; which: number | null }
  | { edit: "group name"; group: number; name: number }
  | { edit: "group onConflict" | "group onDelete"; group: number; value: string | null }
  | MembershipEdit
  | ListEdit;

/** A change of what is declared, wherever it is. */
type Single = Exclude<Edit, ListEdit>;

const who = fc.nat(WHO.length - 1);
const group = fc.nat(1);
const which = fc.nat(1);
const on = <T extends string>(...edits: T[]) => fc.constantFrom(...edits);

/** Any change of a program. */
export const anEdit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ edit: on("joins"), who }) },
  { weight: 4, arbitrary: fc.record({ edit: on("leaves"), who }) },
  fc.record({ edit: on("newcomer takes the name", "second address", "password"), who }),
  { weight: 2, arbitrary: fc.record({ edit: on("userName", "address"), who, which }) },
  fc.record({
    edit: on("swaps names", "swaps addresses", "takes the name", "takes the address"),
    who,
    other: who,
  }),
  {
    weight: 2,
    arbitrary: who.chain((one) =>
      fc.record({ edit: on("adopts"), who: fc.constant(one), whom: fc.oneof(fc.constant(one), who) }),
    ),
  },
  fc.record({ edit: on("group adopts"), group, which: fc.option(fc.nat(GROUPS.length - 1)) }),
  fc.record({ edit: on("key"), who, alias: fc.boolean() }),
  {
    weight: 2,
    arbitrary: fc.record({ edit: on("active"), who, active: fc.constantFrom(true, false, null) }),
  },
  fc.record({ edit: on("title"), who, title: fc.constantFrom("Analyst", "Lead", "", null) }),
  {
    weight: 3,
    arbitrary: fc.record({
      edit: on("manager"),
      who,
      by: fc.oneof({ weight: 5, arbitrary: who }, fc.constantFrom("" as const, null)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ edit: on("guest"), who, type: fc.constantFrom("multi", "multi", "", null) }),
  },
  fc.record({ edit: on("onConflict"), who, onConflict: fc.constantFrom("safe", "adopt", "fail", null) }),
  fc.record({ edit: on("onDelete"), who, onDelete: fc.constantFrom("deactivate", "retain", null) }),
  {
    weight: 6,
    arbitrary: fc.record({
      edit: on("group"),
      group,
      members: fc.array(fc.boolean(), { minLength: WHO.length, maxLength: WHO.length }),
      membership: fc.constantFrom("exact", "additive", null),
    }),
  },
  fc.record({ edit: on("open group"), group }),
  fc.record({ edit: on("no group", "group key"), group, alias: fc.boolean() }),
  fc.record({ edit: on("group name"), group, name: fc.nat(GROUPS.length - 1) }),
  fc.record({ edit: on("group onConflict"), group, value: fc.constantFrom("safe", "adopt", "fail", null) }),
  fc.record({ edit: on("group onDelete"), group, value: fc.constantFrom("delete", "retain", null) }),
  { weight: 9, arbitrary: aMembershipEdit },
  { weight: 12, arbitrary: aListEdit },
);

/** A program that grows by edits. Each person and group has a resource at most; what makes no sense changes nothing. */
export class Program {
  people = new Map<number, Declared>();
  readonly groups = new Map<number, Declared & { wanted?: number[] }>();
  private readonly memberships: Memberships;
  private readonly directories: Directories;
  /** Who is led by whom. */
  private readonly managers = new Map<number, number>();
  private keys = 0;

  constructor({ people, group, list }: { people: boolean[]; group: boolean[]; list: List }) {
    this.directories = new Directories(
      () => this,
      (what) => this.newKey(what),
      list,
    );
    this.memberships = new Memberships(
      () => this,
      (team) => this.newKey(`in-${GROUPS[team]}`),
    );
    for (const [who, isIn] of people.entries()) if (isIn) this.join(who);
    if (group.includes(true)) this.apply({ edit: "group", group: 0, members: group, membership: null });
  }

  /** The resources in the order in which the program registers them. */
  get declared(): Declared[] {
    const groups = [...this.groups.values()].map(({ wanted, ...declared }) => ({
      ...declared,
      ...(wanted && { members: wanted.flatMap((one) => this.people.get(one)?.name ?? []) }),
    }));
    const people = [...this.people].map(([who, person]) => {
      const manager = this.people.get(this.managers.get(who) ?? Number.NaN)?.name;
      return manager === undefined ? person : { ...person, manager };
    });
    return this.directories.within([...people, ...groups, ...this.memberships.declared]);
  }

  apply(edit: Edit, find: Find = NOTHING): void {
    this.directories.look(find);
    if ("list" in edit) this.directories.apply(edit);
    else if ("team" in edit) this.memberships.apply(edit, find);
    else this.change(edit, find);
  }

  private change(edit: Exclude<Single, MembershipEdit>, find: Find): void {
    const before = new Map(
      [...this.people].map(([who, person]) => [who, JSON.parse(JSON.stringify(person)) as Declared]),
    );
    if ("who" in edit) this.editPerson({ ...edit, who: this.meant(edit, this.people, edit.who) }, find);
    else this.editGroup({ ...edit, group: this.meant(edit, this.groups, edit.group) }, find);
    // Who is declared twice is refused whatever else there is: that is a bad input, and no life of a program.
    if (this.declaresSomebodyTwice) this.people = before;
  }

  /** Where nobody of this number is declared, one who is: an edit that changes nothing shows nothing. */
  private meant({ edit }: Single, declared: ReadonlyMap<number, unknown>, number: number): number {
    const isNew = edit === "joins" || edit === "adopts" || edit === "group" || edit === "open group";
    if (isNew || declared.has(number)) return number;
    return [...declared.keys()][number % declared.size] ?? number;
  }

  private get declaresSomebodyTwice(): boolean {
    const addresses = [...this.people.values()].map(({ inputs }) => addressesIn(inputs)[0]);
    return new Set(addresses).size < addresses.length;
  }

  private editPerson(edit: Extract<Single, { who: number }>, find: Find): void {
    const { who } = edit;
    if (edit.edit === "joins" || edit.edit === "adopts") this.join(who);
    const person = this.people.get(who);
    if (person === undefined || edit.edit === "joins") return;
    const { inputs } = person;
    const other = "other" in edit ? this.people.get(edit.other)?.inputs : undefined;
    switch (edit.edit) {
      case "leaves":
        this.people.delete(who);
        break;
      case "newcomer takes the name":
        this.people.set(who, {
          name: this.newKey(WHO[who]),
          kind: "user",
          inputs: { userName: inputs.userName, emails: address(`new${this.keys}.${WHO[who]}@example.com`) },
        });
        break;
      case "key":
        this.people.set(who, { ...person, name: this.newKey(WHO[who]), ...aliasIf(edit.alias, person) });
        break;
      case "swaps names":
        if (other) [inputs.userName, other.userName] = [other.userName, inputs.userName];
        break;
      case "swaps addresses":
        if (other) [inputs.emails, other.emails] = [other.emails, inputs.emails];
        break;
      case "takes the name":
        if (other && other !== inputs)
          [inputs.userName, other.userName] = [other.userName, `${WHO[edit.other]}.y`];
        break;
      case "takes the address":
        if (other && other !== inputs)
          [inputs.emails, other.emails] = [other.emails, address(`${WHO[edit.other]}.y@example.com`)];
        break;
      case "userName":
        inputs.userName = NAMES[who]?.[edit.which];
        break;
      case "address":
        inputs.emails = address(ADDRESSES[who]?.[edit.which] ?? "");
        break;
      case "second address":
        inputs.emails = [
          ...address(ADDRESSES[who]?.[0] ?? ""),
          { value: ADDRESSES[who]?.[1], primary: false },
        ];
        break;
      case "adopts":
        set(
          inputs,
          "adoptId",
          ADDRESSES[edit.whom]?.map(find.person).find((id) => id !== undefined),
        );
        break;
      case "manager":
        this.lead(who, edit.by, inputs);
        break;
      case "guest":
        set(inputs, "guest", edit.type === null ? null : { type: edit.type });
        break;
      case "password":
        inputs.password = PASSWORD;
        break;
      default:
        set(inputs, edit.edit, edit[edit.edit as keyof typeof edit]);
    }
  }

  /** A circle of resources that wait for each other no program can have. */
  private lead(who: number, by: number | "" | null, inputs: Properties): void {
    this.managers.delete(who);
    set(inputs, "enterprise", by === "" ? { manager: { managerId: "" } } : null);
    if (typeof by !== "number") return;
    for (let above: number | undefined = by; above !== undefined; above = this.managers.get(above))
      if (above === who) return;
    this.managers.set(who, by);
  }

  private editGroup(edit: Extract<Single, { group: number }>, find: Find): void {
    const group = this.groups.get(edit.group);
    if (edit.edit === "group" || edit.edit === "open group") {
      const displayName = group?.inputs.displayName ?? GROUPS[edit.group];
      if (this.hasGroup(displayName, group)) return;
      const name = group?.name ?? this.newKey(GROUPS[edit.group]);
      const inputs: Properties = { ...group?.inputs, displayName };
      delete inputs.membership;
      if (edit.edit === "open group") {
        this.groups.set(edit.group, { name, kind: "group", inputs });
        return;
      }
      const wanted = WHO.flatMap((_one, index) => (edit.members[index] ? index : []));
      set(inputs, "membership", edit.membership);
      this.groups.set(edit.group, { name, kind: "group", inputs, wanted });
      return;
    }
    if (group === undefined) return;
    if (edit.edit === "no group") this.groups.delete(edit.group);
    else if (edit.edit === "group key")
      this.groups.set(edit.group, {
        ...group,
        name: this.newKey(GROUPS[edit.group]),
        ...aliasIf(edit.alias, group),
      });
    else if (edit.edit === "group adopts")
      set(group.inputs, "adoptId", edit.which === null ? undefined : find.group(GROUPS[edit.which] ?? ""));
    else if (edit.edit === "group name") {
      const displayName = GROUPS[edit.name];
      if (!this.hasGroup(displayName, group)) group.inputs.displayName = displayName;
    } else if (edit.edit === "group onConflict" || edit.edit === "group onDelete")
      set(group.inputs, edit.edit.slice("group ".length), edit.value);
  }

  private hasGroup(displayName: unknown, except: Declared | undefined): boolean {
    return [...this.groups.values()].some((one) => one !== except && one.inputs.displayName === displayName);
  }

  join(who: number): void {
    if (this.people.has(who)) return;
    const [userName] = NAMES[who] ?? [];
    this.people.set(who, {
      name: this.newKey(WHO[who]),
      kind: "user",
      inputs: { userName, emails: address(ADDRESSES[who]?.[0] ?? "") },
    });
  }

  private newKey(what: string | undefined): string {
    this.keys += 1;
    return `${what}-${this.keys}`;
  }
}

const NOTHING: Find = { group: () => undefined, person: () => undefined };

function address(value: string) {
  return [{ value, primary: true }];
}

function aliasIf(wanted: boolean, { name }: Declared): { alias?: string } {
  return wanted ? { alias: name } : { alias: undefined };
}

function set(inputs: Properties, key: string, value: unknown): void {
  if (value === null || value === undefined) delete inputs[key];
  else inputs[key] = value;
}
