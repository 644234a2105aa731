/** What a run needs of a listed person to tell the organisation. */
interface Listed {
  profileUrl?: string | null;
}

/**
 * The organisation that the token belongs to. A token of another one would find nobody, empty the state in one refresh
 * and create everybody anew in the wrong place; so every write, and every "gone", asks here first.
 */
export class Organization {
  private live: Promise<string> | undefined;

  /**
   * @param listSome a few people of the organisation
   * @param configured the domain that the configuration demands
   */
  constructor(
    private readonly listSome: () => Promise<readonly Listed[]>,
    private readonly configured: string | undefined,
  ) {}

  /**
   * The live domain, once it is sure to be the right one.
   * @param fromState the domain that the state recorded
   * @param seen the domain of what was just read, which saves asking
   * @throws Error when it is another organisation, or none can be made out
   */
  async confirm(fromState?: string, seen?: string): Promise<string> {
    const live = seen ?? (await this.ask());
    for (const [wanted, source] of [
      [this.configured && bareDomain(this.configured), "the configuration says"],
      [fromState, "the state was made in"],
    ]) {
      if (wanted !== undefined && wanted !== live)
        throw new Error(wrongOrganization(live, `${source} ${wanted}`));
    }
    return live;
  }

  private ask(): Promise<string> {
    this.live ??= this.learn().catch((error: unknown) => {
      this.live = undefined;
      throw error;
    });
    return this.live;
  }

  private async learn(): Promise<string> {
    const people = await this.listSome();
    const domain = people.map((person) => domainOf(person.profileUrl)).find((found) => found !== undefined);
    if (domain !== undefined) return domain;
    throw new Error(
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

function bareDomain(configured: string): string {
  return domainOf(`https://${configured}/`) ?? configured.toLowerCase();
}

function wrongOrganization(live: string, wanted: string): string {
  return (
    `The token belongs to the organisation ${live}, but ${wanted}. Nothing was changed. ` +
    "Use a token of the right organisation (SLACK_SCIM_TOKEN or slack-scim:token), or correct slack-scim:organization."
  );
}
