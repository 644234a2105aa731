/** The least share of Slack's limits to foretell: with less, a request takes hours and a plan years, which nobody means. */
export const LEAST_SHARE = 0.001;

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
  /** How often changed groups are asked for: once before their members are written, and once more after people left. */
  readGroups: number;
  /** PATCHes that the changed groups need: one for a new name, for who joins, for who leaves. */
  groupPatches: number;
  deleteGroups: number;
  /** Directories that are in Slack: each asks for the organization. */
  directories: number;
  /** Memberships that are in Slack, the first of each group that the stack does not have aside: each reads its group once more. */
  memberships: number;
  /** People at whom a preview looks, and an up before it sends anything: those of a directory whose access may begin or end. */
  lookPeople: number;
  /** Groups likewise: those of a directory that end or whose members change, and those that a new membership is for. */
  lookGroups: number;
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
  readGroups: 0,
  groupPatches: 0,
  deleteGroups: 0,
  directories: 0,
  memberships: 0,
  lookPeople: 0,
  lookGroups: 0,
};
