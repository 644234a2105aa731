import type { Properties } from "../fields/properties";

/** How messages name a person: by what is public. */
export function describeUser(properties: Properties, id?: string): string {
  const { userName } = properties;
  if (typeof userName !== "string") return id === undefined ? "a user" : `user ${id}`;
  return id === undefined ? `user ${userName}` : `user ${userName} (${id})`;
}

/** How messages name a group: by id, since its name may be a secret. */
export function describeGroup(_properties: Properties, id?: string): string {
  return id === undefined ? "the group" : `group ${id}`;
}
