import { at, type Properties } from "../fields/properties";
import { USER_ID } from "../fields/values";

/** Where an entry names its manager. */
const MANAGER = "enterprise.manager.managerId";

/** Where the pages of people are, as far as the first of them tells. */
export function teamUrlIn(people: Iterable<Properties>): string | undefined {
  for (const outs of people) {
    const [url, name] = [String(outs.profileUrl ?? ""), nameOf(outs)];
    if (name !== "" && url.endsWith(`/${name}`)) return url.slice(0, -name.length);
  }
  return undefined;
}

/**
 * What Slack says of a person, without what follows from the entry, since there may be ten thousand of them.
 * @param outs what a single resource would have
 * @param facts those of them that nobody declares
 */
export function withoutWhatFollows(outs: Properties, facts: Properties, teamUrl?: string): Properties {
  const followed = whatFollows(outs, facts, teamUrl);
  const own = Object.entries(facts).filter(([key, value]) => followed[key] !== value);
  const isUnled = followed.managerId !== undefined && facts.managerId === undefined;
  return { ...Object.fromEntries(own), ...(isUnled && { managerId: "" }) };
}

/** Whether facts repeat the userName, or tell it, because it does not follow from the entry. */
export function tellsName(facts: Properties): boolean {
  return ["nickName", "profileUrl", "slackUserName"].some((fact) => facts[fact] !== undefined);
}

/** The same with it again. @param entry the person as a single resource declares them */
export function withWhatFollows(entry: Properties, facts: Properties, teamUrl?: string): Properties {
  const { managerId, ...all }: Properties = { ...whatFollows(entry, facts, teamUrl), ...facts };
  return managerId === undefined || managerId === "" ? all : { ...all, managerId };
}

function whatFollows(entry: Properties, { slackUserName }: Properties, teamUrl?: string): Properties {
  const name = nameOf({ ...entry, slackUserName });
  const manager = at(entry, MANAGER);
  return {
    active: true,
    nickName: name,
    ...(teamUrl !== undefined && { profileUrl: teamUrl + name }),
    ...(typeof manager === "string" && USER_ID.test(manager) && { managerId: manager }),
  };
}

function nameOf({ userName, slackUserName }: Properties): string {
  return String(slackUserName ?? userName ?? "");
}
