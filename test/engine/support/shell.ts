import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { SlackEmulator } from "../../../emulator";
import { sealedEnvironment } from "../../../tools/sealed-environment";
import { builtTool } from "../../package/built";
import { checkout } from "./project";

/** How a script ended and what it printed, errors among it. */
export interface Ended {
  code: number;
  output: string;
}

/** Runs scripts as their reader would, one after the other: folder and variables stay from each to the next. */
export interface Shell {
  run(script: string): Promise<Ended>;
  /** The same for one that must succeed; answers with what it printed. */
  must(script: string): Promise<string>;
}

/**
 * A shell in a folder `work` of an empty one, in which everything is real but Slack and the registry: the packages that
 * `npm install` finds are the checkout's, and Pulumi asks nothing.
 */
export function openShell(root: string, slack: SlackEmulator): Shell {
  const [stateDir, toolsDir, workDir] = [join(root, "state"), join(root, "tools"), join(root, "work")];
  for (const folder of [stateDir, toolsDir, workDir]) mkdirSync(folder);
  const { ENGINE_TEST_BIN = "", ENGINE_TEST_HOME = "" } = process.env;
  const environment = sealedEnvironment({
    binDir: ENGINE_TEST_BIN,
    homeDir: ENGINE_TEST_HOME,
    stateDir,
    slack: { baseUrl: slack.v2, token: slack.token },
  });
  environment.PATH = [toolsDir, environment.PATH].join(delimiter);
  // No questions: who reads a guide says yes, to `up` after a preview that takes as long as the update does.
  const answer = `case "$1 $2 $*" in
    *" --preview-only"*) ;;
    up" "*|refresh" "*|destroy" "*) set -- "$@" --skip-preview;;
    "state move"*) set -- "$@" --yes;;
    *) export PULUMI_SKIP_CONFIRMATIONS=true;;
  esac`;
  putTool("pulumi", `${answer}\nexec "${join(ENGINE_TEST_BIN, "pulumi")}" "$@"`);
  putTool("npm", `[ -e node_modules ] || ln -s "${join(checkout, "node_modules")}" node_modules`);
  putTool(
    "npx",
    `[ "$1" = pulumi-slack-scim ] && shift && exec node "${builtTool("index", "cli")}" "$@"; exit 127`,
  );
  writeFileSync(join(root, "folder"), workDir);
  writeFileSync(join(root, "variables"), "");
  const runScript = (script: string) => run(`${before(root)}\n${script}`, environment);
  return {
    run: runScript,
    async must(script) {
      const { code, output } = await runScript(script);
      if (code !== 0) throw new Error(`it ended with ${code}: ${script}\n${output}`);
      return output;
    },
  };

  function putTool(name: string, line: string): void {
    writeFileSync(join(toolsDir, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  }
}

/** What a shell that stays open would know, read and, at the end, written. */
function before(root: string): string {
  const [folder, variables] = [join(root, "folder"), join(root, "variables")];
  return `set -eo pipefail; exec 2>&1; . "${variables}"; cd "$(cat "${folder}")"; trap 'pwd > "${folder}"; export -p > "${variables}"' EXIT`;
}

function run(script: string, env: Record<string, string>): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const options = { env, timeout: 200_000, maxBuffer: 2 ** 26 };
    const shell = execFile("bash", ["-c", script], options, (error, output) => {
      if (error === null) resolve({ code: 0, output });
      else if (typeof error.code === "number") resolve({ code: error.code, output });
      else reject(new Error(`it did not end by itself: ${script}\n${output}`, { cause: error }));
    });
    shell.stdin?.end();
  });
}
