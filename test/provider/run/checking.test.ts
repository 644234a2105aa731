import { Checking } from "../../../provider/run/checking";

test("whoever waits for the checks goes on once no check was begun for five seconds and none is under way", async () => {
  const slept: number[] = [];
  const checks = new Checking({
    sleep: async (ms) => {
      slept.push(ms);
      await meanwhile[slept.length - 1]?.();
    },
  });
  let end = () => {};
  const meanwhile = [
    () => checks.during(async () => {}),
    async () => {
      void checks.during(() => new Promise<void>((resolve) => (end = resolve)));
    },
    async () => {},
    async () => end(),
  ];
  await checks.untilQuiet();
  expect(slept).toEqual([5000, 5000, 5000, 5000]);
});

test("a check that fails is no longer under way, and what it answers or throws is its caller's", async () => {
  let sleeps = 0;
  const checks = new Checking({
    sleep: async () => {
      sleeps += 1;
    },
  });
  await expect(checks.during(async () => Promise.reject(new Error("bad input")))).rejects.toThrow(
    "bad input",
  );
  expect(await checks.during(async () => "checked")).toBe("checked");
  await checks.untilQuiet();
  expect(sleeps).toBe(1);
});
