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

/** The paths that Slack has, as far as the limits and the metrics tell them apart; whatever else is asked for is `other`. */
const PATHS = [
  ...["Users", "Users/{id}", "Groups", "Groups/{id}", "Schemas", "Schemas/Users", "Schemas/Groups"],
  ...["ResourceTypes", "ServiceProviderConfig", "ServiceProviderConfigs"],
];

/** The kinds of requests, by verb and by path in lower case; made once, since every request asks. */
const KINDS = new Map(
  ["GET", "POST", "PUT", "PATCH", "DELETE"].map((method) => [
    method,
    new Map(PATHS.map((path) => [path.toLowerCase(), `${method} ${path}`])),
  ]),
);

/** The kind of a request: its verb and its path, ids taken out. There are only so many, whatever a caller's own paths are. */
export function endpointOf(method: string, path: string): string {
  const kinds = KINDS.get(method);
  const whole = resourceOf(path);
  return kinds?.get(whole) ?? kinds?.get(`${whole.split("/")[0]}/{id}`) ?? `${method} other`;
}

/** What a path reaches, however it is written: two writes to it must not overlap. */
export function resourceOf(path: string): string {
  return decoded(path).toLowerCase().split("/").filter(Boolean).join("/");
}

/** Only plain characters, which no broken encoding elsewhere in the path can spoil. */
function decoded(path: string): string {
  return path.replace(/%([0-7][\da-f])/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** The row of the table that a kind of request draws on; undefined when only the set limits it. */
export function limitNameOf(endpoint: string): string | undefined {
  const name = endpoint.replace(/^(PUT|PATCH) /, "PUT/PATCH ").replace(/\/$/, "");
  return name in ENDPOINT_LIMITS ? name : undefined;
}

/** The limits that a kind of request draws on, by name: the row of its endpoint, where it has one, and that of its set. */
export function limitsOf(endpoint: string): string[] {
  const own = limitNameOf(endpoint);
  const set = endpoint.startsWith("GET ") ? "reads" : "writes";
  return own === undefined ? [set] : [own, set];
}

/** The limit of a name that `limitsOf` gave. */
export function limitNamed(name: string): Limit {
  return ENDPOINT_LIMITS[name] ?? SET_LIMITS[name as keyof typeof SET_LIMITS];
}
