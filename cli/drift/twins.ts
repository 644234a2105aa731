import type { ScimUserRecord } from "../../provider/scim";
import { isBot } from "../bots";
import type { Managed } from "../state/managed";
import { partsOf } from "../state/urn";
import { directoryPlaceOf, type Finding } from "./findings";
import type { Scene } from "./scene";

/** More accounts than this with one employee number share a placeholder, not a person. */
const MOST_TWINS = 3;

/** Resources that have the same account or group: the delete of one takes it away under the other. */
export function twinResources(scene: Scene): Finding[] {
  // A group may have several memberships; that two of them do not declare one person is the provider's to check.
  const exclusive = scene.managed.filter(({ kind }) => kind !== "membership");
  const byId = grouped(exclusive, ({ kind, id }) => [`${kind} ${id}`]);
  return [...byId.values()].flatMap(([first, ...others]): Finding[] => {
    if (first === undefined || others.length === 0) return [];
    const where = [first, ...others].map(placeOf).join(", ");
    return [
      {
        kind: "twinResources",
        severity: "decision",
        subject: scene.subjectOf(first),
        message: `is the account or group of ${others.length + 1} resources: ${where}.`,
        remedy:
          'Keep one. Give the others `onDelete: "retain"`, run `pulumi up`, then take them out of their program: else their delete takes away what the one that stays has.',
        others: others.map((other) => scene.subjectOf(other)),
      },
    ];
  });
}

/** Groups of one name, of which people and identity providers mistake one for another. */
export function twinGroups(scene: Scene): Finding[] {
  const byName = grouped(scene.groups.values(), ({ displayName }) => [plain(displayName)]);
  return [...byName.values()].flatMap((groups): Finding[] => {
    const [first, ...others] = managedFirst(scene, "group", groups);
    if (first === undefined || others.length === 0) return [];
    return [
      {
        kind: "twinGroups",
        severity: scene.isManaged("group", first.id) ? "decision" : "notice",
        subject: scene.subject("group", first.id),
        message: `has its name in common with ${others.length === 1 ? "another group" : `${others.length} others`}.`,
        remedy:
          "Often an identity provider pushed a second one. Decide which one opens what it should, move its members there, and delete or rename the other.",
        others: others.map(({ id }) => scene.subject("group", id)),
      },
    ];
  });
}

/** Accounts that look like one person: the same address, employee number, or name with the same mailbox elsewhere. */
export function twinAccounts(scene: Scene): Finding[] {
  const people = [...scene.people.values()].filter((person) => !isBot(person));
  const findings = new Map<string, Finding>();
  for (const [key, twins] of grouped(people, signsOf)) {
    if (twins.length > MOST_TWINS) continue;
    const finding = twinFinding(scene, twins, WHY[key.split(" ", 1)[0] as Sign]);
    const ids = twins.map(({ id }) => id).sort();
    if (finding !== undefined && !findings.has(ids.join())) findings.set(ids.join(), finding);
  }
  for (const twins of grouped(people, (person) => (fullName(person) ? [fullName(person)] : [])).values()) {
    const ids = twins.map(({ id }) => id).sort();
    const finding = findings.has(ids.join()) ? undefined : returnedFinding(scene, twins);
    if (finding !== undefined) findings.set(ids.join(), finding);
  }
  return [...findings.values()];
}

type Sign = "email" | "number" | "mailbox";

const WHY: Record<Sign, string> = {
  email: "they share an e-mail address",
  number: "they have the same employee number",
  mailbox: "they have the same name, and the same mailbox at two domains",
};

/** The strongest sign first. */
function signsOf(person: ScimUserRecord): string[] {
  const addresses = (person.emails ?? []).map(({ value }) => value.toLowerCase());
  const employeeNumber = person.enterprise?.employeeNumber?.trim();
  const name = fullName(person);
  const mailboxes = addresses.map((address) => address.replace(/(\+[^@]*)?@.*$/, ""));
  return [
    ...addresses.map((address) => `email ${address}`),
    ...(employeeNumber ? [`number ${employeeNumber}`] : []),
    ...(name ? mailboxes.map((mailbox) => `mailbox ${mailbox} ${name}`) : []),
  ];
}

function twinFinding(scene: Scene, twins: ScimUserRecord[], why: string): Finding | undefined {
  const [first, ...others] = managedFirst(scene, "user", twins);
  const hasAccess = twins.some(({ active }) => active !== false);
  if (first === undefined || others.length === 0 || !hasAccess) return undefined;
  return {
    kind: "twinAccounts",
    severity: scene.isManaged("user", first.id) ? "decision" : "notice",
    subject: scene.subject("user", first.id),
    message: `looks like the person of ${others.length === 1 ? "another account" : `${others.length} other accounts`}: ${why}.`,
    remedy:
      "If it is one person, keep the account that they use: move their groups there and deactivate the other. `adoptId` makes a resource take over exactly one account.",
    others: others.map(({ id }) => scene.subject("user", id)),
  };
}

/** Two of one name, one deactivated and one not: somebody may have come back under a new address. A guess, so no more than a notice. */
function returnedFinding(scene: Scene, twins: ScimUserRecord[]): Finding | undefined {
  const deactivated = twins.filter(({ active }) => active === false).length;
  const isManaged = twins.some(({ id }) => scene.isManaged("user", id));
  if (twins.length !== 2 || deactivated !== 1 || !isManaged) return undefined;
  const finding = twinFinding(
    scene,
    twins,
    "they have the same name, and one is deactivated; somebody who came back, perhaps",
  );
  return finding && { ...finding, severity: "notice" };
}

function fullName({ name }: ScimUserRecord): string {
  const [given, family] = [name?.givenName?.trim(), name?.familyName?.trim()];
  return given && family ? plain(`${given} ${family}`) : "";
}

function plain(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}

/** Where a resource is declared: `ada (people/dev)`, `people.e-1001 of company (people/dev)`. */
function placeOf({ urn, entry }: Managed): string {
  const { stack, project, name } = partsOf(urn);
  return `${directoryPlaceOf({ urn, entry }) || name} (${project}/${stack})`;
}

function managedFirst<T extends { id: string; active?: boolean | null }>(
  scene: Scene,
  kind: Managed["kind"],
  twins: readonly T[],
): T[] {
  const rank = ({ id, active }: T) => (scene.isManaged(kind, id) ? 0 : 2) + (active === false ? 1 : 0);
  return [...twins].sort((one, other) => rank(one) - rank(other) || (one.id < other.id ? -1 : 1));
}

/** Those of one key together, each once. */
function grouped<T>(all: Iterable<T>, keysOf: (one: T) => string[]): Map<string, T[]> {
  const byKey = new Map<string, T[]>();
  for (const one of all) {
    for (const key of new Set(keysOf(one))) {
      const others = byKey.get(key);
      if (others === undefined) byKey.set(key, [one]);
      else others.push(one);
    }
  }
  return byKey;
}
