import { connect } from "../../provider/run/connect";
import { Organization } from "../../provider/run/organization";
import { explanationOf } from "../../provider/run/remedies";
import type { ScimUserRecord, SlackScimClient } from "../../provider/scim";
import { SlackScimConnectionError } from "../../provider/scim/errors/errors";
import { hasSlackCode } from "../../provider/scim/errors/predicates";
import type { Settings } from "../../provider/settings/settings";
import { NAMESPACE } from "../../provider/settings/table";
import { examineCertificate, examineClock, examineFailure } from "./connection";
import { type Check, type Finding, ok, problem, unknown, warning } from "./finding";
import { examineProtected } from "./protected";

/** As many as a run looks at to tell the organisation. */
const PEOPLE_TO_ASK = 10;

/** What is not known where nothing answers. */
const BEHIND_CONNECTION: Check[] = [
  "clock",
  "version",
  "access",
  "plan",
  "rank",
  "organization",
  "groups",
  "displayNames",
];
/** What is not known where the token is refused. */
const BEHIND_ACCESS: Check[] = ["rank", "organization", "groups", "displayNames"];

/** What Slack itself tells, by three requests that read. */
export async function examineSlack(
  settings: Settings,
  hasStack: boolean,
  now: () => number,
): Promise<Finding[]> {
  let clock = examineClock(undefined, now());
  const response = ({ headers }: { headers: Record<string, string> }) => {
    clock = examineClock(headers.date, now());
  };
  // What is refused or lost is a finding: it is not tried again.
  const slack = connect(settings, { retryHandlers: [], events: { response } });
  const version = await examineVersion(slack);
  if (version.failure !== undefined)
    return [version.failure, ...notFoundOut(BEHIND_CONNECTION, "nothing answered as it should")];
  const people = await attempt(() => slack.users.list({ count: PEOPLE_TO_ASK }));
  const connected = [
    ok("connection", "The host answers."),
    examineCertificate(settings.baseUrl),
    clock,
    version.finding,
  ];
  if ("error" in people) return [...connected, ...refused(people.error)];
  return [...connected, ...(await examineOrganization(slack, people.value.Resources, settings, hasStack))];
}

type Attempt<T> = { value: T } | { error: unknown };

async function attempt<T>(ask: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await ask() };
  } catch (error) {
    return { error };
  }
}

/** The service's own description is answered whatever the token. */
async function examineVersion(slack: SlackScimClient): Promise<{ finding: Finding; failure?: Finding }> {
  const finding = ok("version", `The address speaks SCIM ${slack.apiVersion}.`);
  const config = await attempt(async () => slack.serviceProviderConfig());
  if (!("error" in config)) return { finding };
  if (config.error instanceof SlackScimConnectionError)
    return { finding, failure: examineFailure(config.error) };
  const { happened, remedy } = explanationOf(config.error);
  return { finding: problem("version", happened, remedy) };
}

function refused(error: unknown): Finding[] {
  if (error instanceof SlackScimConnectionError)
    return [
      examineFailure(error),
      ...notFoundOut(["access", "plan", ...BEHIND_ACCESS], "the connection failed"),
    ];
  const { happened, remedy } = explanationOf(error);
  const isPlan = hasSlackCode(error, "plus_teams_only");
  const plan = isPlan
    ? problem("plan", happened, remedy)
    : unknown("plan", notFound("the token reads nobody"));
  const access = isPlan
    ? unknown("access", notFound("the plan has no SCIM"))
    : problem("access", happened, remedy);
  return [access, plan, ...notFoundOut(BEHIND_ACCESS, "the token reads nobody")];
}

async function examineOrganization(
  slack: SlackScimClient,
  people: readonly ScimUserRecord[],
  { organization, protectedUsers }: Settings,
  hasStack: boolean,
): Promise<Finding[]> {
  return [
    ok("access", "The token reads people: it is valid and has the `admin` scope."),
    examinePlan(people),
    unknown(
      "rank",
      "Whether the token may also write, and for whom, cannot be read: it acts only on people of its owner's rank or lower.",
      'Use the token of an Org Owner (Business+: an Owner), and leave owners out or declare onDelete: "retain" for them.',
    ),
    await examineDomain(people, organization, hasStack),
    await examineGroups(slack),
    unknown(
      "displayNames",
      "Whether people may choose their own display names cannot be read.",
      "If they may, Slack refuses every change of displayName: leave it out of the program, or change the organisation's setting in Slack.",
    ),
    ...(await examineProtected(slack, protectedUsers)),
  ];
}

/** Enterprise organisations have a domain of their own kind. */
function examinePlan(people: readonly ScimUserRecord[]): Finding {
  const urls = people.map(({ profileUrl }) => profileUrl ?? "");
  if (urls.some((url) => /\.enterprise\.slack(-gov)?\.com\//i.test(url)))
    return ok("plan", "An Enterprise organisation.");
  if (urls.some((url) => /\.slack(-gov)?\.com\//i.test(url)))
    return ok(
      "plan",
      "No Enterprise organisation by its domain: guests cannot be made by SCIM, and groups are user groups.",
    );
  return unknown("plan", "No profile URL tells the plan; SCIM is part of it.");
}

async function examineDomain(
  people: readonly ScimUserRecord[],
  configured: string | undefined,
  hasStack: boolean,
): Promise<Finding> {
  const confirm = (wanted?: string) =>
    attempt(() => new Organization(async () => people, wanted, new Set()).confirm());
  const live = await confirm();
  if ("error" in live)
    return problem("organization", explanationOf(live.error).happened, "Check the token and the base URL.");
  const key = `${NAMESPACE}:organization`;
  const found = `The token belongs to the organisation ${live.value}`;
  if (configured === undefined) {
    if (!hasStack) return ok("organization", `${found}.`);
    return warning(
      "organization",
      `${found}, and ${key} is not set.`,
      `Run \`pulumi config set ${key} ${live.value}\`: then nothing can land elsewhere.`,
    );
  }
  if (!("error" in (await confirm(configured)))) return ok("organization", `${found}, as ${key} says.`);
  return problem(
    "organization",
    `${found}, but ${key} says ${configured}.`,
    `Use a token of ${configured}, or set ${key} to ${live.value} if it is the right one.`,
  );
}

async function examineGroups(slack: SlackScimClient): Promise<Finding> {
  const groups = await attempt(() => slack.groups.list({ count: 1 }));
  if ("error" in groups) {
    const { happened, remedy } = explanationOf(groups.error);
    return problem("groups", happened, remedy);
  }
  return ok("groups", "The token reads groups.");
}

function notFound(why: string): string {
  return `Not found out: ${why}.`;
}

function notFoundOut(checks: readonly Check[], why: string): Finding[] {
  return checks.map((check) => unknown(check, notFound(why)));
}
