import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type SlackEmulator, startEmulator } from "../../../emulator";
import { refuseOffLoopback, sealedEnvironment } from "../../../tools/sealed-environment";
import { type Run, type RunningCommand, startPulumi } from "./command";
import { type Checkpoint, readCheckpoint, type StoredResource, whatMustHold } from "./inspection";
import { endHost, endLeftovers, providerRuns, requestsOfProgram, versionsSeen } from "./processes";
import { makeExampleProject, makeProject, type Project } from "./project";

/** How one command shall run. */
export interface CommandOptions {
  /** The command must end with an error. @default false: it must succeed */
  fails?: boolean;
  /** `up`, `refresh` and `destroy` show a preview first, in processes of its own. @default false, which halves the time */
  preview?: boolean;
  /** Further flags, such as `--target`. */
  flags?: string[];
}

const stackName = "dev";
const open: TestStack[] = [];

jest.setTimeout(240_000);

afterEach(async () => {
  for (const stack of open.splice(0)) await stack.close();
});

/** A stack on the real engine, with a Slack of its own. After the test it is inspected and taken away. */
export async function createStack(program: string, slack?: SlackEmulator): Promise<TestStack> {
  return openStack(makeProject(program), slack);
}

/** The same with the program of one of examples/. */
export async function createExampleStack(name: string): Promise<TestStack> {
  return openStack(makeExampleProject(name));
}

/** The same with a project that is there already, packages and all. */
export async function openStack(project: Project, slack?: SlackEmulator): Promise<TestStack> {
  const token = `xoxp-${randomBytes(16).toString("hex")}`;
  const stack = new TestStack(project, slack ?? (await startEmulator({ token, limits: "off" })));
  open.push(stack);
  await stack.pulumi(["stack", "init", stackName]);
  return stack;
}

/** One Pulumi project with one stack and the emulator it talks to. */
export class TestStack {
  /** Values that must appear in no state, output or log. */
  readonly secrets: string[];
  private readonly environment: Record<string, string>;
  private printed = "";
  private isClosed = false;

  constructor(
    private readonly project: Project,
    readonly slack: SlackEmulator,
  ) {
    const [binDir, homeDir] = [process.env.ENGINE_TEST_BIN ?? "", process.env.ENGINE_TEST_HOME ?? ""];
    const preload = join(__dirname, "preload.js");
    this.secrets = [slack.token];
    this.environment = {
      ...sealedEnvironment({
        binDir,
        homeDir,
        stateDir: project.stateDir,
        slack: { baseUrl: slack.v2, token: slack.token },
      }),
      PULUMI_DEBUG_COMMANDS: "true", // unlocks --event-log
      ENGINE_TEST_BIN: binDir,
      ENGINE_TEST_PROCESS_LOG: project.processLog,
      TMPDIR: project.tempDir,
      NODE_OPTIONS: `--require "${preload}"`,
    };
  }

  /** Replaces the program: CommonJS source of an index.js. */
  setProgram(source: string): void {
    writeFileSync(join(this.project.folder, "index.js"), source);
  }

  /** Puts a file beside the program. */
  setFile(name: string, content: string): void {
    writeFileSync(join(this.project.folder, name), content);
  }

  /** What is in a file beside the program. */
  file(name: string): string {
    return readFileSync(join(this.project.folder, name), "utf8");
  }

  /** Changes variables of all further commands; undefined removes one. */
  setEnvironment(overrides: Record<string, string | undefined>): void {
    for (const [name, value] of Object.entries(overrides)) {
      if (name === "SLACK_SCIM_BASE_URL" && value !== undefined) refuseOffLoopback(value);
      if (name === "SLACK_SCIM_TOKEN" && value !== undefined) this.secrets.push(value);
      if (value === undefined) delete this.environment[name];
      else this.environment[name] = value;
    }
  }

  /** `pulumi config set`; a secret value is one more that must appear nowhere. */
  async setConfig(key: string, value: string, { secret = false } = {}): Promise<void> {
    if (key.endsWith(":baseUrl")) refuseOffLoopback(value);
    if (secret) this.secrets.push(value);
    await this.pulumi([
      "config",
      "set",
      "--stack",
      stackName,
      secret ? "--secret" : "--plaintext",
      key,
      value,
    ]);
  }

  preview(options?: CommandOptions): Promise<Run> {
    return this.operate("preview", options);
  }

  up(options?: CommandOptions): Promise<Run> {
    return this.operate("up", options);
  }

  refresh(options?: CommandOptions): Promise<Run> {
    return this.operate("refresh", options);
  }

  destroy(options?: CommandOptions): Promise<Run> {
    return this.operate("destroy", options);
  }

  /** Starts an operation without waiting for its end, so that it can be killed. */
  begin(operation: "preview" | "up" | "refresh" | "destroy", options: CommandOptions = {}): RunningCommand {
    const asking = operation === "preview" ? [] : ["--yes", ...(options.preview ? [] : ["--skip-preview"])];
    const flags = [
      "--stack",
      stackName,
      "--event-log",
      this.project.eventLog,
      ...asking,
      ...(options.flags ?? []),
    ];
    return this.start([operation, ...flags]);
  }

  /** Any other command of the CLI, which must succeed. */
  async pulumi(args: string[]): Promise<Run> {
    return expectOutcome(args.join(" "), await this.start(args).ended);
  }

  /** What README says to do after a killed run: take away what the kill cut in half, then release the lock. */
  async unlock(): Promise<void> {
    removeCutAttributes(dirname(this.stateFile()));
    await this.pulumi(["cancel", "--yes", "--stack", stackName]);
  }

  /** What the engine keeps, secrets encrypted. */
  state(): Checkpoint {
    return readCheckpoint(this.stateFile());
  }

  /** The state of one resource by its logical name. */
  resource(name: string): StoredResource {
    const found = this.state().resources.find(({ urn }) => urn.endsWith(`::${name}`));
    if (found === undefined) throw new Error(`${name} is not in state`);
    return found;
  }

  /** The connections that programs made, the engine's own aside, as host:port: there should be none. */
  requestsOfProgram(): string[] {
    return requestsOfProgram(this.project.processLog);
  }

  /** The versions of Node and TypeScript that the engine's processes have run on. */
  versionsSeen(): { node: string[]; typescript: string[] } {
    return versionsSeen(this.project.processLog);
  }

  /** Settles when a provider process of this stack has started. */
  providerRuns(): Promise<void> {
    return providerRuns(this.project.processLog);
  }

  /** SIGKILL to the provider, or to all Node processes that this stack's engine has started. */
  killProcesses(role?: "provider"): void {
    endLeftovers(this.project.processLog, role);
  }

  /** Ends the host that started the program of a killed CLI. */
  endHost(): void {
    endHost(this.project.processLog);
  }

  /** Keeps state and Slack as they are; the returned function puts both back, whatever was done since. */
  remember(): () => void {
    const { stateDir, root, processLog } = this.project;
    const [kept, held] = [join(root, "kept"), this.slack.snapshot()];
    cpSync(stateDir, kept, { recursive: true });
    return () => {
      endLeftovers(processLog);
      rmSync(stateDir, { recursive: true });
      cpSync(kept, stateDir, { recursive: true });
      this.slack.restore(held);
    };
  }

  /** This package's own command, run in the project as `npx` would. */
  async cli(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const command = join(this.project.folder, "node_modules/pulumi-slack-scim/dist/cli/index.js");
    const options = { cwd: this.project.folder, env: { ...this.environment } };
    const ended = await new Promise<{ code: number; stdout: string; stderr: string }>((resolve) =>
      execFile(process.execPath, [command, ...args], options, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
      ),
    );
    this.printed += ended.stdout + ended.stderr;
    return ended;
  }

  /** Asserts what holds after every test, and takes everything away. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    try {
      await this.slack.close();
      endLeftovers(this.project.processLog);
      whatMustHold(this.project.root, this.printed, this.state(), this.secrets);
    } finally {
      rmSync(this.project.root, { recursive: true, force: true });
    }
  }

  /** Where the engine keeps the state of this stack. */
  stateFile(): string {
    const stacks = join(this.project.stateDir, ".pulumi", "stacks");
    const [projectName = ""] = readdirSync(stacks);
    return join(stacks, projectName, `${stackName}.json`);
  }

  private async operate(
    operation: Parameters<TestStack["begin"]>[0],
    options: CommandOptions = {},
  ): Promise<Run> {
    return expectOutcome(operation, await this.begin(operation, options).ended, options.fails);
  }

  private start(args: string[]): RunningCommand {
    const all = ["--non-interactive", "--color", "never", ...args];
    const command = startPulumi(all, this.project.folder, { ...this.environment }, this.project.eventLog);
    const ended = command.ended.then((run) => {
      this.printed += run.stdout + run.stderr + JSON.stringify(run.events);
      return run;
    });
    return { ...command, ended };
  }
}

/**
 * The engine's file back end writes a state whole but the `.attrs` file beside it in place, so that a kill in between
 * leaves that one empty, and every later command ends with "failed to load checkpoint: EOF".
 */
function removeCutAttributes(folder: string): void {
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".attrs"))) {
    const path = join(folder, file);
    if (!readFileSync(path, "utf8").endsWith("\n")) rmSync(path);
  }
}

function expectOutcome(what: string, run: Run, fails = false): Run {
  if ((run.code !== 0) === fails) return run;
  const wish = fails ? "to fail" : "to succeed";
  throw new Error(
    `expected \`pulumi ${what}\` ${wish}, it ended with ${run.code}:\n${run.stdout}\n${run.stderr}`,
  );
}
