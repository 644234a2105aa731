import { withoutTokens } from "../scim/base/redact";
import { NAMESPACE, SETTINGS, type Setting, type SettingName, waysToSay } from "./table";

/** Pulumi's configuration as the provider process sees it; secrets arrive in clear. */
export interface ConfigReader {
  get(key: string): string | undefined;
}

/** The environment's variables; injected in tests. */
export type Environment = Record<string, string | undefined>;

/** The variables of this process. */
export function processEnvironment(): Environment {
  return process.env;
}

/** One setting from its two sources; mistakes are gathered, and the default stands in. */
export class Source {
  readonly problems: string[] = [];

  constructor(
    private readonly config: ConfigReader,
    private readonly environment: Environment,
  ) {}

  /** Whoever puts the token into another setting is told so without it. */
  refuse(problem: string): void {
    this.problems.push(withoutTokens(problem));
  }

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
    return this.checkedNumber(name, this.text(name) ?? SETTINGS[name].default, bounds);
  }

  word<T extends string>(name: SettingName, words: readonly T[]): T | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : this.checkedWord(name, value, words);
  }

  /** `retain` where either source says it: a colleague's shell takes nobody's access in a stack that retains. */
  mildest<T extends string>(name: "onDelete" | "onGroupDelete", act: T): T | "retain" | undefined {
    const words: readonly (T | "retain")[] = [act, "retain"];
    const given = this.valuesOf(name).map((value) => this.checkedWord(name, value, words));
    return given.find((word) => word === "retain") ?? given[0];
  }

  checkedNumber(name: SettingName, value: string, bounds: Bounds): number {
    if (fits(Number(value), bounds)) return Number(value);
    this.refuse(`${waysToSay(name)}: wanted ${describeBounds(bounds)}, got "${value}".`);
    return Number(SETTINGS[name].default);
  }

  /** What both sources list together, separated by commas or spaces: neither takes away what the other says. */
  list(name: "protectedUsers"): string[] {
    return this.valuesOf(name).flatMap((text) => text.split(/[\s,]+/).filter(Boolean));
  }

  /** What either source names: a colleague's shell turns nothing of it off. */
  paths(name: "auditLog"): string[] {
    return [...new Set(this.valuesOf(name))];
  }

  /** What each source says, or else the default. Each holds: a colleague's shell does not widen what the stack's configuration says. */
  everyText(
    name: "maxMemberRemovals" | "maxDeactivations" | "maxReactivations" | "maxGroupDeletions",
  ): string[] {
    const given = this.valuesOf(name);
    return given.length > 0 ? given : [SETTINGS[name].default];
  }

  private checkedWord<T extends string>(
    name: SettingName,
    value: string,
    words: readonly T[],
  ): T | undefined {
    const word = words.find((one) => one === value);
    const listed = words.map((one) => `"${one}"`).join(" or ");
    if (word === undefined) this.refuse(`${waysToSay(name)}: wanted ${listed}, got "${value}".`);
    return word;
  }

  private valuesOf(name: SettingName): string[] {
    return [this.fromEnvironment(name), this.configured(name)].filter((value) => value !== undefined);
  }
}

/** What a number must be. */
export interface Bounds {
  above?: number;
  min?: number;
  max?: number;
  whole?: boolean;
}

/** Whether a number is within bounds. */
export function fits(number: number, { above, min, max, whole }: Bounds): boolean {
  return (
    Number.isFinite(number) &&
    number > (above ?? Number.NEGATIVE_INFINITY) &&
    number >= (min ?? Number.NEGATIVE_INFINITY) &&
    number <= (max ?? Number.POSITIVE_INFINITY) &&
    (!whole || Number.isInteger(number))
  );
}

function describeBounds({ above, min, max, whole }: Bounds): string {
  const parts = [
    whole ? "a whole number" : "a number",
    above !== undefined && `above ${above}`,
    min !== undefined && `from ${min}`,
    max !== undefined && `up to ${max}`,
  ];
  return parts.filter(Boolean).join(" ");
}

function blankIsUnset(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === "" ? undefined : trimmed;
}
