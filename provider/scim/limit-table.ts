/**
 * So many requests a minute, and so many at once after a pause.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export interface Limit {
  /** How many tokens come in a minute. */
  perMinute: number;
  /** How many can be saved up. */
  burst: number;
}

/**
 * The two limits of an organization over all of its endpoints; every app that provisions it draws on them.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export const SET_LIMITS: Readonly<Record<"reads" | "writes", Limit>> = {
  writes: { perMinute: 600, burst: 180 },
  reads: { perMinute: 1000, burst: 1000 },
};

/**
 * The limits of single endpoints, which hold beside those of the set: the stricter one of the two binds.
 * Lists and discovery have no row: only the reads of the organization limit them.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export const ENDPOINT_LIMITS: Readonly<Record<string, Limit>> = {
  "GET Users/{id}": { perMinute: 300, burst: 300 },
  "POST Users": { perMinute: 180, burst: 20 },
  "PUT/PATCH Users/{id}": { perMinute: 180, burst: 20 }, // one row for both verbs
  "DELETE Users/{id}": { perMinute: 180, burst: 20 },
  "GET Groups/{id}": { perMinute: 300, burst: 300 },
  "POST Groups": { perMinute: 180, burst: 20 },
  "PUT/PATCH Groups/{id}": { perMinute: 180, burst: 80 }, // the only writes with a larger burst
  "DELETE Groups/{id}": { perMinute: 180, burst: 20 },
};

/** The kinds that have ids in their paths, by verb; made once, since every request asks. */
const KINDS_WITH_ID = Object.fromEntries(
  ["GET", "POST", "PUT", "PATCH", "DELETE"].map((method) => [
    method,
    { Users: `${method} Users/{id}`, Groups: `${method} Groups/{id}` },
  ]),
);

/** The kind of a request: its verb and its path, ids taken out. */
export function endpointOf(method: string, path: string): string {
  const isWithId = path.startsWith("Users/")
    ? path.length > 6
    : path.startsWith("Groups/") && path.length > 7;
  if (!isWithId) return `${method} ${path}`;
  return KINDS_WITH_ID[method]?.[path.startsWith("U") ? "Users" : "Groups"] ?? `${method} ${path}`;
}

/** The row of the table that a kind of request draws on; undefined when only the set limits it. */
export function limitNameOf(endpoint: string): string | undefined {
  const name = endpoint.replace(/^(PUT|PATCH) /, "PUT/PATCH ").replace(/\/$/, "");
  return name in ENDPOINT_LIMITS ? name : undefined;
}
