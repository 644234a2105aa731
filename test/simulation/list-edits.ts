import fc from "fast-check";
import { WHO } from "./vocabulary";

/** One change of whom a program has in its directories, and under which keys. */
export type ListEdit =
  | { list: "moves in" | "moves out" | "moves over" | "by id"; who: number }
  | { list: "group moves in" | "group moves out" | "group moves over"; group: number }
  | { list: "swaps keys" | "takes the key"; who: number; other: number }
  | { list: "all in" | "all out" | "half" | "empty" | "no second" }
  | { list: "second"; people: boolean[]; groups: boolean[] }
  | { list: "export"; people: boolean[] }
  | { list: "key" | "second key"; alias: boolean };

/**
 * How a program orders its directories and the other resources: the directories come last, and may take people out of those; they come
 * first, and the others use their ids; or nothing is said.
 */
export type Order = "last" | "first" | "beside";

/** The second directory of a program: who is in it, and whether it waits for the first one or is waited for. */
export interface Second {
  people: boolean[];
  groups: boolean[];
  order: Order;
}

/** Whether a program has a directory at first, how it is ordered, and the second one. */
export interface List {
  isOpen: boolean;
  order: Order;
  second: Second | null;
}

const orders = fc.constantFrom<Order[]>("last", "last", "first", "beside");
const people = fc.array(fc.boolean(), { minLength: WHO.length, maxLength: WHO.length });
const groups = fc.array(fc.boolean(), { minLength: 2, maxLength: 2 });
const who = fc.nat(WHO.length - 1);
const group = fc.nat(1);
const on = <T extends string>(...edits: T[]) => fc.constantFrom(...edits);

export const aList: fc.Arbitrary<List> = fc.record({
  isOpen: fc.boolean(),
  order: orders,
  second: fc.option(fc.record({ people, groups, order: orders }), { freq: 2 }),
});

/** Any such change. */
export const aListEdit: fc.Arbitrary<ListEdit> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ list: on("moves in", "moves out"), who }) },
  { weight: 5, arbitrary: fc.record({ list: on("moves over"), who }) },
  fc.record({ list: on("by id"), who }),
  { weight: 2, arbitrary: fc.record({ list: on("group moves in", "group moves out"), group }) },
  { weight: 3, arbitrary: fc.record({ list: on("group moves over"), group }) },
  fc.record({ list: on("swaps keys", "takes the key"), who, other: who }),
  { weight: 3, arbitrary: fc.record({ list: on("all in", "all in", "all out", "half", "half", "empty") }) },
  { weight: 3, arbitrary: fc.record({ list: on("second"), people, groups }) },
  fc.record({ list: on("no second") }),
  { weight: 4, arbitrary: fc.record({ list: on("export"), people }) },
  fc.record({ list: on("key", "second key"), alias: fc.boolean() }),
);
