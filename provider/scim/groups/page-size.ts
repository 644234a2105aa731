import type { ScimList } from "../lists/list";
import { toPageSize } from "../lists/pages";
import type { ScimGroupRecord } from "./types";

/** A member of a group takes some 64 bytes of an answer: this keeps a page of groups within a few megabytes. */
const MEMBERS_A_PAGE = 50_000;

/** Page sizes for groups: the first page is careful, later ones follow from how large the groups turn out to be. */
export function groupPageSize(pageSize?: number): (page?: ScimList<ScimGroupRecord>) => number {
  if (pageSize !== undefined) {
    const size = toPageSize(pageSize, 0);
    return () => size;
  }
  return (page) => {
    if (page === undefined) return 20;
    const members = page.Resources.reduce((sum, group) => sum + group.members.length + 1, 0);
    return Math.max(1, Math.min(1000, Math.floor((MEMBERS_A_PAGE * page.Resources.length) / members)));
  };
}
