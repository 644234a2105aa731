import { SlackScimArgumentError } from "../errors/errors";
import { describe } from "./check";

/**
 * Values of a query string; what is undefined is left out, the order is kept.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3
 */
export type Query = Record<string, string | number | boolean | undefined>;

/** `Users/<id>`, the id percent-encoded whole: it can reach nothing but that one resource. */
export function resourcePath(collection: "Users" | "Groups", id: string): string {
  if (typeof id === "string" && /^\w+$/.test(id)) return `${collection}/${id}`; // as Slack's own ids are
  if (typeof id !== "string" || id.trim() === "" || id === "." || id === "..") {
    throw new SlackScimArgumentError(
      "id",
      `the id of one of the ${collection}, as ${EXAMPLE_ID[collection]}`,
      describe(id),
    );
  }
  return `${collection}/${encode("id", id)}`;
}

const EXAMPLE_ID = { Users: "U0AAAAAAA1", Groups: "S0AAAAAAA1" };

/** Refuses a path that would leave the base URL; takes its query out. */
export function checkPath(path: string): { path: string; search: string } {
  if (typeof path !== "string" || path === "" || /^[a-z][a-z\d+.-]*:|^\/\/|[\\\s#]/i.test(path)) {
    throw new SlackScimArgumentError(
      "path",
      "a path below the base URL, as Users/U0AAAAAAA1",
      describe(path),
    );
  }
  const [name = "", search = ""] = path.replace(/^\//, "").split(/\?(.*)/s);
  if (name.split("/").some((part) => /^(\.|%2e){1,2}$/i.test(part))) {
    throw new SlackScimArgumentError(
      "path",
      "a path below the base URL without . or .. in it",
      describe(path),
    );
  }
  return { path: name, search };
}

/** `?a=1&b=2`, or nothing. */
export function toSearch(query: Query = {}, search = ""): string {
  const pairs = search === "" ? [] : [search];
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) pairs.push(`${encode("query", name)}=${encode(name, `${value}`)}`);
  }
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

/** Half of a character cannot be encoded. */
function encode(argument: string, text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    throw new SlackScimArgumentError(argument, "text", "half of a surrogate pair");
  }
}
