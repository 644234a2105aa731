import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SlackEmulator, startEmulator } from "../emulator";
import { type Engine, ensureEngine } from "./engine";
import { copyExample } from "./example";
import { brief } from "./pulumi-output";
import { sealedEnvironment } from "./sealed-environment";

/** Whose title is changed behind Pulumi's back. */
const changedUserName = "grace.hopper";
const changedTitle = "Rear Admiral";

const stackName = "demo";

/** Runs `pulumi` in the demo's project and shows what it prints. */
type Pulumi = (...args: string[]) => Promise<void>;

/** Runs examples/team against the emulator: created, changed behind Pulumi's back, found, mended. */
async function demo(
  { binDir, version }: Engine,
  root: string,
  slack: SlackEmulator,
  stopped: AbortSignal,
): Promise<void> {
  const pulumi = makeProject(root, binDir, slack, stopped);
  say(`Slack is played by an emulator on ${slack.url}, Pulumi is ${version} from ${binDir}.`);
  say("State is kept in a folder that goes away at the end. None of it leaves this machine.");

  title("examples/team: the forty people of people.csv and a group for each department");
  await pulumi("stack", "init", stackName);
  await pulumi("up", "--yes", "--skip-preview");
  say(
    `Slack now has ${slack.users().length - 1} people besides its owner, and ${slack.groups().length} groups.`,
  );

  title(
    `Somebody changes a title in Slack, behind Pulumi's back: ${changedUserName} is now "${changedTitle}"`,
  );
  const titleBefore = titleOf(slack);
  slack.change(changedUserName, (user) => {
    user.title = changedTitle;
  });
  await pulumi("refresh", "--yes", "--skip-preview", "--diff");

  title("The program still says otherwise, so the next up mends it");
  await pulumi("up", "--yes", "--skip-preview", "--diff");
  if (titleOf(slack) !== titleBefore) throw new Error(`The title was not mended: it is "${titleOf(slack)}".`);
  say(`In Slack, ${changedUserName} is "${titleOf(slack)}" again.`);

  title("With your own Slack");
  say("  cp -r examples/team my-team && cd my-team      put your own export in place of people.csv");
  say("  npm install @pulumi/pulumi pulumi-slack-scim csv-parse");
  say("  pulumi stack init prod");
  say(
    "  pulumi config set --secret slack-scim:token    a token with the `admin` scope, of an organisation's owner",
  );
  say("  pulumi preview                                 says what would change, and changes nothing");
  say("  pulumi up                                      does it");
}

function titleOf(slack: SlackEmulator): string | undefined {
  return slack.user(changedUserName)?.title ?? undefined;
}

function makeProject(root: string, binDir: string, slack: SlackEmulator, stopped: AbortSignal): Pulumi {
  const [project, stateDir] = [join(root, "team"), join(root, "state")];
  copyExample("team", project);
  mkdirSync(stateDir);
  const homeDir = join(root, "home");
  const sealed = sealedEnvironment({
    binDir,
    stateDir,
    homeDir,
    slack: { baseUrl: slack.v2, token: slack.token },
  });
  const environment = { ...sealed, TMPDIR: root }; // what compiling the program leaves goes away too
  return (...args) => {
    if (args[0] !== "stack") say(`$ pulumi ${args.join(" ")}`);
    return runPulumi(join(binDir, "pulumi"), args, project, environment, stopped);
  };
}

/** In a process group of its own: ^C is passed on once, so that a running step is finished and recorded. */
function runPulumi(
  command: string,
  args: string[],
  cwd: string,
  env: Record<string, string>,
  stopped: AbortSignal,
): Promise<void> {
  const all = ["--non-interactive", "--color", process.stdout.isTTY ? "always" : "never", ...args];
  return new Promise((resolve, reject) => {
    stopped.throwIfAborted();
    const child = spawn(command, all, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const interrupt = () => child.kill("SIGINT");
    stopped.addEventListener("abort", interrupt);
    const printed = brief((line) => say(`  ${line}`));
    child.stdout.on("data", printed.add);
    child.stderr.on("data", printed.add);
    child.on("error", reject);
    child.on("close", (code) => {
      stopped.removeEventListener("abort", interrupt);
      printed.end();
      if (code === 0) resolve();
      else reject(new Error(`pulumi ${args[0]} ended with ${code}.`));
    });
  });
}

function title(text: string): void {
  say(`\n== ${text}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<void> {
  const engine = await ensureEngine();
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => stop.abort(new Error("Stopped.")));
  const root = mkdtempSync(join(tmpdir(), "slack-scim-demo-"));
  const slack = await startEmulator({ limits: "off" });
  try {
    await demo(engine, root, slack, stop.signal);
  } finally {
    await slack.close();
    rmSync(root, { recursive: true, force: true });
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
