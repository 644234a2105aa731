import { changedFields } from "../../provider/fields/field";
import type { Properties } from "../../provider/fields/properties";
import { GROUP_FIELDS, toGroupOutputs } from "../../provider/group/fields";
import { difference, membersIn } from "../../provider/run/members";
import { many } from "../many";
import type { Managed } from "../state/managed";
import { touches } from "../state/secrets";
import type { Finding, Subject } from "./findings";
import { BOTH_WAYS, toChange } from "./people";
import type { Scene } from "./scene";

/** What is to be said of a managed group: gone, other than declared, members missing or extra. */
export function groupFindings(scene: Scene, managed: Managed): Finding[] {
  const live = scene.groups.get(managed.id);
  const subject = scene.subjectOf(managed);
  if (live === undefined) {
    return [
      {
        kind: "gone",
        severity: "decision",
        subject,
        message: "is no longer in Slack: somebody deleted it.",
        remedy:
          "`pulumi refresh` takes it out of the state, and the next `pulumi up` makes it again, with the declared members alone: take it out of the program if that is not wanted.",
      },
    ];
  }
  const { inputs, secret } = managed;
  const found = toGroupOutputs(inputs, live, { organization: "" });
  const changed = changedFields(GROUP_FIELDS, found, inputs);
  const hidesMembers = touches(secret, "members");
  const changes = changed
    .filter(({ path }) => path !== "members" || hidesMembers)
    .map((field) => toChange(field, inputs, found, secret));
  const attributes: Finding = {
    kind: "attributes",
    severity: "difference",
    subject,
    message: "differs in Slack from what is declared.",
    remedy: BOTH_WAYS,
    changes,
  };
  const hasOthers = changed.some(({ path }) => path === "members") && !hidesMembers;
  return [
    ...(changes.length > 0 ? [attributes] : []),
    ...(hasOthers ? memberFindings(scene, subject, inputs, found) : []),
  ];
}

function memberFindings(scene: Scene, subject: Subject, inputs: Properties, found: Properties): Finding[] {
  const named = (ids: string[]) => ids.map((id) => scene.subject("user", id));
  const extra = named(difference(membersIn(found), membersIn(inputs)));
  const missing = difference(membersIn(inputs), membersIn(found));
  const findings: Finding[] = [];
  if (extra.length > 0) {
    findings.push({
      kind: "extraMembers",
      severity: "decision",
      subject,
      message: `has ${many(extra.length, "member")} whom the program does not declare.`,
      remedy:
        'What the group opens is open to them. `pulumi up --refresh` takes them out; declare who is to stay. Where an identity provider fills the group, `membership: "additive"` leaves others alone.',
      members: extra,
    });
  }
  if (missing.length > 0) findings.push(missingMembers(scene, subject, missing));
  return findings;
}

/** Declared members who are not in the group. */
export function missingMembers(scene: Scene, subject: Subject, ids: string[]): Finding {
  return {
    kind: "missingMembers",
    severity: "difference",
    subject,
    message: `lacks ${many(ids.length, "declared member")}.`,
    remedy:
      "`pulumi up --refresh` adds them again, except who is deactivated or gone; to keep it as it is, take them out of the program.",
    members: ids.map((id) => scene.subject("user", id)),
  };
}
