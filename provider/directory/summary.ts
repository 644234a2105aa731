import type { GroupProspect } from "../group/preview";
import { FORECASTS, sample } from "../run/messages";
import { counting } from "../run/progress-lines";
import type { Run } from "../run/run";
import type { Kind } from "./holdings";
import { type Foreseen, isActive, turned } from "./judge";
import { isReleased, retention } from "./leaving";
import type { Moves } from "./moves";
import type { Leaver } from "./plan";

/** How many of each sort are named, of groups as of people. */
const NAMED = 10;

/** What becomes of a newcomer who is looked up. */
const { joins: _, ...FATES } = FORECASTS;

/** Says what an update will do: how many, who, which attributes, and who joins and leaves which groups. */
export function sayPlan(run: Run, foreseen: Foreseen): void {
  for (const line of [...ofNewPeople(foreseen), ...ofPeople(run, foreseen), ...ofGroups(run, foreseen)])
    if (line !== undefined) run.messages.foretell(line);
}

function ofNewPeople({ plan, outlook, naming }: Foreseen): (string | undefined)[] {
  const newcomers = plan.people.created.map(({ key, entry }) => {
    const { forecast, takeOver } = outlook.newcomers.get(key) ?? {};
    const changed = takeOver?.differing.map(({ path }) => path).join(", ");
    return {
      forecast,
      name: naming.person(key, entry, takeOver?.holder.id) + (changed ? `: ${changed}` : ""),
    };
  });
  return perFate(newcomers);
}

/** A line for each fate; and one for those of whom no look has told it. @param noun what a line counts where fates do not say it */
function perFate(
  newcomers: readonly { forecast?: string; name: string }[],
  noun = "",
): (string | undefined)[] {
  const named = (fate?: string) =>
    newcomers.filter(({ forecast }) => forecast === fate).map(({ name }) => name);
  return [
    ...Object.entries(FATES).map(([fate, words]) => counted(named(fate), noun + words)),
    counted(
      named(undefined),
      `${noun || "people "}to be created, or taken over where they are in Slack already`,
    ),
  ];
}

function ofPeople(run: Run, foreseen: Foreseen): (string | undefined)[] {
  const { plan, outlook, naming } = foreseen;
  const names = (leavers: readonly Leaver[]) =>
    leavers.map(({ key, kept }) => naming.kept("people", key, kept));
  const { ended, retained, released } = endings(run, foreseen, "people");
  const [active, inactive] = partition(ended, ({ kept }) => isActive(outlook, kept));
  const changed = plan.people.changed.map(
    ({ key, kept, paths }) => `${naming.kept("people", key, kept)}: ${paths.join(", ")}`,
  );
  return [
    counted(changed, "people to be changed"),
    counted(turned({ ...foreseen, plan: withoutNewcomers(foreseen) }, true), "of them to be reactivated"),
    counted(turned(foreseen, false), "people to be deactivated, as declared"),
    counted(names(active), "people who left the list, to be deactivated"),
    counted(names(inactive), "people who left the list, deactivated already"),
    counted(names(retained), "people who left the list, to stay in Slack as they are"),
    counted(names(released), "people to be handed over to other resources of this program"),
    counted(plan.unknown, "entries of which is known after the update what becomes of them"),
  ];
}

function withoutNewcomers({ plan }: Foreseen) {
  return { ...plan, people: { ...plan.people, created: [] } };
}

function ofGroups(run: Run, foreseen: Foreseen): (string | undefined)[] {
  const { plan, outlook, naming, moves } = foreseen;
  const names = (leavers: readonly Leaver[]) =>
    leavers.map(({ key, kept }) => naming.kept("groups", key, kept));
  const { ended, retained, released } = endings(run, foreseen, "groups");
  const created = plan.groups.created.map(({ key }) => {
    const prospect = outlook.newGroups.get(key);
    return { forecast: fateOf(prospect), name: naming.group(key, prospect?.holder?.id) };
  });
  const changed = plan.groups.changed.map(
    ({ key, kept, paths }) => `${naming.kept("groups", key, kept)}: ${paths.join(", ")}`,
  );
  return [
    ...perFate(created, "groups "),
    counted(changed, "groups to be changed"),
    ...moves.slice(0, NAMED).map((one) => describeMoves(foreseen, one)),
    ofFurther(moves.slice(NAMED)),
    counted(names(ended), "groups to be deleted, for ever"),
    counted(names(retained), "groups to be let go and left in Slack"),
    counted(names(released), "groups to be handed over to other resources of this program"),
  ];
}

/** What becomes of a group without state; nothing where no look has told it, or where it would be refused. */
function fateOf(prospect: GroupProspect | undefined): string | undefined {
  if (prospect === undefined) return undefined;
  const { holder, freed, refusal, forecast } = prospect;
  return holder === undefined && freed === undefined && refusal === undefined ? "toCreate" : forecast;
}

/** `groups.research (S012): 1 joins: people.e-1001 (user ada (U012)); 1 leaves: …` */
function describeMoves({ naming }: Foreseen, { key, id, joins, leaves, unknown }: Moves): string {
  const parts = [
    movers(
      joins.map((one) => naming.member(one)),
      "joins",
      "join",
    ),
    movers(
      leaves.map((one) => naming.member(one)),
      "leaves",
      "leave",
    ),
    unknown === 0
      ? undefined
      : `${unknown} of its declared members ${unknown === 1 ? "is" : "are"} known after the update, and may be in it`,
  ];
  return `${naming.group(key, id)}: ${parts.filter((part) => part !== undefined).join("; ")}`;
}

function movers(names: readonly string[], one: string, many: string): string | undefined {
  return counted(names, names.length === 1 ? one : many);
}

function ofFurther(moves: readonly Moves[]): string | undefined {
  if (moves.length === 0) return undefined;
  const sum = (of: "joins" | "leaves") => moves.reduce((total, one) => total + one[of].length, 0);
  return `${moves.length} more ${moves.length === 1 ? "group" : "groups"}: ${sum("joins")} join, ${sum("leaves")} leave`;
}

/** What becomes of those who are no longer in a list. */
function endings(
  run: Run,
  { plan }: Foreseen,
  kind: Kind,
): Record<"ended" | "retained" | "released", Leaver[]> {
  const [released, leaving] = partition(plan[kind].leaving, (one) => isReleased(run, kind, one));
  const [retained, ended] = partition(leaving, (one) => retention(run, kind, one) !== undefined);
  return { ended, retained, released };
}

function partition<T>(many: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [many.filter(isFirst), many.filter((one) => !isFirst(one))];
}

function counted(names: readonly string[], what: string): string | undefined {
  return names.length === 0 ? undefined : `${counting(names.length, what)}: ${sample(names, NAMED)}`;
}
