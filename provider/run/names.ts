import { type Properties, UNKNOWN } from "../fields/properties";

/** How messages name a person: by what is public. */
export function describeUser(properties: Properties, id?: string): string {
  const { userName } = properties;
  if (typeof userName !== "string") return id === undefined ? "a user" : `user ${id}`;
  return id === undefined ? `user ${userName}` : `user ${userName} (${id})`;
}

/** How messages name the membership of some people in a group. */
export function describeMembership({ groupId }: Properties): string {
  return typeof groupId === "string" && groupId !== UNKNOWN
    ? `the membership in group ${groupId}`
    : "the membership";
}

/** How messages name a group: by id, since its name may be a secret. */
export function describeGroup(_properties: Properties, id?: string): string {
  return id === undefined ? "the group" : `group ${id}`;
}

/** How messages name a directory; there is hardly ever a second one. */
export function describeDirectory(): string {
  return "the directory";
}
