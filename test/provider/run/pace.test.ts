import { createUser } from "../../../provider/user/lifecycle";
import { inPacedWorld, inParallel, MIDNIGHT, personOf } from "../paced-world";

const PEOPLE = 5000;
/** Half an hour of Slack's time takes a while on a busy machine. */
const TIMEOUT_MS = 240_000;

/** What Slack publishes for `POST Users`. */
const { perMinute, burst } = { perMinute: 180, burst: 20 };

test(
  "5,000 creates go at 97 % or more of what Slack permits, none fails, and none is answered 429",
  () =>
    inPacedWorld(async ({ slack, clock, begin }) => {
      const run = begin();
      await inParallel(PEOPLE, (index) => createUser(run, personOf(index)));
      const permittedMs = ((PEOPLE - burst) / perMinute) * 60_000;
      expect(permittedMs / (clock.now() - MIDNIGHT)).toBeGreaterThanOrEqual(0.97);
      expect(slack.users()).toHaveLength(PEOPLE + 1);
      expect(slack.requests.filter(({ status }) => status === 429)).toEqual([]);
    }),
  TIMEOUT_MS,
);

test(
  "where somebody else takes a fifth of it, 5,000 creates wait for their answers of 429, and none fails",
  () =>
    inPacedWorld(async ({ slack, clock, begin, busy }) => {
      const run = begin();
      let isOver = false;
      const other = (async () => {
        for (let index = 0; !isOver; index += 1) {
          await clock.sleep(60_000 / (perMinute / 5));
          await busy(() => createElsewhere(slack.v2, slack.token, index));
        }
      })();
      await inParallel(PEOPLE, (index) => createUser(run, personOf(index)));
      isOver = true;
      await other;
      const ours = slack.users().filter(({ userName }) => userName.startsWith("person"));
      expect(ours).toHaveLength(PEOPLE);
      expect(slack.requests.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
      const leftMs = ((PEOPLE - burst) / (perMinute * 0.8)) * 60_000;
      expect((clock.now() - MIDNIGHT) / leftMs).toBeLessThan(1.05);
    }),
  TIMEOUT_MS,
);

/** Another writer's create, which makes way for nobody. */
async function createElsewhere(baseUrl: string, token: string, index: number): Promise<void> {
  const response = await fetch(`${baseUrl}Users`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      userName: `other${index}`,
      emails: [{ value: `other${index}@example.com`, primary: true }],
    }),
  });
  await response.text();
}
