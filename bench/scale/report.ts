import { total } from "../../provider/run/progress-lines";
import type { Cost } from "./stack";

/** What one program took: a column of a table. */
export class Column {
  readonly costs = new Map<string, Cost>();
  stateBytes = 0;

  constructor(readonly title: string) {}

  /** The most memory of all its commands, megabytes. */
  peak(whose: "cli" | "provider"): number {
    return Math.max(...[...this.costs.values()].map(({ peak }) => peak[whose] ?? Number.NaN));
  }

  cost(command: string): Cost {
    const cost = this.costs.get(command);
    if (cost === undefined) throw new Error(`${this.title} did not run ${command}`);
    return cost;
  }
}

/**
 * A table in Markdown: requests and time of each command, then state and memory.
 * @param people how many the state is divided among
 * @param times `seconds`, or `ratios` to the first column's
 */
export function tableOf(columns: readonly Column[], people: number, times: "seconds" | "ratios"): string {
  const commands = [...(columns[0]?.costs.keys() ?? [])];
  const first = (command: string) => columns[0]?.cost(command).seconds ?? Number.NaN;
  const time = (command: string, { seconds }: Cost) =>
    times === "seconds" ? `${seconds.toFixed(1)} s` : (seconds / first(command)).toFixed(2);
  const each = (title: string, cell: (column: Column) => string) => [title, ...columns.map(cell)];
  const rows = [
    each("", ({ title }) => title),
    each("---", () => "---"),
    ...commands.flatMap((command) => [
      each(`${command}: requests`, (column) => String(total(column.cost(command).requests))),
      each(`${command}: ${times === "seconds" ? "time" : "time, as a ratio"}`, (column) =>
        time(command, column.cost(command)),
      ),
    ]),
    each("state a person", ({ stateBytes }) => `${(stateBytes / people / 1024).toFixed(2)} KiB`),
    each("memory of Pulumi's CLI at its peak", (column) => megabytes(column.peak("cli"))),
    each("memory of the provider at its peak", (column) => megabytes(column.peak("provider"))),
  ];
  return rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function megabytes(value: number): string {
  return Number.isNaN(value) ? "not measured (it takes Linux)" : `${value.toFixed(0)} MB`;
}

/** The requests of a command by kind, in a line. */
export function kindsOf({ requests }: Cost): string {
  return Object.entries(requests)
    .map(([kind, count]) => `${count} × ${kind}`)
    .join(", ");
}

/** What was promised, and whether it is kept. */
export class Bars {
  private readonly lines: string[] = [];
  private areKept = true;

  /** @param digits behind the point */
  atMost(what: string, value: number, most: number, digits = 0): void {
    this.add(value <= most, `${what}: ${value.toFixed(digits)}, at most ${most}`);
  }

  atLeast(what: string, value: number, least: number, digits = 0): void {
    this.add(value >= least, `${what}: ${value.toFixed(digits)}, at least ${least}`);
  }

  /** Prints each, and says whether all are kept. */
  report(): boolean {
    console.log(`\n${this.lines.join("\n")}`);
    return this.areKept;
  }

  /** What could not be measured is missed. */
  private add(isKept: boolean, line: string): void {
    this.areKept &&= isKept;
    this.lines.push(`${isKept ? "kept  " : "missed"} ${line}`);
  }
}
