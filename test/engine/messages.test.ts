import { person, program } from "./support/program";
import { createStack } from "./support/stack";

test("thirty people taken over are said in six lines, the last of them when the run ends", async () => {
  const people = Array.from({ length: 30 }, (_, index) => `person${index}`);
  const stack = await createStack(program(...people.map((name) => person(name))));
  for (const userName of people) {
    stack.slack.addUser({ userName, emails: [{ value: `${userName}@example.com`, primary: true }] });
  }
  const { stdout } = await stack.up();
  const said = new Set(
    stdout.match(/user person\d+ \(\w+\) existed and was taken over|… and \d+ more existed/g),
  );
  expect([...said].filter((line) => line.startsWith("user"))).toHaveLength(5);
  const gathered = [...said].flatMap((line) => /… and (\d+) more/.exec(line)?.[1] ?? []).map(Number);
  expect(gathered.reduce((sum, count) => sum + count, 0)).toBe(25);
});
