import {
  counting,
  type Done,
  doneLine,
  duration,
  number,
  type Waiting,
  waitingLine,
} from "../../../provider/run/progress-lines";
import type { EndpointMetrics } from "../../../provider/scim";

/** A kind of request of which so many wait. */
function endpoint(waiting: number, more: Partial<EndpointMetrics> = {}): EndpointMetrics {
  const counts = { completed: 0, ok: 0, refused: 0, failed: 0, retried: 0, lastMinute: 0, waitedMs: 0 };
  return { ...counts, waiting, ...more };
}

function waitingFor(metrics: Waiting["metrics"], leftMs = 0): string {
  return waitingLine({ metrics, nowMs: 0, steps: [], leftMs });
}

function doneBy(done: Partial<Done>): string {
  const nothing = { requests: { "GET Users": 11 }, fromScan: 0, rateLimited: 0, waitedMs: 0, changes: {} };
  return doneLine({ ...nothing, ...done }).replace("11 requests to Slack (11 × GET Users)", "");
}

test("who waits is said by kind of request, with the limit where it is known, and how long the rest takes", () => {
  const metrics = {
    "PATCH Users/{id}": endpoint(1200, { waitsFor: { limit: "writes", perMinute: 480 } }),
    "GET Users": endpoint(0),
    "DELETE Groups/{id}": endpoint(2),
  };
  expect(waitingFor(metrics, 7_500_000)).toBe(
    "waiting for Slack's limits: 1,200 × PATCH Users/{id} (all writes together: 480 a minute), 2 × DELETE Groups/{id}; about 2 h 5 min to go",
  );
});

test("of a limit of the organisation it is said that it is for all reads or writes, of a request's own one it is not", () => {
  const reads = endpoint(3, { waitsFor: { limit: "reads", perMinute: 1000 } });
  expect(waitingFor({ "GET Users": reads })).toBe(
    "waiting for Slack's limits: 3 × GET Users (all reads together: 1,000 a minute)",
  );
  const own = endpoint(3, { waitsFor: { limit: "POST Users", perMinute: 126, loweredFrom: 180 } });
  expect(waitingFor({ "POST Users": own })).toBe(
    "waiting for Slack's limits: 3 × POST Users (126 a minute, 180 before Slack answered 429)",
  );
});

test("what a run did is said by kind of request, the most frequent first", () => {
  const requests = { "GET Groups": 3, "PATCH Groups/{id}": 1200 };
  expect(doneLine({ requests, fromScan: 0, rateLimited: 0, waitedMs: 0, changes: {} })).toBe(
    "1,203 requests to Slack (1,200 × PATCH Groups/{id}, 3 × GET Groups)",
  );
});

test("what is worth nothing is left out of what a run did, a wait of less than a second too", () => {
  expect(doneBy({})).toBe("");
  expect(doneBy({ fromScan: 1200, rateLimited: 1, waitedMs: 999 })).toBe(
    "; 1,200 more reads answered from lists; 429 once",
  );
  expect(doneBy({ rateLimited: 2000, waitedMs: 1000 })).toBe("; 429 2,000 times; 1 s waited for the limits");
  expect(doneBy({ changes: { "groups changed": 12, "people created": 1 } })).toBe(
    "; 12 groups changed; 1 person created",
  );
});

test("one is told of in the singular, and only by the word that is counted", () => {
  expect(counting(1, "people to be changed")).toBe("1 person to be changed");
  expect(counting(1, "groups left by people")).toBe("1 group left by people");
  expect(counting(1, "entries of groups")).toBe("1 entry of groups");
  expect(counting(1, "people of two entries")).toBe("1 person of two entries");
  expect(counting(1200, "people created")).toBe("1,200 people created");
  expect(counting(0, "groups deleted")).toBe("0 groups deleted");
});

test("times are whole seconds up to a hundred, then minutes and hours", () => {
  expect([0, 1, 99_000, 99_001, 3_600_000, 5_400_000].map(duration)).toEqual([
    ...["1 s", "1 s", "99 s", "2 min", "1 h", "1 h 30 min"],
  ]);
});

test("numbers have commas between their thousands", () => {
  expect([0, 999, 1000, 1_234_567, 143.6].map(number)).toEqual(["0", "999", "1,000", "1,234,567", "144"]);
});
