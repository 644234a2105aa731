import { previewUser } from "../../../provider/user/preview";
import { ADA, addLongAgo, emailOf, inWorld, STANDSTILL } from "../support";

const HELD = { userName: "ada.l", ...emailOf("ada@example.com"), title: "Countess" };

test("who waits for a userName that somebody gives up is not foretold to be created", () =>
  inWorld(
    async ({ slack, begin, lines }) => {
      addLongAgo(slack, HELD);
      const run = begin();
      run.handover.free("user", "ada.l");
      expect(await previewUser(run, { ...ADA, ...emailOf("new@example.com") })).toBeUndefined();
      run.messages.flush();
      expect(lines).toEqual([expect.stringContaining("this one waits for that")]);
    },
    {},
    STANDSTILL,
  ));

test("a take-over by adoptId is foretold with what it writes, and nothing else is said", () =>
  inWorld(
    async ({ slack, begin, lines }) => {
      const id = addLongAgo(slack, { ...HELD, ...emailOf("ada@old.example.com") });
      const run = begin();
      expect(await previewUser(run, { ...ADA, adoptId: id })).toBeUndefined();
      run.messages.flush();
      expect(lines).toEqual([
        `1 in Slack already, to be taken over and changed: user ada.l (${id}): emails, title`,
      ]);
    },
    {},
    STANDSTILL,
  ));

test.each([true, false])(
  "a take-over that says nothing of `active` draws on no limit, be the person active: %s",
  (active) =>
    inWorld(async ({ slack, begin }) => {
      addLongAgo(slack, { ...HELD, active });
      const none = begin({ maxDeactivations: "0", maxReactivations: "0" });
      expect(await previewUser(none, { ...ADA, onConflict: "adopt" })).toBeUndefined();
    }),
);
