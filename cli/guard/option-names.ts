import type { SettingName } from "../../provider/settings/table";

/** The settings that an option of the same name overrides. */
export const OVERRIDABLE = [
  "maxDeactivations",
  "maxReactivations",
  "maxGroupDeletions",
  "maxMemberRemovals",
  "protectedUsers",
  "onDelete",
  "onGroupDelete",
] as const satisfies SettingName[];

/** The options as they were given. */
export type Overrides = Partial<Record<(typeof OVERRIDABLE)[number], string>>;

/** `--max-deactivations` of `maxDeactivations`. */
export function optionOf(setting: string): string {
  return `--${setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
