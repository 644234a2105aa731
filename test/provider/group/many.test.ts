import { createGroup, deleteGroup, updateGroup } from "../../../provider/group/lifecycle";
import { previewGroup } from "../../../provider/group/preview";
import { inWorld } from "../support";

test("a group is made while another one's create is under way", () =>
  inWorld(async ({ slack, begin }) => {
    slack.clock.freeze();
    slack.fault({ method: "POST", path: "Groups", delayMs: 1000, times: 1 });
    const run = begin();
    const made: string[] = [];
    const create = async (displayName: string) => {
      await createGroup(run, { displayName });
      made.push(displayName);
    };
    const slow = create("Slow");
    while (slack.clock.sleeping === 0) await new Promise(setImmediate);
    const quick = create("Quick");
    for (let turn = 0; turn < 1000 && made.length === 0; turn += 1) await new Promise(setImmediate);
    slack.clock.advance(1000);
    slack.clock.thaw();
    await Promise.all([slow, quick]);
    expect(made).toEqual(["Quick", "Slow"]);
  }));

test("of many groups that are taken over five are said one by one, and the others in one line", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const run = begin();
    for (let at = 0; at < 6; at += 1) {
      slack.addGroup({ displayName: `Team ${at}` });
      await createGroup(run, { displayName: `Team ${at}` });
    }
    run.messages.flush();
    expect(lines).toHaveLength(6);
    expect(lines[5]).toMatch(/^… and 1 more existed and were taken over: group S\w+$/);
  }));

test("of many groups that another resource has, five are said to be released one by one, and the others in one line", () =>
  inWorld(async ({ begin, lines }) => {
    const run = begin();
    for (let at = 0; at < 6; at += 1) {
      const { id, outs } = await createGroup(run, { displayName: `Team ${at}` });
      await deleteGroup(run, id, outs);
    }
    run.messages.flush();
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(/^group S\w+ is declared elsewhere in this program: released, not deleted\.$/);
    expect(lines[5]).toMatch(/^… and 1 more are declared elsewhere in this program: released: group S\w+$/);
  }));

test("of many groups that lose members whom nothing declares, or get another name than was sent, twenty of each are said one by one", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const stranger = slack.addUser({ userName: "stranger" });
    const run = begin();
    const { groups } = run.slack;
    const create = groups.create.bind(groups);
    groups.create = (async (...args: Parameters<typeof create>) => {
      const made = await create(...args);
      return { ...made, displayName: made.displayName.toUpperCase() };
    }) as typeof create;
    for (let at = 0; at < 21; at += 1) {
      const inputs = { displayName: `Team ${at}`, members: [] };
      const { id, outs } = await createGroup(run, inputs);
      slack.change(id, (group) => {
        group.members = [{ value: stranger, display: "" }];
      });
      await updateGroup(run, id, { ...outs, displayName: inputs.displayName, members: ["U1"] }, inputs);
    }
    run.messages.flush();
    expect(lines).toHaveLength(42);
    const gathered = lines.filter((line) => line.startsWith("warning: … and 1 more "));
    expect(gathered).toEqual([
      expect.stringMatching(/Slack holds something else than was sent: .*: group S\w+$/),
      expect.stringMatching(/lost members whom nothing declares: group S\w+$/),
    ]);
  }));

test("of many groups whose name is given up, twenty are warned of one by one in the preview, and the others in one line", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const run = begin();
    const names = Array.from({ length: 21 }, (_, at) => `Team ${at}`);
    for (const displayName of names) slack.addGroup({ displayName });
    for (const displayName of names) {
      run.handover.free("group", displayName);
      await previewGroup(run, { displayName });
    }
    run.messages.flush();
    expect(lines).toHaveLength(21);
    expect(lines[20]).toBe(
      "warning: … and 1 more get a name or an address that another resource of this program gives up: the group",
    );
  }));
