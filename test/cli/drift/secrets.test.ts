import { toHtml } from "../../../cli/drift/html/page";
import { toText } from "../../../cli/drift/text";
import type { Properties } from "../../../provider/fields/properties";
import { add, group, report, startSlack, user } from "./support";

const MARK = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const inClear = (value: unknown) => ({ ...MARK, plaintext: JSON.stringify(value) });
const encrypted = { ...MARK, ciphertext: "v1:abc:def" };

/** The report in its three forms. */
async function everything(state: Parameters<typeof report>[0]) {
  const found = await report(state, { managedOnly: true });
  return { found, shown: [JSON.stringify(found), toText(found), toHtml(found)] };
}

test("secrets in clear are compared and shown nowhere, whatever they are secrets of", async () => {
  const slack = await startSlack();
  const ada = add(slack, "hushada", {
    displayName: "Hushname",
    title: "Hushlive",
    emails: [{ value: "hush@example.com", primary: true }],
    active: false,
  });
  const team = slack.addGroup({ displayName: "Hushgroup", members: [ada] });
  const declared: Properties = {
    userName: inClear("hushother"),
    emails: [{ value: inClear("hush@example.net"), primary: true }],
    displayName: inClear("Hushdeclared"),
    title: inClear("Hushtitle"),
    enterprise: inClear({ department: "Hushdepartment" }),
    password: inClear("hushpassword"),
  };
  const state = [
    { ...user(ada, "ada"), inputs: declared, outputs: { ...declared, organization: "acme", active: true } },
    { ...group(team, "team"), inputs: { displayName: inClear("Hushteam"), members: inClear(["U0HUSH"]) } },
  ];
  const { found, shown } = await everything(state);
  expect(
    found.findings.map(({ kind, subject, changes }) => [
      kind,
      subject.name,
      changes?.map(({ path }) => path),
    ]),
  ).toEqual([
    ["inactive", "ada", undefined],
    ["attributes", "ada", ["userName", "emails", "displayName", "title", "enterprise.department"]],
    ["attributes", "team", ["displayName", "members"]],
  ]);
  for (const text of shown) expect(text).not.toMatch(/hush/i);
});

test("what is encrypted is left out of the comparison, with what cannot be compared without it, and nothing else", async () => {
  const slack = await startSlack();
  const ada = add(slack, "ada", { title: "Live", displayName: "Live" });
  const team = slack.addGroup({ displayName: "Team", members: [] });
  const state = [
    user(
      ada,
      "ada",
      {
        title: encrypted,
        displayName: "Declared",
        enterprise: { manager: { managerId: "boss@example.com" } },
        password: encrypted,
        onDelete: encrypted,
      },
      { managerId: encrypted },
    ),
    group(team, "Team", { members: [ada], membership: encrypted }),
  ];
  const { found } = await everything(state);
  expect(found.findings).toMatchObject([{ kind: "attributes", changes: [{ path: "displayName" }] }]);
  expect(found.findings).toHaveLength(1);
  expect(found.notes.join()).toContain("enterprise.manager.managerId, members, title (2 resources)");
});

test("a wholly encrypted object hides each of its attributes", async () => {
  const slack = await startSlack();
  const id = add(slack, "ada");
  const { found } = await everything([user(id, "ada", { enterprise: encrypted })]);
  expect(found.findings).toEqual([]);
  expect(found.notes.join()).toContain("enterprise.department");
});
