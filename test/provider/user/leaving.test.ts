import { createUser, deleteUser } from "../../../provider/user/lifecycle";
import { ADA, inWorld, withoutOrganizationCheck } from "../support";

test("who is retained is not looked at, and spends nothing of what a run may deactivate", () =>
  inWorld(async ({ slack, begin, asked }) => {
    const { id, outs } = await createUser(begin(), ADA);
    asked();
    await deleteUser(begin({ maxDeactivations: "0" }), id, { ...outs, onDelete: "retain" });
    expect(withoutOrganizationCheck(asked())).toEqual([]);
    expect(slack.user(id)).toMatchObject({ active: true });
  }));

test("whom another resource retains while a delete waits to be judged stays active, which is said", () => {
  let whileWaiting = () => {};
  return inWorld(
    async ({ slack, begin, lines }) => {
      const { id, outs } = await createUser(begin(), ADA);
      const run = begin();
      whileWaiting = () => run.handover.retain(id);
      await deleteUser(run, id, outs);
      expect(slack.user(id)).toMatchObject({ active: true });
      expect(lines).toEqual([
        `user ada.l (${id}) is retained: another resource of this stack has it as well, and its onDelete is "retain".`,
      ]);
    },
    {},
    { sleep: async () => whileWaiting() },
  );
});

test.each(["has them by its state", "has just taken them over"])(
  "who is declared elsewhere is released where the run hears, while a delete looks at them, that another resource %s",
  (how) =>
    inWorld(async ({ slack, begin, lines }) => {
      const { id, outs } = await createUser(begin(), ADA);
      const run = begin();
      run.handover.declare("user", "ada@example.com");
      const look = run.people.readDirectly.bind(run.people);
      run.people.readDirectly = (whom) => {
        if (how === "has just taken them over") run.handover.claim(id);
        else run.handover.manage(id, { before: "ada@example.com", after: "ada@example.com" });
        return look(whom);
      };
      await deleteUser(run, id, outs);
      expect(lines).toEqual([
        `user ada.l (${id}) is declared elsewhere in this program: released, not deactivated.`,
      ]);
      expect(slack.user(id)).toMatchObject({ active: true });
    }),
);

test("whose resource is being made anew, and got another account, stays in the state and active where others declare their address", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createUser(begin(), ADA);
    const run = begin();
    const [before, after] = ["former@example.com", "married@example.com"];
    run.handover.declare("user", "ada@example.com");
    run.handover.manage(id, { before, after });
    run.handover.make(after);
    await expect(deleteUser(run, id, outs)).rejects.toThrow("is not deactivated, and stays in the state");
    expect(slack.user(id)).toMatchObject({ active: true });
  }));
