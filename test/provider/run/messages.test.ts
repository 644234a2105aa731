import { Messages, sample } from "../../../provider/run/messages";

/** A clock on which time passes only when a test says so. */
function manualClock() {
  const sleeping: (() => void)[] = [];
  return {
    sleep: () => new Promise<void>((wake) => sleeping.push(wake)),
    /** How many sleep now. */
    sleeping: () => sleeping.length,
    /** Lets those wake who sleep now, and waits until they have done what they woke for. */
    async pass() {
      for (const wake of sleeping.splice(0)) wake();
      await new Promise(setImmediate);
    },
  };
}

function speak() {
  const lines: string[] = [];
  const clock = manualClock();
  return { lines, clock, messages: new Messages((line) => lines.push(line), clock) };
}

test("of 300 take-overs five are said one by one and the others in one line, a few seconds later", async () => {
  const { lines, clock, messages } = speak();
  for (let n = 1; n <= 300; n++) messages.notice("takenOver", `person${n}`, `person${n} was taken over`);
  expect(lines).toEqual([1, 2, 3, 4, 5].map((n) => `person${n} was taken over`));
  await clock.pass();
  expect(lines.slice(5)).toEqual([
    `… and 295 more existed and were taken over: ${Array.from({ length: 20 }, (_, n) => `person${n + 6}`).join(", ")} and 275 more`,
  ]);
});

test("what comes after a gathered line is gathered anew, never more than a line at a time", async () => {
  const { lines, clock, messages } = speak();
  const say = (name: string) => messages.notice("takenOver", name, name);
  for (const name of ["a", "b", "c", "d", "e", "f"]) say(name);
  for (let n = 0; n < 7; n++) messages.notice("released", `r${n}`, `r${n}`);
  lines.length = 0;
  await clock.pass();
  expect(lines).toEqual(["… and 2 more are declared elsewhere in this program: released: r5, r6"]);
  say("g");
  await clock.pass();
  expect(lines.slice(1)).toEqual(["… and 2 more existed and were taken over: f, g"]);
  await clock.pass();
  say("h");
  await clock.pass();
  expect(lines.slice(2)).toEqual(["… and 1 more existed and were taken over: h"]);
});

test("what is gathered when the run ends is said then, and once", async () => {
  const { lines, clock, messages } = speak();
  for (let n = 1; n <= 7; n++) messages.notice("takenOver", `p${n}`, `p${n}`);
  messages.flush();
  expect(lines.slice(5)).toEqual(["… and 2 more existed and were taken over: p6, p7"]);
  await clock.pass();
  expect(lines).toHaveLength(6);
});

test("warnings stay single up to twenty, and are counted for themselves", async () => {
  const { lines, clock, messages } = speak();
  for (let n = 1; n <= 22; n++) messages.warn("retained", `p${n}`, `p${n} is retained`);
  messages.notice("retained", "q", "q is retained");
  expect(lines).toHaveLength(21);
  expect(lines[19]).toBe("warning: p20 is retained");
  expect(lines[20]).toBe("q is retained");
  await clock.pass();
  expect(lines[21]).toMatch(/^warning: … and 2 more are retained: .*: p21, p22$/);
});

test("a warning about the whole run is said at once, however many there were", () => {
  const { lines, messages } = speak();
  for (let n = 0; n < 30; n++) messages.warn(`look at ${n}`);
  expect(lines).toHaveLength(30);
  expect(lines[29]).toBe("warning: look at 29");
});

test("what is foretold is said together, a line for each kind, once a few seconds have brought no more of it", async () => {
  const { lines, clock, messages } = speak();
  messages.forecast("toCreate", "ada");
  messages.forecast("asIs", "bert");
  messages.foretell("3 people to be changed");
  await clock.pass();
  expect(lines).toEqual([]);
  await clock.pass();
  expect(lines).toEqual([
    "1 not in Slack yet, to be created: ada",
    "1 in Slack already, to be taken over as they are: bert",
    "3 people to be changed",
  ]);
  expect(clock.sleeping()).toBe(0);
  messages.forecast("toCreate", "carla");
  messages.forecast("toCreate", "dora");
  await clock.pass();
  expect(lines).toHaveLength(3);
  await clock.pass();
  expect(lines.slice(3)).toEqual(["2 not in Slack yet, to be created: carla, dora"]);
});

test("what is foretold beside what happens is said as well", async () => {
  const { lines, clock, messages } = speak();
  for (let n = 1; n <= 6; n++) messages.notice("takenOver", `p${n}`, `p${n}`);
  messages.forecast("joins", "group admins (2 people)");
  messages.foretell("3 people to be changed");
  await clock.pass();
  await clock.pass();
  expect(lines.slice(5)).toEqual([
    "… and 1 more existed and were taken over: p6",
    "1 to add people to a group: group admins (2 people)",
    "3 people to be changed",
  ]);
  expect(clock.sleeping()).toBe(0);
});

test("what is foretold when the run ends is said then, and nothing once it happens before", async () => {
  const { lines, clock, messages } = speak();
  const foretell = () => {
    messages.forecast("toCreate", "ada");
    messages.foretell("3 people to be changed");
  };
  foretell();
  messages.flush();
  expect(lines).toEqual(["1 not in Slack yet, to be created: ada", "3 people to be changed"]);
  foretell();
  messages.forgetForecasts();
  await clock.pass();
  messages.flush();
  expect(lines).toHaveLength(2);
});

test("a line names as many as fit it, and counts only those who do not", () => {
  expect(sample(["a", "b", "c"], 3)).toBe("a, b, c");
  expect(sample(["a", "b", "c", "d"], 3)).toBe("a, b, c and 1 more");
  expect(sample(["a", "b", "c", "d", "e", "f", "g"])).toBe("a, b, c, d, e and 2 more");
});
