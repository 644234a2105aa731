import { inWorld, kindsOf } from "../support";
import { crowd, destroy, upWell } from "./support";

// Each of 10,000 people is asked for over a real socket, which a busy machine takes its time for.
jest.setTimeout(300_000);

/** The log keeps every request of a directory's life. */
const LONG_LOG = { logSize: 40_000 };

const MANY = { maxDeactivations: "99999", maxGroupDeletions: "99999" };

/** So many people, and so many groups that each begin a little further on in the list of people. */
function company(people: number, groups: number, membersEach: number) {
  const keys = Object.keys(crowd(people));
  const teams = Array.from({ length: groups }, (_, at) => {
    const members = Array.from({ length: membersEach }, (_, place) => keys[(at + place) % people]);
    return [`team-${at}`, { displayName: `Team ${at}`, members }];
  });
  return { people: crowd(people), groups: Object.fromEntries(teams) };
}

test.each([
  { size: "3 people and a group", people: 3, groups: 1, membersEach: 3 },
  { size: "200 people and 5 groups of 40", people: 200, groups: 5, membersEach: 40 },
  { size: "10,000 people and 200 groups of 100", people: 10_000, groups: 200, membersEach: 100 },
])(
  "a directory of $size is created by one write each and destroyed by a look and a write each, beside a few looks and the lists",
  ({ people, groups, membersEach }) =>
    inWorld(async ({ begin, asked }) => {
      const kept = await upWell(begin(MANY), company(people, groups, membersEach));
      const { "GET Users": lists = 0, "GET Groups": names = 0, ...created } = kindsOf(asked());
      expect(created).toEqual({ "POST Users": people, "POST Groups": groups });
      // The organisation, and scans of people, of whom there is nobody yet.
      expect(lists).toBeLessThanOrEqual(4);
      // One by each name, and one more.
      expect(names).toBeLessThanOrEqual(groups + 1);

      await destroy(begin(MANY), kept);
      const {
        "GET Users": pages = 0,
        "GET Groups": groupPages = 0,
        "GET Users/{id}": looks = 0,
        "GET Groups/{id}": groupLooks = 0,
        ...destroyed
      } = kindsOf(asked());
      expect(destroyed).toEqual({ "DELETE Users/{id}": people, "DELETE Groups/{id}": groups });
      // The plan looks at the first four by id and at the others in a list; then each is looked at before its write.
      expect(looks).toBe(people + Math.min(4, people));
      expect(groupLooks).toBe(groups + Math.min(4, groups));
      expect(pages).toBeLessThanOrEqual(1 + Math.ceil(people / 1000) + 1);
      expect(groupPages).toBeLessThanOrEqual(2);
    }, LONG_LOG),
);
