import { writeFileSync } from "node:fs";
import { changedFields } from "../fields/field";
import { at, holdsUnknown } from "../fields/properties";
import type { Run } from "../run/run";
import type { Foreseen } from "./foresee";
import { FIELDS, type Kept, KINDS, type Kind } from "./holdings";
import { isReleased, retention } from "./judge";
import type { Plan } from "./plan";

/** One line of the file: who, what, and which attributes. */
interface Planned {
  entry: string;
  id?: string;
  userName?: unknown;
  what: "create" | "takeOver" | "change" | "deactivate" | "delete" | "retain" | "release" | "unknown";
  attributes?: { path: string; from?: unknown; to?: unknown }[];
}

/** Never in the file, whatever the program says of it. */
const SECRET = "password";

/**
 * Writes the whole plan for a reviewer or a bot, where the settings name a file. Of an entry with a secret in it only the names of
 * its attributes are told.
 * @param marks what the class says, and said before, of which entries have a secret in them: `people.e-1001`
 */
export function writePlan(run: Run, id: string, plan: Plan, foreseen: Foreseen, marks: unknown[]): void {
  const { planFile } = run.settings;
  if (planFile === undefined) return;
  const isSecret = secretsOf(marks);
  run.plans.set(id, [
    ...KINDS.flatMap((kind) => planned(run, kind, plan, foreseen, isSecret)),
    ...plan.unknown.map((entry): Planned => ({ entry, what: "unknown" })),
  ]);
  const steps = [...run.plans.values()].flat();
  writeFileSync(planFile, `${JSON.stringify({ steps }, undefined, 2)}\n`, { mode: 0o600 });
}

/** Where it is not known which entries have a secret in them, all may. */
export function secretsOf(marks: unknown[]): (entry: string) => boolean {
  const given = marks.filter((mark) => mark !== undefined);
  if (!given.every((mark) => Array.isArray(mark) && !holdsUnknown(mark))) return () => true;
  const secret = new Set(given.flat());
  return (entry) => secret.has(entry);
}

function planned(
  run: Run,
  kind: Kind,
  plan: Plan,
  { takeOvers }: Foreseen,
  isSecret: (entry: string) => boolean,
): Planned[] {
  const { created, changed, leaving } = plan[kind];
  const attributes = (key: string, paths: readonly string[], from: object, to: object) =>
    paths
      .filter((path) => path !== SECRET)
      .map((path) =>
        isSecret(`${kind}.${key}`) ? { path } : { path, from: at(from, path), to: at(to, path) },
      );
  return [
    ...created.map(({ key, entry }): Planned => {
      const taken = kind === "people" ? takeOvers.get(key) : undefined;
      const declared = changedFields(FIELDS[kind], {}, entry).map(({ path }) => path);
      const paths = taken?.paths ?? declared;
      const id = taken && { id: taken.live.id };
      const step = {
        entry: `${kind}.${key}`,
        ...id,
        userName: isSecret(`${kind}.${key}`) ? undefined : entry.userName,
      };
      return {
        ...step,
        what: taken === undefined ? "create" : "takeOver",
        attributes: attributes(key, paths, taken?.live ?? {}, entry),
      };
    }),
    ...changed.map(
      ({ key, kept, inputs, paths }): Planned => ({
        ...known(kind, key, kept),
        what: "change",
        attributes: attributes(key, paths, kept.outs, inputs),
      }),
    ),
    ...leaving.map((leaver): Planned => {
      const end = kind === "people" ? "deactivate" : "delete";
      const stays = retention(run, kind, leaver) === undefined ? end : "retain";
      const what = isReleased(run, kind, leaver) ? "release" : stays;
      return { ...known(kind, leaver.key, leaver.kept), what };
    }),
  ];
}

function known(
  kind: Kind,
  key: string,
  { id, outs }: Kept,
): { entry: string; id: string; userName?: unknown } {
  return { entry: `${kind}.${key}`, id, ...(kind === "people" && { userName: outs.userName }) };
}
