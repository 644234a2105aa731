import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { transformSync } from "@swc/core";
import type { SlackEmulator } from "../../../emulator";
import { type Fence, fences, readDocument } from "../../support/markdown";
import { whatMustHold } from "./inspection";
import { openShell, type Shell } from "./shell";

jest.setTimeout(400_000);

const open: Guide[] = [];

afterEach(async () => {
  for (const guide of open.splice(0)) await guide.close();
});

/**
 * Begins to follow a guide of docs/, word by word, with an emulated Slack that is closed with it.
 * @param secrets what must be nowhere in the end: no file, no state, nothing that was printed
 */
export function follow(name: string, slack: SlackEmulator, secrets = [slack.token]): Guide {
  const guide = new Guide(fences(readDocument(`docs/${name}`)), slack, secrets);
  open.push(guide);
  return guide;
}

/**
 * A guide that is followed. Of its fences, in order: `sh` is run and must succeed, `sh fails` must not; `sh by-hand` is for
 * the reader alone; a fence with a file name is written to that file, and what has no language must have been printed
 * in the section so far, line by line, `…` standing for anything.
 */
export class Guide {
  private readonly root = mkdtempSync(join(tmpdir(), "slack-scim-guide-"));
  private readonly shell: Shell;
  private readonly followed = new Set<string>();
  private everything = "";

  constructor(
    private readonly steps: Fence[],
    private readonly slack: SlackEmulator,
    private readonly secrets: string[],
  ) {
    this.shell = openShell(this.root, slack);
  }

  /** Makes a project as `pulumi new typescript` would, in a folder of the reader's. */
  async hasProject(folder = "."): Promise<void> {
    const at = join(this.root, "work", folder);
    const name = folder === "." ? "people" : folder;
    // TypeScript is compiled when it is written: the engine would take two seconds more for each command.
    write(at, "Pulumi.yaml", `name: ${name}\nruntime: { name: nodejs, options: { typescript: false } }\n`);
    write(at, "package.json", JSON.stringify({ name, main: "index.js" }));
    await this.must(`(cd ${folder} && npm install)`);
  }

  /**
   * Follows a section by its heading; answers with what it printed.
   * @param placeholders what the reader puts in the place of a text, such as an id
   */
  async section(title: string, placeholders: Record<string, string> = {}): Promise<string> {
    const put = (text: string) =>
      Object.entries(placeholders).reduce((done, [from, to]) => done.replaceAll(from, to), text);
    const steps = this.steps
      .filter((step) => step.section === title)
      .map((step) => ({ ...step, code: put(step.code) }));
    if (steps.length === 0) throw new Error(`the guide has no steps in a section "${title}"`);
    this.followed.add(title);
    let printed = "";
    for (const step of steps) printed += await this.step(step, printed);
    return printed;
  }

  /** The sections that have steps and were not followed. */
  left(): string[] {
    const ours = this.steps.filter(
      ({ language, note }) => language === "" || (language === "sh" && note !== "by-hand") || isFile(note),
    );
    return [...new Set(ours.map(({ section }) => section))].filter((title) => !this.followed.has(title));
  }

  /** Runs a script that is not in the guide, to look at what the guide has made. */
  async must(script: string): Promise<string> {
    const output = await this.shell.must(script);
    this.everything += output;
    return output;
  }

  /** A file of the reader's. */
  file(name: string): string {
    return readFileSync(join(this.root, "work", name), "utf8");
  }

  /** Looks for secrets in everything that was printed and written, and takes it away. */
  async close(): Promise<void> {
    try {
      await this.slack.close();
      for (const folder of ["work", "state"])
        whatMustHold(join(this.root, folder), this.everything, { resources: [] }, this.secrets);
    } finally {
      rmSync(this.root, { recursive: true, force: true });
    }
  }

  private async step({ language, note, code }: Fence, printed: string): Promise<string> {
    if (isFile(note)) write(join(this.root, "work"), note, code);
    if (language === "") expectPrinted(printed, code);
    if (language !== "sh" || note === "by-hand") return "";
    if (note !== "fails") return this.must(code);
    const { code: ended, output } = await this.shell.run(code);
    this.everything += output;
    if (ended === 0) throw new Error(`it should have failed: ${code}\n${output}`);
    return output;
  }
}

const isFile = (note: string) => extname(note) !== "";

function write(folder: string, name: string, content: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  if (extname(name) !== ".ts") return;
  const { code } = transformSync(content, {
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  });
  writeFileSync(path.replace(/\.ts$/, ".js"), code);
}

/** Every line of the excerpt is in a line that was printed; white space counts as one blank. */
function expectPrinted(printed: string, excerpt: string): void {
  const shown = printed.split("\n").map(oneBlank);
  for (const line of excerpt.split("\n").filter((one) => one.trim() !== "")) {
    const pattern = new RegExp(oneBlank(line).split("…").map(literally).join(".*"));
    if (!shown.some((one) => pattern.test(one)))
      throw new Error(`the guide shows a line that was not printed:\n  ${line}\n${printed}`);
  }
}

const oneBlank = (text: string) => text.trim().replace(/\s+/g, " ");

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
