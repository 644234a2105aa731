import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Toolchain } from "../../../tools/toolchains";
import type { TestStack } from "../../engine/support/stack";
import { createStackWith, tools } from "./stack";
import { type Tool, toolFor, whatIsMissing } from "./tools";

/** One test for each toolchain; those that can't be had here are skipped, and said to be. */
export function testToolchains(toolchains: readonly Toolchain[]): void {
  const [skipped, tried] = [toolchains.filter(isMissing), toolchains.filter((one) => !isMissing(one))];
  let held = 0;
  const tell = () =>
    say(
      `${held} of ${tried.length} toolchains tried hold, ${skipped.length} of ${toolchains.length} skipped`,
    );
  for (const toolchain of skipped) {
    const title = `${titleOf(toolchain)}: ${whatIsMissing(tools, toolchain)}`;
    say(`skipped ${title}`);
    test.skip(title, () => {});
  }
  // Where everything is skipped, jest runs nothing that stands around the tests.
  if (tried.length === 0) tell();
  else afterAll(tell);
  for (const toolchain of tried) {
    test(`made, unchanged, drifted, mended and destroyed with ${titleOf(toolchain)}`, async () => {
      await liveThrough(toolchain);
      held++;
    }, 600_000);
  }
}

function isMissing(toolchain: Toolchain): boolean {
  return whatIsMissing(tools, toolchain) !== undefined;
}

function say(what: string): void {
  process.stdout.write(`matrix: ${what}\n`);
}

function titleOf({ manager, program, node, sdk }: Toolchain): string {
  return `${manager}, ${program}, Node ${toolName(tools.node[node], node)}, SDK ${toolName(tools.sdk[sdk], sdk)}`;
}

function toolName(tool: Tool, name: string): string {
  return "version" in tool ? tool.version : name;
}

async function liveThrough(toolchain: Toolchain): Promise<void> {
  const { stack, folder } = await createStackWith(toolchain);
  await live(stack);
  expect(installed(folder, "@pulumi/pulumi")).toBe(toolFor(tools.sdk, toolchain.sdk).version);
  const seen = stack.versionsSeen();
  expect(seen.node).toEqual([toolFor(tools.node, toolchain.node).version]);
  expect(seen.typescript.join()).toMatch(typescriptOf[toolchain.program]);
}

const typescriptOf: Record<Toolchain["program"], RegExp> = {
  CommonJS: /^$/,
  "ES modules": /^$/,
  "TypeScript 5.9": /^5\.9\.\d+$/,
  "TypeScript 6": /^6\.\d+\.\d+$/,
};

async function live(stack: TestStack): Promise<void> {
  const { slack } = stack;
  expect((await stack.up()).changes).toEqual({ create: 3 });
  const ids = ["ada", "grace"].map((name) => slack.user(name)?.id);
  expect(
    slack
      .group("Data")
      ?.members.map(({ value }) => value)
      .sort(),
  ).toEqual(ids.sort());

  slack.clearLog();
  expect((await stack.up()).changes).toEqual({ same: 3 });
  expect(slack.requests).toEqual([]);

  slack.change("ada", (ada) => {
    ada.title = "Countess";
  });
  const refreshed = await stack.refresh();
  const drifted = refreshed.steps.filter((step) => step.outputs.length > 0);
  expect(drifted).toMatchObject([{ name: "ada", inputs: ["title"], outputs: ["title"] }]);
  expect((await stack.up()).changes).toEqual({ same: 2, update: 1 });
  expect(slack.user("ada")?.title).toBe("Analyst");

  await stack.destroy();
  expect(["ada", "grace"].map((name) => slack.user(name)?.active)).toEqual([false, false]);
  expect(slack.groups()).toEqual([]);
}

function installed(folder: string, name: string): string {
  return JSON.parse(readFileSync(require.resolve(join(name, "package.json"), { paths: [folder] }), "utf8"))
    .version;
}
