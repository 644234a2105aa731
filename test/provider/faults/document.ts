import type { Call } from "./calls";
import type { Cell } from "./cells";
import { type FaultGroup, GROUPS } from "./kinds";
import { OUTCOMES, type Outcome } from "./outcomes";
import type { Scene } from "./scenes";

/** A scene with all of its cells. */
export interface Played {
  scene: Scene;
  calls: readonly Call[];
  cells: readonly Cell[];
}

const INTRODUCTION = `# What happens when a call fails

Each method of \`SlackScimUser\` and \`SlackScimGroup\` was played on a Slack that fails (this package's [emulator](../emulator/README.md)): each of
its calls, in each way to fail, once and for ever, which means this call and all later ones that look the same. This page is what came of it. A
test plays all of it again and fails where the page says something else; a few of the cells are played on Pulumi's engine as well.

After each command that met a fault came the same one without, and an \`up\` that had to change nothing. All of them arrived at what the
program declares. Nobody was made twice; nobody who was declared was deactivated, taken out of a group or dropped from the state; no group was emptied.
(Where Slack's own word is untrue nobody can know: see \`gone\`.)

Not played here: \`SlackScimGroupMembership\`, \`SlackScimDirectory\`, look-ups in programs, and commands that are killed.`;

/** The whole page. */
export function faultsDocument(played: readonly Played[]): string {
  const parts = [INTRODUCTION, "## The words", ...wordTables(played)];
  for (const kind of ["user", "group"] as const) {
    parts.push(`## \`${kind === "user" ? "SlackScimUser" : "SlackScimGroup"}\``);
    for (const one of played.filter(({ scene }) => scene.kind === kind)) parts.push(...sceneParts(one));
  }
  parts.push("## What is said", SAID, messageTable(played));
  return `${parts.join("\n\n")}\n`;
}

function wordTables(played: readonly Played[]): string[] {
  const count = (outcome: Outcome) =>
    played.flatMap(({ cells }) => cells).filter((cell) => cell.outcome === outcome).length;
  return [
    table(
      ["in the tables", "what happened", "cells"],
      (Object.keys(OUTCOMES) as Outcome[]).map((outcome) => [
        shown(outcome),
        OUTCOMES[outcome],
        String(count(outcome)),
      ]),
    ),
    table(
      ["column", "what the faults have in common", "the faults"],
      GROUPS.map(({ title, about, kinds }) => [title, about, kinds.map(({ name }) => name).join("; ")]),
    ),
  ];
}

function sceneParts({ scene, calls, cells }: Played): string[] {
  const rows = calls.flatMap((call, index) =>
    (["once", "for ever"] as const).map((times) => [
      times === "once" ? `\`${call.label}\`: ${scene.calls[index]?.[1]}` : "",
      times,
      ...GROUPS.map((group) =>
        groupCell(
          group,
          cells.filter((cell) => cell.call === call && cell.times === times),
        ),
      ),
    ]),
  );
  return [
    `### ${scene.title}`,
    scene.about,
    table(["call", "fails", ...GROUPS.map(({ title }) => title)], rows),
  ];
}

/** What came of most faults of a group, and those of which something else came. */
function groupCell({ kinds }: FaultGroup, cells: readonly Cell[]): string {
  const names = new Map<Outcome, string[]>();
  for (const { name } of kinds) {
    const cell = cells.find(({ kind }) => kind.name === name);
    if (cell !== undefined) names.set(cell.outcome, [...(names.get(cell.outcome) ?? []), name]);
  }
  const [most, ...others] = [...names].sort(([, some], [, more]) => more.length - some.length);
  if (most === undefined) return "–";
  return [
    shown(most[0]),
    ...others.map(([outcome, faults]) => `${shown(outcome)} (${faults.join("; ")})`),
  ].join("; ");
}

/** Where the next command has something to do, it stands out. */
function shown(outcome: Outcome): string {
  return ["through", "again", "found"].includes(outcome) ? outcome : `**${outcome}**`;
}

const SAID =
  "What the terminal shows of each fault that does not end, where the title of a person is updated (elsewhere, where that goes well all the same). The beginning of an odd answer is shown only where it repeats nothing that was declared.";

function messageTable(played: readonly Played[]): string {
  const [first, others] = [true, false].map((isUpdate) =>
    played.filter(({ scene }) => (scene.title === "update" && scene.kind === "user") === isUpdate),
  );
  const failed = [...(first ?? []), ...(others ?? [])]
    .flatMap(({ cells }) => [...cells].reverse())
    .filter(({ failure }) => failure !== undefined);
  const rows = GROUPS.flatMap(({ kinds }) =>
    kinds.flatMap(({ name }) => {
      const cell = failed.find(({ kind, times }) => kind.name === name && times === "for ever");
      return cell === undefined ? [] : [[name, said(cell.failure)]];
    }),
  );
  return table(["fault", "message"], rows);
}

function said(message = ""): string {
  return message.replaceAll("|", "\\|").replaceAll("<", "&lt;");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
