import { resourcePath } from "../base/path";
import { aboutId } from "../base/wire-shape";
import type { IterateOptions, ListOptions } from "../lists/list";
import { toCutList } from "../lists/list-wire";
import { PageCutter } from "../lists/page-cutter";
import { checkIteration, iteratePages, toListQuery } from "../lists/pages";
import { type ScimCall, toCall } from "../request/call";
import type { CallOptions } from "../request/options";
import type { Sender } from "../request/send";
import { named } from "./named";
import { GroupPageSize } from "./page-size";
import type { ScimGroupHead } from "./types";
import { toGroupHead } from "./wire";

/**
 * The groups of the organization without who is in them, which keeps answers and memory small: asks with `excludedAttributes=members`
 * (v2; v1 has nothing of the kind). Slack does not say whether it heeds that: members that come all the same are dropped.
 * Beside what the methods name, they reject as every call does: see `SlackScimClient`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.4.2.5
 */
export class GroupsWithoutMembers {
  readonly #sender: Sender;

  /** @internal */
  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /**
   * Reads one group without its members.
   * @throws SlackScimApiError `isNotFound` when no group has the id.
   * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.4.1
   */
  get(id: string, options?: CallOptions): ScimCall<ScimGroupHead> {
    return toCall(() =>
      this.#sender.send(
        { method: "GET", path: resourcePath("Groups", id), query: this.#query },
        aboutId(id, (body) => toGroupHead(body).head),
        options,
      ),
    );
  }

  /**
   * Goes through all groups, or those that match the filter, as `groups.iterate` does, without their members.
   * @throws SlackScimArgumentError at once for `pageSize` and unknown names, for the filter with the first page.
   * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.4.2.4
   */
  iterate(over: IterateOptions = {}, options?: CallOptions): AsyncGenerator<ScimGroupHead, void> {
    const { filter, pageSize } = checkIteration(over);
    const size = new GroupPageSize(pageSize);
    const read = (body: unknown) => size.count(toGroupHead(body)).head;
    const cut = () => new PageCutter(read);
    const listPage = (page: ListOptions) => {
      const query = { ...toListQuery({ ...page, filter }), ...this.#query };
      return this.#sender.send(
        { method: "GET", path: "Groups", query, cut },
        toCutList<ScimGroupHead>(page),
        options,
      );
    };
    return iteratePages("Groups", listPage, () => size.next(), this.#sender.logger);
  }

  /**
   * Finds every group with exactly this name, as `groups.findByDisplayName` does, without their members.
   * @throws SlackScimArgumentError when the name is blank; nothing is sent then.
   * @see https://docs.slack.dev/reference/scim-api#filter
   */
  async findByDisplayName(displayName: string, options?: CallOptions): Promise<ScimGroupHead[]> {
    const legs = this.#sender.legsOf(options);
    return named(displayName, (over) => this.iterate(over, legs));
  }

  get #query() {
    return { excludedAttributes: this.#sender.version === "v2" ? "members" : undefined };
  }
}
