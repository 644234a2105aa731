import { type ScimCall, type ScimResponse, toCall } from "./call";
import { checkText, copyOf } from "./check";
import { hasSlackCode } from "./error-predicates";
import { SlackScimResponseError } from "./errors";
import { filter } from "./filter";
import { checkGroupReplacement, checkIds, checkNewGroup } from "./group-check";
import { toGroupPatches, toMembershipDifference } from "./group-patch";
import type { GroupChanges, ScimGroupRecord, ScimGroupReplacement, ScimNewGroup } from "./group-types";
import { toGroupList, toGroupOrNothing, toGroupRecord, toWireGroup } from "./group-wire";
import type { IterateOptions, ListOptions, ScimList } from "./list";
import { checkFindLost, findCreatedGroup, findLostGroup } from "./lost-answer";
import type { CallOptions, CreateOptions } from "./options";
import { checkIteration, groupPageSize, iteratePages, toListQuery } from "./pages";
import { resourcePath } from "./path";
import type { Sender } from "./send";
import { checkOperations, type PatchOperation } from "./user-patch";
import { toNothing } from "./wire-shape";

/**
 * The groups of the organization.
 *
 * @see https://docs.slack.dev/reference/scim-api#groups
 */
export class GroupsEndpoint {
  readonly #sender: Sender;

  /** @internal */
  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** Lists one page; each group carries all of its members. */
  list(page: ListOptions = {}, options?: CallOptions): ScimCall<ScimList<ScimGroupRecord>> {
    return toCall(() => {
      const query = toListQuery(page);
      return this.#sender.send({ method: "GET", path: "Groups", query }, toGroupList(page), options);
    });
  }

  /** Goes through all groups, or those that match the filter, page by page, none twice. */
  iterate(over: IterateOptions = {}, options?: CallOptions): AsyncGenerator<ScimGroupRecord, void> {
    const { filter, pageSize } = checkIteration(over);
    const listPage = (page: ListOptions) => this.list({ ...page, filter }, options);
    return iteratePages("Groups", listPage, groupPageSize(pageSize), this.#sender.logger);
  }

  /** Reads one group with all of its members. */
  get(id: string, options?: CallOptions): ScimCall<ScimGroupRecord> {
    return toCall(() =>
      this.#sender.send({ method: "GET", path: resourcePath("Groups", id) }, toGroupRecord, options),
    );
  }

  /**
   * Creates a group. Needs `displayName`, which other groups may have as well. When the answer is lost, what was made is looked for;
   * should Slack finish the lost request only after that look-up, there are two groups, as nothing in Slack forbids it.
   */
  create(group: ScimNewGroup, options: CreateOptions<ScimGroupRecord> = {}): ScimCall<ScimGroupRecord> {
    return toCall(async () => {
      const sent = copyOf("group", checkNewGroup(group)); // the caller's object may change before it is looked for
      const body = toWireGroup(sent, this.#sender.version);
      const { findLost, ...given } = checkFindLost(options);
      const call = this.#sender.legsOf(given);
      const begunAtMs = this.#sender.thisMoment();
      const lost = (madeAfterMs: () => number) =>
        findLost === undefined ? findLostGroup(this, sent, madeAfterMs, call) : findLost();
      const response = await this.#sender.send(
        { method: "POST", path: "Groups", body },
        toGroupOrNothing,
        call,
        lost,
      );
      // Slack may answer a creation with nothing: only a look-up tells the id.
      const { status, headers, body: made } = response;
      return { status, headers, body: made ?? (await findCreatedGroup(this, sent, begunAtMs, call)) };
    });
  }

  /**
   * Changes what is named, leaves the rest alone. Undefined where Slack answers with nothing, as v1 does. Empty lists of members
   * alone send nothing: `withResponse()` then has a status of 204, which nobody answered, and no headers.
   */
  patch(id: string, changes: GroupChanges, options?: CallOptions): ScimCall<ScimGroupRecord | undefined> {
    return toCall(async () => {
      const path = resourcePath("Groups", id);
      const legs = this.#sender.legsOf(options);
      const bodies = toGroupPatches(changes, this.#sender.version);
      let last: ScimResponse<ScimGroupRecord | undefined> = { status: 204, headers: {}, body: undefined };
      for (const body of bodies) {
        last = await this.#sender.send({ method: "PATCH", path, body }, toGroupOrNothing, legs);
      }
      return last;
    });
  }

  /** Sends PATCH operations of your own (v2 only). */
  patchOperations(
    id: string,
    operations: PatchOperation[],
    options?: CallOptions,
  ): ScimCall<ScimGroupRecord | undefined> {
    return toCall(() => {
      const body = checkOperations(operations, this.#sender.version);
      return this.#sender.send(
        { method: "PATCH", path: resourcePath("Groups", id), body },
        toGroupOrNothing,
        options,
      );
    });
  }

  /** Replaces the whole group. Needs `displayName` and `members`: leaving them out would empty it. Where Slack answers with nothing, the group is read. */
  replace(id: string, group: ScimGroupReplacement, options?: CallOptions): ScimCall<ScimGroupRecord> {
    return toCall(async () => {
      const body = toWireGroup(checkGroupReplacement(group), this.#sender.version);
      const legs = this.#sender.legsOf(options);
      const path = resourcePath("Groups", id);
      const answer = await this.#sender.send({ method: "PUT", path, body }, toGroupOrNothing, legs);
      const { status, headers, body: replaced } = answer;
      return { status, headers, body: replaced ?? (await this.get(id, legs)) };
    });
  }

  /** Deletes a group for good; its members stay as they are. */
  delete(id: string, options?: CallOptions): ScimCall<void> {
    return toCall(() =>
      this.#sender.send({ method: "DELETE", path: resourcePath("Groups", id) }, toNothing, options),
    );
  }

  /** Gives a group another name. */
  rename(id: string, displayName: string, options?: CallOptions): ScimCall<ScimGroupRecord | undefined> {
    return this.patch(id, { displayName }, options);
  }

  /** Adds people; who is in the group already stays. No ids: nothing is sent, and `withResponse()` says 204 as in `patch`. */
  addMembers(
    id: string,
    ids: readonly string[],
    options?: CallOptions,
  ): ScimCall<ScimGroupRecord | undefined> {
    return this.patch(id, { addMembers: ids }, options);
  }

  /** Removes these people and nobody else. No ids: nothing is sent, and `withResponse()` says 204 as in `patch`. */
  removeMembers(
    id: string,
    ids: readonly string[],
    options?: CallOptions,
  ): ScimCall<ScimGroupRecord | undefined> {
    return this.patch(id, { removeMembers: ids }, options);
  }

  /**
   * Makes these people the members, by adding and removing what differs: reads the group first, adds before it removes, and
   * reads it back. A group that a removal has emptied, though people were to stay, is an error. `withResponse()` has the status
   * and headers of the last change, or of the first reading where nothing had to change.
   */
  replaceMembers(id: string, ids: readonly string[], options?: CallOptions): ScimCall<ScimGroupRecord> {
    return toCall(async () => {
      const wanted = checkIds("groups.replaceMembers(ids)", ids);
      const legs = this.#sender.legsOf(options);
      const { data: before, ...read } = await this.get(id, legs).withResponse();
      const changes = toMembershipDifference(before.members, wanted);
      if (!changes.addMembers?.length && !changes.removeMembers?.length) return { ...read, body: before };
      const { data: _last, ...changed } = await this.patch(id, changes, legs).withResponse();
      const after = await this.get(id, legs);
      // Additions may take a moment to show; only a removal can leave nobody where somebody was.
      if (changes.removeMembers?.length) refuseEmptied(after, wanted);
      return { ...changed, body: after };
    });
  }

  /** Finds every group with exactly this name: several may have it. */
  async findByDisplayName(displayName: string, options?: CallOptions): Promise<ScimGroupRecord[]> {
    checkText("displayName", displayName, "the group's name");
    const legs = this.#sender.legsOf(options);
    try {
      return await this.#named(displayName, { filter: filter.displayName.eq(displayName) }, legs);
    } catch (error) {
      // Slack documents filters for people only: without one, all groups are gone through.
      if (!hasSlackCode(error, "no_filters", "invalid_query", "query_building_failed")) throw error;
      return this.#named(displayName, {}, legs);
    }
  }

  async #named(
    displayName: string,
    among: IterateOptions,
    options?: CallOptions,
  ): Promise<ScimGroupRecord[]> {
    const found: ScimGroupRecord[] = [];
    for await (const group of this.iterate(among, options)) {
      if (group.displayName === displayName) found.push(group);
    }
    return found;
  }
}

/** A server that passes over whom a removal names removes everybody. */
function refuseEmptied({ id, members }: ScimGroupRecord, wanted: readonly string[]): void {
  if (members.length > 0 || wanted.length === 0) return;
  throw new SlackScimResponseError({
    method: "GET",
    path: resourcePath("Groups", id),
    status: 200,
    attempts: 1,
    problem: `has no members although ${wanted.length} were to be in the group: removing some has removed everybody`,
  });
}
