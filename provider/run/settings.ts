import * as fs from "node:fs";
import {
  EXPLICIT_KEY,
  NAMESPACE,
  SETTINGS,
  type Setting,
  type SettingName,
  waysToSay,
} from "./settings-table";

/** What one run works with. */
export interface Settings {
  token: string;
  baseUrl: string;
  organization?: string;
  budgetShare: number;
  limits: "slack" | "off" | number;
  /** What delete does with people whose resource says nothing; unset: whom the stack made is deactivated. */
  onDelete?: "deactivate" | "retain";
  /** What delete does with groups whose resource says nothing; unset: what the stack made is deleted. */
  onGroupDelete?: "delete" | "retain";
  maxDeactivations: number;
  maxReactivations: number;
  maxGroupDeletions: number;
  timeoutMs: number;
  retryMs: number;
  proxy?: string;
  ca?: string;
  allowPlainHttp: boolean;
}

/** Pulumi's configuration as the provider process sees it; secrets arrive in clear. */
export interface ConfigReader {
  get(key: string): string | undefined;
}

/** The environment's variables; injected in tests. */
export type Environment = Record<string, string | undefined>;

/**
 * Reads every setting. The environment wins over configuration, because `refresh` and `destroy` use the configuration
 * that the state recorded and a rotated token must reach them; an explicit provider uses its own arguments only.
 * @throws Error naming the setting, both ways to say it, what was wanted and what came
 */
export function readSettings(config: ConfigReader, environment: Environment = process.env): Settings {
  const explicit = config.get(EXPLICIT_KEY) === "true";
  const source = new Source(config, explicit ? {} : environment);
  const token = source.text("token") ?? fail(missingToken(explicit));
  const baseUrl = source.text("baseUrl") ?? SETTINGS.baseUrl.default;
  if (!explicit) refuseMixedSources(source);
  const host = checkedHost(baseUrl, source);
  return {
    token,
    baseUrl,
    organization: source.text("organization"),
    budgetShare: source.number("budgetShare", { above: 0, max: 1 }),
    limits: checkedLimits(source, isLoopback(host)),
    onDelete: source.mildest("onDelete", "deactivate"),
    onGroupDelete: source.mildest("onGroupDelete", "delete"),
    maxDeactivations: source.strictest("maxDeactivations"),
    maxReactivations: source.strictest("maxReactivations"),
    maxGroupDeletions: source.strictest("maxGroupDeletions"),
    timeoutMs: source.number("timeoutSeconds", { above: 0 }) * 1000,
    retryMs: source.number("retrySeconds", { above: 0 }) * 1000,
    proxy: source.text("proxy"),
    ca: readCaFile(source.text("caFile")),
    allowPlainHttp: source.text("allowPlainHttp") === "true",
  };
}

/**
 * What is wrong when `slack-scim:token` was set without `--secret`: it would lie in clear in Pulumi.<stack>.yaml and in state.
 * Asked in the program, which alone is told which configuration is secret.
 */
export function clearTokenProblem(environment: Environment = process.env): string | undefined {
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

/** One setting from its two sources. */
class Source {
  constructor(
    private readonly config: ConfigReader,
    private readonly environment: Environment,
  ) {}

  configured(name: SettingName): string | undefined {
    return blankIsUnset(this.config.get(`${NAMESPACE}:${name}`));
  }

  fromEnvironment(name: SettingName): string | undefined {
    const { env }: Setting = SETTINGS[name];
    return env === undefined ? undefined : blankIsUnset(this.environment[env]);
  }

  text(name: SettingName): string | undefined {
    return this.fromEnvironment(name) ?? this.configured(name);
  }

  number(name: SettingName, bounds: Bounds): number {
    return checkedNumber(name, this.text(name) ?? SETTINGS[name].default, bounds);
  }

  /** The smaller of what both sources say: a colleague's shell does not widen what the stack's configuration says. */
  strictest(name: "maxDeactivations" | "maxReactivations" | "maxGroupDeletions"): number {
    const said = this.saidByBoth(name);
    const values = said.length > 0 ? said : [SETTINGS[name].default];
    return Math.min(...values.map((value) => checkedNumber(name, value, { min: 0, whole: true })));
  }

  /** `retain` where either source says it: a colleague's shell takes nobody's access in a stack that retains. */
  mildest<T extends string>(name: "onDelete" | "onGroupDelete", act: T): T | "retain" | undefined {
    const words: readonly (T | "retain")[] = [act, "retain"];
    const said = this.saidByBoth(name).map((value) => checkedWord(name, value, words));
    return said.find((word) => word === "retain") ?? said[0];
  }

  private saidByBoth(name: SettingName): string[] {
    return [this.fromEnvironment(name), this.configured(name)].filter((value) => value !== undefined);
  }
}

interface Bounds {
  above?: number;
  min?: number;
  max?: number;
  whole?: boolean;
}

function checkedNumber(name: SettingName, value: string, { above, min, max, whole }: Bounds): number {
  const number = Number(value);
  const wanted = [
    whole ? "a whole number" : "a number",
    above !== undefined && `above ${above}`,
    min !== undefined && `from ${min}`,
    max !== undefined && `up to ${max}`,
  ];
  const fits =
    Number.isFinite(number) &&
    number > (above ?? Number.NEGATIVE_INFINITY) &&
    number >= (min ?? Number.NEGATIVE_INFINITY) &&
    number <= (max ?? Number.POSITIVE_INFINITY) &&
    (!whole || Number.isInteger(number));
  return fits
    ? number
    : fail(`${waysToSay(name)}: wanted ${wanted.filter(Boolean).join(" ")}, got "${value}".`);
}

function checkedWord<T extends string>(name: SettingName, value: string, words: readonly T[]): T {
  const listed = words.map((word) => `"${word}"`).join(" or ");
  return (
    words.find((word) => word === value) ?? fail(`${waysToSay(name)}: wanted ${listed}, got "${value}".`)
  );
}

function refuseMixedSources(source: Source): void {
  const tokenFromEnv = source.fromEnvironment("token") !== undefined;
  if (source.fromEnvironment("baseUrl") !== undefined && !tokenFromEnv) {
    fail(
      "SLACK_SCIM_BASE_URL is set without SLACK_SCIM_TOKEN: the configured token would be sent to a host that it was not configured for. Set both, or neither.",
    );
  }
  if (
    tokenFromEnv &&
    source.fromEnvironment("baseUrl") === undefined &&
    source.configured("baseUrl") !== undefined
  ) {
    fail(
      `SLACK_SCIM_TOKEN is set, but the base URL comes from ${NAMESPACE}:baseUrl: the token would be sent to a host that it was not set for. Set SLACK_SCIM_BASE_URL as well.`,
    );
  }
}

function checkedHost(baseUrl: string, source: Source): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return fail(
      `${waysToSay("baseUrl")}: wanted a URL such as ${SETTINGS.baseUrl.default}, got "${baseUrl}".`,
    );
  }
  if (!/\/v[12]\/?$/.test(url.pathname)) {
    return fail(`${waysToSay("baseUrl")}: wanted a URL that ends in /v1/ or /v2/, got "${baseUrl}".`);
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname) && source.text("allowPlainHttp") !== "true") {
    fail(
      `${waysToSay("baseUrl")}: ${url.origin} would carry the token in clear. Use https://, or say ${NAMESPACE}:allowPlainHttp true if the way there is safe.`,
    );
  }
  return url.hostname;
}

function checkedLimits(source: Source, loopback: boolean): Settings["limits"] {
  const value = source.text("limits") ?? SETTINGS.limits.default;
  if (value === "slack") return value;
  if (!loopback) {
    return fail(
      `${waysToSay("limits")}: "${value}" is for an emulator on loopback; against Slack only "slack" holds.`,
    );
  }
  return value === "off" ? value : checkedNumber("limits", value, { above: 0 });
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

function readCaFile(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return fs.readFileSync(path, "utf8");
  } catch (cause) {
    throw new Error(`${waysToSay("caFile")}: cannot read "${path}".`, { cause });
  }
}

function missingToken(explicit: boolean): string {
  if (explicit) return "The SlackScimProvider of this resource has no token.";
  return (
    "No Slack token. Set the environment variable SLACK_SCIM_TOKEN, or run " +
    `\`pulumi config set --secret ${NAMESPACE}:token\`, with a user token (xoxp-…) that has the \`admin\` scope.`
  );
}

function blankIsUnset(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === "" ? undefined : trimmed;
}

function fail(message: string): never {
  throw new Error(message);
}
