import { toMembershipOutputs } from "../../provider/membership/fields";
import { difference, membersIn } from "../../provider/run/members";
import type { Managed } from "../state/managed";
import { touches } from "../state/secrets";
import type { Finding } from "./findings";
import { missingMembers } from "./groups";
import type { Scene } from "./scene";

/** What is to be said of people in somebody else's group: the group is gone, or some of them are not in it. */
export function membershipFindings(scene: Scene, managed: Managed): Finding[] {
  const { id, inputs, secret } = managed;
  const subject = scene.subjectOf(managed);
  const live = scene.groups.get(id);
  if (live === undefined) {
    return [
      {
        kind: "gone",
        severity: "decision",
        subject,
        message:
          "is no longer in Slack: whoever owns the group deleted it, and with it everybody's membership.",
        remedy: "`pulumi refresh` takes the membership out of the state; take it out of the program as well.",
      },
    ];
  }
  const found = toMembershipOutputs(inputs, live, { organization: "", added: [] });
  const missing = difference(membersIn(inputs), membersIn(found));
  if (missing.length === 0 || touches(secret, "members")) return [];
  return [missingMembers(scene, subject, missing)];
}
