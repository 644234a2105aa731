import { holdsUnknown, type Properties } from "../fields/properties";
import type { Run } from "../run/run";
import type { ScimUserRecord } from "../scim";
import { primaryEmailOf } from "./fields";
import { describeUser } from "./writes";

/** Remembers whom a resource declares; the problem is that another one declares the same person. */
export function declareUser(run: Run, inputs: Properties): string[] {
  const email = holdsUnknown(inputs.emails) ? undefined : primaryEmailOf(inputs);
  if (email === undefined) return [];
  run.handover.declareUserName(inputs.userName, email);
  // Slack refuses an address that anybody has, so also who is only about to get it must be spared, or both lose theirs.
  if (!run.handover.declare("user", email)) return [];
  return [
    "emails: wanted a primary address of its own, got the one of another resource of this program; declare each person once",
  ];
}

/** A person whom another resource of this run has made, found or changed is declared twice, even where nobody could see it before. */
export function refuseClaimed(run: Run, inputs: Properties, holder: ScimUserRecord): void {
  if (!run.handover.isClaimed(holder.id)) return;
  throw new Error(
    `${describeUser(inputs)}: another resource of this program has ${holder.id} (${holder.userName}), the person with this primary e-mail address, already. ` +
      "Declare each person once.",
  );
}

/** Whether another resource of the program has the person, by what the state and Slack say of their primary e-mail address. */
export function isDeclaredElsewhere(run: Run, id: string, ...knownAs: { emails?: unknown }[]): boolean {
  return run.handover.has("user", id, ...knownAs.map(primaryEmailOf));
}

/**
 * A resource that declares the person's userName for another address means a newcomer, or this very person under a new
 * address. Only where an account of its own has that address it is a newcomer for certain.
 */
export async function refuseUnlessNamesakes(
  run: Run,
  live: ScimUserRecord,
  outputs: Properties,
): Promise<void> {
  const emails = [outputs.userName, live.userName].flatMap((userName) => run.handover.emailsOf(userName));
  for (const email of new Set(emails)) {
    const holder = await run.slack.users.findByEmail(email);
    if (holder !== undefined && primaryEmailOf(holder) === email) continue;
    throw new Error(
      `${describeUser(outputs, live.id)} is not deactivated: another resource of this program declares this userName with another primary e-mail address, which is no other account's: the same person under a new address, or somebody else? ` +
        "If the same, give that resource `aliases` to this one. If somebody else, declare another userName for them. Then run `pulumi up` again.",
    );
  }
}
