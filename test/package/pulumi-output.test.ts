import { brief } from "../../tools/pulumi-output";

function shown(...chunks: string[]): string[] {
  const lines: string[] = [];
  const output = brief((line) => lines.push(line));
  for (const chunk of chunks) output.add(chunk);
  output.end();
  return lines;
}

const created = (name: string) => ` +  pulumi-nodejs:dynamic/slack-scim:User ${name} created (0.05s) \n`;

test("of many resources created the first four are shown and the others counted", () => {
  const lines = shown(
    "Updating (demo):\n",
    ..."abcdefg".split("").map(created),
    "Resources:\n    + 7 created\n",
  );
  expect(lines).toEqual([
    "Updating (demo):",
    ..."abcd".split("").map((name) => created(name).trimEnd().concat(" ")),
    "    … 3 more created",
    "Resources:",
    "    + 7 created",
  ]);
});

test("steps that have only begun are not shown", () => {
  const lines = shown(
    " +  pulumi:pulumi:Stack team-demo creating (0s) \n@ updating.......\n ~  x:y:Group People & Places updating (1s) [diff: ~title]\n",
  );
  expect(lines).toEqual([]);
});

test("of a difference the lines that differ are shown and the others counted", () => {
  const difference = [
    "    ~ pulumi-nodejs:dynamic/slack-scim:User: (update)",
    "        [id=U1]",
    "        active   : true",
    '      ~ title    : "Analyst" => "Countess"',
    '        userName : "ada"',
    "Resources:",
  ];
  expect(shown(difference.join("\n"))).toEqual([
    difference[0],
    "        … 2 unchanged lines",
    difference[3],
    "        … 1 unchanged line",
    difference[5],
  ]);
});

test("colours change nothing about what is shown", () => {
  expect(shown("\u001b[36m@ updating...\u001b[0m\n\u001b[1m        active : true\u001b[0m\n")).toEqual([
    "        … 1 unchanged line",
  ]);
});

test("warnings, errors and differences are shown whole, however the output is cut into pieces", () => {
  const text = '    warning: ada is deactivated\n      ~ title: "a" => "b"\nerror: update failed';
  expect(shown(...(text.match(/.{1,7}|\n/g) ?? []))).toEqual(text.split("\n"));
});
