import { checkText, copyOf } from "../base/check";
import { resourcePath } from "../base/path";
import { aboutId, orNothing, toNothing } from "../base/wire-shape";
import { filter } from "../lists/filter";
import type { IterateOptions, ListOptions, ScimList } from "../lists/list";
import { toCutList, toListOf } from "../lists/list-wire";
import { PageCutter } from "../lists/page-cutter";
import { checkIteration, iteratePages, toListQuery, toPageSize } from "../lists/pages";
import { type ScimCall, type SentResponse, toCall, withBody } from "../request/call";
import { checkFindLost } from "../request/lost-answer";
import type { CallOptions, CreateOptions } from "../request/options";
import type { Sender } from "../request/send";
import { checkNewUser, checkUserReplacement } from "./check";
import { findLostUser, toMadeUser } from "./lost-answer";
import { checkOperations, type PatchOperation } from "./operations";
import { toUserPatch } from "./patch";
import type { ScimNewUser, ScimUser, ScimUserRecord, UserChanges } from "./types";
import { toUserRecord, toWireUser } from "./wire";

/** Slack lists up to 1,000, but a page is held whole: at 200, listing 100,000 people takes hardly more memory than listing 1,000. */
const PEOPLE_A_PAGE = 200;

/**
 * The people of the organization. Beside what the methods name, they reject as every call does: see `SlackScimClient`.
 *
 * @see https://docs.slack.dev/reference/scim-api#users
 */
export class UsersEndpoint {
  readonly #sender: Sender;

  /** @internal */
  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /**
   * Lists one page: everybody, or who matches the filter; deactivated people and bots included. `count` is from 0, 10 unless told, and Slack lists
   * 1,000 at most; `startIndex` is from 1. `Resources` is empty when nobody matches, or past the end.
   * @throws SlackScimArgumentError when `count` or `startIndex` is out of bounds or the filter cannot be read; nothing is sent then.
   * @throws SlackScimApiError `hasSlackCode(error, "invalid_query")` when Slack has no such attribute in filters.
   * @throws SlackScimResponseError also when `Resources` is empty although `totalResults` says that there is more.
   * @see https://docs.slack.dev/reference/scim-api#users
   */
  list(page: ListOptions = {}, options?: CallOptions): ScimCall<ScimList<ScimUserRecord>> {
    return toCall(() => {
      const query = toListQuery(page);
      return this.#sender.send(
        { method: "GET", path: "Users", query },
        toListOf(page, toUserRecord),
        options,
      );
    });
  }

  /**
   * Goes through everybody, or who matches the filter, page by page, nobody twice; yields nobody when nobody matches.
   * `pageSize` is 1 to 1,000, 200 unless told. An error ends it: whoever was yielded before stays good.
   * @throws SlackScimArgumentError at once for `pageSize` and unknown names; for the filter when the first page is asked for. Nothing is sent then.
   * @throws SlackScimResponseError also when the server repeats a page, or one is empty before the end.
   * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.4.2.4
   */
  iterate(over: IterateOptions = {}, options?: CallOptions): AsyncGenerator<ScimUserRecord, void> {
    return this.#pages(over, options, "whole", (user) => user);
  }

  /**
   * As `iterate`, but yields what `keep` makes of each person, which is asked as soon as the person is read: no page is ever held whole.
   * @internal
   */
  scan<T extends { id: string }>(
    keep: (user: ScimUserRecord) => T,
    over: IterateOptions = {},
    options?: CallOptions,
  ): AsyncGenerator<T, void> {
    return this.#pages(over, options, "cut", keep);
  }

  #pages<T extends { id: string }>(
    over: IterateOptions,
    options: CallOptions | undefined,
    how: "whole" | "cut",
    keep: (user: ScimUserRecord) => T,
  ): AsyncGenerator<T, void> {
    const { filter, pageSize } = checkIteration(over);
    const size = toPageSize(pageSize, PEOPLE_A_PAGE);
    const read = (body: unknown) => keep(toUserRecord(body));
    const cut = how === "cut" ? () => new PageCutter(read) : undefined;
    const listPage = (page: ListOptions) => {
      const query = toListQuery({ ...page, filter });
      const readPage = cut === undefined ? toListOf(page, read) : toCutList<T>(page);
      return this.#sender.send({ method: "GET", path: "Users", query, cut }, readPage, options);
    };
    return iteratePages("Users", listPage, () => size, this.#sender.logger);
  }

  /**
   * Reads one person; deactivated people can be read too, `active` is false then.
   * @throws SlackScimApiError `isNotFound` when nobody has the id.
   * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.4.1
   */
  get(id: string, options?: CallOptions): ScimCall<ScimUserRecord> {
    return toCall(() =>
      this.#sender.send(
        { method: "GET", path: resourcePath("Users", id) },
        aboutId(id, toUserRecord),
        options,
      ),
    );
  }

  /**
   * Creates a person and resolves to them, with id and the userName that Slack made of it. Needs `userName` (Slack takes 21 characters) and an e-mail
   * address. When the answer is lost, who was made is looked for; the request goes out again only when nobody is found.
   * @throws SlackScimArgumentError without `userName` or e-mail address, with two primary ones, or an attribute of another type; nothing is sent then.
   * @throws SlackScimApiError `isConflict` when userName or e-mail address is taken, also by somebody deactivated; `existingUserId` where it is known.
   * @throws SlackScimConnectionError with `maybeSent` when the answer was lost and the look-up or the last attempt failed too.
   * @see https://docs.slack.dev/reference/scim-api#users
   */
  create(user: ScimNewUser, options: CreateOptions<ScimUserRecord> = {}): ScimCall<ScimUserRecord> {
    return toCall(() => {
      const sent = copyOf("user", checkNewUser(user)); // the caller's object may change before it is looked for
      const body = toWireUser(sent, this.#sender.version);
      const { findLost, ...given } = checkFindLost(options);
      const call = this.#sender.legsOf(given);
      const lost = (madeAfterMs: () => number) =>
        findLost === undefined
          ? findLostUser((email) => this.findByEmail(email, call), sent, madeAfterMs)
          : findLost(madeAfterMs());
      return this.#sender.send({ method: "POST", path: "Users", body }, toMadeUser(sent), call, lost);
    });
  }

  /**
   * Changes what is named, leaves the rest alone: a value sets, `null` clears, undefined is left out. Resolves to the person afterwards; where Slack
   * answers with nothing, they are read; an error whose `method` is GET then means that the change is made.
   * @throws SlackScimArgumentError when nothing is named, or what Slack does not change or keeps nobody without; nothing is sent then.
   * @throws SlackScimApiError `isNotFound` when nobody has the id; `isConflict` when userName or e-mail address is taken.
   * @see https://docs.slack.dev/reference/scim-api#patch-users
   */
  patch(id: string, changes: UserChanges, options?: CallOptions): ScimCall<ScimUserRecord> {
    return toCall(() => {
      const body = toUserPatch(changes, this.#sender.version);
      return this.#change("PATCH", id, body, options);
    });
  }

  /**
   * Sends PATCH operations of your own (v2 only), one at least, in their order. Resolves as `patch` does.
   * @throws SlackScimArgumentError when the base URL is v1's, the list is empty, or an operation lacks `op` or `path`; nothing is sent then.
   * @throws SlackScimApiError `isNotFound` when nobody has the id; `isConflict` when userName or e-mail address is taken.
   * @see https://docs.slack.dev/reference/scim-api#patch-users
   */
  patchOperations(id: string, operations: PatchOperation[], options?: CallOptions): ScimCall<ScimUserRecord> {
    return toCall(() => {
      const body = checkOperations(operations, this.#sender.version);
      return this.#change("PATCH", id, body, options);
    });
  }

  /**
   * Replaces the whole person: what is left out becomes blank. Needs `userName`, an e-mail address and `active`, since
   * leaving that out has deactivated people. `nickName` follows `userName`. Prefer `patch`. Resolves as `patch` does.
   * @throws SlackScimArgumentError without one of the three; nothing is sent then.
   * @throws SlackScimApiError `isNotFound` when nobody has the id; `isConflict` when userName or e-mail address is taken.
   * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.5.1
   */
  replace(id: string, user: ScimUser, options?: CallOptions): ScimCall<ScimUserRecord> {
    return toCall(() => {
      const body = toWireUser(checkUserReplacement(user), this.#sender.version);
      return this.#change("PUT", id, body, options);
    });
  }

  /** Sends a change. Where Slack answers it with nothing, the person is read: the status and headers stay those of the change. */
  async #change(
    method: "PATCH" | "PUT",
    id: string,
    body: object,
    options?: CallOptions,
  ): Promise<SentResponse<ScimUserRecord>> {
    const legs = this.#sender.legsOf(options);
    const path = resourcePath("Users", id);
    const read = orNothing(aboutId(id, toUserRecord));
    const answer = await this.#sender.send({ method, path, body }, read, legs);
    return withBody(answer, answer.body ?? (await this.get(id, legs)));
  }

  /**
   * Deactivates a person by DELETE; resolves to nothing. Nothing is erased: id, userName and e-mail addresses stay taken. May be repeated.
   * @throws SlackScimApiError `isNotFound` when nobody has the id; `isForbidden` for primary owners.
   * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.6
   */
  delete(id: string, options?: CallOptions): ScimCall<void> {
    return toCall(() =>
      this.#sender.send({ method: "DELETE", path: resourcePath("Users", id) }, toNothing, options),
    );
  }

  /**
   * Deactivates a person, and says who it was; somebody inactive stays so.
   * @throws SlackScimApiError `isNotFound` when nobody has the id; `isForbidden` for primary owners; `cannot_disable_bot_user_with_scim` for bots.
   * @see https://docs.slack.dev/reference/scim-api#patch-users
   */
  deactivate(id: string, options?: CallOptions): ScimCall<ScimUserRecord> {
    return this.patch(id, { active: false }, options);
  }

  /**
   * Makes a deactivated person active again, and says who it is; workspaces and channels do not come back. Somebody active stays so.
   * @throws SlackScimApiError `isNotFound` when nobody has the id.
   * @see https://docs.slack.dev/reference/scim-api#patch-users
   */
  reactivate(id: string, options?: CallOptions): ScimCall<ScimUserRecord> {
    return this.patch(id, { active: true }, options);
  }

  /**
   * Finds who has an e-mail address, as the primary one rather than the secondary; letter case aside, deactivated people included. Undefined when
   * nobody has: that is never an error. `deadlineMs` holds for all pages together.
   * @throws SlackScimArgumentError when the address is blank; nothing is sent then.
   * @see https://docs.slack.dev/reference/scim-api#filter
   */
  async findByEmail(email: string, options?: CallOptions): Promise<ScimUserRecord | undefined> {
    const wanted = checkText("email", email, "an e-mail address").trim().toLowerCase();
    const legs = this.#sender.legsOf(options);
    let secondary: ScimUserRecord | undefined;
    for await (const user of this.iterate({ filter: filter.email.eq(email.trim()), pageSize: 100 }, legs)) {
      const held = user.emails?.find(({ value }) => value.toLowerCase() === wanted);
      if (held?.primary) return user;
      if (held !== undefined) secondary ??= user;
    }
    return secondary;
  }

  /**
   * Finds who has a userName, letter case aside; deactivated people included. Undefined when nobody has: that is never an error.
   * `deadlineMs` holds for all pages together.
   * @throws SlackScimArgumentError when the userName is blank; nothing is sent then.
   * @see https://docs.slack.dev/reference/scim-api#filter
   */
  async findByUserName(userName: string, options?: CallOptions): Promise<ScimUserRecord | undefined> {
    const wanted = checkText("userName", userName, "a userName").trim().toLowerCase();
    const legs = this.#sender.legsOf(options);
    for await (const user of this.iterate(
      { filter: filter.userName.eq(userName.trim()), pageSize: 100 },
      legs,
    )) {
      if (user.userName?.toLowerCase() === wanted) return user;
    }
    return undefined;
  }
}
