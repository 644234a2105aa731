/** What a URN says: `urn:pulumi:dev::website::pulumi-nodejs:dynamic/slack-scim:User::ada`. */
export interface Urn {
  stack: string;
  project: string;
  /** The type token, those of its parents aside. */
  type: string;
  /** The name in the program. */
  name: string;
}

/** Takes a URN apart; a name may hold colons. */
export function partsOf(urn: string): Urn {
  const [head = "", project = "", types = "", ...name] = urn.split("::");
  return {
    stack: head.slice(head.lastIndexOf(":") + 1),
    project,
    type: types.split("$").at(-1) ?? "",
    name: name.join("::"),
  };
}
