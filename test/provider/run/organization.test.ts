import { domainOf, Organization, organizationIn } from "../../../provider/run/organization";

const person = (domain: string) => ({ profileUrl: `https://${domain}.enterprise.slack.com/team/somebody` });

/** An organisation by the people whom Slack lists, and how often they were asked for. */
function listing(people: { profileUrl?: string | null }[], configured?: string, known: string[] = []) {
  const asked = { times: 0 };
  const list = async () => {
    asked.times += 1;
    return people;
  };
  return { organization: new Organization(list, configured, new Set(known)), asked };
}

test("the organisation is the one that most of the listed people show", async () => {
  const people = [{}, person("odd"), person("acme"), { profileUrl: null }, person("acme"), {}, {}];
  for (const listed of [people, [...people].reverse()])
    expect(await listing(listed).organization.confirm()).toBe("acme");
});

test("people who show no organisation are nobody to tell it by, and are asked once", async () => {
  const { organization, asked } = listing([{}, { profileUrl: "https://example.com/" }]);
  for (let time = 0; time < 2; time += 1)
    await expect(organization.confirm()).rejects.toThrow(
      "Slack lists nobody with a profile URL, so the organisation cannot be told and nothing is changed.",
    );
  expect(asked.times).toBe(1);
});

test.each([
  ["https://acme.slack.com/team/ada", "acme"],
  ["https://ACME.enterprise.slack.com/team/ada", "acme"],
  ["https://acme.enterprise.slack-gov.com/team/ada", "acme"],
  ["see https://acme.slack.com/team/ada", undefined],
  ["https://slack.com/team/ada", undefined],
  [null, undefined],
])("the domain in the profile URL %s is %s", (profileUrl, domain) => {
  expect(domainOf(profileUrl)).toBe(domain);
});

test("all organisations of the states are named that are not the live one", async () => {
  const { organization } = listing([person("acme")], undefined, ["acme", "globex", "initech"]);
  await expect(organization.confirm()).rejects.toThrow("the state was made in globex, initech.");
  expect(organizationIn({ organization: 7 })).toBeUndefined();
});

test("where somebody of the state shows its domain nobody is listed for what shows none", async () => {
  const { organization, asked } = listing([person("acme")]);
  await organization.shownBy(Promise.resolve(person("acme")));
  expect([await organization.confirmRead("acme"), asked.times]).toEqual(["acme", 0]);
});

test.each<[string, string | undefined, string | undefined, string | undefined]>([
  ["somebody shows another domain", undefined, "odd", "acme"],
  ["somebody shows none", undefined, undefined, "acme"],
  ["the organisation is configured", "acme", "acme", "acme"],
  ["there is no state", undefined, "acme", undefined],
])("Slack's list tells where %s", async (_what, configured, shown, fromState) => {
  const { organization, asked } = listing([person("acme")], configured);
  await organization.shownBy(Promise.resolve(shown === undefined ? undefined : person(shown)));
  expect([await organization.confirmRead(fromState), asked.times]).toEqual(["acme", 1]);
});

test("once the list has told, no profile URL says otherwise", async () => {
  const { organization } = listing([person("acme")]);
  await organization.ask();
  await organization.shownBy(Promise.resolve(person("globex")));
  await expect(organization.confirmRead("globex")).rejects.toThrow("the state was made in globex.");
});

/** Somebody who is being read, and of whom Slack never answers. */
const neverRead = () => new Promise<undefined>(() => {});

/** What is answered without waiting for anybody. */
const atOnce = (answer: Promise<string>) =>
  Promise.race([answer, new Promise((resolve) => setImmediate(() => resolve("waits")))]);

test.each<[string, string | undefined, string | undefined, "acme" | undefined]>([
  ["the organisation is configured", "acme", "acme", undefined],
  ["there is no state", undefined, undefined, undefined],
  ["somebody has shown the domain of the state already", undefined, "acme", "acme"],
])("nobody waits for those who are being read where %s", async (_what, configured, fromState, shown) => {
  const { organization } = listing([person("acme")], configured);
  if (shown !== undefined) await organization.shownBy(Promise.resolve(person(shown)));
  void organization.shownBy(neverRead());
  expect(await atOnce(organization.confirmRead(fromState))).toBe("acme");
});

test("nobody waits for those who are being read once the list has told", async () => {
  const { organization } = listing([person("acme")]);
  await organization.ask();
  void organization.shownBy(neverRead());
  expect(await atOnce(organization.confirmRead("acme"))).toBe("acme");
});
