import { primaryEmailOf } from "../../provider/user/fields";
import { isBot } from "../bots";
import type { Finding } from "./findings";
import type { Scene } from "./scene";

/**
 * People with access and groups that no resource has. Who is deactivated has no access; bots are managed by their apps; and no
 * program can declare an account without e-mail address.
 */
export function unmanaged(scene: Scene): Finding[] {
  const people = [...scene.people.values()].filter(
    (person) =>
      person.active !== false &&
      !isBot(person) &&
      primaryEmailOf(person) !== undefined &&
      !scene.isManaged("user", person.id),
  );
  const groups = [...scene.groups.values()].filter(
    ({ id }) => !scene.isManaged("group", id) && !scene.isManaged("membership", id),
  );
  return [
    ...people.map(({ id }) => notice(scene, "unmanagedUsers", "user", id)),
    ...groups.map(({ id }) => notice(scene, "unmanagedGroups", "group", id)),
  ];
}

function notice(scene: Scene, kind: Finding["kind"], type: "user" | "group", id: string): Finding {
  return {
    kind,
    severity: "notice",
    subject: scene.subject(type, id),
    message: "is managed by no resource.",
    remedy:
      "Declare them to take them over (`pulumi preview` says how), or leave them to whoever manages them: another stack, an identity provider.",
  };
}
