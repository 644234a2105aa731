import { writeFileSync } from "node:fs";
import { changedFields } from "../fields/field";
import { at, holdsUnknown, type Properties } from "../fields/properties";
import type { Run } from "../run/run";
import { waysToSay } from "../settings/table";
import { FIELDS, type Kept, KINDS, type Kind } from "./holdings";
import type { Foreseen } from "./judge";
import { isReleased, retention } from "./leaving";
import type { Naming } from "./naming";

/** One line of the file: who, what, and which attributes. */
interface Planned {
  entry: string;
  id?: string;
  userName?: unknown;
  displayName?: unknown;
  what:
    | "create"
    | "takeOver"
    | "change"
    | "deactivate"
    | "delete"
    | "retain"
    | "release"
    | "rename"
    | "unknown";
  /** What is not known before the update has no `to`. */
  attributes?: { path: string; from?: unknown; to?: unknown }[];
  /** Who joins and leaves a group, by key and id. */
  joins?: string[];
  leaves?: string[];
  /** The key until now. */
  formerKey?: string;
}

/** Told by `joins` and `leaves`. */
const MEMBERS = "members";

/**
 * Writes the whole plan for a reviewer or a bot, where the settings name a file. Of an entry with a secret in it only its key, its
 * id and the names of its attributes are told.
 * @returns why it cannot be written
 */
export function writePlan(run: Run, foreseen: Foreseen, isRefused: boolean): string | undefined {
  if (run.settings.planFile === undefined) return undefined;
  const steps = [
    ...KINDS.flatMap((kind) => planned(run, kind, foreseen)),
    ...foreseen.plan.unknown.map((entry): Planned => ({ entry, what: "unknown" })),
  ];
  return write(run, foreseen.list, { steps, isRefused });
}

/**
 * Writes that a list was refused before a plan could be made of it: a plan of an earlier run would be taken for this one's.
 * @returns why it cannot be written
 */
export function writeNoPlan(run: Run, list: string): string | undefined {
  return write(run, list, { steps: [], isRefused: true });
}

function write(run: Run, list: string, plan: { steps: Planned[]; isRefused: boolean }): string | undefined {
  const { planFile } = run.settings;
  if (planFile === undefined) return undefined;
  run.plans.set(list, plan);
  const plans = [...run.plans.values()];
  const content = {
    refused: plans.some(({ isRefused }) => isRefused),
    steps: plans.flatMap(({ steps }) => steps),
  };
  try {
    writeFileSync(planFile, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return `${waysToSay("planFile")}: cannot write "${planFile}" (${code}).`;
  }
}

function planned(run: Run, kind: Kind, foreseen: Foreseen): Planned[] {
  const { plan, naming } = foreseen;
  const { created, changed, leaving, renamed, staying } = plan[kind];
  const isChanged = new Set(changed.map(({ key }) => key));
  return [
    ...created.map(({ key, entry }): Planned => {
      const { holder, paths } = found(foreseen, kind, key);
      const declared = changedFields(FIELDS[kind], {}, entry).map(({ path }) => path);
      return {
        ...called(naming, kind, key, entry, holder?.id),
        what: holder === undefined ? "create" : "takeOver",
        attributes: attributes(
          naming,
          `${kind}.${key}`,
          holder === undefined ? declared : (paths ?? []),
          holder ?? {},
          entry,
        ),
        ...movesOf(foreseen, kind, key),
      };
    }),
    ...changed.map(
      ({ key, kept, entry, paths }): Planned => ({
        ...known(naming, kind, key, kept),
        what: "change",
        ...(renamed.has(key) && { formerKey: renamed.get(key) }),
        attributes: attributes(naming, `${kind}.${key}`, paths, kept.outs, entry),
        ...movesOf(foreseen, kind, key),
      }),
    ),
    ...[...renamed]
      .filter(([key]) => !isChanged.has(key))
      .map(
        ([key, formerKey]): Planned => ({
          ...known(naming, kind, key, staying.get(key) as Kept),
          what: "rename",
          formerKey,
        }),
      ),
    ...leaving.map((leaver): Planned => {
      const end = kind === "people" ? "deactivate" : "delete";
      const stays = retention(run, kind, leaver) === undefined ? end : "retain";
      const what = isReleased(run, kind, leaver) ? "release" : stays;
      return { ...known(naming, kind, leaver.key, leaver.kept), what };
    }),
  ];
}

/** Who is taken over, and which attributes are written then. */
function found(
  { outlook }: Foreseen,
  kind: Kind,
  key: string,
): { holder?: { id: string }; paths?: string[] } {
  if (kind === "groups") {
    const { holder, changed } = outlook.newGroups.get(key) ?? {};
    return { holder, paths: changed };
  }
  const takeOver = outlook.newcomers.get(key)?.takeOver;
  return { holder: takeOver?.holder, paths: takeOver?.differing.map(({ path }) => path) };
}

function attributes(
  naming: Naming,
  entry: string,
  paths: readonly string[],
  from: object,
  to: Properties,
): Planned["attributes"] {
  const isSecret = naming.isSecret(entry);
  return paths
    .filter((path) => path !== MEMBERS)
    .map((path) => {
      if (isSecret) return { path };
      const wanted = at(to, path);
      return { path, from: at(from, path), ...(!holdsUnknown(wanted) && { to: wanted }) };
    });
}

function movesOf({ moves, naming }: Foreseen, kind: Kind, key: string): Partial<Planned> {
  const group = kind === "groups" ? moves.find((one) => one.key === key) : undefined;
  if (group === undefined) return {};
  const names = (ids: readonly string[]) => ids.map((id) => naming.member(id)).sort();
  return {
    ...(group.joins.length > 0 && { joins: names(group.joins) }),
    ...(group.leaves.length > 0 && { leaves: names(group.leaves) }),
  };
}

function known(naming: Naming, kind: Kind, key: string, { id, outs }: Kept) {
  return called(naming, kind, key, outs, id);
}

function called(naming: Naming, kind: Kind, key: string, properties: Properties, id?: string) {
  const entry = `${kind}.${key}`;
  const name = kind === "people" ? "userName" : "displayName";
  return {
    entry,
    ...(id !== undefined && { id }),
    ...(!naming.isSecret(entry) && { [name]: properties[name] }),
  };
}
