import { SingleBar } from "cli-progress";

/** A step that takes long enough for somebody to wonder whether it still runs. */
export interface Progress {
  /** Says how far it is. */
  at(done: number): void;
  /** Ends it; on a terminal the bar stays as it was. */
  end(): void;
}

/** What a progress needs of a stream: the terminal or file behind stderr. */
export type Screen = Pick<NodeJS.WriteStream, "write"> & { isTTY?: boolean };

/** On a screen that keeps every line, so many are read between two lines. */
const A_LINE = 1000;

/**
 * Shows how far a step is: a bar on a terminal, plain lines elsewhere, both on stderr, so that what a command prints stays clean.
 * @param what what it counts: "people"
 * @param total how many there will be, where it is known
 */
export function startProgress(what: string, total?: number, screen: Screen = process.stderr): Progress {
  return screen.isTTY === true ? bar(what, total, screen) : lines(what, total, screen);
}

function bar(what: string, total: number | undefined, screen: Screen): Progress {
  const counted = total === undefined ? "{value}" : "{bar} {value} of {total}";
  const shown = new SingleBar({
    format: `read ${what} ${counted}`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 30,
    stream: screen as NodeJS.WriteStream,
    // It would take ^C for itself; and a terminal that it changed would stay so when the command is killed.
    gracefulExit: false,
    linewrap: true,
    emptyOnZero: true,
  });
  shown.start(total ?? 0, 0);
  return { at: (done) => shown.update(done), end: () => shown.stop() };
}

function lines(what: string, total: number | undefined, screen: Screen): Progress {
  let said = 0;
  return {
    at(done) {
      if (Math.floor(done / A_LINE) === said) return;
      said = Math.floor(done / A_LINE);
      screen.write(`read ${done}${total === undefined ? "" : ` of ${total}`} ${what}\n`);
    },
    end() {},
  };
}
