/** Makes ids as Slack's look, counted from 1, and never one that somebody has already. */
export class IdCounter {
  private readonly last = { U: 0, S: 0 };

  next = (kind: "U" | "S"): string => `${kind}${String(++this.last[kind]).padStart(10, "0")}`;

  /** Counts from 1 again; the function lets it count on from where it was. */
  restart(): () => void {
    const before = { ...this.last };
    Object.assign(this.last, { U: 0, S: 0 });
    return () => Object.assign(this.last, before);
  }

  /** Counts on behind an id that came from elsewhere. */
  skip(id: string): void {
    const kind = id[0];
    const number = Number(id.slice(1));
    if ((kind === "U" || kind === "S") && Number.isSafeInteger(number)) {
      this.last[kind] = Math.max(this.last[kind], number);
    }
  }
}
