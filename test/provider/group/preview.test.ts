import { UNKNOWN } from "../../../provider/fields/properties";
import { previewGroup, prospectOfGroup } from "../../../provider/group/preview";
import { inWorld, type World } from "../support";

const NOTHING = { changed: [], leaving: [] };
const DATA = { displayName: "Data" };

/** A group of some days ago with one person in it. */
function oldGroup({ slack }: World) {
  const ada = slack.addUser({ userName: "ada", emails: [{ value: "ada@example.com", primary: true }] });
  const id = slack.addGroup({ displayName: "Data", members: [ada] });
  slack.clock.advance(48 * 3600_000);
  return { id, ada, holder: expect.objectContaining({ id, displayName: "Data" }) };
}

test("of a group that is not there, and of one whose name or id is not known yet, nothing is foretold", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const run = begin();
    expect(await prospectOfGroup(run, DATA)).toEqual(NOTHING);
    expect(await previewGroup(run, DATA)).toBeUndefined();
    slack.clearLog();
    expect(await prospectOfGroup(run, { displayName: UNKNOWN })).toEqual(NOTHING);
    expect(await prospectOfGroup(run, { ...DATA, adoptId: UNKNOWN })).toEqual(NOTHING);
    run.messages.flush();
    expect([slack.requests, lines]).toEqual([[], []]);
  }));

test("a group that would be refused is foretold as nothing but the refusal", () =>
  inWorld(async (world) => {
    const { id } = oldGroup(world);
    const refused = (why: string) => ({ ...NOTHING, refusal: expect.stringContaining(why) });
    expect(await prospectOfGroup(world.begin(), { ...DATA, members: ["U0NEW"] })).toEqual(
      refused("of this name already"),
    );
    expect(await prospectOfGroup(world.begin(), { ...DATA, adoptId: "S0NOTHING" })).toEqual(
      refused("Slack has no such group"),
    );
    const run = world.begin();
    run.handover.claim(id);
    const adopting = { displayName: "Facts", adoptId: id };
    expect(await prospectOfGroup(run, adopting)).toEqual(
      refused("which another resource of this program has. Declare each group once;"),
    );
    const later = world.begin();
    later.handover.holdForRefused("group", ["Data"]);
    expect(await prospectOfGroup(later, adopting)).toEqual(refused(id));
    expect(await previewGroup(later, adopting)).toContain(id);
    world.slack.addGroup(DATA);
    expect(await prospectOfGroup(world.begin(), DATA)).toEqual(refused("Slack has 2 groups of this name"));
  }));

test("a group whose name is given up is foretold as that alone", () =>
  inWorld(async (world) => {
    const { holder } = oldGroup(world);
    const run = world.begin();
    run.handover.free("group", "Data");
    expect(await prospectOfGroup(run, DATA)).toEqual({ ...NOTHING, freed: holder });
  }));

test("a group that is taken over is foretold with what changes of it and who leaves it for certain", () =>
  inWorld(async (world) => {
    const { id, ada, holder } = oldGroup(world);
    const prospect = (inputs: object) => prospectOfGroup(world.begin(), { ...DATA, ...inputs });
    expect(await prospect({ members: [ada] })).toEqual({ ...NOTHING, holder, forecast: "asIs" });
    expect(await prospect({ members: [UNKNOWN] })).toEqual({ ...NOTHING, holder, forecast: "undecided" });
    expect(await prospect({ members: [], onConflict: "adopt" })).toEqual({
      holder,
      forecast: "changed",
      changed: ["members"],
      leaving: [ada],
    });
    expect(await prospect({ members: [UNKNOWN], onConflict: "adopt" })).toEqual({
      ...NOTHING,
      holder,
      forecast: "changed",
      changed: ["members"],
    });
    expect(await prospect({ displayName: "Facts", adoptId: id })).toEqual({
      ...NOTHING,
      holder,
      forecast: "changed",
      changed: ["displayName"],
    });
  }));
