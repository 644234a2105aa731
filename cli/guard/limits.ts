import type { Properties } from "../../provider/fields/properties";
import type { StackDefault } from "../../provider/run/retention";
import { type GuardSettings, guardSettings } from "../../provider/settings/settings";
import { type Environment, Source } from "../../provider/settings/source";
import { NAMESPACE, SETTINGS, type SettingName, waysToSay } from "../../provider/settings/table";
import { OVERRIDABLE, type Overrides, optionOf } from "./option-names";
import { isSecret, type Plan, type Step, UnreadablePlan } from "./plan";

/** What a plan may do. */
export interface Limits extends GuardSettings {
  /** Groups that may lose everybody; guard's own, no setting of a run. */
  maxEmptiedGroups: number;
  /** What deletes do where the resource says nothing. */
  stackDefault(kind: "user" | "group", step: Step): StackDefault;
}

/**
 * Reads the limits: an option wins over the environment and the plan's configuration, which hold as they do in a run.
 * @throws UnreadablePlan where a setting is wrong, or a secret that the plan does not show
 */
export function readLimits(
  plan: Plan,
  overrides: Overrides,
  environment: Environment,
  maxEmptiedGroups: number,
): Limits {
  refuseSecrets(plan, overrides);
  const settings = readSettings(plan.configuration, overrides, environment);
  // `pulumi destroy` uses the configuration that the last `up` recorded, which no plan shows.
  const recorded = isDestroy(plan) ? readSettings({}, overrides, environment) : undefined;
  return {
    ...settings,
    maxEmptiedGroups,
    stackDefault(kind, step) {
      const setting = kind === "user" ? "onDelete" : "onGroupDelete";
      const act = kind === "user" ? "deactivate" : "delete";
      if (!usesDefaultProvider(step))
        return { setting, act, value: overrides[setting] ?? ownDefault(plan, step, setting, act) };
      return { setting, act, value: recorded === undefined ? settings[setting] : (recorded[setting] ?? act) };
    },
  };
}

function readSettings(
  configuration: Properties,
  overrides: Overrides,
  environment: Environment,
): GuardSettings {
  const given = { ...environment };
  for (const name of OVERRIDABLE) if (overrides[name] !== undefined) delete given[SETTINGS[name].env];
  const configured = (key: string) =>
    overrides[key.slice(NAMESPACE.length + 1) as keyof Overrides] ?? configuration[key];
  const source = new Source({ get: (key) => configured(key)?.toString() }, given);
  const settings = guardSettings(source);
  if (source.problems.length > 0) throw new UnreadablePlan(source.problems.join("\n"));
  return settings;
}

function refuseSecrets({ configuration }: Plan, overrides: Overrides): void {
  const hidden = OVERRIDABLE.filter((name) => isSecret(configuration, name) && overrides[name] === undefined);
  if (hidden.length === 0) return;
  const [first = ""] = hidden;
  throw new UnreadablePlan(
    `${hidden.map((name) => `${NAMESPACE}:${name}`).join(", ")} is a secret in the stack's configuration, which no plan shows. ` +
      `Set it with \`pulumi config set --plaintext\`, or give ${optionOf(first)}.`,
  );
}

/** Whether the plan takes everything away: it runs no program, so the stack itself is not registered. */
export function isDestroy({ steps }: Plan): boolean {
  const deletes = steps.some(({ op }) => op === "delete");
  const isRegistered = ({ type, op }: Step) =>
    type === "pulumi:pulumi:Stack" && op !== "delete" && op !== "refresh";
  return deletes && !steps.some(isRegistered);
}

/** Whether a resource is of the default provider, which reads the stack's configuration and the environment. */
export function usesDefaultProvider({ provider }: Step): boolean {
  return /::default(_[^:]*)?::[^:]*$/.test(provider);
}

/** What an explicit provider says itself, where the plan shows it; otherwise it may own everything that it has. */
function ownDefault(
  { steps }: Plan,
  { provider }: Step,
  setting: StackDefault["setting"],
  act: StackDefault["act"],
): string | undefined {
  const own = steps.find(({ urn }) => urn === provider.slice(0, provider.lastIndexOf("::")));
  const inputs = (own?.after ?? own?.before)?.inputs;
  const value = inputs?.[`${NAMESPACE}:${setting}`];
  if (inputs === undefined) return act;
  return value === undefined || value === "" ? undefined : value === "retain" ? "retain" : act;
}

/** How a refusal names a limit, and the option that lifts it. */
export function namesOf(limit: keyof Limits): { setting: string; option: string } {
  const setting = limit in SETTINGS ? waysToSay(limit as SettingName) : optionOf(limit);
  return { setting, option: optionOf(limit) };
}
