/** Who there is, or may be. */
export const WHO = ["ada", "bert", "cleo", "dora", "emil"] as const;

/** The userNames and addresses that somebody may have; the first ones are theirs from the beginning. */
export const NAMES = WHO.map((who) => [who, `${who}.x`]);
export const ADDRESSES = WHO.map((who) => [`${who}@example.com`, `${who}.x@example.com`]);

/** What groups may be called. */
export const GROUPS = ["Data", "Facts", "Ops"] as const;

/** Never to be seen outside of a request to Slack and an encrypted state. */
export const PASSWORD = "canary-pass-9f3e";
