import { type ScimCall, type ScimResponse, toCall } from "./call";
import { checkText, copyOf } from "./check";
import { filter } from "./filter";
import type { IterateOptions, ListOptions, ScimList } from "./list";
import { checkFindLost, findLostUser } from "./lost-answer";
import type { CallOptions, CreateOptions } from "./options";
import { checkIteration, iteratePages, toListQuery, toPageSize } from "./pages";
import { resourcePath } from "./path";
import type { Sender } from "./send";
import { checkNewUser, checkUserReplacement } from "./user-check";
import { checkOperations, type PatchOperation, toUserPatch } from "./user-patch";
import type { ScimNewUser, ScimUser, ScimUserRecord, UserChanges } from "./user-types";
import { toUserList, toUserRecord, toWireUser } from "./user-wire";
import { orNothing, toNothing } from "./wire-shape";

/** Slack lists up to 1,000, but a page is held whole: at 200, listing 100,000 people takes hardly more memory than listing 1,000. */
const PEOPLE_A_PAGE = 200;

/**
 * The people of the organization.
 *
 * @see https://docs.slack.dev/reference/scim-api#users
 */
export class UsersEndpoint {
  readonly #sender: Sender;

  /** @internal */
  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** Lists one page: everybody, or who matches the filter; deactivated people and bots included. */
  list(page: ListOptions = {}, options?: CallOptions): ScimCall<ScimList<ScimUserRecord>> {
    return toCall(() => {
      const query = toListQuery(page);
      return this.#sender.send({ method: "GET", path: "Users", query }, toUserList(page), options);
    });
  }

  /** Goes through everybody, or who matches the filter, page by page, nobody twice. */
  iterate(over: IterateOptions = {}, options?: CallOptions): AsyncGenerator<ScimUserRecord, void> {
    const { filter, pageSize } = checkIteration(over);
    const size = toPageSize(pageSize, PEOPLE_A_PAGE);
    const listPage = (page: ListOptions) => this.list({ ...page, filter }, options);
    return iteratePages("Users", listPage, () => size, this.#sender.logger);
  }

  /** Reads one person; deactivated people can be read too. */
  get(id: string, options?: CallOptions): ScimCall<ScimUserRecord> {
    return toCall(() =>
      this.#sender.send({ method: "GET", path: resourcePath("Users", id) }, toUserRecord, options),
    );
  }

  /** Creates a person. Needs `userName` and an e-mail address. When the answer is lost, what was made is looked for. */
  create(user: ScimNewUser, options: CreateOptions<ScimUserRecord> = {}): ScimCall<ScimUserRecord> {
    return toCall(() => {
      const sent = copyOf("user", checkNewUser(user)); // the caller's object may change before it is looked for
      const body = toWireUser(sent, this.#sender.version);
      const { findLost, ...given } = checkFindLost(options);
      const call = this.#sender.legsOf(given);
      const lost = (madeAfterMs: () => number) =>
        findLost === undefined ? findLostUser(this, sent, madeAfterMs, call) : findLost();
      return this.#sender.send({ method: "POST", path: "Users", body }, toUserRecord, call, lost);
    });
  }

  /** Changes what is named, leaves the rest alone. */
  patch(id: string, changes: UserChanges, options?: CallOptions): ScimCall<ScimUserRecord> {
    return toCall(() => {
      const body = toUserPatch(changes, this.#sender.version);
      return this.#change("PATCH", id, body, options);
    });
  }

  /** Sends PATCH operations of your own (v2 only). */
  patchOperations(id: string, operations: PatchOperation[], options?: CallOptions): ScimCall<ScimUserRecord> {
    return toCall(() => {
      const body = checkOperations(operations, this.#sender.version);
      return this.#change("PATCH", id, body, options);
    });
  }

  /**
   * Replaces the whole person: what is left out becomes blank. Needs `userName`, an e-mail address and `active`, since
   * leaving that out has deactivated people. `nickName` follows `userName`. Prefer `patch`.
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
  ): Promise<ScimResponse<ScimUserRecord>> {
    const legs = this.#sender.legsOf(options);
    const path = resourcePath("Users", id);
    const answer = await this.#sender.send({ method, path, body }, orNothing(toUserRecord), legs);
    const { status, headers, body: changed } = answer;
    return { status, headers, body: changed ?? (await this.get(id, legs)) };
  }

  /** Deactivates a person by DELETE. Nothing is erased: id, userName and e-mail addresses stay taken. May be repeated. */
  delete(id: string, options?: CallOptions): ScimCall<void> {
    return toCall(() =>
      this.#sender.send({ method: "DELETE", path: resourcePath("Users", id) }, toNothing, options),
    );
  }

  /** Deactivates a person, and says who it was. */
  deactivate(id: string, options?: CallOptions): ScimCall<ScimUserRecord> {
    return this.patch(id, { active: false }, options);
  }

  /** Makes a deactivated person active again; workspaces and channels do not come back. */
  reactivate(id: string, options?: CallOptions): ScimCall<ScimUserRecord> {
    return this.patch(id, { active: true }, options);
  }

  /** Finds who has an e-mail address, as the primary one rather than the secondary; deactivated people included. Undefined when nobody has. */
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

  /** Finds who has a userName, letter case aside; deactivated people included. Undefined when nobody has. */
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
