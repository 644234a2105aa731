import { isObject } from "../fields/properties";
import { SlackScimApiError, SlackScimError, SlackScimResponseError } from "../scim/errors/errors";
import type { AuditLog, NotRecorded } from "./audit-log";
import type { Messages } from "./messages";
import type { PublicNames } from "./public-names";

/** What a write does to a person or group. */
export type Verb = "create" | "update" | "deactivate" | "reactivate" | "delete";

/** One write, before it is sent. */
export interface Write {
  kind: "user" | "group";
  verb: Verb;
  /** None before a create has answered. */
  id?: string;
  /** The userName or displayName that is sent. */
  name?: string | null | undefined;
  /** What is sent, for the names of its attributes. */
  sent: object;
  /** Ids of people who join a group. */
  joined?: readonly string[];
  /** Ids of people who leave it. */
  left?: readonly string[];
}

/** What became of a write; `unknown` where the answer was lost, `unsent` where it never left. */
export type Outcome = "done" | "refused" | "unknown" | "unsent";

/** A line of the audit log, but for time and organisation. */
type Entry = Pick<Write, "kind" | "verb" | "id"> & { outcome: Outcome } & Record<string, unknown>;

/** What the recorder needs of the run. */
export interface RecorderOptions {
  logs: readonly AuditLog[];
  names: PublicNames;
  messages: Pick<Messages, "warn">;
  /** The organisation that is written to. */
  organization(): Promise<string>;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Everything that the run writes to Slack passes here: it is counted, and appended to the audit logs. */
export class Recorder {
  private readonly counts = new Map<string, number>();
  /** Known once an audit log has its first line. */
  private organization: string | undefined;
  private failure: NotRecorded | undefined;

  constructor(private readonly options: RecorderOptions) {}

  /** How many writes were done, in the words of a message: `people created`. */
  changes(): Record<string, number> {
    return Object.fromEntries(this.counts);
  }

  /**
   * Sends a write and tells what became of it.
   * @param send what it is given is to be called at the last moment before anything is sent
   * @throws NotRecorded before anything is sent, where an audit log cannot be written
   */
  async record<T>(write: Write, send: (beforeSending: () => void) => Promise<T>): Promise<T> {
    await this.begin();
    let isSent = false;
    // It may wait for Slack's limits for minutes. What has begun is brought to its end.
    const beforeSending = () => {
      if (!isSent && this.failure !== undefined) throw this.failure;
      isSent = true;
    };
    try {
      const answer = await send(beforeSending);
      this.end(withAnswer(write, answer), "done");
      return answer;
    } catch (error) {
      if (error !== this.failure) this.end(write, outcomeOf(error), error);
      throw error;
    }
  }

  /** The first line of a run says that it begins, and proves that lines can be written. */
  private async begin(): Promise<void> {
    if (this.options.logs.length === 0) return;
    const organization = await this.options.organization();
    if (this.failure !== undefined) throw this.failure;
    if (this.organization !== undefined) return;
    for (const log of this.options.logs) {
      try {
        log.append({ time: this.time(), organization, kind: "run", verb: "begin" });
      } catch (error) {
        this.failure = log.refusal(error);
        throw this.failure;
      }
    }
    this.organization = organization;
  }

  private end(write: Write, outcome: Outcome, error?: unknown): void {
    const what = `${NOUNS[write.kind]} ${PARTICIPLES[write.verb]}`;
    if (outcome === "done") this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
    this.append(this.entryOf(write, outcome, error));
  }

  private append(entry: Entry): void {
    for (const log of this.options.logs) {
      try {
        log.append({ time: this.time(), organization: this.organization, ...entry });
      } catch (error) {
        this.failure ??= log.refusal(error);
        const { verb, kind, id = "whose id is not known", outcome } = entry;
        this.options.messages.warn(log.loss(error, `${verb} of ${kind} ${id}: ${outcome}`));
      }
    }
  }

  private entryOf(write: Write, outcome: Outcome, error: unknown): Entry {
    const name = this.options.names.of(write.id, write.name);
    return {
      kind: write.kind,
      id: write.id,
      [write.kind === "user" ? "userName" : "displayName"]: name,
      verb: write.verb,
      attributes: attributeNames(write.sent),
      joined: counted(write.joined),
      left: counted(write.left),
      outcome,
      ...(error instanceof SlackScimResponseError && { status: error.status }),
      ...(error instanceof SlackScimApiError && {
        status: error.status,
        slackCode: error.slackCode || undefined,
      }),
    };
  }

  private time(): string {
    return new Date(this.options.now()).toISOString();
  }
}

const NOUNS = { user: "people", group: "groups" };
const PARTICIPLES = {
  create: "created",
  update: "changed",
  deactivate: "deactivated",
  reactivate: "reactivated",
  delete: "deleted",
};

/** The name of a person alone is taken from an answer: a group may be another stack's, which keeps its name a secret. */
function withAnswer(write: Write, answer: unknown): Write {
  if (!isObject(answer)) return write;
  const { id = write.id, userName } = answer as Record<string, string | undefined>;
  return { ...write, id, name: write.name ?? userName };
}

function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof SlackScimError)) return "unknown";
  const { maybeDone, maybeSent } = error as { maybeDone?: boolean; maybeSent?: boolean };
  if (maybeDone === true || maybeSent === true) return "unknown";
  return "status" in error ? "refused" : "unsent";
}

/** The names of what is sent, `enterprise.department`, and never a value. */
function attributeNames(sent: object, prefix = ""): string[] {
  return Object.entries(sent)
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]) =>
      isObject(value) ? attributeNames(value, `${prefix}${name}.`) : [`${prefix}${name}`],
    );
}

function counted(ids: readonly string[] | undefined): object | undefined {
  return ids === undefined || ids.length === 0 ? undefined : { count: ids.length, ids };
}
