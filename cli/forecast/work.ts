/** What an operation finds and does, in numbers. */
export interface Work {
  /** People whom Slack lists, managed or not. */
  people: number;
  /** Groups that Slack lists. */
  groups: number;
  /** Members of a group, on average. */
  members: number;
  createPeople: number;
  changePeople: number;
  /** People who are read before they are changed, since their access begins or ends by it. */
  readPeople: number;
  deactivatePeople: number;
  createGroups: number;
  /** Groups of which the name or the members change, by a membership as well. */
  changeGroups: number;
  /** PATCHes that the changed groups need: one for a new name, for who joins, for who leaves. */
  groupPatches: number;
  deleteGroups: number;
}

/** Nothing to find and nothing to do. */
export const NO_WORK: Work = {
  people: 0,
  groups: 0,
  members: 0,
  createPeople: 0,
  changePeople: 0,
  readPeople: 0,
  deactivatePeople: 0,
  createGroups: 0,
  changeGroups: 0,
  groupPatches: 0,
  deleteGroups: 0,
};
