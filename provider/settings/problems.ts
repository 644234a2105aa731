import { nearest } from "../fields/nearest";
import { settingsBesideToken } from "./settings";
import { type Environment, processEnvironment, Source } from "./source";
import { NAMESPACE, SETTINGS } from "./table";

/**
 * Every mistake in the settings of the default provider, for the program to refuse before anything is registered: values that
 * cannot be, keys that do not exist (a guard that somebody believes in would not be there), a token in clear. A missing token is
 * none: a preview can do without.
 */
export function settingsProblems(environment: Environment = processEnvironment()): string[] {
  const configuration = configurationIn(environment.PULUMI_CONFIG);
  const source = new Source({ get: (key) => configuration[key] }, environment);
  settingsBesideToken(source, false);
  const clear = clearTokenProblem(environment);
  const names = Object.keys(configuration).map((key) => key.slice(NAMESPACE.length + 1));
  return [...(clear ? [clear] : []), ...unknownNames(names), ...source.problems];
}

/**
 * The same for the arguments of an explicit provider, as far as they are known in the program.
 * @param args plain values; what is an output is left out
 */
export function argumentProblems(args: Record<string, unknown>): string[] {
  const told = (key: string) => args[key.slice(NAMESPACE.length + 1)];
  const source = new Source({ get: (key) => told(key)?.toString() }, {});
  settingsBesideToken(source, true);
  return [...unknownNames(Object.keys(args)), ...source.problems];
}

function unknownNames(names: readonly string[]): string[] {
  const known = Object.keys(SETTINGS);
  return names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = nearest(name, known);
      return `${NAMESPACE}:${name}: no such setting; ${meant ? `${NAMESPACE}:${meant}?` : `there are ${known.join(", ")}`}`;
    });
}

/** The configuration of our namespace that a program is given; older language hosts write `slack-scim:config:token`. */
function configurationIn(json: string | undefined): Record<string, string> {
  const all: Record<string, unknown> = json ? JSON.parse(json) : {};
  const ours = Object.entries(all)
    .map(([key, value]): [string, string] => [key.replace(":config:", ":"), String(value)])
    .filter(([key]) => key.startsWith(`${NAMESPACE}:`));
  return Object.fromEntries(ours);
}

/**
 * What is wrong when `slack-scim:token` was set without `--secret`: it would lie in clear in Pulumi.<stack>.yaml and in state.
 * Asked in the program, which alone is told which configuration is secret.
 */
export function clearTokenProblem(environment: Environment = processEnvironment()): string | undefined {
  const key = `${NAMESPACE}:token`;
  if (!listed(environment.PULUMI_CONFIG, key) || listed(environment.PULUMI_CONFIG_SECRET_KEYS, key))
    return undefined;
  return (
    `The configured ${key} is not a secret: it lies in clear in the stack's file and would go into its state. ` +
    `Run \`pulumi config set --secret ${key}\` (and rotate the token, if the file was ever shared).`
  );
}

/** Whether a JSON list or object names a key, which older language hosts write as `slack-scim:config:token`. */
function listed(json: string | undefined, key: string): boolean {
  const value: unknown = json ? JSON.parse(json) : [];
  const keys = Array.isArray(value) ? value : Object.keys(value ?? {});
  return keys.some((one) => String(one).replace(":config:", ":") === key);
}
