import { copyOf } from "../base/check";
import { resourcePath } from "../base/path";
import { aboutId, toNothing } from "../base/wire-shape";
import type { IterateOptions, ListOptions, ScimList } from "../lists/list";
import { toCutList, toListOf } from "../lists/list-wire";
import { PageCutter } from "../lists/page-cutter";
import { checkIteration, iteratePages, toListQuery } from "../lists/pages";
import { asSent, noAnswer, type ScimCall, type SentResponse, toCall, withBody } from "../request/call";
import { checkFindLost } from "../request/lost-answer";
import type { CallOptions, CreateOptions } from "../request/options";
import type { Sender } from "../request/send";
import { checkOperations, type PatchOperation } from "../users/operations";
import { checkGroupReplacement, checkIds, checkNewGroup, refuseEmptied } from "./check";
import { findCreatedGroup, findLostGroup } from "./lost-answer";
import { named } from "./named";
import { GroupPageSize } from "./page-size";
import { toGroupPatches, toMembershipDifference } from "./patch";
import type { GroupChanges, ScimGroupRecord, ScimGroupReplacement, ScimNewGroup } from "./types";
import { toGroupOrNothing, toGroupRecord, toWireGroup } from "./wire";
import { GroupsWithoutMembers } from "./without-members";

/**
 * The groups of the organization. Beside what the methods name, they reject as every call does: see `SlackScimClient`.
 * A group that comes without its list of members is a `SlackScimResponseError`, never an empty group.
 *
 * @see https://docs.slack.dev/reference/scim-api#groups
 */
export class GroupsEndpoint {
  /** The same groups, read without who is in them. */
  readonly withoutMembers: GroupsWithoutMembers;
  readonly #sender: Sender;

  /** @internal */
  constructor(sender: Sender) {
    this.#sender = sender;
    this.withoutMembers = new GroupsWithoutMembers(sender);
  }

  /**
   * Lists one page; each group carries all of its members. `count`, `startIndex` and an empty page are as in `users.list`.
   * @throws SlackScimArgumentError when `count` or `startIndex` is out of bounds or the filter cannot be read; nothing is sent then.
   * @see https://docs.slack.dev/reference/scim-api#groups
   */
  list(page: ListOptions = {}, options?: CallOptions): ScimCall<ScimList<ScimGroupRecord>> {
    return toCall(() => {
      const query = toListQuery(page);
      return this.#sender.send(
        { method: "GET", path: "Groups", query },
        toListOf(page, toGroupRecord),
        options,
      );
    });
  }

  /**
   * Goes through all groups, or those that match the filter, page by page, none twice. `pageSize` is 1 to 1,000; it follows the groups' size unless told.
   * @throws SlackScimArgumentError at once for `pageSize` and unknown names, for the filter with the first page; else as `users.iterate`.
   * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.4.2.4
   */
  iterate(over: IterateOptions = {}, options?: CallOptions): AsyncGenerator<ScimGroupRecord, void> {
    return this.#pages(over, options, "whole", (group) => group);
  }

  /**
   * As `iterate`, but yields what `keep` makes of each group, which is asked as soon as the group is read: no page is ever held whole.
   * @internal
   */
  scan<T extends { id: string }>(
    keep: (group: ScimGroupRecord) => T,
    over: IterateOptions = {},
    options?: CallOptions,
  ): AsyncGenerator<T, void> {
    return this.#pages(over, options, "cut", keep);
  }

  #pages<T extends { id: string }>(
    over: IterateOptions,
    options: CallOptions | undefined,
    how: "whole" | "cut",
    keep: (group: ScimGroupRecord) => T,
  ): AsyncGenerator<T, void> {
    const { filter, pageSize } = checkIteration(over);
    const size = new GroupPageSize(pageSize);
    const read = (body: unknown) => keep(size.count(toGroupRecord(body)));
    const cut = how === "cut" ? () => new PageCutter(read) : undefined;
    const listPage = (page: ListOptions) => {
      const query = toListQuery({ ...page, filter });
      const readPage = cut === undefined ? toListOf(page, read) : toCutList<T>(page);
      return this.#sender.send({ method: "GET", path: "Groups", query, cut }, readPage, options);
    };
    return iteratePages("Groups", listPage, () => size.next(), this.#sender.logger);
  }

  /**
   * Reads one group with all of its members; `members` is empty when there are none.
   * @throws SlackScimApiError `isNotFound` when no group has the id.
   * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.4.1
   */
  get(id: string, options?: CallOptions): ScimCall<ScimGroupRecord> {
    return toCall(() =>
      this.#sender.send(
        { method: "GET", path: resourcePath("Groups", id) },
        aboutId(id, toGroupRecord),
        options,
      ),
    );
  }

  /**
   * Creates a group of up to 15,000 members. Needs `displayName`, which others may have as well. When the answer is lost, what was made is looked for;
   * should Slack finish the lost request only after that look-up, there are two groups, as nothing in Slack forbids it.
   * @throws SlackScimArgumentError without `displayName`; nothing is sent then.
   * @throws SlackScimApiError `no_such_group_members` when an id is nobody's, `too_many_users` above 15,000.
   * @throws SlackScimResponseError also when Slack answers with nothing and no such group, made since, is listed.
   * @see https://docs.slack.dev/reference/scim-api#groups
   */
  create(group: ScimNewGroup, options: CreateOptions<ScimGroupRecord> = {}): ScimCall<ScimGroupRecord> {
    return toCall(async () => {
      const sent = copyOf("group", checkNewGroup(group)); // the caller's object may change before it is looked for
      const body = toWireGroup(sent, this.#sender.version);
      const { findLost, ...given } = checkFindLost(options);
      const call = this.#sender.legsOf(given);
      const begunAtMs = this.#sender.thisMoment();
      const findByName = (displayName: string) => this.findByDisplayName(displayName, call);
      const lost = (madeAfterMs: () => number) =>
        findLost === undefined ? findLostGroup(findByName, sent, madeAfterMs) : findLost(madeAfterMs());
      const response = await this.#sender.send(
        { method: "POST", path: "Groups", body },
        toGroupOrNothing,
        call,
        lost,
      );
      // Slack may answer a creation with nothing: only a look-up tells the id.
      return withBody(response, response.body ?? (await findCreatedGroup(findByName, sent, begunAtMs)));
    });
  }

  /**
   * Changes what is named, leaves the rest alone. Undefined where Slack answers with nothing, as v1 does. The name goes first, then
   * additions, then removals, 5,000 people a request: a failure leaves done what came before it. Empty lists of members alone send
   * nothing: `withResponse()` then has a status of 204, which nobody answered, and no headers.
   * @throws SlackScimArgumentError when nothing is named, or something else; nothing is sent then.
   * @throws SlackScimApiError `isNotFound` when no group has the id; for members as `addMembers`.
   * @see https://docs.slack.dev/reference/scim-api#groups
   */
  patch(id: string, changes: GroupChanges, options?: CallOptions): ScimCall<ScimGroupRecord | undefined> {
    return toCall(async () => {
      const path = resourcePath("Groups", id);
      const legs = this.#sender.legsOf(options);
      const bodies = toGroupPatches(changes, this.#sender.version);
      let last: SentResponse<ScimGroupRecord | undefined> = noAnswer(204, undefined);
      for (const body of bodies) {
        last = await this.#sender.send({ method: "PATCH", path, body }, aboutId(id, toGroupOrNothing), legs);
      }
      return last;
    });
  }

  /**
   * Sends PATCH operations of your own (v2 only), one at least, in one request. Undefined where Slack answers with nothing.
   * @throws SlackScimArgumentError when the base URL is v1's, the list is empty, or an operation lacks `op` or `path`; nothing is sent then.
   * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.5.2
   */
  patchOperations(
    id: string,
    operations: PatchOperation[],
    options?: CallOptions,
  ): ScimCall<ScimGroupRecord | undefined> {
    return toCall(() => {
      const body = checkOperations(operations, this.#sender.version);
      return this.#sender.send(
        { method: "PATCH", path: resourcePath("Groups", id), body },
        aboutId(id, toGroupOrNothing),
        options,
      );
    });
  }

  /**
   * Replaces the whole group. Needs `displayName` and `members`, 15,000 at most: leaving them out would empty it. Where Slack answers nothing, it is read.
   * @throws SlackScimArgumentError without one of the two; nothing is sent then.
   * @throws SlackScimApiError `isNotFound` when no group has the id; for members as `create`.
   * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.5.1
   */
  replace(id: string, group: ScimGroupReplacement, options?: CallOptions): ScimCall<ScimGroupRecord> {
    return toCall(async () => {
      const body = toWireGroup(checkGroupReplacement(group), this.#sender.version);
      const legs = this.#sender.legsOf(options);
      const path = resourcePath("Groups", id);
      const answer = await this.#sender.send(
        { method: "PUT", path, body },
        aboutId(id, toGroupOrNothing),
        legs,
      );
      return withBody(answer, answer.body ?? (await this.get(id, legs)));
    });
  }

  /**
   * Deletes a group for good; its members stay as they are. Resolves to nothing, also when an attempt whose answer was lost has deleted it.
   * @throws SlackScimApiError `isNotFound` when no group has the id; `idp_group_linked_to_channels` until it is unlinked.
   * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.6
   */
  delete(id: string, options?: CallOptions): ScimCall<void> {
    return toCall(() =>
      this.#sender.send({ method: "DELETE", path: resourcePath("Groups", id) }, toNothing, options),
    );
  }

  /**
   * Gives a group another name, which others may have as well; resolves as `patch` does.
   * @throws SlackScimArgumentError when the name is blank; nothing is sent then.
   * @throws SlackScimApiError `isNotFound` when no group has the id.
   * @see https://docs.slack.dev/reference/scim-api#groups
   */
  rename(id: string, displayName: string, options?: CallOptions): ScimCall<ScimGroupRecord | undefined> {
    return this.patch(id, { displayName }, options);
  }

  /**
   * Adds people, any number; who is in the group already stays. No ids: nothing is sent. Resolves as `patch` does.
   * @throws SlackScimApiError `isNotFound` for the group; `no_such_group_members`, `unable_to_add_deleted_or_guest_to_group` for one of the people.
   * @see https://docs.slack.dev/reference/scim-api#groups
   */
  addMembers(
    id: string,
    ids: readonly string[],
    options?: CallOptions,
  ): ScimCall<ScimGroupRecord | undefined> {
    return this.patch(id, { addMembers: ids }, options);
  }

  /**
   * Removes these people, any number, and nobody else. No ids: nothing is sent. Resolves as `patch` does.
   * @throws SlackScimApiError `isNotFound` when no group has the id.
   * @see https://docs.slack.dev/reference/scim-api#groups
   */
  removeMembers(
    id: string,
    ids: readonly string[],
    options?: CallOptions,
  ): ScimCall<ScimGroupRecord | undefined> {
    return this.patch(id, { removeMembers: ids }, options);
  }

  /**
   * Makes these people the members, by adding and removing what differs: reads the group first, adds before it removes, and reads it
   * back. `withResponse()` has the status and headers of the last change, or of the first reading where nothing had to change.
   * @throws SlackScimApiError as `addMembers`.
   * @throws SlackScimResponseError when a removal has emptied the group though people were to stay.
   * @see https://docs.slack.dev/reference/scim-api#groups
   */
  replaceMembers(id: string, ids: readonly string[], options?: CallOptions): ScimCall<ScimGroupRecord> {
    return toCall(async () => {
      const wanted = checkIds("groups.replaceMembers(ids)", ids);
      const legs = this.#sender.legsOf(options);
      const read = await this.get(id, legs).withResponse();
      const before = read.data;
      const changes = toMembershipDifference(before.members, wanted);
      if (!changes.addMembers?.length && !changes.removeMembers?.length) return asSent(read, before);
      const changed = await this.patch(id, changes, legs).withResponse();
      const after = await this.get(id, legs);
      // Additions may take a moment to show; only a removal can leave nobody where somebody was.
      if (changes.removeMembers?.length) refuseEmptied(after, wanted);
      return asSent(changed, after);
    });
  }

  /**
   * Finds every group with exactly this name, letter case included: several may have it. An empty list when none has.
   * @throws SlackScimArgumentError when the name is blank; nothing is sent then.
   * @see https://docs.slack.dev/reference/scim-api#filter
   */
  async findByDisplayName(displayName: string, options?: CallOptions): Promise<ScimGroupRecord[]> {
    const legs = this.#sender.legsOf(options);
    return named(displayName, (over) => this.iterate(over, legs));
  }
}
