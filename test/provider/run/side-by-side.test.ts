import { createGroup, updateGroup } from "../../../provider/group/lifecycle";
import type { Run } from "../../../provider/run/run";
import { createUser, updateUser } from "../../../provider/user/lifecycle";
import { inPacedWorld, inParallel, MIDNIGHT, type PacedWorld } from "../paced-world";
import { emailOf } from "../support";

/** What Slack publishes for `POST Users`, and for all writes together. */
const CREATES = { perMinute: 180, burst: 20 };
const WRITES = { perMinute: 600, burst: 180 };

/** People whom a stack of this name creates, eight at once. */
async function createMany(run: Run, stack: string, count: number, done = () => {}): Promise<void> {
  const create = async (at: number) => {
    await createUser(run, { userName: `${stack}${at}`, ...emailOf(`${stack}${at}@example.com`) });
    done();
  };
  await inParallel(count, create, 8);
}

/** Stacks that each create so many people at once: how many each has made when the first of them is through. */
async function whenTheFirstIsThrough(
  runs: Run[],
  count: number,
  look: (made: number[]) => void,
): Promise<void> {
  const made = runs.map(() => 0);
  let isFirst = true;
  const stacks = runs.map(async (run, index) => {
    await createMany(run, `stack${index}x`, count, () => {
      made[index] = (made[index] ?? 0) + 1;
    });
    if (isFirst) look([...made]);
    isFirst = false;
  });
  await Promise.all(stacks);
}

/** How many requests Slack permits since the beginning. */
function permitted({ clock }: PacedWorld, { perMinute, burst }: typeof CREATES): number {
  return burst + ((clock.now() - MIDNIGHT) / 60_000) * perMinute;
}

/** Stacks with these shares, each creating people: how much of its share each has used when the first of them is through. */
async function partsOfShares(world: PacedWorld, shares: number[]): Promise<number[]> {
  const runs = shares.map((share) => world.begin({ budgetShare: String(share) }));
  let parts: number[] = [];
  await whenTheFirstIsThrough(runs, 400, (made) => {
    parts = made.map((count, index) => count / permitted(world, CREATES) / (shares[index] ?? 0));
  });
  expect(parts).toHaveLength(shares.length);
  return parts;
}

/** How much of what Slack permits was used since the beginning, by those requests that it carried out. */
function used(world: PacedWorld, limit: typeof CREATES, kind = /^POST Users$/) {
  const done = world.slack.requests.filter((request) => kind.test(kindOf(request)) && request.status < 300);
  return done.length / permitted(world, limit);
}

const kindOf = ({ method, path }: { method: string; path: string }) =>
  `${method} ${path.includes("Users") ? "Users" : "Groups"}`;

/** The share of requests that Slack refused for haste. */
function refused({ slack }: PacedWorld): number {
  return slack.requests.filter(({ status }) => status === 429).length / slack.requests.length;
}

test.each([
  [2, 0.6, 0.07],
  [4, 0.6, 0.2],
])(
  "of %i stacks that create 400 people each at once none fails or starves, and together they use nine tenths of what Slack permits",
  (count, least, mostRefused) =>
    inPacedWorld(async (world) => {
      const runs = Array.from({ length: count }, () => world.begin({ budgetShare: "0.8" }));
      await whenTheFirstIsThrough(runs, 400, (made) => {
        expect(used(world, CREATES)).toBeGreaterThanOrEqual(0.9);
        expect(Math.min(...made)).toBeGreaterThanOrEqual(least * Math.max(...made));
      });
      expect(world.slack.users()).toHaveLength(400 * count + 1);
      expect(used(world, CREATES)).toBeGreaterThanOrEqual(0.9);
      expect(refused(world)).toBeLessThan(mostRefused);
    }),
);

test("two stacks that do all kinds of writes at once share the limit of all writes: none fails or starves", () =>
  inPacedWorld(async (world) => {
    const ofEach = 200;
    let through = 0;
    const stack = async (name: string) => {
      const run = world.begin({ budgetShare: "0.8", maxMemberRemovals: "100%" });
      const people = Array.from({ length: ofEach }, (_, at) => {
        const declared = { userName: `${name}old${at}`, ...emailOf(`${name}old${at}@example.com`) };
        return { id: world.slack.addUser(declared), declared };
      });
      const groups = Array.from({ length: ofEach }, (_, at) => {
        const declared = { displayName: `${name} ${at}` };
        return { id: world.slack.addGroup(declared), declared };
      });
      const facts = { active: true, organization: "acme", adopted: false };
      await Promise.all([
        createMany(run, `${name}new`, ofEach),
        inParallel(ofEach, (at) => createGroup(run, { displayName: `${name} new ${at}` }), 8),
        inParallel(ofEach, async (at) => {
          const { id = "", declared } = people[at] ?? {};
          await updateUser(run, id, { ...declared, ...facts }, { ...declared, title: "New" });
        }),
        inParallel(ofEach, async (at) => {
          const { id = "", declared } = groups[at] ?? {};
          const wanted = { displayName: `${declared?.displayName} renamed` };
          await updateGroup(run, id, { ...declared, organization: "acme", adopted: false }, wanted);
        }),
      ]);
      through += 1;
      if (through === 1) expect(used(world, WRITES, /^(POST|PATCH)/)).toBeGreaterThanOrEqual(0.9);
      return world.clock.now() - MIDNIGHT;
    };
    const [one = 0, other = 0] = await Promise.all([stack("a"), stack("b")]);
    expect(Math.min(one, other) / Math.max(one, other)).toBeGreaterThanOrEqual(0.8);
    const { slack } = world;
    expect(slack.users().filter(({ title }) => title === "New")).toHaveLength(2 * ofEach);
    expect(slack.groups().filter(({ displayName }) => / (new|renamed)/.test(displayName))).toHaveLength(
      4 * ofEach,
    );
  }));

test.each([1, 0.8, 0.4])("a stack alone uses its share of %d, and no request is refused", (share) =>
  inPacedWorld(async (world) => {
    await createMany(world.begin({ budgetShare: String(share) }), "a", 400);
    expect(used(world, CREATES) / share).toBeGreaterThanOrEqual(0.97);
    expect(used(world, CREATES) / share).toBeLessThanOrEqual(1.001);
    expect(refused(world)).toBe(0);
  }),
);

test("two stacks whose shares fit beside each other each get theirs, within a twentieth", () =>
  inPacedWorld(async (world) => {
    for (const part of await partsOfShares(world, [0.6, 0.3]))
      expect(Math.abs(part - 1)).toBeLessThanOrEqual(0.05);
    expect(refused(world)).toBe(0);
  }));

test("where the shares are more than there is, nobody takes more than theirs", () =>
  inPacedWorld(async (world) => {
    for (const part of await partsOfShares(world, [0.8, 0.4])) {
      expect(part).toBeLessThanOrEqual(1.05);
      expect(part).toBeGreaterThanOrEqual(0.6);
    }
  }));

test.each([1, 4, 16])(
  "beside an identity provider that takes all it can, %i at once, no create fails, and a sixth of the limit is the stack's",
  (atOnce) =>
    inPacedWorld(async (world) => {
      const idp = world.identityProvider();
      let isOver = false;
      const others = Array.from({ length: atOnce }, async (_, who) => {
        for (let at = 0; !isOver; at += 1) {
          await idp.users.create({
            userName: `idp${who}x${at}`,
            emails: [{ value: `${who}x${at}@idp.example` }],
          });
        }
      });
      await createMany(world.begin({ budgetShare: "0.8" }), "a", 150);
      const minutes = (world.clock.now() - MIDNIGHT) / 60_000;
      expect(used(world, CREATES)).toBeGreaterThanOrEqual(0.9);
      expect(150 / minutes).toBeGreaterThanOrEqual(CREATES.perMinute / 6);
      isOver = true;
      await Promise.all(others);
    }),
);
