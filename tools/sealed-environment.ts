import { delimiter, dirname } from "node:path";
import { pathToFileURL } from "node:url";

/** What a run of `pulumi` may know: nothing of the shell around it decides which Slack it talks to. */
export interface Seal {
  /** The folder of the engine. */
  binDir: string;
  /** The folder that keeps the stacks' state. */
  stateDir: string;
  /** The folder in which the engine keeps its own files. */
  homeDir: string;
  /** The Slack to talk to: an emulator, on loopback. */
  slack: { baseUrl: string; token: string };
}

/** What the engine encrypts a stack's secrets by. */
export const enginePassphrase = "only the emulator's people are in here";

/** The only variables taken over from the surrounding shell. */
const keptVariables = ["HOME", "LANG", "TMPDIR", "USER", "XDG_CACHE_HOME"];

/** Makes the whole environment of a run: a token or an address in somebody's shell never reaches it. */
export function sealedEnvironment(seal: Seal): Record<string, string> {
  refuseOffLoopback(seal.slack.baseUrl);
  const environment: Record<string, string> = {
    PATH: [seal.binDir, dirname(process.execPath), process.env.PATH].join(delimiter),
    PULUMI_BACKEND_URL: pathToFileURL(seal.stateDir).href,
    PULUMI_CONFIG_PASSPHRASE: enginePassphrase,
    PULUMI_HOME: seal.homeDir,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    SLACK_SCIM_BASE_URL: seal.slack.baseUrl,
    SLACK_SCIM_TOKEN: seal.slack.token,
    SLACK_SCIM_LIMITS: "off",
  };
  for (const name of keptVariables) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

/** Throws unless the address is on this machine. */
export function refuseOffLoopback(baseUrl: string): void {
  const { hostname } = new URL(baseUrl);
  if (["127.0.0.1", "[::1]", "localhost"].includes(hostname)) return;
  throw new Error(
    `${hostname} is not this machine: tests and demo talk to the emulator on loopback and to nothing else.`,
  );
}
