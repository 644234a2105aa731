import fc from "fast-check";
import { toHtml } from "../../../cli/drift/html/page";
import { toText } from "../../../cli/drift/text";
import type { StoredResource } from "../../../cli/state/read";
import type { SlackEmulator } from "../../../emulator";
import { diffDirectory } from "../../../provider/directory/lifecycle";
import type { Properties } from "../../../provider/fields/properties";
import { type Declared, type Kept, person, refresh, upWell } from "../../provider/directory/support";
import { inWorld } from "../../provider/support";
import { report, resource, told } from "./support";

const MARK = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const encrypted = { ...MARK, ciphertext: "v1:abc:def" };
const inClear = (value: unknown) => ({ ...MARK, plaintext: JSON.stringify(value) });

const COMPANY: Declared = {
  people: {
    "e-1": person("ada", { title: "Analyst" }),
    "e-2": person("bert", { active: true, enterprise: { manager: { managerId: "e-1" } } }),
    "e-3": person("carl"),
  },
  groups: {
    team: { displayName: "Team", members: ["e-1", "e-2"] },
    guild: { displayName: "Guild", members: ["e-3"], membership: "additive" },
  },
};

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** A directory as a state holds it. */
const stored = ({ id, inputs, outs }: Kept): StoredResource =>
  resource("Directory", "company", id, inputs, outs);

/** The environment leads the report there. */
function lead(slack: SlackEmulator): void {
  Object.assign(process.env, { SLACK_SCIM_TOKEN: slack.token, SLACK_SCIM_BASE_URL: slack.v2 });
}

test("everybody in a directory is compared; findings name the directory and the key", () =>
  inWorld(async ({ slack, begin }) => {
    lead(slack);
    const state = [stored(await upWell(begin(), COMPANY))];
    const { findings, compared, notes } = await report(state, { managedOnly: true });
    expect({ findings, notes }).toEqual({ findings: [], notes: [] });
    expect(compared).toEqual({ users: 3, groups: 2, memberships: 0 });

    slack.change("ada", (one) => {
      one.title = "Cook";
    });
    slack.change("bert", (one) => {
      one.active = false;
    });
    slack.removeUser(slack.user("carl")?.id ?? "");
    const eve = slack.addUser({ userName: "eve", emails: [{ value: "eve@example.com", primary: true }] });
    slack.change("Team", (one) => {
      one.members = [{ value: eve, display: "eve" }];
    });
    expect(await told(state)).toEqual([
      "decision gone carl",
      "decision inactive bert",
      "decision extraMembers Team: eve",
      "difference attributes ada: title",
      "difference missingMembers Guild: carl",
      "difference missingMembers Team: ada, bert",
    ]);
    const found = await report(state, { managedOnly: true });
    expect(found.findings.map(({ subject }) => subject.entry)).toEqual([
      "people.e-3",
      "people.e-2",
      "groups.team",
      "people.e-1",
      "groups.guild",
      "groups.team",
    ]);
    expect(toText(found)).toContain(
      `user carl (${found.findings[0]?.subject.id}), people.e-3 of company is no longer in Slack`,
    );
    expect(toHtml(found)).toContain("people.e-3 of company");
    expect(slack.writes.filter(({ method }) => method !== "POST")).toEqual([]);
  }));

test("drift sees a difference in a directory exactly where refresh and preview do", () =>
  inWorld(async ({ slack, begin }) => {
    lead(slack);
    const word = fc.constantFrom("", "A", "B");
    const some = fc.subarray(["e-0", "e-1", "e-2"]);
    // Who is inactive cannot join, and of an additive group the outputs know none but those who did.
    const entry = fc.record({ title: word, active: fc.constant(true) }, { requiredKeys: [] });
    const world = fc.record({ title: word, active: fc.boolean(), manager: fc.nat(2), members: some });
    const membership = fc.constantFrom("exact", "additive");
    const property = fc.asyncProperty(
      fc.tuple(entry, entry, entry),
      fc.record({ members: some, membership }),
      world,
      async ([zero, one, two], team, after) => {
        slack.reset();
        const declared: Declared = {
          people: {
            "e-0": person("p0", zero),
            "e-1": person("p1", { ...one, enterprise: { manager: { managerId: "e-0" } } }),
            "e-2": person("p2", two),
          },
          groups: { team: { displayName: "Team", ...team } },
        };
        const kept = await upWell(begin(), declared);
        const idOf = (key: string) => slack.user(key.replace("e-", "p"))?.id ?? "";
        slack.change("p1", (live) => {
          live.title = after.title;
          live.active = after.active;
          live[ENTERPRISE].manager.managerId = idOf(`e-${after.manager}`);
        });
        slack.change("Team", (live) => {
          live.members = after.members.map((key) => ({ value: idOf(key), display: key }));
        });
        const { findings } = await report([stored(kept)], { managedOnly: true });
        const isDrift = findings.some(
          ({ kind }) => kind !== "inactive" || (one.active === true && after.active === false),
        );
        const read = await refresh(begin(), kept);
        expect(isDrift).toBe(diffDirectory(kept.id, read.outs, kept.inputs).changes);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  }));

test("an entry that is a secret is compared where the state shows it, and nothing of it is told; an encrypted one is named", () =>
  inWorld(async ({ slack, begin }) => {
    lead(slack);
    const hidden = { "e-9": person("hushada", { title: "Hushtitle", displayName: "Hushname" }) };
    const kept = await upWell(begin(), { ...COMPANY, people: { ...COMPANY.people, ...hidden } });
    slack.change("hushada", (one) => {
      one.title = "Hushlive";
      one.active = false;
    });
    const marked = (mark: (text: unknown) => unknown): StoredResource => {
      const { inputs = {}, outputs = {}, ...rest } = stored(kept);
      const withMark = (properties: Properties) => {
        const people = properties.people as Properties;
        return { ...properties, people: { ...people, "e-9": mark(people["e-9"]) } };
      };
      return { ...rest, inputs: withMark(inputs), outputs: withMark(outputs) };
    };
    const shown = await report([marked(inClear)], { managedOnly: true });
    expect(shown.findings).toMatchObject([
      { kind: "inactive", subject: { name: "e-9", entry: "people.e-9" } },
      { kind: "attributes", subject: { name: "e-9" }, changes: [{ path: "title", secret: true }] },
    ]);
    expect([JSON.stringify(shown), toText(shown), toHtml(shown)].join()).not.toMatch(/hush/i);
    const unshown = await report([marked(() => encrypted)], { managedOnly: true });
    expect(unshown.findings).toMatchObject([{ kind: "inactive", subject: { name: "e-9" } }]);
    expect(unshown.notes).toEqual([
      expect.stringContaining("encrypted in the state, so not compared: people.e-9 (1 resource)"),
    ]);
    expect(JSON.stringify(unshown)).not.toMatch(/hush/i);
  }));

test("who could not be made is named as not compared, and a group is compared without them", () =>
  inWorld(async ({ slack, begin }) => {
    lead(slack);
    const kept = await upWell(begin(), COMPANY);
    const groups = {
      ...(kept.inputs.groups as object),
      team: '{"displayName":"Team","members":["e-1","e-2","e-4"]}',
    };
    const people = {
      ...(kept.inputs.people as object),
      "e-3": JSON.stringify(person("carl", { enterprise: { manager: { managerId: "e-4" } } })),
      "e-4": JSON.stringify(person("dora")),
    };
    const { findings, notes } = await report([stored({ ...kept, inputs: { people, groups } })], {
      managedOnly: true,
    });
    expect(findings).toEqual([]);
    expect(notes).toEqual([
      "declared, and by the state not in Slack, so not compared: people.e-4 of company. The last update failed on them; `pulumi up` tries again.",
    ]);
  }));

test("a person of two directories, or of one and a resource, is found twice, each place named", () =>
  inWorld(async ({ slack, begin }) => {
    lead(slack);
    const kept = await upWell(begin(), COMPANY);
    const other = { ...stored(kept), urn: stored(kept).urn.replace("company", "other") };
    const { findings } = await report([stored(kept), other], { managedOnly: true });
    expect(findings).toHaveLength(5);
    expect(findings.map(({ kind, message }) => `${kind} ${message}`)).toContain(
      "twinResources is the account or group of 2 resources: people.e-1 of company (people/dev), people.e-1 of other (people/dev).",
    );
  }));

test.each<[string, Properties, RegExp]>([
  [
    "no JSON",
    { people: { "e-1": "{" } },
    /^people\.e-1 of the directory company is no JSON object in a text: /,
  ],
  ["a list", { people: { "e-1": "[]" } }, /^people\.e-1 of the directory company is no JSON object/],
  ["no text", { groups: { team: { displayName: "Team" } } }, /^groups\.team of the directory company is no/],
  ["no map", { people: ["{}"] }, /^people of the directory company is no map of entries by key: /],
  ["without an id", { personFacts: { "e-1": "{}" } }, /^people\.e-1 of the directory company has no id: /],
  ["without facts", { groupFacts: {} }, /^groups\.(team|guild) of the directory company has no id: /],
  [
    "whose facts are encrypted",
    { personFacts: encrypted },
    /^the output personFacts of the directory company is a secret .*--show-secrets/,
  ],
])(
  "a state with an entry that is %s is refused before Slack is asked, and not quoted",
  (_what, broken, message) =>
    inWorld(async ({ slack, begin }) => {
      lead(slack);
      const state = stored(await upWell(begin(), COMPANY));
      slack.clearLog();
      const outputs = { ...state.outputs, ...broken };
      await expect(report([{ ...state, outputs }])).rejects.toThrow(message);
      expect(slack.requests).toEqual([]);
    }),
);
