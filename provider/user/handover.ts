import { holdsUnknown, type Properties } from "../fields/properties";
import { refuseAdopted, refuseHeld, refuseOfRefused } from "../run/adopt-id";
import { describeCircle } from "../run/exchanges";
import { describeUser } from "../run/names";
import type { Run } from "../run/run";
import type { ScimUserRecord } from "../scim";
import { primaryEmailOf } from "./fields";

/** Remembers whom a resource declares; the problem is that another one declares the same person. */
export function declareUser(run: Run, olds: Properties, inputs: Properties): string[] {
  const problems: string[] = [];
  const email = holdsUnknown(inputs.emails) ? undefined : primaryEmailOf(inputs);
  if (olds.userName === undefined) {
    if (run.handover.adopt(inputs.adoptId))
      problems.push("adoptId: wanted an account of its own, got the one of another resource of this program");
    const leaving =
      run.handover.refusalOfLeaving("user", "emails", email) ??
      run.handover.refusalOfLeaving("user", "adoptId", inputs.adoptId);
    if (leaving !== undefined) problems.push(leaving);
  }
  if (email === undefined) return problems;
  problems.push(...freeFormerKeys(run, olds, inputs));
  run.handover.declareUserName(inputs.userName, email);
  // Slack refuses an address that anybody has, so also who is only about to get it must be spared, or both lose theirs.
  if (run.handover.declare("user", email)) {
    problems.push(
      "emails: wanted a primary address of its own, got the one of another resource of this program; declare each person once",
    );
  }
  return problems;
}

/** Refuses a person with state whom another resource takes over by id. A refresh, which checks no program, is told nothing. */
export function relateUser(run: Run, id: string, _olds: Properties, news: Properties): string | undefined {
  if (!run.handover.isDeclared("user", primaryEmailOf(news))) return undefined;
  return refuseAdopted(run, describeUser(news, id), id, "person");
}

/** What a person of this stack is about to give up, somebody else of the program may be about to get; the problem is an exchange. */
function freeFormerKeys(run: Run, olds: Properties, inputs: Properties): string[] {
  const [gives, wants] = [givenUpByUser(olds, inputs), givenUpByUser(inputs, olds)];
  for (const key of gives) run.handover.free("user", key);
  const circle = run.exchanges.add({ name: describeUser(olds), wants, gives });
  if (circle === undefined) return [];
  const refusal =
    `${describeCircle(circle)}, userName or e-mail address. Slack gives nobody what somebody else has, so neither can come first, and nobody is given an invented one in between: a run that is killed there would lock them out. ` +
    `Do it in two steps: declare for ${describeUser(olds)} another userName or address that is really theirs and run \`pulumi up\`; then declare what is wanted now and run it again.`;
  run.handOns.refuse(
    circle.flatMap((move) => move.gives),
    refusal,
  );
  return [refusal];
}

/** What of a person's addresses and userName somebody else can have, once they have become what is declared. */
export function givenUpByUser(before: Properties, after: Properties): string[] {
  const kept = keysOf(after);
  return keysOf(before).filter((key) => !kept.includes(key));
}

/** What only one person can have: the e-mail addresses, which hold an @, and the userName, which does not. */
export function keysOf(person: { emails?: unknown; userName?: unknown }): string[] {
  const names = [person.userName].filter((name) => typeof name === "string" && !holdsUnknown(name));
  return [...addressesOf(person), ...names.map((name) => String(name).toLowerCase())];
}

/** The e-mail addresses of a person, declared or live, in lower case; none where one is unknown. */
export function addressesOf({ emails }: { emails?: unknown }): string[] {
  if (!Array.isArray(emails) || holdsUnknown(emails)) return [];
  return emails.map(({ value }: { value: string }) => value.toLowerCase());
}

/** Why this person is not to be had: another resource has them under another address. Nothing where they are to be had. */
export function refuseOther(run: Run, inputs: Properties, holder: ScimUserRecord): string | undefined {
  const held = describeUser({ userName: holder.userName }, holder.id);
  return (
    refuseHeld(run, holder.id, primaryEmailOf(inputs), describeUser(inputs), held) ??
    refuseRefused(run, inputs, holder)
  );
}

/** Why this person is not to be had: a resource has them whose check failed. */
export function refuseRefused(run: Run, inputs: Properties, holder: ScimUserRecord): string | undefined {
  const held = describeUser({ userName: holder.userName }, holder.id);
  return refuseOfRefused(run, "user", keysOf(holder), describeUser(inputs), held);
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
