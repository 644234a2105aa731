import { sample } from "../../provider/run/messages";

const NAMES_A_NOTE = 20;

/** What an export has to say of people and groups: a line for each kind of thing, not for each of them. */
export class Notes {
  private readonly subjects = new Map<string, string[]>();

  add(what: string, subject: string): void {
    this.subjects.set(what, [...(this.subjects.get(what) ?? []), subject]);
  }

  get lines(): string[] {
    return [...this.subjects].map(([what, subjects]) => `${what}: ${sample(subjects, NAMES_A_NOTE)}`);
  }
}
