import { FAULTS, type FaultKind } from "../../simulation/faults";
import type { Call } from "./calls";

/** Faults that look alike to whoever reads the document. */
export interface FaultGroup {
  /** The column's head. */
  title: string;
  /** What they have in common, in a sentence. */
  about: string;
  kinds: readonly FaultKind[];
  /** Makes no difference to a call that changes nothing. @default false */
  writesOnly?: true;
}

/**
 * Whether a call can be answered in this way. Nothing in a new group's answer tells whether it is the one that was made: groups may share
 * a name, and Slack may change it. (Of a POST nothing on the way keeps an answer.)
 */
export function isPossible({ name }: FaultKind, { label }: Call): boolean {
  return label !== "POST Groups" || name !== "another group";
}

const AN_HOUR_MS = 3_600_000;

/** A person and a group whom nobody asked for. */
const OTHER_PERSON = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
  id: "U9999999999",
  userName: "other",
  emails: [{ value: "other@example.com", primary: true }],
  active: true,
};
const OTHER_GROUP = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
  id: "S9999999999",
  displayName: "Other",
  members: [],
};

/** What a history of the simulation does not have: it would end with another history for each seed. */
const MORE: readonly FaultKind[] = [
  { name: "no answer in time, and nothing done", fault: { delayMs: AN_HOUR_MS, status: 503 } },
  { name: "no answer in time, although the call is done", fault: { answerDelayMs: AN_HOUR_MS } },
  { name: "no answer in time, and the call is done after that", fault: { delayMs: AN_HOUR_MS } },
  {
    name: "a redirect to a log-in page",
    fault: { status: 302, body: "", headers: { location: "https://proxy.example/login" } },
  },
  { name: "another person", fault: { body: OTHER_PERSON, applied: true, status: 200 } },
  { name: "another group", fault: { body: OTHER_GROUP, applied: true, status: 200 } },
];

const ALL = [...FAULTS, ...MORE];

function kinds(...names: string[]): FaultKind[] {
  return names.map((name) => {
    const found = ALL.find((kind) => kind.name === name);
    if (found === undefined) throw new Error(`there is no fault "${name}"`);
    return found;
  });
}

/** Every fault, in the columns of the document. */
export const GROUPS: readonly FaultGroup[] = [
  {
    title: "slow",
    about: "Late, and good",
    kinds: kinds("a slow call", "a slow answer", "reads that lag behind"),
  },
  {
    title: "too many",
    about: "Slack wants a pause",
    kinds: kinds(
      "429 with Retry-After",
      "429 without Retry-After",
      "429 in the middle of a second",
      "429 resource_locked",
    ),
  },
  {
    title: "not done",
    about: "Something fails on the way or at Slack, before the call is done",
    kinds: kinds(
      "connection refused",
      "connection lost before the call is done",
      "no answer in time, and nothing done",
      "500",
      "502 with a page",
      "503",
    ),
  },
  {
    title: "done, answer lost",
    about: "The call is done, and its answer does not say so",
    kinds: kinds(
      "connection lost after the call is done",
      "no answer in time, although the call is done",
      "no answer in time, and the call is done after that",
      "500 although the call is done",
      "503 although the call is done",
    ),
    writesOnly: true,
  },
  {
    title: "done, answer odd",
    about: "The answer is not what belongs there; a change is made all the same",
    kinds: kinds(
      "an empty body",
      "a body that is cut off",
      "JSON that is cut off",
      "a page in place of JSON",
      "another content type",
      "another JSON",
      "another person",
      "another group",
    ),
  },
  {
    title: "not Slack",
    about: "Something in between answers, and the call never comes to Slack",
    kinds: kinds(
      "a page in place of JSON, and nothing done",
      "404 with a page",
      "404 in plain text",
      "a redirect to a log-in page",
    ),
  },
  { title: "refused", about: "Slack takes the token for a wrong one", kinds: kinds("401", "403") },
  {
    title: "untrue",
    about: "Slack's own words, and not so: nobody can know",
    kinds: kinds("404 of Slack's own", "403 although the call is done"),
  },
];

/** The faults that are in no column. */
export function kindsLeftOut(): string[] {
  const known = GROUPS.flatMap((group) => group.kinds);
  return ALL.filter((kind) => !known.includes(kind)).map(({ name }) => name);
}
