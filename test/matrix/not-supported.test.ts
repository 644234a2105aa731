import type { Toolchain } from "../../tools/toolchains";
import { createStackWith, tools } from "./support/stack";
import { whatIsMissing } from "./support/tools";

jest.setTimeout(600_000);

/** Skipped, with the reason in its title, where the toolchain can't be had. */
function testWith(toolchain: Toolchain, title: string, check: () => Promise<void>): void {
  const missing = whatIsMissing(tools, toolchain);
  if (missing === undefined) test(title, check);
  else test.skip(`${title} (not tried: ${missing})`, () => {});
}

const yarn: Toolchain = { manager: "Yarn", program: "CommonJS", node: "22", sdk: "newest" };

testWith(
  yarn,
  "with Yarn Plug'n'Play Pulumi's host does not find its SDK, and Slack is asked nothing",
  async () => {
    const { stack } = await createStackWith(yarn, "pnp");
    const { stdout } = await stack.up({ fails: true });
    expect(stdout).toContain("the Pulumi SDK has not been installed");
    expect(stack.slack.requests).toEqual([]);
  },
);

const tooNew: Toolchain = { manager: "npm", program: "TypeScript 6", node: "20", sdk: "3.216" };

testWith(tooNew, "npm refuses TypeScript 6 beside SDK 3.216", async () => {
  await expect(createStackWith(tooNew)).rejects.toThrow(/ERESOLVE.*peer.*typescript@">= 3\.8\.3 < 6"/s);
});
