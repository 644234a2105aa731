import { inspect } from "node:util";

/**
 * Values that must come out nowhere. The token looks like none of Slack's, so that it is only found by who knows it; nothing in
 * them needs an escape anywhere, and each begins and ends in a way of its own, so that half of one is found as well.
 */
export const MARKS = {
  token: "qtoken1z-canary-of-the-token-z9nekotq",
  password: "qpasswd1-canary-of-the-password-1dwssapq",
  proxyPassword: "qproxyp1-canary-of-the-proxy-1pyxorpq",
  title: "Qtitleaa_canary_of_a_title_aaeltitQ",
  displayName: "Qdispla1 canary of a name 1alpsidQ",
  department: "Qdepart1 canary of a department 1trapedQ",
  email: "qmailbx1.canary1xbliamq@example.com",
  groupName: "Qgroupn1 canary of a group 1npuorgQ",
} as const;

/** The name of a mark. */
export type Mark = keyof typeof MARKS;

/** What no output, no file and no argument may ever hold, whatever it is an output of. */
export const CREDENTIALS: readonly Mark[] = ["token", "password", "proxyPassword"];

const PIECE = 8;

/** Which marks are in a text, whole or in part, in either case, as they are or in base64. */
export function marksIn(text: string, looked: readonly Mark[] = Object.keys(MARKS) as Mark[]): Mark[] {
  const lower = text.toLowerCase();
  return looked.filter((name) =>
    [MARKS[name].slice(0, PIECE), MARKS[name].replace(/@.*/, "").slice(-PIECE)].some(
      (piece) =>
        lower.includes(piece.toLowerCase()) || base64Forms(piece).some((form) => text.includes(form)),
    ),
  );
}

/** A text may begin at each of three places of a group of base64. */
function base64Forms(piece: string): string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(piece)]);
    const whole = bytes.toString("base64").replace(/=+$/, "");
    return whole.slice(before === 0 ? 0 : before + 1, -1);
  });
}

/** Everything that printing an error in one of the usual ways could show. */
export function everythingOf(error: unknown): string {
  const parts = [String(error), inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error)];
  if (error instanceof Error) parts.push(String(error.stack), everythingOf(error.cause));
  return parts.join("\n");
}
