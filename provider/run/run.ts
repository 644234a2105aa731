import type {
  ClientEvents,
  Clock,
  ScimGroupHead,
  ScimGroupRecord,
  ScimUserRecord,
  SlackScimClient,
} from "../scim";
import { isNotFound } from "../scim/errors/predicates";
import { paceOf } from "../scim/limits/bucket";
import type { CountedSetting, Settings } from "../settings/settings";
import { NAMESPACE } from "../settings/table";
import { AuditLog } from "./audit-log";
import { Checking } from "./checking";
import { DeclaredMembers } from "./declared-members";
import { Exchanges } from "./exchanges";
import { Guard } from "./guard";
import { HandOns } from "./hand-on";
import { Handover } from "./handover";
import { groupKey, keysOfUser, Lookups } from "./lookups";
import { Messages } from "./messages";
import { Organization } from "./organization";
import { GROUP_HEAD_PACKING, groupPacking, packedOnes, USER_PACKING } from "./packing";
import { Progress } from "./progress";
import { Protection } from "./protection";
import { PublicNames } from "./public-names";
import { type RunClient, recordedClient } from "./recorded-client";
import { Recorder } from "./recorder";
import { Snapshot } from "./snapshot";

/** People on one page of a scan: Slack gives no more, and a refresh wants few requests. */
export const PEOPLE_A_PAGE = 1000;

/** People looked at to tell the organisation; bots and odd profiles may be among them. */
export const PEOPLE_TO_ASK = 10;

const DAY_MS = 24 * 3600_000;

/** How a run gets its settings and its client; the settings are read when first needed, since checks need none. */
export interface RunOptions {
  settings(): Settings;
  /** @param events what the run wants to hear of */
  connect(settings: Settings, events: ClientEvents): SlackScimClient;
  /** Where lines for the person at the terminal go. */
  print(line: string): void;
  /** What guards, messages and those wait by who are to get what another one gives up. */
  clock: Pick<Clock, "sleep">;
  /** What the run is watched by, and dates what it records; its sleeps hold no process open. */
  watch: Clock;
}

/**
 * What the resources of one `pulumi up`, `refresh` or `destroy` share: the client with its limits, the organisation, the
 * snapshot of what there is, and the counts of what was done. One provider process is one run.
 */
export class Run {
  readonly handover = new Handover();
  readonly exchanges = new Exchanges();
  readonly handOns: HandOns;
  readonly declaredMembers = new DeclaredMembers();
  /** By group: its members when the run first took somebody out, and how many it was to take out so far. */
  readonly removals = new Map<string, { members: number; leaving: number }>();
  /** How the resources of the program may be named where it is kept. */
  readonly names = new PublicNames();
  /** The lists of directories that were checked: a refresh compares with lists that nobody declares now. */
  readonly checkedDirectories = new Set<string>();
  /** What each directory is about to do, for the file that the settings name. */
  readonly plans = new Map<string, { steps: readonly object[]; isRefused: boolean }>();
  readonly checks: Checking;
  private readonly knownOrganizations = new Set<string>();
  private connected: Connected | undefined;
  /** Where something was created while nothing said that it belongs there. */
  private createdUnverified: string | undefined;

  /** False once the run could not look into Slack for a preview, and has said why. */
  canForesee = true;

  /** What this run says to the person at the terminal. */
  readonly messages: Messages;
  /** What this run says of its pace. */
  readonly progress: Progress;

  constructor(private readonly options: RunOptions) {
    const print = (line: string) => options.print(line);
    this.handOns = new HandOns(options.clock);
    this.checks = new Checking(options.clock);
    this.messages = new Messages(print, options.clock);
    this.progress = new Progress(() => this.connect().watched, print, options.watch);
  }

  /** Says all that is still to be said: for the end of the run. */
  flush(): void {
    this.messages.flush();
    if (this.connected !== undefined) this.progress.flush();
  }

  /** Remembers the organisation of a state: a create, which has no state of its own, must land in the same one. */
  rememberOrganization(organization: string | undefined): void {
    if (organization === undefined || this.knownOrganizations.has(organization)) return;
    this.knownOrganizations.add(organization);
    this.warnOfUnverifiedCreate(organization);
    if (this.knownOrganizations.size > 1) {
      this.messages.warn(
        `this stack has resources of several organisations (${[...this.knownOrganizations].join(", ")}) without a SlackScimProvider for each: a wrong token was used once. Set slack-scim:organization.`,
      );
    }
  }

  /** The organisation that a create lands in: the configured one, or that of the states heard of so far, if any. */
  async organizationForCreate(): Promise<string> {
    const live = await this.organization.confirm();
    if (this.knownOrganizations.size === 0 && !this.organization.isConfigured) this.createdUnverified = live;
    return live;
  }

  /** The first `up` of a stack has no states and is told nothing; a stack that has some might have gone elsewhere. */
  private warnOfUnverifiedCreate(organization: string): void {
    if (this.createdUnverified === undefined) return;
    const wrong =
      this.createdUnverified === organization
        ? ""
        : "The token was a wrong one: look there for what it made. ";
    this.messages.warn(
      `this run created something in ${this.createdUnverified}, the token's organisation, before any state told that this stack belongs to ${organization}. ${wrong}Set slack-scim:organization to ${organization}, and nothing can land elsewhere.`,
    );
    this.createdUnverified = undefined;
  }

  /**
   * Whether a resource is less than a day old by Slack's clock: one that is exactly as declared is then taken over whatever
   * `onConflict` says, so that a run after a killed one converges. It says nothing of who made it.
   * @param resource as Slack answered
   */
  isRecent(resource: { meta?: { created?: string | null } }): boolean {
    return this.slack.serverNow() - Date.parse(resource.meta?.created ?? "") < DAY_MS;
  }

  /** What configuration and environment say, now. */
  get settings(): Settings {
    return this.connect().settings;
  }

  get slack(): RunClient {
    return this.connect().slack;
  }

  get organization(): Organization {
    return this.connect().organization;
  }

  get people(): Snapshot<ScimUserRecord> {
    return this.connect().people;
  }

  get groups(): Snapshot<ScimGroupRecord> {
    return this.connect().groups;
  }

  /** Groups without who is in them: for look-ups that ask for nobody. */
  get groupHeads(): Snapshot<ScimGroupHead> {
    return this.connect().groupHeads;
  }

  get lookups(): Lookups {
    return this.connect().lookups;
  }

  /** Whether there is anything that the token's organisation can be compared with. */
  get knowsOrganization(): boolean {
    return this.organization.isConfigured || this.knownOrganizations.size > 0;
  }

  get protection(): Protection {
    return this.connect().protection;
  }

  /** Everything that turns an active person into an inactive one. */
  get deactivations(): Guard {
    return this.connect().deactivations;
  }

  /** Everything that turns an inactive person into an active one. */
  get reactivations(): Guard {
    return this.connect().reactivations;
  }

  get groupDeletions(): Guard {
    return this.connect().groupDeletions;
  }

  private connect(): Connected {
    this.connected ??= connected(this, this.options, this.knownOrganizations);
    return this.connected;
  }
}

type Connected = ReturnType<typeof connected>;

function connected(
  { names, messages, progress }: Run,
  { settings: read, connect, clock, watch }: RunOptions,
  knownOrganizations: ReadonlySet<string>,
) {
  const settings = read();
  const guard = (setting: CountedSetting, done: string, whom = "people") =>
    new Guard(
      settings[setting],
      { done, whom, key: `${NAMESPACE}:${setting}` },
      clock,
      settings.ofDirectory[setting],
    );
  const client = connect(settings, { rateLimit: () => progress.countRateLimit() });
  const organization = new Organization(
    async () => (await client.users.list({ count: PEOPLE_TO_ASK })).Resources,
    settings.organization,
    knownOrganizations,
  );
  const recorder = new Recorder({
    logs: settings.auditLog.map((path) => new AuditLog(path)),
    names,
    messages,
    organization: () => organization.ask(),
    now: () => watch.now(),
  });
  const slack = recordedClient(client, recorder);
  const now = () => slack.serverNow();
  const people = new Snapshot<ScimUserRecord>({
    ...USER_PACKING,
    get: (id) => unlessGone(slack.users.get(id)),
    scan: () => slack.users.scan(USER_PACKING.pack, { pageSize: PEOPLE_A_PAGE }),
    keysOf: keysOfUser,
    now,
  });
  const groupsPacked = groupPacking();
  const groups = new Snapshot<ScimGroupRecord>({
    ...groupsPacked,
    get: (id) => unlessGone(slack.groups.get(id)),
    scan: () => slack.groups.scan(groupsPacked.pack),
    keysOf: ({ displayName }) => [groupKey(displayName)],
    now,
  });
  const groupHeads = new Snapshot<ScimGroupHead>({
    ...GROUP_HEAD_PACKING,
    get: (id) => unlessGone(slack.groups.withoutMembers.get(id)),
    scan: () => packedOnes(slack.groups.withoutMembers.iterate(), GROUP_HEAD_PACKING),
    keysOf: ({ displayName }) => [groupKey(displayName)],
    now,
  });
  return {
    settings,
    slack,
    people,
    groups,
    groupHeads,
    lookups: new Lookups(slack, people, groups, groupHeads),
    organization,
    protection: new Protection(settings.protectedUsers),
    deactivations: guard("maxDeactivations", "deactivated"),
    reactivations: guard("maxReactivations", "reactivated"),
    groupDeletions: guard("maxGroupDeletions", "deleted", "groups"),
    watched: {
      isOn: settings.progress !== "off",
      metrics: () => client.metrics(),
      pace: paceOf(settings.limits, settings.budgetShare),
      fromScan: () => people.answered + groups.answered,
      changes: () => recorder.changes(),
    },
  };
}

/** Only Slack's own "no such resource" is absence; every other failure is a failure. */
async function unlessGone<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
