import { many } from "../many";
import { examineAddress } from "./address";
import { examineAuditLogs } from "./audit-log";
import { limitsInUse, readConfigured, type SettingInForce } from "./configuration";
import { type Finding, type Level, unknown } from "./finding";
import { examineSlack } from "./slack";
import { examineSurroundings, type Place } from "./surroundings";
import { examineToken, isSendable } from "./token";

/** What doctor found. */
export interface Diagnosis {
  findings: Finding[];
  /** Every setting, as it holds in a run; never the token. */
  settings: SettingInForce[];
}

/** What doctor was told. */
export interface DoctorOptions {
  json?: boolean;
  /** The stack whose configuration counts as well. */
  stack?: string;
}

/** How the command ends: part of its contract. */
export const EXIT_CODES = { healthy: 0, problems: 1 } as const;

/** Looks at everything that a run needs. Only reads. */
export async function diagnose(
  place: Place,
  { stack }: DoctorOptions,
  now: () => number = Date.now,
): Promise<Diagnosis> {
  const surroundings = await examineSurroundings(place);
  const { findings, settings, token, hasStack, inForce } = await readConfigured(place, stack);
  const before = [...surroundings, ...findings, examineToken(token, hasStack)];
  if (settings === undefined)
    return {
      findings: [...before, unknown("connection", "Nothing was sent, as a setting is wrong.")],
      settings: inForce,
    };
  const known = [
    ...before,
    ...examineAddress(settings),
    limitsInUse(settings),
    ...examineAuditLogs(settings.auditLog, place.folder),
  ];
  const slack =
    token === undefined || !isSendable(token)
      ? [unknown("connection", "Nothing was sent, as there is no token that could be.")]
      : await examineSlack({ ...settings, token }, hasStack, now);
  return { findings: [...known, ...slack], settings: inForce };
}

/** Says what was found, and answers with the exit code. */
export async function doctor(place: Place, options: DoctorOptions): Promise<number> {
  const diagnosis = await diagnose(place, options);
  console.log(options.json ? toJson(diagnosis) : toText(diagnosis));
  return count(diagnosis, "problem") === 0 ? EXIT_CODES.healthy : EXIT_CODES.problems;
}

function toJson(diagnosis: Diagnosis): string {
  const [problems, warnings] = [count(diagnosis, "problem"), count(diagnosis, "warning")];
  return JSON.stringify({ problems, warnings, ...diagnosis }, undefined, 2);
}

function toText(diagnosis: Diagnosis): string {
  const { findings, settings } = diagnosis;
  const set = settings.filter(({ from }) => from !== "default");
  const width = Math.max(...settings.map(({ name }) => name.length));
  return [
    ...findings.flatMap(({ level, check, sentence, remedy }) => [
      `${level.padEnd(8)} ${check.padEnd(14)} ${sentence}`,
      ...(remedy === undefined ? [] : [`${" ".repeat(24)}${remedy}`]),
    ]),
    "",
    set.length === 0 ? "Every setting has its default." : "Settings that are no defaults:",
    ...set.map(({ name, value, from }) => `  ${name.padEnd(width)}  ${value}  (${from})`),
    "",
    `${many(count(diagnosis, "problem"), "problem")}, ${many(count(diagnosis, "warning"), "warning")}; ${count(diagnosis, "unknown")} could not be found out.`,
  ].join("\n");
}

function count({ findings }: Diagnosis, level: Level): number {
  return findings.filter((finding) => finding.level === level).length;
}
