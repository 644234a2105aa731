/** How a program looks something up. */
export interface Look {
  /** Answer with what Slack holds now, not with what a scan of this run held. */
  fresh: boolean;
  /** How messages name what is sought: `the userName "ada"`. */
  wanted: string;
}

/** Slack has nothing of what a program looks up. */
export class NothingFound extends Error {}
