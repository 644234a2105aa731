/** What a run needs of a listed person to tell the organisation. */
interface Listed {
  profileUrl?: string | null;
}

/** The token's organisation is another one than the one that is meant, or cannot be told. */
export class WrongOrganization extends Error {}

/**
 * The organisation that the token belongs to. A token of another one would find nobody, empty the state in one refresh
 * and create everybody anew in the wrong place; so every write, and every "gone", asks here first.
 */
export class Organization {
  private live: Promise<string> | undefined;
  /** The domains that people whom a state knows have shown. */
  private readonly shown = new Set<string | undefined>();
  /** The people who are being read and may show one. */
  private readonly readings = new Set<Promise<void>>();
  private readonly configured: string | undefined;

  /**
   * @param listSome a few people of the organisation
   * @param configured the domain that the configuration demands
   * @param knownOrganizations the domains of all states that this run has seen
   */
  constructor(
    private readonly listSome: () => Promise<readonly Listed[]>,
    configured: string | undefined,
    private readonly knownOrganizations: ReadonlySet<string>,
  ) {
    this.configured = configured === undefined ? undefined : bareDomain(configured);
  }

  get isConfigured(): boolean {
    return this.configured !== undefined;
  }

  /** Tells of a person who is being read: who shows the domain of a state saves groups of that state asking for it. */
  async shownBy<T extends Listed | undefined>(reading: Promise<T>): Promise<T> {
    const ended: Promise<void> = reading
      .then(
        (person) => domainOf(person?.profileUrl),
        () => undefined,
      )
      .then((domain) => {
        this.shown.add(domain);
        this.readings.delete(ended);
      });
    this.readings.add(ended);
    await ended;
    return reading;
  }

  /**
   * The live domain, once it is sure to be the right one.
   * @param fromState the domain that the resource's state recorded; without one, every state of the run counts
   * @param seen the domain of what was just read, which saves asking
   * @throws Error when it is another organisation, or none can be made out
   */
  async confirm(fromState?: string, seen?: string): Promise<string> {
    // Some profile URLs name a domain of their own, so one that disagrees decides nothing.
    const live = seen !== undefined && seen === fromState && !this.configured ? seen : await this.ask();
    if (this.configured !== undefined && this.configured !== live) {
      throw new WrongOrganization(wrongOrganization(live, `the configuration says ${this.configured}`));
    }
    const strangers = (fromState === undefined ? [...this.knownOrganizations] : [fromState]).filter(
      (domain) => domain !== live,
    );
    // Whoever configures the live domain says that the organisation was renamed.
    if (strangers.length > 0 && this.configured === undefined) {
      throw new WrongOrganization(wrongOrganization(live, `the state was made in ${strangers.join(", ")}`));
    }
    return live;
  }

  /**
   * The same where something was read that shows no domain: a person of the same state who shows theirs in this run is enough, also
   * one who is still being read.
   */
  async confirmRead(fromState?: string): Promise<string> {
    const mayBeShown = fromState !== undefined && this.configured === undefined && this.live === undefined;
    while (mayBeShown && !this.shown.has(fromState) && this.readings.size > 0) {
      const [reading] = this.readings;
      await reading;
    }
    return this.confirm(fromState, mayBeShown && this.shown.has(fromState) ? fromState : undefined);
  }

  /** The same where a resource was not found: then the domain of its state must be the live one, renamed or not. */
  async confirmGone(fromState?: string): Promise<string> {
    const live = await this.confirm(fromState);
    if (fromState === undefined || fromState === live) return live;
    throw new WrongOrganization(
      wrongOrganization(
        live,
        `the state was made in ${fromState}, and nothing counts as gone before it is clear`,
      ),
    );
  }

  /** The live domain, right or wrong; asked for once. */
  ask(): Promise<string> {
    this.live ??= this.learn().catch((error: unknown) => {
      // Whoever lists nobody will list nobody to the next resource; only what got lost on the way is asked again.
      if (!(error instanceof WrongOrganization)) this.live = undefined;
      throw error;
    });
    return this.live;
  }

  private async learn(): Promise<string> {
    const people = await this.listSome();
    const domain = mostFrequent(people.map((person) => domainOf(person.profileUrl)));
    if (domain !== undefined) return domain;
    throw new WrongOrganization(
      `Slack lists ${people.length === 0 ? "nobody" : "nobody with a profile URL"}, so the organisation cannot be told and nothing is changed. ` +
        "Check the token and the base URL: every organisation has at least its owner.",
    );
  }
}

/** The organisation's domain in a profile URL: `acme` of https://acme.enterprise.slack.com/team/ada.l. */
export function domainOf(profileUrl: string | null | undefined): string | undefined {
  return /^https:\/\/([a-z0-9-]+)(?:\.enterprise)?\.slack(?:-gov)?\.com\//i
    .exec(profileUrl ?? "")?.[1]
    ?.toLowerCase();
}

/** The organisation that a state recorded; none before the first create, and in `.get()`. */
export function organizationIn(outputs: { organization?: unknown }): string | undefined {
  return typeof outputs.organization === "string" ? outputs.organization : undefined;
}

/** The most frequent domain, of those that are one: `sort` puts `undefined` last. */
function mostFrequent(domains: readonly (string | undefined)[]): string | undefined {
  const count = (domain: string | undefined) => domains.filter((one) => one === domain).length;
  return [...domains].sort((a, b) => count(b) - count(a))[0];
}

function bareDomain(configured: string): string {
  return domainOf(`https://${configured}/`) ?? configured.toLowerCase();
}

function wrongOrganization(live: string, wanted: string): string {
  return (
    `The token belongs to the organisation ${live}, but ${wanted}. Nothing was changed for this resource. ` +
    "Use a token of the right organisation (SLACK_SCIM_TOKEN or slack-scim:token). " +
    `If this is the right one and was renamed in Slack, set slack-scim:organization to ${live}.`
  );
}
