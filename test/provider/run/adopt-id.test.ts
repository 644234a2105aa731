import { checkGroup, createGroup, diffGroup } from "../../../provider/group/lifecycle";
import { previewGroup } from "../../../provider/group/preview";
import { relateGroup } from "../../../provider/group/sharing";
import { hostedBy } from "../../../provider/resources/hosted";
import { refuseShareOf } from "../../../provider/run/adopt-id";
import { relateUser } from "../../../provider/user/handover";
import { checkUser, createUser, diffUser } from "../../../provider/user/lifecycle";
import { previewUser } from "../../../provider/user/preview";
import { ADA, inWorld } from "../support";

const RETURNED = { ...ADA, emails: [{ value: "ada@new.example.com", primary: true }], active: true };

test("adoptId takes over an account under another address, and writes what is declared", () =>
  inWorld(async ({ slack, begin }) => {
    const emails = [{ value: "ada@example.com", primary: true }];
    const id = slack.addUser({ userName: "old.ada", emails, active: false, timezone: "Europe/London" });
    const made = await createUser(begin(), { ...RETURNED, adoptId: id });
    expect(made).toMatchObject({ id, outs: { adopted: true, reactivated: true, userName: "ada.l" } });
    expect(made.outs).not.toHaveProperty("adoptId");
    expect(slack.user(id)).toMatchObject({
      userName: "ada.l",
      emails: [{ value: "ada@new.example.com", primary: true }],
      title: "Analyst",
      active: true,
      timezone: "Europe/London",
    });
    expect(diffUser(id, made.outs, { ...RETURNED, adoptId: id })).toEqual({ changes: false });
    expect(diffUser(id, made.outs, RETURNED)).toEqual({ changes: false });
  }));

test("adoptId takes over a group of another name, renames it and brings its members", () =>
  inWorld(async ({ slack, begin }) => {
    const [ada = "", bert = ""] = ["ada", "bert"].map((userName) =>
      slack.addUser({ userName, emails: [{ value: `${userName}@example.com`, primary: true }] }),
    );
    const id = slack.addGroup({ displayName: "Old", members: [ada] });
    const inputs = { displayName: "New", members: [ada, bert], adoptId: id };
    const made = await createGroup(begin(), inputs);
    expect(made).toMatchObject({ id, outs: { adopted: true, displayName: "New" } });
    expect(slack.group(id)).toMatchObject({ displayName: "New", members: [{ value: ada }, { value: bert }] });
    expect(diffGroup(id, made.outs, { ...inputs, adoptId: "S0000000009" })).toEqual({ changes: false });
  }));

test("an id that nobody has, in the preview and in the update, is refused", () =>
  inWorld(async ({ begin, slack }) => {
    const user = { ...ADA, adoptId: "U404" };
    expect(await previewUser(begin(), user)).toContain("there is no such account in Slack.");
    await expect(createUser(begin(), user)).rejects.toThrow("U404, and there is no such account in acme");
    const group = { displayName: "New", adoptId: "S404" };
    expect(await previewGroup(begin(), group)).toContain("Slack has no such group");
    await expect(createGroup(begin(), group)).rejects.toThrow("S404, and Slack has no such group");
    expect(slack.writes).toEqual([]);
  }));

test("an id of another kind is refused by the check", () =>
  inWorld(async ({ begin }) => {
    expect(checkUser(begin(), {}, { ...ADA, adoptId: "S0000000001" }).problems).toEqual([
      'adoptId: wanted the id of a person (U… or W…), got "S0000000001"',
    ]);
    expect(checkGroup(begin(), {}, { displayName: "New", adoptId: "U0000000001" }).problems).toEqual([
      'adoptId: wanted the id of a group (S…), got "U0000000001"',
    ]);
  }));

test("an id that another resource of the run has is refused", () =>
  inWorld(async ({ slack, begin }) => {
    const emails = [{ value: "ada@example.com", primary: true }];
    const id = slack.addUser({ userName: "ada", emails });
    const run = begin();
    checkUser(run, { userName: "ada", emails }, { userName: "ada", emails });
    run.handover.manage(id);
    const inputs = { ...RETURNED, adoptId: id };
    const refusal = `adoptId names ${id}, which another resource of this program has. Declare each person once; if`;
    expect(await previewUser(run, inputs)).toContain(refusal);
    await expect(createUser(run, inputs)).rejects.toThrow(refusal);
    const other = begin();
    expect(checkUser(other, {}, inputs).problems).toEqual([]);
    const twin = { ...inputs, userName: "twin", emails: [{ value: "twin@example.com" }] };
    expect(checkUser(other, {}, twin).problems).toEqual([
      "adoptId: wanted an account of its own, got the one of another resource of this program",
    ]);
    expect(slack.writes).toEqual([]);
  }));

test("an id that a resource has which is declared later is refused there", () =>
  inWorld(async ({ slack, begin }) => {
    const held = { userName: "ada", emails: [{ value: "ada@example.com", primary: true }] };
    const person = slack.addUser(held);
    const run = begin();
    expect(checkUser(run, {}, { ...RETURNED, adoptId: person }).problems).toEqual([]);
    expect(relateUser(run, person, held, held)).toBeUndefined(); // as a refresh asks, of what the program has no more
    expect(checkUser(run, held, held).problems).toEqual([]);
    await expect(hostedBy(run, () => {}).user.diff(person, held, held)).rejects.toThrow(
      `user ada (${person}): another resource of this program takes ${person} over by adoptId, and this one has it already. Declare each person once; if the resource was renamed, give it \`aliases\` instead.`,
    );
    const group = slack.addGroup({ displayName: "Old" });
    expect(checkGroup(run, {}, { displayName: "New", adoptId: group }).problems).toEqual([]);
    expect(checkGroup(run, { displayName: "Old" }, { displayName: "Old" }).problems).toEqual([]);
    expect(relateGroup(run, group, { displayName: "Old" }, { displayName: "Old" })).toContain(
      `group ${group}: another resource of this program takes ${group} over by adoptId, and this one has it already. Declare each group once;`,
    );
  }));

test("an id that stays declared beside a state, changes or goes is nobody's concern", () =>
  inWorld(async ({ slack, begin }) => {
    const id = slack.addUser({ userName: "ada", emails: RETURNED.emails });
    for (const adoptId of [id, "U0000000404", undefined]) {
      const run = begin();
      const news = { ...RETURNED, ...(adoptId && { adoptId }) };
      expect(checkUser(run, { ...RETURNED, adoptId: id }, news).problems).toEqual([]);
      expect(relateUser(run, id, RETURNED, news)).toBeUndefined();
    }
  }));

test("whom the preview takes for a new one's is refused to the resource that has them, unless it is the very one or gives them up", () =>
  inWorld(async ({ begin }) => {
    const run = begin();
    run.handover.foretell("U1", "ada");
    const refusal = (after: string, gives: string[] = []) =>
      refuseShareOf(run, "U1", { before: "ada", after }, gives, "user ada (U1)");
    expect(refusal("countess")).toContain("this resource has it in its state");
    expect([refusal("countess", ["ada"]), refusal("ada")]).toEqual([undefined, undefined]);
  }));

test("a group that may not lose whom adoptId would take out of it keeps its name", () =>
  inWorld(async ({ slack, begin }) => {
    const members = ["boss", "ada"].map((userName) =>
      slack.addUser({ userName, emails: [{ value: `${userName}@example.com`, primary: true }] }),
    );
    const id = slack.addGroup({ displayName: "Old", members });
    const run = begin({ protectedUsers: "boss", previewLookups: "off" });
    const inputs = { displayName: "New", members: members.slice(1), adoptId: id };
    await expect(createGroup(run, inputs)).rejects.toThrow(`is not taken out of group ${id}`);
    expect(slack.writes).toEqual([]);
  }));

test("the preview says what adopting changes, and what stands in its way", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const id = slack.addUser({ userName: "old.ada", emails: [{ value: "ada@example.com", primary: true }] });
    const run = begin();
    expect(await previewUser(run, { ...RETURNED, adoptId: id })).toBeUndefined();
    run.messages.flush();
    expect(lines.join()).toContain(`taken over and changed: user ada.l (${id}): userName, emails, title`);
    const other = slack.addUser({ userName: "ada.l", emails: [{ value: "x@example.com", primary: true }] });
    const refusal = await previewUser(begin(), { ...RETURNED, adoptId: id });
    expect(refusal).toContain(`belongs to ${other} (ada.l)`);
    expect(refusal).toContain("let this one depend on that one");
  }));

test("an account that another create takes over while adoptId looks at it is refused, and not written", () =>
  inWorld(async ({ slack, begin }) => {
    const bert = { userName: "bert", emails: [{ value: "bert@example.com", primary: true }] };
    const id = slack.addUser(bert);
    const run = begin();
    const read = run.people.readDirectly.bind(run.people);
    run.people.readDirectly = async (...args) => {
      run.people.readDirectly = read;
      const found = await read(...args);
      await createUser(run, bert);
      return found;
    };
    await expect(createUser(run, { ...RETURNED, adoptId: id })).rejects.toThrow(
      `another resource of this program took ${id} over in this run. Nothing was changed for this one. Declare each person and group once: by address or name, or by adoptId.`,
    );
    expect(slack.user(id)?.userName).toBe("bert");
  }));

test("of two creates that find the same group at once, by its name and by adoptId, one alone has it and the other writes nothing", () =>
  inWorld(async ({ slack, begin }) => {
    const id = slack.addGroup({ displayName: "Data" });
    const run = begin();
    const outcomes = await Promise.allSettled([
      createGroup(run, { displayName: "Data" }),
      createGroup(run, { displayName: "New", adoptId: id }),
    ]);
    const refused = outcomes.flatMap((outcome) =>
      outcome.status === "rejected" ? [outcome.reason.message] : [],
    );
    expect(refused).toEqual([expect.stringContaining(`another resource of this program`)]);
    const [made] = outcomes.flatMap((outcome) =>
      outcome.status === "fulfilled" ? [outcome.value.outs] : [],
    );
    expect(slack.group(id)?.displayName).toBe(made?.displayName);
  }));
