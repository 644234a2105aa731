import fc from "fast-check";
import { type Act, anAct } from "./beside";
import { anEdit, type Edit } from "./edits";
import { FAULTS } from "./faults";
import { aList, type List } from "./list-edits";
import { aMembership, type MembershipEdit } from "./memberships";
import type { Verb } from "./stack";
import { WHO } from "./vocabulary";

/** What goes wrong in the course of a command. */
export type Mishap =
  | { mishap: "fault"; fault: number; times: number }
  | { mishap: "kill before" | "kill after" | "interrupt" }
  | { mishap: "beside"; act: Act }
  | { mishap: "busy"; times: number };

/** What goes wrong, and at which request: counted among all, or among those that may change something. */
export interface Planned {
  at: number;
  among: "all" | "writes";
  what: Mishap;
}

/**
 * How a command is called; `replace`, `target` and `late` are places of resources in the program, `target` also of those that it has no
 * more. Whoever is late the program registers a moment after the others.
 */
export interface Call {
  verb: Verb;
  skipPreview: boolean;
  refresh: boolean;
  continueOnError: boolean;
  parallel: number;
  replace: number | null;
  target: number[] | null;
  targetDependents: boolean;
  late: number | null;
  mishaps: Planned[];
}

/** A setting of a stack from now on; null is its default. `version` is that of Slack's API, which its base URL says. */
export interface Setting {
  key: string;
  value: string | null;
}

/** One moment of a history. */
export type Step =
  | { do: "edit"; stack: number; edit: Edit }
  | { do: "set"; stack: number; setting: Setting }
  | { do: "run"; stack: number; call: Call }
  | { do: "bad input"; stack: number; bad: number; skipPreview: boolean }
  | { do: "beside"; act: Act }
  | { do: "two days" };

/** Whom a program declares at first, and who is in its group. */
export interface Beginning {
  people: boolean[];
  group: boolean[];
  /** Whom it lets into a group that an identity provider fills. */
  membership: MembershipEdit | null;
  /** Whether that is brought before anything else happens. */
  isUp: boolean;
  setting: Setting | null;
  /** Whether they are in directories. */
  list: List;
}

/** The life of an organisation that one or two stacks manage. */
export interface History {
  /** What each stack declares at first. */
  stacks: Beginning[];
  /** What is in Slack before the first stack is. */
  before: Act[];
  /** Whether Slack counts requests by the minute, and not evenly. */
  isByTheMinute: boolean;
  steps: Step[];
}

const somePeople = fc.array(fc.boolean(), { minLength: WHO.length, maxLength: WHO.length });

const aMishap: fc.Arbitrary<Mishap> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      mishap: fc.constant("fault" as const),
      fault: fc.nat(FAULTS.length - 1),
      times: fc.constantFrom(1, 1, 1, 2, 4, 100),
    }),
  },
  { weight: 2, arbitrary: fc.record({ mishap: fc.constantFrom("kill before", "kill after", "interrupt") }) },
  { weight: 1, arbitrary: fc.record({ mishap: fc.constant("beside" as const), act: anAct }) },
  {
    weight: 1,
    arbitrary: fc.record({ mishap: fc.constant("busy" as const), times: fc.constantFrom(1, 3, 10, 40) }),
  },
);

/** The number of a request; a small program sends a dozen or two. */
const at = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 25 }));

const aPlan: fc.Arbitrary<Planned> = fc.oneof(
  fc.record({ at, among: fc.constant("all" as const), what: aMishap }),
  fc.record({ at: fc.integer({ min: 1, max: 6 }), among: fc.constant("writes" as const), what: aMishap }),
);

const aCall: fc.Arbitrary<Call> = fc.record({
  verb: fc.constantFrom("up", "up", "up", "up", "up", "up", "up", "refresh", "refresh", "preview", "destroy"),
  skipPreview: fc.boolean(),
  refresh: fc.constantFrom(false, false, true),
  continueOnError: fc.constantFrom(false, false, true),
  parallel: fc.constantFrom(8, 8, 1),
  replace: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, fc.nat(6)),
  target: fc.oneof(
    { weight: 7, arbitrary: fc.constant(null) },
    fc.array(fc.nat(9), { minLength: 1, maxLength: 3 }),
  ),
  targetDependents: fc.boolean(),
  late: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.nat(6)),
  mishaps: fc.oneof(
    { weight: 2, arbitrary: fc.array(aPlan, { maxLength: 0 }) },
    { weight: 3, arbitrary: fc.array(aPlan, { minLength: 1, maxLength: 3 }) },
  ),
});

const aSetting: fc.Arbitrary<Setting> = fc.oneof(
  fc.record({ key: fc.constant("onDelete"), value: fc.constantFrom("deactivate", "retain", null) }),
  fc.record({ key: fc.constant("onGroupDelete"), value: fc.constantFrom("delete", "retain", null) }),
  {
    weight: 3,
    arbitrary: fc.record({
      key: fc.constantFrom("maxDeactivations", "maxDeactivations", "maxReactivations", "maxGroupDeletions"),
      value: fc.constantFrom("0", "1", "2", "9", "20%", "40%", "60%", null),
    }),
  },
  fc.record({ key: fc.constant("maxMemberRemovals"), value: fc.constantFrom("0", "1", "50%", "100%", null) }),
  fc.record({
    key: fc.constant("protectedUsers"),
    value: fc.constantFrom("ada", "bert@example.com", "ada,cleo", null),
  }),
  fc.record({ key: fc.constant("previewLookups"), value: fc.constantFrom("off", null) }),
  fc.record({ key: fc.constant("organization"), value: fc.constantFrom("acme", null) }),
  fc.record({ key: fc.constant("version"), value: fc.constantFrom("1", "1", null) }),
  fc.record({ key: fc.constant("budgetShare"), value: fc.constantFrom("0.02", "1", null) }),
);

const aBeginning: fc.Arbitrary<Beginning> = fc.record({
  people: somePeople,
  group: somePeople,
  membership: fc.option(aMembership),
  isUp: fc.boolean(),
  setting: fc.option(aSetting),
  list: aList,
});

/** @param badInputs how many kinds of bad input there are, to be told apart by number */
export function aHistory(badInputs: number): fc.Arbitrary<History> {
  const stack = fc.constantFrom(0, 0, 1);
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 9, arbitrary: fc.record({ do: fc.constant("edit" as const), stack, edit: anEdit }) },
    { weight: 8, arbitrary: fc.record({ do: fc.constant("run" as const), stack, call: aCall }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant("beside" as const), act: anAct }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("set" as const), stack, setting: aSetting }) },
    { weight: 1, arbitrary: fc.constant({ do: "two days" as const }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant("bad input" as const),
        stack,
        bad: fc.nat(badInputs - 1),
        skipPreview: fc.boolean(),
      }),
    },
  );
  return fc.record({
    stacks: fc.array(aBeginning, { minLength: 1, maxLength: 2 }),
    before: fc.array(anAct, { maxLength: 4 }),
    isByTheMinute: fc.boolean(),
    steps: fc.array(step, { minLength: 4, maxLength: 28, size: "max" }),
  });
}
