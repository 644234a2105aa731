/** So many requests a minute, and so many at once after a pause. */
export interface Limit {
  perMinute: number;
  burst: number;
}

/** The two limits of an organization over all of its endpoints; every app that provisions it draws on them. */
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

/** The kind of a request: its verb and its path, ids taken out. */
export function endpointOf(method: string, path: string): string {
  const slash = path.indexOf("/");
  if (slash === -1 || slash === path.length - 1) return `${method} ${path}`;
  const collection = path.slice(0, slash);
  if (collection !== "Users" && collection !== "Groups") return `${method} ${path}`;
  return `${method} ${collection}/{id}`;
}

/** The row of the table that a kind of request draws on; undefined when only the set limits it. */
export function limitNameOf(endpoint: string): string | undefined {
  const name = endpoint.replace(/^(PUT|PATCH) /, "PUT/PATCH ").replace(/\/$/, "");
  return name in ENDPOINT_LIMITS ? name : undefined;
}
