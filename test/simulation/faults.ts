import type { Fault } from "../../emulator";

/** One way for a call to go wrong. */
export interface FaultKind {
  /** What the one who sends the call sees. */
  name: string;
  /** What the emulator does; a connection that is refused never reaches it. */
  fault: Fault | "refused";
  /** Whether the call is done although its answer says no: nobody can know then. */
  lies?: true;
}

const PAGE = "<!DOCTYPE html><html><body>Sorry</body></html>";
const CUT = '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"U0';

/** Every way for a call to go wrong, whatever the call is. */
export const FAULTS: readonly FaultKind[] = [
  { name: "connection refused", fault: "refused" },
  { name: "connection lost before the call is done", fault: { drop: "before" } },
  { name: "connection lost after the call is done", fault: { drop: "after" } },
  { name: "429 with Retry-After", fault: { status: 429, retryAfter: "30" } },
  { name: "429 without Retry-After", fault: { status: 429 } },
  { name: "429 in the middle of a second", fault: { status: 429, retryAfter: "0.5" } },
  { name: "429 resource_locked", fault: { code: "resource_locked" } },
  { name: "500", fault: { status: 500 } },
  { name: "500 although the call is done", fault: { status: 500, applied: true } },
  { name: "502 with a page", fault: { status: 502, html: true } },
  { name: "503", fault: { status: 503, body: "" } },
  { name: "503 although the call is done", fault: { status: 503, applied: true } },
  { name: "401", fault: { status: 401 } },
  { name: "403", fault: { status: 403 } },
  { name: "403 although the call is done", fault: { status: 403, applied: true }, lies: true },
  { name: "404 with a page", fault: { status: 404, html: true } },
  { name: "404 in plain text", fault: { status: 404, body: "not found", contentType: "text/plain" } },
  { name: "404 of Slack's own", fault: { code: "no_such_user", status: 404 }, lies: true },
  { name: "a page in place of JSON, and nothing done", fault: { body: PAGE, status: 200 } },
  { name: "an empty body", fault: { body: "", applied: true, status: 200 } },
  { name: "a body that is cut off", fault: { truncate: 40 } },
  { name: "JSON that is cut off", fault: { body: CUT, applied: true, status: 200 } },
  { name: "a page in place of JSON", fault: { body: PAGE, applied: true, status: 200 } },
  { name: "another content type", fault: { contentType: "text/html" } },
  { name: "another JSON", fault: { body: { ok: true }, applied: true, status: 200 } },
  { name: "a slow call", fault: { delayMs: 20_000 } },
  { name: "a slow answer", fault: { answerDelayMs: 20_000 } },
  { name: "reads that lag behind", fault: { staleMs: 5_000 } },
];
