import type { Clock } from "../scim";

/** What a message is about, and what is said of many people or groups at once. */
const TOPICS = {
  takenOver: "existed and were taken over",
  takenOverInactive:
    "are deactivated and were taken over as they are: declare `active: true` for those who are to have access again, and take the others out of the program",
  released: "are declared elsewhere in this program: released",
  retainedAsDeclared: "are retained, as the program or the stack says",
  retained:
    "are retained: they existed before this stack took them over. To own them, declare `onDelete`, or set it for the whole stack",
  deactivatedOutside:
    "were deactivated outside Pulumi and are left so: declare `active: true` to reactivate, or take them out of the program",
  reactivatedOutside:
    "were reactivated outside Pulumi, or by a conversion that was cut short, and are left so: declare `active: false` to deactivate",
  differing: "Slack holds something else than was sent: see `pulumi preview --diff`",
  passwordKept:
    "have another password declared than before, which is not sent: Slack takes one on create only",
  membersRefused: "have declared members who cannot join",
  membersLost: "lost members whom nothing declares",
  membersRestored: "were emptied by Slack instead of losing some; the others joined again",
  membersFound:
    "declare people who were in the group already: delete leaves those in it, unless `onDelete` says otherwise",
  membersStay: "no longer declare people who stay in the group",
  nameTaken: "declare a userName that somebody else has: Slack refuses that, or makes another one of it",
  nameFreed: "get a name or an address that another resource of this program gives up",
} as const;

/** What a preview says of those whom create will meet in Slack, or not. */
export const FORECASTS = {
  toCreate: "not in Slack yet, to be created",
  asIs: "in Slack already, to be taken over as they are",
  asTheyAreInactive: "in Slack already but deactivated, to be taken over as they are",
  changed: "in Slack already, to be taken over and changed",
  reactivated: "in Slack already but deactivated, to be taken over and reactivated",
  joins: "to add people to a group",
  undecided: "in Slack already; whether they are taken over is known once their members are",
} as const;

/** What create will find. */
export type Forecast = keyof typeof FORECASTS;

/** What a message is about. */
export type Topic = keyof typeof TOPICS;

/** Messages of one topic that are said one by one; what comes after is gathered. */
const SINGLE_NOTICES = 5;
/** A warning asks somebody to act, so more of them are said one by one. */
const SINGLE_WARNINGS = 20;

/** How long messages are gathered, and the least time between two gathered lines. */
const GATHER_MS = 3000;

/** Names in a gathered line. */
const NAMES_A_LINE = 20;

/**
 * What a run says to the person at the terminal, on two levels. The first messages of a topic are said at once, the
 * others in a line now and then, so that a run of 10,000 people stays readable and loses nothing.
 */
export class Messages {
  private readonly counts = new Map<string, number>();
  private readonly gathered = new Map<string, string[]>();
  private readonly forecasts = new Map<Forecast, string[]>();
  private readonly foretoldLines: string[] = [];
  private isWaiting = false;

  /** @param print where lines go */
  constructor(
    private readonly print: (line: string) => void,
    private readonly clock: Pick<Clock, "sleep">,
  ) {}

  /**
   * Says what happened and asks for nothing.
   * @param subject whom it is about, as messages name them
   * @param line the whole message, for one person or group
   */
  notice(topic: Topic, subject: string, line: string): void {
    this.say("", SINGLE_NOTICES, topic, subject, line);
  }

  /** Says what somebody should look at. Without a topic it concerns the whole run and is said at once. */
  warn(line: string): void;
  warn(topic: Topic, subject: string, line: string): void;
  warn(...said: [line: string] | [topic: Topic, subject: string, line: string]): void {
    if (said.length === 1) this.print(`warning: ${said[0]}`);
    else this.say("warning: ", SINGLE_WARNINGS, ...said);
  }

  /**
   * Says in one line for all of them what create will do, once no more are foretold for a while.
   * @param subject whom it is about, and what changes
   */
  forecast(forecast: Forecast, subject: string): void {
    this.gather(this.forecasts, forecast, subject);
  }

  /** Says a whole line with what else is foretold. */
  foretell(line: string): void {
    this.foretoldLines.push(line);
    void this.sayLater();
  }

  /** Forgets what was foretold and not yet said: it happens now, and is said as it does. */
  forgetForecasts(): void {
    this.forecasts.clear();
    this.foretoldLines.length = 0;
  }

  /** Says all that is gathered: for the end of the run. */
  flush(): void {
    this.sayForecasts();
    for (const one of this.gathered) this.sayGathered(one);
  }

  private say(prefix: string, singles: number, topic: Topic, subject: string, line: string): void {
    const key = prefix + topic;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    if (count <= singles) this.print(prefix + line);
    else this.gather(this.gathered, key, subject);
  }

  private gather<Key>(into: Map<Key, string[]>, key: Key, subject: string): void {
    const subjects = into.get(key);
    if (subjects === undefined) into.set(key, [subject]);
    else subjects.push(subject);
    void this.sayLater();
  }

  /** One line every few seconds, that of the most people first. */
  private async sayLater(): Promise<void> {
    if (this.isWaiting) return;
    this.isWaiting = true;
    while (this.gathered.size + this.forecasts.size + this.foretoldLines.length > 0) {
      const foretold = this.foretold;
      await this.clock.sleep(GATHER_MS);
      if (this.foretold === foretold) this.sayForecasts();
      const [most] = [...this.gathered].sort(([, one], [, other]) => other.length - one.length);
      if (most !== undefined) this.sayGathered(most);
    }
    this.isWaiting = false;
  }

  private get foretold(): number {
    const named = [...this.forecasts.values()].reduce((sum, subjects) => sum + subjects.length, 0);
    return named + this.foretoldLines.length;
  }

  private sayForecasts(): void {
    for (const [forecast, subjects] of this.forecasts)
      this.print(`${subjects.length} ${FORECASTS[forecast]}: ${sample(subjects, NAMES_A_LINE)}`);
    this.forecasts.clear();
    for (const line of this.foretoldLines.splice(0)) this.print(line);
  }

  private sayGathered([key, subjects]: [string, string[]]): void {
    this.gathered.delete(key);
    const prefix = key.startsWith("warning: ") ? "warning: " : "";
    const topic = key.slice(prefix.length) as Topic;
    this.print(`${prefix}… and ${subjects.length} more ${TOPICS[topic]}: ${sample(subjects, NAMES_A_LINE)}`);
  }
}

/** Some names for a message: as many as fit a line, and how many more there are. */
export function sample(names: readonly string[], most = 5): string {
  const more = names.length > most ? ` and ${names.length - most} more` : "";
  return names.slice(0, most).join(", ") + more;
}
