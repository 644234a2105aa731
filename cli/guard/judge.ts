import { MODULE, typeToken } from "../../provider/resources/provider-text";
import { type Allowance, describeAllowance } from "../../provider/run/guard";
import { sample } from "../../provider/run/messages";
import { allowedIn } from "./allowed";
import { withEntries } from "./directory-steps";
import { judgeGroup } from "./group-steps";
import { allowedRemovals, allowsEverybody, type CountedLimit, Harms, type Removal } from "./harm";
import { isDestroy, type Limits, namesOf, usesDefaultProvider } from "./limits";
import { judgeMembership } from "./membership-steps";
import { type Concerned, NOT_NAMED, People } from "./people";
import { HARMLESS, type Plan, type Step, UnreadablePlan } from "./plan";
import { Releases } from "./release";
import { judgeSmallGroups } from "./small-groups";
import { judgeUser } from "./user-steps";

/** Why a plan is refused. */
export interface Refusal {
  limit: keyof Limits;
  /** How many were asked for; undefined where the plan does not tell. */
  asked?: number;
  allowed?: number;
  /** The limit, what was asked and the option that lifts it. */
  sentence: string;
  concerned: Concerned[];
}

/** What guard says of a plan. */
export interface Judgement {
  verdict: "allowed" | "refused";
  refusals: Refusal[];
  /** Who is concerned by what is allowed, by limit. */
  allowed: { sentence: string; concerned: Concerned[] }[];
  /** What concerns nobody, or cannot be told from a plan. */
  told: Concerned[];
  /** What holds for the plan as a whole. */
  notes: string[];
}

const JUDGED = [
  "create",
  "update",
  "delete",
  "replace",
  "create-replacement",
  "delete-replaced",
  "import",
  "import-replacement",
];

/** In which words a count is refused or allowed. */
const WORDS: Record<CountedLimit, [one: string, many: string, done: string]> = {
  maxDeactivations: ["person", "people", "would be deactivated"],
  maxReactivations: ["person", "people", "would be reactivated"],
  maxGroupDeletions: ["group", "groups", "would be deleted, for ever"],
  maxEmptiedGroups: ["group", "groups", "would be emptied"],
};

/**
 * Judges a whole plan.
 * @throws UnreadablePlan for a step or resource that this version does not know
 */
export function judge(plan: Plan, limits: Limits): Judgement {
  const ours = withoutHalves(plan.steps.filter(isOurs));
  const parts = withEntries(ours);
  const harms = new Harms();
  const people = new People(withEntries(plan.steps), limits.protectedUsers);
  const judging = { limits, people, harms, releases: new Releases(parts) };
  for (const step of parts) {
    if (step.type === typeToken("User")) judgeUser(step, judging);
    else if (step.type === typeToken("Group")) judgeGroup(step, judging);
    else judgeMembership(step, judging);
  }
  const counts = Object.keys(WORDS).map((limit) =>
    judgeCount(
      limit as CountedLimit,
      harms,
      allowedIn(limit as CountedLimit, limits, parts.filter(isCarriedOut)),
    ),
  );
  const removals = harms.removals.map((removal) => judgeRemoval(removal, limits));
  const together = judgeSmallGroups(parts, harms, limits);
  const all = [...counts, ...removals, ...together, judgeProtected(harms, people)].filter(
    (one) => one !== undefined,
  );
  const refusals = all.filter(isRefusal);
  return {
    verdict: refusals.length === 0 ? "allowed" : "refused",
    refusals,
    allowed: all.filter((one) => !isRefusal(one)),
    told: harms.told,
    notes: notesOn(
      plan,
      ours,
      harms,
      parts.filter(({ part }) => part?.isHidden),
    ),
  };
}

/** Whether a step is of this package; unknown ones may be anything, and are no "allowed". */
function isOurs({ type, op, name }: Step): boolean {
  if (!type.startsWith(typeToken(""))) return false;
  const isKnown = ["User", "Group", "GroupMembership", "Directory"].map(typeToken).includes(type);
  if (HARMLESS.includes(op)) return isKnown;
  if (!isKnown)
    throw new UnreadablePlan(`This version of guard does not know the resource ${type} (${name}).`);
  if (!JUDGED.includes(op))
    throw new UnreadablePlan(`This version of guard does not know what "${op}" does to ${type} (${name}).`);
  return true;
}

/** A replacement is one step here, whether or not the plan shows its halves (--show-replacement-steps). */
function withoutHalves(steps: readonly Step[]): Step[] {
  const replaced = new Set(steps.filter(({ op }) => op === "replace").map(({ urn }) => urn));
  return steps.filter(({ op, urn }) => op !== "delete-replaced" || !replaced.has(urn));
}

type Outcome = Refusal | Judgement["allowed"][number];

function isRefusal(outcome: Outcome): outcome is Refusal {
  return "limit" in outcome;
}

/** Whether the provider is asked to do anything about the resource or directory of a step. */
function isCarriedOut({ op, part }: Step): boolean {
  return !HARMLESS.includes(part?.op ?? op);
}

function judgeCount(limit: CountedLimit, harms: Harms, allowance: Allowance): Outcome | undefined {
  const concerned = harms.counted[limit];
  if (concerned.length === 0) return undefined;
  const asked = concerned.length;
  const { setting, option } = namesOf(limit);
  const { allowed } = allowance;
  const bound = describeAllowance(allowance);
  const [one, many, done] = WORDS[limit];
  const what = `${asked} ${asked === 1 ? one : many} ${done}`;
  if (asked <= allowed) return { sentence: `${what} (${setting} allows ${bound}).`, concerned };
  const sentence = `${what}, and ${setting} allows ${bound}. If that is meant: ${option} ${asked}.`;
  return { limit, asked, allowed, sentence, concerned };
}

function judgeRemoval({ group, members, leaving, isUnknown }: Removal, limits: Limits): Outcome {
  const { setting, option } = namesOf("maxMemberRemovals");
  if (!isUnknown && members === undefined) return judgeUnsized(group, leaving, limits);
  if (isUnknown || members === undefined) {
    const sentence = `${group}: its members are computed or secret, so everybody in it may have to leave.`;
    if (allowsEverybody(limits)) return { sentence, concerned: leaving };
    const lift = `${setting} bounds how many may. Declare members as a list in which only newcomers' ids are computed, or give ${option} 100%.`;
    return { limit: "maxMemberRemovals", sentence: `${sentence} ${lift}`, concerned: leaving };
  }
  const [asked, allowed] = [leaving.length, allowedRemovals(limits, members)];
  const lost = `${group} would lose ${asked} of its ${members} members`;
  if (asked <= allowed) return { sentence: `${lost} (${setting} allows ${allowed}).`, concerned: leaving };
  const sentence = `${lost}, and ${setting} allows ${allowed}. If that is meant: ${option} ${asked}.`;
  return { limit: "maxMemberRemovals", asked, allowed, sentence, concerned: leaving };
}

/** Of a group that others fill the plan does not tell how many are in it, so a percentage tells nothing. */
function judgeUnsized(group: string, leaving: Concerned[], { maxMemberRemovals }: Limits): Outcome {
  const { setting, option } = namesOf("maxMemberRemovals");
  const asked = leaving.length;
  const allowed = Math.min(...maxMemberRemovals.map(({ count = Number.POSITIVE_INFINITY }) => count));
  const lost = `${group} would lose ${asked} ${asked === 1 ? "member" : "members"}`;
  if (asked > allowed) {
    const sentence = `${lost}, and ${setting} allows ${allowed}. If that is meant: ${option} ${asked}.`;
    return { limit: "maxMemberRemovals", asked, allowed, sentence, concerned: leaving };
  }
  const bound =
    allowed === Number.POSITIVE_INFINITY
      ? "the plan does not tell how many are in it, and the run itself holds it to"
      : `allowed up to ${allowed} by`;
  return { sentence: `${lost} (${bound} ${setting}).`, concerned: leaving };
}

function judgeProtected(harms: Harms, people: People): Refusal | undefined {
  const concerned = harms.protected.map(({ protectedAs, ...who }) => ({
    ...who,
    what: `${who.what}; ${protectedAs === undefined ? "may be protected" : `protected as "${protectedAs}"`}`,
  }));
  if (concerned.length === 0) return undefined;
  const { setting, option } = namesOf("protectedUsers");
  const isOpen = harms.protected.some(({ protectedAs }) => protectedAs === undefined);
  const open = isOpen
    ? ` The plan does not show who ${people.unresolved.join(", ")} is: run \`pulumi preview --json --show-sames\`, or name the protected by id.`
    : "";
  const sentence = `${setting} protects people whom this plan would touch, or may touch.${open} If it is meant, take the entry out of the setting, or give ${option} with those who are to stay protected.`;
  return { limit: "protectedUsers", asked: concerned.length, allowed: 0, sentence, concerned };
}

function notesOn(plan: Plan, ours: readonly Step[], harms: Harms, hidden: readonly Step[]): string[] {
  const { steps } = plan;
  const notes: string[] = [];
  if (!ours.some(({ op }) => !HARMLESS.includes(op)))
    notes.push(
      `Of ${steps.length} steps none changes a person or group of ${MODULE}: there is nothing to guard.`,
    );
  const others = ours.filter((step) => !HARMLESS.includes(step.op) && !usesDefaultProvider(step));
  if (others.length > 0)
    notes.push(
      `${others.length === 1 ? "1 step is" : `${others.length} steps are`} of a SlackScimProvider, whose settings a plan shows with --show-sames alone: judged by the limits above, and deletes as though it owned everything unless its onDelete is shown.`,
    );
  if (isDestroy(plan))
    notes.push(
      "No program ran for this plan: it is a destroy (or a refresh, whose deletes only forget what is gone). `pulumi destroy` uses the configuration that the last `up` recorded, which no plan shows: what the stack's configuration says to retain was counted all the same.",
    );
  if (hidden.length > 0)
    notes.push(
      `A plan hides an entry with a secret in it, or with something computed, as a whole: ${sample(hidden.map(({ name, part }) => `${part?.entry} of ${name}`))}. ` +
        "Whatever may become of them was counted. The preview, which knows secrets, has held them to the settings already. Take a first password out of the program once the account is made.",
    );
  if (harms.removals.some(({ leaving }) => leaving.some(({ who }) => who === NOT_NAMED)))
    notes.push("Whoever stays the same is not in a plan: `pulumi preview --json --show-sames` names them.");
  return notes;
}
