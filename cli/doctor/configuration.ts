import { settingsProblems } from "../../provider/settings/problems";
import { type Settings, settingsBesideToken } from "../../provider/settings/settings";
import { shownUrl } from "../../provider/settings/shown-url";
import { Source } from "../../provider/settings/source";
import { NAMESPACE, SETTINGS, type SettingName } from "../../provider/settings/table";
import { oneLine } from "../one-line";
import { type Finding, ok, problem, unknown } from "./finding";
import { isProject, type Place, runPulumi } from "./surroundings";

/** What holds in a run: from the environment, and from a stack's configuration where one is named. */
export interface Configured {
  findings: Finding[];
  /** Nothing where a setting is wrong: then nothing is sent. */
  settings?: Omit<Settings, "token">;
  token?: string;
  /** Whether a stack's configuration was read. */
  hasStack: boolean;
  inForce: SettingInForce[];
}

/** One setting, its value and who says it. The token's value is never there. */
export interface SettingInForce {
  name: SettingName;
  value: string;
  from: string;
}

type Values = Record<string, { value?: string; secret?: boolean }>;

/** Reads every setting as a run does, and says what is wrong. */
export async function readConfigured(place: Place, stack: string | undefined): Promise<Configured> {
  const { values, finding } = await readStack(place, stack);
  const environment = {
    ...place.environment,
    PULUMI_CONFIG: JSON.stringify(
      Object.fromEntries(Object.entries(values).map(([key, { value }]) => [key, value ?? ""])),
    ),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(Object.keys(values).filter((key) => values[key]?.secret)),
  };
  const problems = settingsProblems(environment);
  const source = new Source({ get: (key) => values[key]?.value }, place.environment);
  const settings = settingsBesideToken(source, false);
  const remedy = `Correct it: \`pulumi config set\`, or the variable of the environment.`;
  return {
    findings: [
      finding,
      ...(problems.length === 0 ? [ok("settings", "Every setting is one that a run takes.")] : []),
      ...problems.map((sentence) => problem("settings", sentence, remedy)),
    ],
    settings: problems.length === 0 ? settings : undefined,
    token: source.text("token"),
    hasStack: finding.level === "ok",
    inForce: inForce(source, settings),
  };
}

async function readStack(
  place: Place,
  stack: string | undefined,
): Promise<{ values: Values; finding: Finding }> {
  if (stack === undefined) {
    const remedy = isProject(place.folder)
      ? "Give --stack NAME to look at its configuration too."
      : undefined;
    return { values: {}, finding: unknown("configuration", "Only the environment was looked at.", remedy) };
  }
  const asked = ["config", "--json", "--show-secrets", "--non-interactive", "--stack", stack];
  const { code, missing, stdout, stderr } = await runPulumi(asked, place);
  const values = code === 0 ? parsed(stdout) : undefined;
  if (values !== undefined) {
    const ours = Object.fromEntries(
      Object.entries(values).filter(([key]) => key.startsWith(`${NAMESPACE}:`)),
    );
    const sentence = `The configuration of the stack ${stack} has ${Object.keys(ours).length} settings of ${NAMESPACE}.`;
    return { values: ours, finding: ok("configuration", sentence) };
  }
  const why = missing ? "Pulumi is not on the PATH" : oneLine(stderr) || "it is not understood";
  const sentence = `The configuration of the stack ${stack} could not be read: ${why}`;
  return { values: {}, finding: problem("configuration", sentence, "Run `pulumi config` yourself.") };
}

function parsed(json: string): Values | undefined {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function inForce(source: Source, settings: Omit<Settings, "token">): SettingInForce[] {
  return (Object.keys(SETTINGS) as SettingName[]).map((name) => {
    const sources = [
      source.fromEnvironment(name) !== undefined && (SETTINGS[name] as { env?: string }).env,
      source.configured(name) !== undefined && `${NAMESPACE}:${name}`,
    ].filter(Boolean);
    const isSet = sources.length > 0;
    return {
      name,
      value: isSet ? valueInForce(name, source, settings) : SETTINGS[name].default,
      from: sources.join(" and ") || "default",
    };
  });
}

/** What holds where somebody says something: of several sources what a run makes of them. */
function valueInForce(name: SettingName, source: Source, settings: Omit<Settings, "token">): string {
  if (name === "token") return "(set)";
  if (name === "proxy" || name === "baseUrl") return shownUrl(settings[name] ?? "");
  if (name === "protectedUsers") return settings.protectedUsers.join(", ");
  if (name === "maxMemberRemovals")
    return settings.maxMemberRemovals.map(({ count, percent }) => count ?? `${percent}%`).join(" and ");
  if (name === "timeoutSeconds" || name === "retrySeconds" || name === "caFile")
    return source.text(name) ?? "";
  return String(settings[name] ?? source.text(name));
}

/** What a run may do, and how fast. */
export function limitsInUse(settings: Omit<Settings, "token">): Finding {
  const { limits, budgetShare, maxDeactivations, maxReactivations, maxGroupDeletions } = settings;
  const { maxMemberRemovals, protectedUsers } = settings;
  const pace =
    limits === "off"
      ? "no limits of pace"
      : `Slack's limits times ${limits === "slack" ? "" : `${limits} times `}${budgetShare}`;
  const guarded =
    protectedUsers.length === 0 ? "nobody is protected" : `${protectedUsers.length} people are protected`;
  const removals = maxMemberRemovals.map(({ count, percent }) => count ?? `${percent}%`).join(" and ");
  return ok(
    "limits",
    `A run keeps to ${pace}, deactivates at most ${maxDeactivations} and reactivates at most ${maxReactivations} people, deletes at most ${maxGroupDeletions} groups and takes at most ${removals} of its members out of a group; ${guarded}.`,
  );
}
