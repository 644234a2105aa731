import type { Properties } from "../fields/properties";
import { type Look, NothingFound } from "../run/look";
import { sample } from "../run/messages";
import { describeUser } from "../run/names";
import { PEOPLE_A_PAGE, type Run } from "../run/run";
import type { ScimUserRecord } from "../scim";
import { toUserResult } from "./fields";

/** Whom a program looks up: one of the three, canonical. */
export interface SoughtUser {
  id?: string;
  userName?: string;
  email?: string;
}

/**
 * One person, deactivated people included.
 * @throws NothingFound when there is nobody, Error when there are several; both name what was sought
 */
export async function lookUpUser(run: Run, sought: SoughtUser, look: Look): Promise<Properties> {
  const organization = await run.organization.confirm();
  const [person, ...others] = await peopleWith(run, sought, look.fresh);
  if (person === undefined) {
    throw new NothingFound(
      `nobody in ${organization} has ${look.wanted}, deactivated people included. Check how it is written, and that ${organization} is the organisation that is meant.`,
    );
  }
  if (others.length > 0) {
    const names = [person, ...others].map(({ userName, id }) => describeUser({ userName }, id));
    throw new Error(
      `${names.length} people in ${organization} have ${look.wanted}: ${sample(names)}. Look up the one that is meant by id.`,
    );
  }
  return toUserResult(person, organization);
}

/** Everybody, or whom a filter of Slack's leaves, by userName in alphabetical order. */
export async function lookUpUsers(
  run: Run,
  { filter }: { filter?: string },
  { fresh }: Look,
): Promise<Properties> {
  const organization = await run.organization.confirm();
  const people = filter === undefined && !fresh ? await run.people.all() : await listed(run, filter);
  const users = people
    .sort((one, other) => (one.userName < other.userName ? -1 : 1))
    .map((person) => toUserResult(person, organization));
  return { ids: users.map(({ id }) => id), users };
}

async function peopleWith(
  run: Run,
  { id, userName, email }: SoughtUser,
  fresh: boolean,
): Promise<ScimUserRecord[]> {
  if (id !== undefined) {
    const person = await (fresh ? run.people.readDirectly(id) : run.people.read(id));
    return person === undefined ? [] : [person];
  }
  const wanted = { userName, emails: email === undefined ? [] : [email] };
  return fresh ? run.lookups.findPeopleNow(wanted) : run.lookups.findPeopleSurely(wanted);
}

async function listed(run: Run, filter: string | undefined): Promise<ScimUserRecord[]> {
  const people: ScimUserRecord[] = [];
  for await (const person of run.slack.users.iterate({ filter, pageSize: PEOPLE_A_PAGE }))
    people.push(person);
  return people;
}
