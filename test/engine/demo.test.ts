import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { checkout } from "./support/project";

jest.setTimeout(240_000);

let folder: string;
let otherSlack: Server;
let asked: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "slack-scim-demo-test-"));
  asked = 0;
  otherSlack = createServer((_request, response) => {
    asked += 1;
    response.end("{}");
  });
  await new Promise<void>((resolve) => otherSlack.listen(0, "127.0.0.1", resolve));
});

afterEach(() => {
  otherSlack.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Shown {
  code: number | null;
  output: string;
}

/** Runs the demo in a shell that has a token for some other Slack; `react` sees the output so far and may signal. */
async function demo(path = "", react: (output: string, kill: () => void) => void = () => {}): Promise<Shown> {
  const { port } = otherSlack.address() as AddressInfo;
  const child = spawn(process.execPath, [join(checkout, "dist", "tools", "demo.js")], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PATH: [path, process.env.ENGINE_TEST_BIN, process.env.PATH].join(delimiter),
      TMPDIR: folder,
      SLACK_SCIM_TOKEN: "xoxp-of-the-shell",
      SLACK_SCIM_BASE_URL: `http://127.0.0.1:${port}/scim/v2/`,
    },
  });
  let output = "";
  const collect = (chunk: Buffer) => {
    output += chunk;
    react(output, () => child.kill("SIGINT"));
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, output };
}

test("the demo creates the team, finds a change made behind its back and mends it, and asks no other Slack", async () => {
  const { code, output } = await demo();
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("Slack now has 40 people") });
  expect(output).toContain("and 8 groups");
  expect(output).toMatch(/\+ 49 created/);
  expect(output).toMatch(/~ title *: "Head of People, Places & Culture" => "Rear Admiral"/);
  expect(output).toMatch(/~ title *: "Rear Admiral" => "Head of People, Places & Culture"/);
  expect(output).toContain('grace.hopper is "Head of People, Places & Culture" again');
  expect(output).toContain("pulumi config set --secret slack-scim:token");
  expect(output).not.toContain("xoxp-of-the-shell");
  expect(asked).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
});

test("the demo stopped with ^C in the middle takes everything away and says that it failed", async () => {
  let isStopped = false;
  const { code, output } = await demo("", (output, kill) => {
    if (isStopped || !output.includes(" created (")) return;
    isStopped = true;
    kill();
  });
  expect(code).toBe(1);
  expect(output).toContain("pulumi up ended with");
  expect(output).not.toContain("behind Pulumi's back");
  expect(readdirSync(folder)).toEqual([]);
});

test("the demo fails when Pulumi does", async () => {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const pulumi =
    '#!/bin/sh\ncase "$*" in *version*) echo v9.0.0;; *stack*) ;; *) echo "no luck"; exit 255;; esac\n';
  writeFileSync(join(bin, "pulumi"), pulumi, { mode: 0o755 });
  const { code, output } = await demo(bin);
  expect({ code, output }).toEqual({
    code: 1,
    output: expect.stringMatching(/no luck\n.*pulumi up ended with 255/s),
  });
  expect(readdirSync(folder)).toEqual(["bin"]);
});
