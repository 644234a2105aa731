import { oneLine } from "../one-line";
import type { Judgement } from "./judge";
import type { Concerned } from "./people";

/** The judgement for people to read: refusals first, each with a table of who is concerned. */
export function toText({ verdict, refusals, allowed, told, notes }: Judgement): string {
  const blocks = [
    ...refusals.map(({ sentence, concerned }) => block(`refused: ${sentence}`, concerned)),
    ...allowed.map(({ sentence, concerned }) => block(`allowed: ${sentence}`, concerned)),
    ...(told.length > 0 ? [block("not counted:", told)] : []),
    ...notes.map((note) => `note: ${note}`),
    verdict === "refused"
      ? "The plan is refused. An option lifts a limit for this guard alone: `pulumi up` keeps to the settings."
      : "The plan is allowed.",
  ];
  return blocks.join("\n");
}

/** Ids and what happens are of few letters, and stand first: names may be of any script, whose width no column keeps. */
function block(heading: string, concerned: readonly Concerned[]): string {
  const rows = concerned.map(({ id = "", what, who, resource = "", entry }) => [
    id,
    what,
    who,
    entry === undefined ? resource : `${resource}: ${entry}`,
  ]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map(([id = "", what = "", who = "", resource = ""]) => {
    const named = resource === "" ? who : `${who}, resource ${oneLine(resource)}`;
    return `  ${id.padEnd(widths[0] ?? 0)}  ${what.padEnd(widths[1] ?? 0)}  ${named}`.trimEnd();
  });
  return [heading, ...lines].join("\n");
}

/** The same for programs. */
export function toJson(judgement: Judgement): string {
  return JSON.stringify(judgement, undefined, 2);
}
