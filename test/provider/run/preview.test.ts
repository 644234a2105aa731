import type { EmulatorOptions, SlackEmulator } from "../../../emulator";
import type { Properties } from "../../../provider/fields/properties";
import { UNKNOWN } from "../../../provider/fields/properties";
import { checkGroup, createGroup } from "../../../provider/group/lifecycle";
import { previewGroup } from "../../../provider/group/preview";
import { foresee } from "../../../provider/run/preview";
import type { Run } from "../../../provider/run/run";
import { checkUser, createUser } from "../../../provider/user/lifecycle";
import { previewUser } from "../../../provider/user/preview";
import { ADA, addLongAgo, emailOf, inWorld as inAnyWorld, STANDSTILL, type World } from "../support";

const inWorld = (test: (world: World) => Promise<void>, options: EmulatorOptions = {}) =>
  inAnyWorld(test, options, STANDSTILL);

const LIVES = {
  user: { check: checkUser, preview: previewUser, create: createUser },
  group: { check: checkGroup, preview: previewGroup, create: createGroup },
};

/** Checks as the engine does; the refusals of the look into Slack among the problems. */
async function check(
  run: Run,
  kind: keyof typeof LIVES,
  declared: Properties,
  olds: Properties = {},
): Promise<string[]> {
  const { inputs, problems } = LIVES[kind].check(run, olds, declared);
  if (problems.length > 0 || Object.keys(olds).length > 0) return problems;
  const refusal = await foresee(run, () => LIVES[kind].preview(run, inputs));
  return refusal === undefined ? [] : [refusal];
}

/** Everybody in the emulator as a program would declare them; the owner is left out. */
function everybody(slack: SlackEmulator): Properties[] {
  return slack
    .users()
    .filter(({ userName }) => userName !== "owner")
    .map(({ userName, emails, title, active }) => ({ userName, emails, title, active }));
}

function allGroups(slack: SlackEmulator): Properties[] {
  return slack.groups().map(({ displayName, members }) => ({
    displayName,
    members: members.map(({ value }) => value),
  }));
}

const addGroups = (slack: SlackEmulator, count: number) => {
  const ids = slack.users().map(({ id }) => id);
  for (let number = 0; number < count; number += 1)
    slack.addGroup({ displayName: `Team ${number}`, members: ids.slice(number, number + 100) });
};

test("the preview of 300 people says in one line each what create will do, with four requests", () =>
  inWorld(
    async ({ slack, begin, lines, asked }) => {
      slack.clock.advance(48 * 3600_000);
      const people = everybody(slack);
      const run = begin();
      for (const person of people) expect(await check(run, "user", person)).toEqual([]);
      for (const number of [1, 2])
        await check(run, "user", { userName: `new${number}`, ...emailOf(`new${number}@example.com`) });
      run.messages.flush();
      expect(lines.map((line) => line.split(":")[0])).toEqual([
        "270 in Slack already, to be taken over as they are",
        "30 in Slack already but deactivated, to be taken over as they are",
        "2 not in Slack yet, to be created",
      ]);
      expect(lines[0]).toMatch(/: user [\w.]+ \(U\w+\), .* and 250 more$/);
      const requests = asked();
      expect(requests.every((request) => request === "GET Users 200")).toBe(true);
      expect(requests.length).toBeLessThanOrEqual(4);
    },
    { seed: 300 },
  ));

test("10,000 people and 200 groups are previewed, and taken over, with 25 requests each; who differs costs two", () =>
  inAnyWorld(
    async ({ slack, begin, asked }) => {
      addGroups(slack, 200);
      slack.clock.advance(48 * 3600_000);
      const people = everybody(slack).map((person, at) =>
        at < 100 ? { ...person, title: "Changed", onConflict: "adopt" } : person,
      );
      const groups = allGroups(slack).filter(({ displayName }) => String(displayName).startsWith("Team"));
      const checkAll = async (run: Run) => {
        const problems: string[] = [];
        for (const person of people) problems.push(...(await check(run, "user", person)));
        for (const group of groups) problems.push(...(await check(run, "group", group)));
        return problems;
      };
      expect(await checkAll(begin())).toEqual([]);
      expect(asked().length).toBeLessThanOrEqual(25);
      const update = begin();
      expect(await checkAll(update)).toEqual([]);
      const unchanged = people.slice(100);
      const made = await Promise.all([
        ...unchanged.map((person) => createUser(update, person)),
        ...groups.map((group) => createGroup(update, group)),
      ]);
      expect(made.filter(({ outs }) => outs.adopted === true)).toHaveLength(9_900 + 200);
      expect(asked().length).toBeLessThanOrEqual(25);
      await Promise.all(people.slice(0, 100).map((person) => createUser(update, person)));
      expect(asked()).toHaveLength(200);
      expect(slack.users().filter(({ title }) => title === "Changed")).toHaveLength(100);
    },
    { seed: 10_000, logSize: 100_000 },
  ));

test("what create would refuse fails the check, all of it in one preview", () =>
  inWorld(async ({ slack, begin }) => {
    const ada = addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), title: "Countess" });
    const bert = addLongAgo(slack, {
      userName: "bert",
      emails: [...emailOf("bert@example.com").emails, { value: "bert@second.example.com", primary: false }],
    });
    const member = addLongAgo(slack, { userName: "carl", ...emailOf("carl@example.com") });
    const groups = ["Team", "Team"].map((displayName) => slack.addGroup({ displayName }));
    const full = slack.addGroup({ displayName: "Full", members: [ada, bert, member] });
    slack.clock.advance(48 * 3600_000);
    const run = begin();
    const problems = [
      ...(await check(run, "user", ADA)),
      ...(await check(run, "user", { userName: "robert", ...emailOf("bert@second.example.com") })),
      ...(await check(run, "group", { displayName: "Team" })),
      ...(await check(run, "group", { displayName: "Full", members: [UNKNOWN] })),
    ];
    expect(problems).toEqual([
      expect.stringContaining(`user ada.l: Slack has ${ada} (ada.l, active) with this primary`),
      expect.stringContaining(`adoptId: "${bert}"`),
      expect.stringContaining(`Slack has 2 groups of this name (${groups.join(", ")})`),
      expect.stringContaining(`Slack has ${full} of this name already, with 3 members`),
    ]);
    const wayOn =
      "If another resource of this program gives it up in the same run, let this one depend on that one";
    for (const at of [0, 1, 3]) expect(problems[at]).toContain(wayOn);
    expect(slack.writes).toEqual([]);
  }));

test("a name that another resource of the program gives up is a warning that says what is waited for, and names dependsOn", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const id = addLongAgo(slack, { userName: "bert", ...emailOf("bert@example.com") });
    const run = begin();
    const before = { userName: "bert", ...emailOf("bert@example.com") };
    await check(run, "user", { ...before, userName: "albert" }, before);
    expect(await check(run, "user", { userName: "bert", ...emailOf("newcomer@example.com") })).toEqual([]);
    expect(lines).toEqual([
      `warning: user bert: the userName or an e-mail address belongs to ${id} (bert), which another resource of this program gives up; this one waits for that. With a \`--parallel\` of 1 or 2 the engine may come to that one too late: let this one depend on it (\`dependsOn\`).`,
    ]);
  }));

test("who gives up the address alone is in the way by the userName, and who gives up both is waited for and not taken over", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const before = { userName: "bert", ...emailOf("bert@example.com") };
    addLongAgo(slack, before);
    const half = begin();
    await check(half, "user", { ...before, ...emailOf("robert@example.com") }, before);
    const second = [...emailOf("newcomer@example.com").emails, { value: "bert@example.com", primary: false }];
    expect(await check(half, "user", { userName: "bert", emails: second })).toEqual([
      expect.stringContaining("the userName or a secondary e-mail address belongs to"),
    ]);
    expect(lines).toEqual([]);
    const both = begin();
    await check(both, "user", { userName: "robert", ...emailOf("robert@example.com") }, before);
    expect(await check(both, "user", before)).toEqual([]);
    both.messages.flush();
    expect(lines).toEqual([expect.stringContaining("gives up; this one waits for that")]);
  }));

test("a userName that somebody else has is a warning, as Slack may make another one of it", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const id = addLongAgo(slack, { userName: "bert", ...emailOf("bert@example.com") });
    expect(await check(begin(), "user", { userName: "bert", ...emailOf("robert@example.com") })).toEqual([]);
    expect(lines).toEqual([
      expect.stringMatching(`warning: user bert: the userName belongs to ${id} .*adoptId: "${id}"`),
    ]);
  }));

test("resources that have state are looked up nowhere", () =>
  inWorld(async ({ slack, begin, asked }) => {
    addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com") });
    const run = begin();
    await check(run, "user", ADA, ADA);
    await check(run, "group", { displayName: "Team" }, { displayName: "Team" });
    expect(asked()).toEqual([]);
  }));

test("values that are not known yet are passed over", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const id = addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), title: "Analyst" });
    slack.addGroup({ displayName: "Team", members: [id] });
    slack.clock.advance(48 * 3600_000);
    const run = begin();
    expect(await check(run, "user", { userName: UNKNOWN, ...emailOf("x@example.com") })).toEqual([]);
    expect(await check(run, "user", { ...ADA, enterprise: { department: UNKNOWN } })).toEqual([]);
    expect(await check(run, "group", { displayName: "Team", members: [UNKNOWN, "U0000000001"] })).toEqual([]);
    run.messages.flush();
    expect(lines).toEqual([
      `1 in Slack already, to be taken over as they are: user ada.l (${id})`,
      expect.stringMatching(/^1 in Slack already; whether they are taken over is known once/),
    ]);
  }));

test("what changes and who is reactivated is named", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const ada = addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), title: "Countess" });
    const bert = addLongAgo(slack, { userName: "bert", ...emailOf("bert@example.com"), active: false });
    const run = begin();
    await check(run, "user", { ...ADA, onConflict: "adopt" });
    await check(run, "user", { userName: "bert", ...emailOf("bert@example.com"), active: true });
    run.messages.flush();
    expect(lines).toEqual([
      `1 in Slack already, to be taken over and changed: user ada.l (${ada}): title`,
      `1 in Slack already but deactivated, to be taken over and reactivated: user bert (${bert})`,
    ]);
  }));

test.each<[string, Properties, string]>([
  ["is declared inactive", { userName: "boss", active: false }, "is not deactivated"],
  ["gets another userName", { userName: "chief" }, "is not renamed"],
  ["becomes a guest", { userName: "boss", guest: { type: "multi" } }, "is not converted"],
])("the preview refuses a take-over by which somebody protected %s", (_what, declared, step) =>
  inWorld(async ({ slack, begin }) => {
    const id = addLongAgo(slack, { userName: "boss", ...emailOf("boss@example.com") });
    const person = { ...declared, ...emailOf("boss@example.com") };
    const begun = () => begin({ protectedUsers: "boss" });
    const refusal = [expect.stringMatching(new RegExp(`${step}: slack-scim:protectedUsers`))];
    expect(await check(begun(), "user", { ...person, onConflict: "adopt" })).toEqual(refusal);
    expect(await check(begun(), "user", { ...person, adoptId: id })).toEqual(refusal);
    expect(await check(begin(), "user", { ...person, adoptId: id })).toEqual([]);
  }),
);

test.each([
  ["reactivated", "maxReactivations", true],
  ["deactivated", "maxDeactivations", false],
])("the preview refuses whoever would be %s beyond %s, and counts nobody twice", (done, setting, active) =>
  inWorld(async ({ slack, begin }) => {
    const people = ["ada", "bert", "carl"].map((userName) => {
      addLongAgo(slack, { userName, ...emailOf(`${userName}@example.com`), active: !active });
      return { userName, ...emailOf(`${userName}@example.com`), active, onConflict: "adopt" };
    });
    const run = begin({ [setting]: "2" });
    const asIs = { userName: "dora", ...emailOf("dora@example.com"), active };
    addLongAgo(slack, asIs);
    expect(await check(run, "user", asIs)).toEqual([]);
    for (const person of people.slice(0, 2)) expect(await check(run, "user", person)).toEqual([]);
    expect(await previewUser(run, people[0] ?? {})).toBeUndefined();
    expect(await check(run, "user", people[2] ?? {})).toEqual([
      expect.stringMatching(
        new RegExp(
          `carl .* is not ${done}: .* have ${done} 3, .* no more than 2\\. .*raise slack-scim:${setting}`,
        ),
      ),
    ]);
    expect(slack.writes).toEqual([]);
  }),
);

test("the preview refuses a take-over that takes too many out of a group, or somebody protected", () =>
  inWorld(async ({ slack, begin }) => {
    const ids = Array.from({ length: 12 }, (_, at) =>
      addLongAgo(slack, { userName: `p${at}`, ...emailOf(`p${at}@example.com`) }),
    );
    const id = slack.addGroup({ displayName: "Team", members: ids });
    const team = (members: readonly string[]) => ({ displayName: "Team", members, adoptId: id });
    expect(await check(begin(), "group", team(ids.slice(0, 5)))).toEqual([
      expect.stringContaining("would lose 7 of its 12 members"),
    ]);
    expect(await check(begin(), "group", team(ids.slice(0, 6)))).toEqual([]);
    const named = { displayName: "Team", members: ids.slice(1), onConflict: "adopt" };
    expect(await check(begin({ protectedUsers: "p0" }), "group", named)).toEqual([
      expect.stringContaining("is not taken out of group"),
    ]);
    expect(await check(begin({ protectedUsers: "p0" }), "group", { ...named, members: [UNKNOWN] })).toEqual(
      [],
    );
    expect(await check(begin({ protectedUsers: "p1" }), "group", named)).toEqual([]);
  }));

test("a preview that may not look, or cannot, goes on; it says once that it could not", () =>
  inWorld(async ({ slack, begin, lines, asked }) => {
    addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), title: "Countess" });
    expect(await check(begin({ previewLookups: "off" }), "user", ADA)).toEqual([]);
    expect(lines).toEqual([]);
    const tokenless = begin({ token: "" });
    expect(await check(tokenless, "user", ADA)).toEqual([]);
    expect(await check(tokenless, "group", { displayName: "Team" })).toEqual([]);
    expect(lines).toEqual([
      expect.stringMatching(/^warning: the preview could not look in Slack .*Set the environment variable/s),
    ]);
    expect(asked()).toEqual([]);
    const run = begin({ token: "xoxp-wrong" });
    expect(await check(run, "user", ADA)).toEqual([]);
    expect(await check(run, "user", { userName: "bert", ...emailOf("bert@example.com") })).toEqual([]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^warning: the preview could not look in Slack .*previewLookups off: never look/s,
    );
    expect(asked()).toHaveLength(1);
  }));

test("a token of another organisation fails the preview, once", () =>
  inWorld(async ({ begin }) => {
    const run = begin({ organization: "globex" });
    expect(await check(run, "user", ADA)).toEqual([
      expect.stringContaining("belongs to the organisation acme"),
    ]);
    expect(await check(run, "user", { userName: "bert", ...emailOf("bert@example.com") })).toEqual([]);
  }));

test("what was foretold and not yet said is forgotten as soon as it happens", () =>
  inWorld(async ({ slack, begin, lines }) => {
    addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), title: "Analyst" });
    const run = begin();
    await check(run, "user", ADA);
    run.messages.forgetForecasts();
    run.messages.flush();
    expect(lines).toEqual([]);
  }));
