import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type SlackEmulator, startEmulator } from "../../../emulator";
import { type Running, startIn } from "../../cli/spawn";
import { MARKS, type Mark, marksIn } from "./marks";

/** Of commands these are looked for; an e-mail address is none of their secrets. */
const LOOKED: Mark[] = ["token", "password", "proxyPassword", "title", "department"];

/** A run of a command, and how it shall end. */
export interface CommandRun {
  input?: string;
  environment?: Record<string, string>;
  /** The exit code. */
  ends: number;
}

/** Where commands run: everything that they say, write, or are started with is looked through for marks. */
export class Scene {
  readonly root = mkdtempSync(join(tmpdir(), "slack-scim-canary-"));
  private readonly inputs = mkdtempSync(join(tmpdir(), "slack-scim-canary-inputs-"));

  private constructor(readonly slack: SlackEmulator) {}

  static async open(): Promise<Scene> {
    return new Scene(await startEmulator({ token: MARKS.token }));
  }

  /** A file of the user's own, which may hold what is secret. */
  given(name: string, text: string, mode?: number): string {
    const file = join(this.inputs, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode });
    return file;
  }

  /** Starts a command that has the token, and no other variable of this process. */
  start({ input, environment }: Partial<CommandRun>, ...args: string[]): Running {
    return startIn(
      {
        input,
        folder: this.root,
        environment: {
          PATH: dirname(process.execPath),
          HOME: this.root,
          TMPDIR: this.root,
          NODE_OPTIONS: `--require "${join(__dirname, "arguments.js")}"`,
          CANARY_ARGUMENTS: join(this.root, "arguments.log"),
          SLACK_SCIM_TOKEN: MARKS.token,
          SLACK_SCIM_BASE_URL: this.slack.v2,
          SLACK_SCIM_LIMITS: "off",
          ...environment,
        },
      },
      ...args,
    );
  }

  /** Runs a command to its end, and looks through all that came of it. */
  async run(run: CommandRun, ...args: string[]): Promise<void> {
    const command = this.start(run, ...args);
    const { code } = await command.ended;
    const said = command.stdout() + command.stderr();
    expect({ args, code, said: code === run.ends ? "" : said }).toEqual({ args, code: run.ends, said: "" });
    expect({ args, leaks: marksIn(said, LOOKED) }).toEqual({ args, leaks: [] });
    this.lookThroughFiles();
  }

  /** Every file that commands have written; among them the arguments of all processes that ran. */
  lookThroughFiles(passed: string[] = []): void {
    const files = readdirSync(this.root, { recursive: true, encoding: "utf8" }).filter(
      (name) => !passed.includes(name) && statSync(join(this.root, name)).isFile(),
    );
    expect(files.length).toBeGreaterThan(0);
    for (const name of files)
      expect({ name, leaks: marksIn(readFileSync(join(this.root, name), "utf8"), LOOKED) }).toEqual({
        name,
        leaks: [],
      });
  }

  async close(): Promise<void> {
    await this.slack.close();
    for (const folder of [this.root, this.inputs]) rmSync(folder, { recursive: true });
  }
}
