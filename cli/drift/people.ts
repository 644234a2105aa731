import { changedFields, type Field } from "../../provider/fields/field";
import { at, type Properties } from "../../provider/fields/properties";
import type { ScimUserRecord } from "../../provider/scim";
import { primaryEmailOf, toUserOutputs, USER_FIELDS } from "../../provider/user/fields";
import type { Managed } from "../state/managed";
import { touches } from "../state/secrets";
import type { Change, Finding } from "./findings";
import type { Scene } from "./scene";

/** What to do where Slack holds something else. */
export const BOTH_WAYS =
  "`pulumi up --refresh` writes what is declared; to keep what Slack holds, change the program.";

/** What is to be said of a managed person: gone, deactivated, other than declared. */
export function personFindings(scene: Scene, managed: Managed): Finding[] {
  const live = scene.people.get(managed.id);
  const subject = scene.subjectOf(managed);
  if (live === undefined) {
    return [
      {
        kind: "gone",
        severity: "decision",
        subject,
        message: "is no longer in Slack, which deactivation does not explain.",
        remedy:
          "Find out who removed it. `pulumi refresh` takes it out of the state, and the next `pulumi up` makes a new account: take the person out of the program if that is not wanted.",
      },
    ];
  }
  const { changes, isDecisive } = changesOf(managed, live);
  const inactive = inactiveFinding(managed, live, subject);
  const others = changes.filter(({ path }) => path !== "active" || inactive === undefined);
  const attributes: Finding = {
    kind: "attributes",
    severity: isDecisive ? "decision" : "difference",
    subject,
    message: "differs in Slack from what is declared.",
    remedy: BOTH_WAYS,
    changes: others,
  };
  return [...(inactive === undefined ? [] : [inactive]), ...(others.length > 0 ? [attributes] : [])];
}

/** The declared attributes that Slack holds otherwise: what a refresh would write into the state, and the preview after it compare. */
function changesOf(
  { inputs, outputs, secret }: Managed,
  live: ScimUserRecord,
): { changes: Change[]; isDecisive: boolean } {
  const found = toUserOutputs(inputs, live, outputs, { organization: "" });
  const changes = changedFields(USER_FIELDS, found, inputs).map((field) =>
    toChange(field, inputs, found, secret),
  );
  // A conversion reactivated them, and deactivating them again failed: the next update owes it.
  if (outputs.pendingDeactivation === true && live.active === true && inputs.active === undefined)
    changes.push({ path: "active", declared: false, live: true });
  return { changes, isDecisive: changes.some(({ path }) => decides(path, inputs, found)) };
}

/** Who may sign in, as whom, and as what: nobody should overwrite that without a look. */
function decides(path: string, inputs: Properties, found: Properties): boolean {
  if (path === "emails") return primaryEmailOf(inputs) !== primaryEmailOf(found);
  return path === "active" || path === "guest.type";
}

/** A changed attribute, without its values where they are a secret. */
export function toChange(
  { path }: Field,
  inputs: Properties,
  found: Properties,
  secret: readonly string[],
): Change {
  if (touches(secret, path)) return { path, secret: true };
  return { path, declared: at(inputs, path), live: at(found, path) };
}

function inactiveFinding(
  { inputs, outputs }: Managed,
  live: ScimUserRecord,
  subject: Finding["subject"],
): Finding | undefined {
  if (live.active !== false || inputs.active === false) return undefined;
  const isKnown = outputs.active === false && inputs.active === undefined;
  return {
    kind: "inactive",
    severity: isKnown ? "notice" : "decision",
    subject,
    message: isKnown
      ? "is deactivated, as the state knows."
      : `was deactivated outside Pulumi${inputs.active ? ", although the program declares `active: true`" : ""}.`,
    remedy: inputs.active
      ? "Ask who did it, an identity provider perhaps: `pulumi up --refresh` reactivates them. If they left, take them out of the program, or declare `active: false`."
      : "If they left, take them out of the program; declare `active: true`, and `pulumi up` lets them in again. Until then they stay as they are.",
  };
}
