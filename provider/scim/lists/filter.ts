import { describe } from "../base/check";
import { SlackScimArgumentError } from "../errors/errors";

/**
 * What a filter compares with; `true` and `false` are sent as 1 and 0.
 *
 * @see https://docs.slack.dev/reference/scim-api#filter
 */
export type FilterValue = string | number | boolean;

/**
 * A filter that is quoted, escaped and bracketed correctly; `String(filter)` is what is sent.
 *
 * @see https://docs.slack.dev/reference/scim-api#filter
 */
export class Filter {
  readonly #text: string;
  readonly #isOr: boolean;

  /** @internal */
  constructor(text: string, isOr = false) {
    this.#text = text;
    this.#isOr = isOr;
  }

  /**
   * Both must hold. A new filter; what was joined by `or` is put into parentheses.
   * @throws SlackScimArgumentError when the other is not from the builder, as a text.
   * @see https://docs.slack.dev/reference/scim-api#filter
   */
  and(other: Filter): Filter {
    return new Filter(`${this.#bracketed()} and ${checkFilter(other).#bracketed()}`);
  }

  /**
   * At least one must hold. A new filter.
   * @throws SlackScimArgumentError when the other is not from the builder, as a text.
   * @see https://docs.slack.dev/reference/scim-api#filter
   */
  or(other: Filter): Filter {
    return new Filter(`${this.#text} or ${checkFilter(other).#text}`, true);
  }

  /**
   * What is sent, before it is percent-encoded.
   * @throws nothing.
   * @see https://docs.slack.dev/reference/scim-api#filter
   */
  toString(): string {
    return this.#text;
  }

  #bracketed(): string {
    return this.#isOr ? `(${this.#text})` : this.#text;
  }
}

function checkFilter(other: Filter): Filter {
  if (other instanceof Filter) return other;
  throw new SlackScimArgumentError(
    "filter",
    "one from the builder, as filter.userName.eq(…)",
    describe(other),
  );
}

/**
 * The comparisons that Slack has; it has no `ne`, `ew` or `not`.
 *
 * @see https://docs.slack.dev/reference/scim-api#filter
 */
export class FilterAttribute {
  readonly #name: string;

  /** @internal */
  constructor(name: string) {
    this.#name = name;
  }

  /**
   * Equal; Slack compares userName and e-mail addresses without regard to case.
   * @throws SlackScimArgumentError for anything but a string, a finite number or a boolean.
   * @see https://docs.slack.dev/reference/scim-api#filter
   */
  eq(value: FilterValue): Filter {
    return this.#compare("eq", value);
  }

  /**
   * Contains.
   * @throws SlackScimArgumentError for anything but a string, a finite number or a boolean.
   * @see https://docs.slack.dev/reference/scim-api#filter
   */
  co(value: string): Filter {
    return this.#compare("co", value);
  }

  /**
   * Starts with.
   * @throws SlackScimArgumentError for anything but a string, a finite number or a boolean.
   * @see https://docs.slack.dev/reference/scim-api#filter
   */
  sw(value: string): Filter {
    return this.#compare("sw", value);
  }

  /**
   * Has any value.
   * @throws nothing.
   * @see https://docs.slack.dev/reference/scim-api#filter
   */
  pr(): Filter {
    return new Filter(`${this.#name} pr`);
  }

  /**
   * Greater than.
   * @throws SlackScimArgumentError for anything but a string, a finite number or a boolean.
   * @see https://docs.slack.dev/reference/scim-api#filter
   */
  gt(value: FilterValue): Filter {
    return this.#compare("gt", value);
  }

  /**
   * Greater than or equal.
   * @throws SlackScimArgumentError for anything but a string, a finite number or a boolean.
   * @see https://docs.slack.dev/reference/scim-api#filter
   */
  ge(value: FilterValue): Filter {
    return this.#compare("ge", value);
  }

  /**
   * Less than.
   * @throws SlackScimArgumentError for anything but a string, a finite number or a boolean.
   * @see https://docs.slack.dev/reference/scim-api#filter
   */
  lt(value: FilterValue): Filter {
    return this.#compare("lt", value);
  }

  /**
   * Less than or equal.
   * @throws SlackScimArgumentError for anything but a string, a finite number or a boolean.
   * @see https://docs.slack.dev/reference/scim-api#filter
   */
  le(value: FilterValue): Filter {
    return this.#compare("le", value);
  }

  #compare(operator: string, value: FilterValue): Filter {
    return new Filter(`${this.#name} ${operator} ${toLiteral(this.#name, operator, value)}`);
  }
}

function toLiteral(name: string, operator: string, value: FilterValue): string {
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  throw new SlackScimArgumentError(
    `filter.${name}.${operator}()`,
    "a string, a finite number or a boolean",
    describe(value),
  );
}

/**
 * Builds filters: `filter.userName.eq("O'Brien").or(filter.email.sw("o.brien@"))`.
 *
 * @see https://docs.slack.dev/reference/scim-api#filter
 */
export const filter = {
  /** A person's userName. */
  userName: new FilterAttribute("userName"),
  /** A person's e-mail address. */
  email: new FilterAttribute("email"),
  /** A group's name; works although Slack documents only people's attributes. */
  displayName: new FilterAttribute("displayName"),
  /** Whether a person is a guest in several channels: `filter.restricted.eq(true)`. */
  restricted: new FilterAttribute("restricted"),
  /** Whether a person is a guest in a single channel. */
  ultraRestricted: new FilterAttribute("ultra_restricted"),
  /**
   * Any other attribute, as `emails.value`; Slack refuses those that it cannot filter by with `invalid_query`.
   * @throws SlackScimArgumentError when it is no attribute's name: a letter, then letters, digits and `_ . : $ -`.
   * @see https://docs.slack.dev/reference/scim-api#filter
   */
  attribute(name: string): FilterAttribute {
    if (typeof name !== "string" || !/^[A-Za-z][\w.:$-]*$/.test(name)) {
      throw new SlackScimArgumentError(
        "filter.attribute()",
        "an attribute's name, as emails.value",
        describe(name),
      );
    }
    return new FilterAttribute(name);
  },
};
