import { toPageSize } from "../lists/pages";

/** A member of a group takes some 64 bytes of an answer: this keeps a page of groups within some ten megabytes. */
const MEMBERS_A_PAGE = 150_000;

/** The first page is careful. */
const FIRST_PAGE = 20;

/** Page sizes for groups: later ones follow from how large the groups turn out to be. */
export class GroupPageSize {
  readonly #fixed: number | undefined;
  #groups = 0;
  #members = 0;

  /** @param fixed the size of all pages */
  constructor(fixed: number | undefined) {
    this.#fixed = fixed === undefined ? undefined : toPageSize(fixed, 0);
  }

  /** Takes note of a group that was listed, and returns it. */
  count<T extends { members: readonly unknown[] }>(group: T): T {
    this.#groups += 1;
    this.#members += group.members.length;
    return group;
  }

  /** How many groups to ask for next. */
  next(): number {
    if (this.#fixed !== undefined) return this.#fixed;
    if (this.#groups === 0) return FIRST_PAGE;
    const perGroup = (this.#members + this.#groups) / this.#groups;
    return Math.max(1, Math.min(1000, Math.floor(MEMBERS_A_PAGE / perGroup)));
  }
}
