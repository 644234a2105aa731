import { createUser, diffUser, readUser, updateUser } from "../../../provider/user/lifecycle";
import { lookUpUser } from "../../../provider/user/lookup";
import { toScimUser } from "../../../provider/user/writes";
import { ADA, addLongAgo, emailOf, inWorld, type World } from "../support";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** Ada, of whom Slack answers with less, or something else, than the emulator does. */
async function adaAs({ slack, begin }: World, said: object) {
  const { id } = await createUser(begin(), ADA);
  const body = { ...slack.user(id), ...said };
  slack.fault({ method: "GET", path: `Users/${id}`, status: 200, body, times: Number.POSITIVE_INFINITY });
  return id;
}

const viewOf = async ({ begin }: World, id: string) => (await readUser(begin(), id, {}))?.outs;

test("get of somebody says that nobody manages them here", () =>
  inWorld(async (world) => {
    const id = await adaAs(world, {});
    expect(await viewOf(world, id)).toMatchObject({ adopted: false, managed: false });
  }));

test.each([null, "", 7])("whose manager Slack gives as %j has none, and no output of one", (managerId) =>
  inWorld(async (world) => {
    const id = await adaAs(world, { [ENTERPRISE]: { manager: { managerId } } });
    expect(await viewOf(world, id)).not.toHaveProperty("managerId");
  }),
);

test("a nickName is shown as Slack has it", () =>
  inWorld(async (world) => {
    const id = await adaAs(world, { nickName: "countess" });
    expect(await viewOf(world, id)).toMatchObject({ userName: "ada.l", nickName: "countess" });
  }));

test("of what Slack leaves out of an answer the nickName is the userName, and the rest is blank", () =>
  inWorld(async (world) => {
    const id = await adaAs(world, { nickName: undefined, profileUrl: undefined, meta: undefined });
    expect(await viewOf(world, id)).toMatchObject({ nickName: "ada.l", profileUrl: "", created: "" });
  }));

test("somebody without e-mail addresses is looked up as having none", () =>
  inWorld(async (world) => {
    const id = await adaAs(world, { emails: undefined });
    const look = { wanted: "the id", fresh: false };
    expect(await lookUpUser(world.begin(), { id }, look)).toMatchObject({ id, emails: [] });
  }));

test("a manager is taken away by a blank, which is kept as declared, and one who is taken away in Slack shows as blank", () =>
  inWorld(async ({ slack, begin }) => {
    const boss = addLongAgo(slack, { userName: "boss", ...emailOf("boss@example.com") });
    const led = (managerId: string) => ({ ...ADA, enterprise: { manager: { managerId } } });
    const { id, outs } = await createUser(begin(), led(boss));
    const free = await updateUser(begin(), id, outs, led(""));
    expect(slack.user(id)?.[ENTERPRISE]?.manager).toEqual({ managerId: null });
    expect(free.outs).toMatchObject(led(""));
    const found = await readUser(begin(), id, free.outs);
    expect(diffUser(id, found?.outs ?? {}, led(""))).toEqual({ changes: false });
    expect((await readUser(begin(), id, outs))?.inputs).toMatchObject(led(""));
  }));

test("how a person is managed is never sent to Slack", () => {
  const local = { adoptId: "U1", onConflict: "adopt", onDelete: "retain", nameIsSecret: true };
  expect(toScimUser({ ...ADA, ...local })).toEqual(ADA);
});
