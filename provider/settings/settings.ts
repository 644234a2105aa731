import * as fs from "node:fs";
import { shownUrl } from "./shown-url";
import { type ConfigReader, type Environment, fits, processEnvironment, Source } from "./source";
import { EXPLICIT_KEY, NAMESPACE, SETTINGS, waysToSay } from "./table";

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
  /** The same where a directory tells how long its list is: each of what is given holds. */
  ofDirectory: Record<CountedSetting, Limit[]>;
  /** Ids, userNames and e-mail addresses of people who are not to be harmed. */
  protectedUsers: string[];
  /** Each holds. */
  maxMemberRemovals: Limit[];
  previewLookups: "auto" | "off";
  progress: "auto" | "off";
  /** Files to which writes are appended. */
  auditLog: string[];
  /** Where a directory writes its plan. */
  planFile?: string;
  timeoutMs: number;
  retryMs: number;
  proxy?: string;
  ca?: string;
  allowPlainHttp: boolean;
}

/** How much of something a run may do: so many, or so many in a hundred. */
export interface Limit {
  count?: number;
  percent?: number;
}

/**
 * Reads every setting. The environment wins over configuration, because `refresh` and `destroy` use the configuration
 * that the state recorded and a rotated token must reach them; an explicit provider uses its own arguments only.
 * @throws Error with a line for each mistake: the setting, both ways to say it, what was wanted and what came
 */
export function readSettings(
  config: ConfigReader,
  environment: Environment = processEnvironment(),
): Settings {
  const explicit = config.get(EXPLICIT_KEY) === "true";
  const source = new Source(config, explicit ? {} : environment);
  const token = source.text("token") ?? "";
  if (token === "") source.refuse(missingToken(explicit));
  const settings = { token, ...settingsBesideToken(source, explicit) };
  if (source.problems.length > 0) throw new Error(source.problems.join("\n"));
  return settings;
}

/** Reads all but the token; mistakes are gathered in the source. */
export function settingsBesideToken(source: Source, explicit: boolean): Omit<Settings, "token"> {
  const baseUrl = source.text("baseUrl") ?? SETTINGS.baseUrl.default;
  if (!explicit) refuseMixedSources(source);
  const host = checkedHost(baseUrl, source);
  return {
    baseUrl,
    organization: source.text("organization"),
    budgetShare: source.number("budgetShare", { above: 0, max: 1 }),
    limits: checkedLimits(source, host),
    ...guardSettings(source),
    previewLookups: source.word("previewLookups", ["auto", "off"]) ?? "auto",
    progress: source.word("progress", ["auto", "off"]) ?? "auto",
    auditLog: source.paths("auditLog"),
    planFile: source.text("planFile"),
    timeoutMs: source.number("timeoutSeconds", { above: 0 }) * 1000,
    retryMs: source.number("retrySeconds", { above: 0 }) * 1000,
    proxy: source.text("proxy"),
    ca: readCaFile(source),
    allowPlainHttp: source.word("allowPlainHttp", ["true", "false"]) === "true",
  };
}

/** What a run does with deletes, and how much of what it may do. */
export type GuardSettings = Pick<
  Settings,
  | "onDelete"
  | "onGroupDelete"
  | "maxDeactivations"
  | "maxReactivations"
  | "maxGroupDeletions"
  | "ofDirectory"
  | "protectedUsers"
  | "maxMemberRemovals"
>;

/** Reads the settings that bound what a run does; mistakes are gathered in the source. */
export function guardSettings(source: Source): GuardSettings {
  return {
    onDelete: source.mildest("onDelete", "deactivate"),
    onGroupDelete: source.mildest("onGroupDelete", "delete"),
    ...countedLimits(source),
    protectedUsers: source.list("protectedUsers"),
    maxMemberRemovals: limitsOf("maxMemberRemovals", source),
  };
}

/** The limits that count people and groups of a whole run. */
export type CountedSetting = "maxDeactivations" | "maxReactivations" | "maxGroupDeletions";

function countedLimits(source: Source): Pick<Settings, CountedSetting | "ofDirectory"> {
  const ofDirectory = {
    maxDeactivations: limitsOf("maxDeactivations", source),
    maxReactivations: limitsOf("maxReactivations", source),
    maxGroupDeletions: limitsOf("maxGroupDeletions", source),
  };
  // Percent is of a list, and single resources have none: where nothing else is said the default bounds them.
  const strictest = (name: CountedSetting) => {
    const counts = ofDirectory[name].flatMap(({ count }) => count ?? []);
    return Math.min(...(counts.length > 0 ? counts : [Number(SETTINGS[name].default)]));
  };
  return {
    maxDeactivations: strictest("maxDeactivations"),
    maxReactivations: strictest("maxReactivations"),
    maxGroupDeletions: strictest("maxGroupDeletions"),
    ofDirectory,
  };
}

function refuseMixedSources(source: Source): void {
  const tokenFromEnv = source.fromEnvironment("token") !== undefined;
  const urlFromEnv = source.fromEnvironment("baseUrl") !== undefined;
  if (urlFromEnv && !tokenFromEnv) {
    source.refuse(
      "SLACK_SCIM_BASE_URL is set without SLACK_SCIM_TOKEN: the configured token would be sent to a host that it was not configured for. Set both, or neither.",
    );
  }
  if (tokenFromEnv && !urlFromEnv && source.configured("baseUrl") !== undefined) {
    source.refuse(
      `SLACK_SCIM_TOKEN is set, but the base URL comes from ${NAMESPACE}:baseUrl: the token would be sent to a host that it was not set for. Set SLACK_SCIM_BASE_URL as well.`,
    );
  }
}

/** The host of the base URL; nothing once it is refused. */
function checkedHost(baseUrl: string, source: Source): string | undefined {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const refuse = (problem: string) => source.refuse(`${waysToSay("baseUrl")}: ${problem}`);
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    refuse(`wanted a URL such as ${SETTINGS.baseUrl.default}, got "${shownUrl(baseUrl)}".`);
    return undefined;
  }
  if (baseUrl.includes("@")) refuse("wanted a URL without a user or password in it.");
  if (!/\/v[12]\/?$/.test(url.pathname))
    refuse(`wanted a URL that ends in /v1/ or /v2/, got "${shownUrl(baseUrl)}".`);
  if (url.protocol === "http:" && !isLoopback(url.hostname) && source.text("allowPlainHttp") !== "true") {
    refuse(
      `${url.origin} would carry the token in clear. Use https://, or say ${NAMESPACE}:allowPlainHttp true if the way there is safe.`,
    );
  }
  return url.hostname;
}

/** @param host undefined where the base URL is refused, which says enough */
function checkedLimits(source: Source, host: string | undefined): Settings["limits"] {
  const value = source.text("limits") ?? SETTINGS.limits.default;
  if (value === "slack") return value;
  if (host !== undefined && !isLoopback(host)) {
    source.refuse(
      `${waysToSay("limits")}: "${value}" is for an emulator on loopback; against Slack only "slack" holds.`,
    );
    return "slack";
  }
  if (value === "off") return value;
  if (fits(Number(value), { above: 0 })) return Number(value);
  source.refuse(`${waysToSay("limits")}: wanted "slack", "off" or a number above 0, got "${value}".`);
  return "slack";
}

function limitsOf(name: CountedSetting | "maxMemberRemovals", source: Source): Limit[] {
  return source.everyText(name).map((text) => toLimit(name, text, source));
}

function toLimit(name: CountedSetting | "maxMemberRemovals", text: string, source: Source): Limit {
  const [, digits, sign] = /^(\d+)\s*(%?)$/.exec(text) ?? [];
  const number = Number(digits);
  if (digits !== undefined && sign === "") return { count: number };
  if (digits !== undefined && number <= 100) return { percent: number };
  const whole = name === "maxMemberRemovals" ? "a group" : "a SlackScimDirectory's list";
  source.refuse(
    `${waysToSay(name)}: wanted a whole number from 0, or percent of ${whole} such as 50%, got "${text}".`,
  );
  return { count: 0 };
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

function readCaFile(source: Source): string | undefined {
  const path = source.text("caFile");
  if (path === undefined) return undefined;
  try {
    return fs.readFileSync(path, "utf8");
  } catch {
    source.refuse(`${waysToSay("caFile")}: cannot read "${path}".`);
    return undefined;
  }
}

function missingToken(explicit: boolean): string {
  if (explicit) return "The SlackScimProvider of this resource has no token.";
  return (
    "No Slack token. Set the environment variable SLACK_SCIM_TOKEN, or run " +
    `\`pulumi config set --secret ${NAMESPACE}:token\`, with a user token (xoxp-…) that has the \`admin\` scope.`
  );
}
