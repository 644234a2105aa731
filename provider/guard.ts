import { SlackScimApiError, SlackScimArgumentError, SlackScimConnectionError } from "./scim/errors";

/** Counts what a run may do only so often, and refuses the next one. */
export class Guard {
  private spent = 0;

  /**
   * @param limit how often
   * @param act what is counted, as past participle: "deactivated"
   * @param key the setting that lifts the limit
   */
  constructor(
    private readonly limit: number,
    private readonly act: string,
    private readonly key: string,
  ) {}

  /** Does it, unless the limit is reached. What was certainly not done is not counted. */
  async spend<T>(subject: string, deed: () => Promise<T>): Promise<T> {
    if (this.spent >= this.limit) throw new Error(this.refusal(subject));
    this.spent += 1;
    try {
      return await deed();
    } catch (error) {
      if (wasRefused(error)) this.spent -= 1;
      throw error;
    }
  }

  private refusal(subject: string): string {
    return (
      `${subject} is not ${this.act}: this run has ${this.act} ${this.spent} already and may do no more than ${this.limit}. ` +
      `If this many are meant, review the list and raise ${this.key} (the stricter of configuration and environment counts). ` +
      "`pulumi destroy` uses the configuration that the last `up` recorded: run `pulumi up` first, or `destroy --run-program`."
    );
  }
}

/** An answer that was lost, or a 5xx, may have done it. */
function wasRefused(error: unknown): boolean {
  if (error instanceof SlackScimConnectionError) return !error.maybeSent;
  if (error instanceof SlackScimApiError) return error.status < 500;
  return error instanceof SlackScimArgumentError;
}
