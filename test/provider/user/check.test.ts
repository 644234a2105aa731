import { UNKNOWN } from "../../../provider/fields/properties";
import { addressesOf, keysOf } from "../../../provider/user/handover";
import { checkUser } from "../../../provider/user/lifecycle";
import { ADA, emailOf, inWorld, type World } from "../support";

const GRACE = { userName: "grace", ...emailOf("grace@example.com") };

/** The problems of a person who is checked, between what the state holds and what is declared. */
const problemsOf = (run: ReturnType<World["begin"]>, olds: object, news: object) =>
  checkUser(run, { ...olds }, { ...news }).problems;

test("of two new people whom adoptId gives the same id the second is refused; one with state is not asked", () =>
  inWorld(async ({ begin }) => {
    const [one, other] = [
      { ...ADA, adoptId: "U1" },
      { ...GRACE, adoptId: "U1" },
    ];
    const run = begin();
    expect(problemsOf(run, {}, one)).toEqual([]);
    expect(problemsOf(run, {}, other)).toEqual([
      "adoptId: wanted an account of its own, got the one of another resource of this program",
    ]);
    const later = begin();
    expect([problemsOf(later, one, one), problemsOf(later, other, other)]).toEqual([[], []]);
  }));

test("a new person must not have the address of one whom a directory lets go, nor take them over by adoptId; one with state may keep it", () =>
  inWorld(async ({ begin }) => {
    const leaving = () => {
      const run = begin();
      run.handover.leave("user", "ada@example.com", "U1");
      return run;
    };
    expect(problemsOf(leaving(), {}, ADA)).toEqual([
      expect.stringMatching(/^emails: wanted a person whom no directory of this program lets go/),
    ]);
    expect(problemsOf(leaving(), {}, { ...GRACE, adoptId: "U1" })).toEqual([
      expect.stringMatching(/^adoptId: wanted a person whom no directory of this program lets go/),
    ]);
    expect(problemsOf(leaving(), {}, { ...ADA, adoptId: "U1" })).toHaveLength(1);
    expect(problemsOf(leaving(), ADA, { ...ADA, adoptId: "U1" })).toEqual([]);
    expect(problemsOf(leaving(), {}, { ...GRACE, adoptId: "U2" })).toEqual([]);
    const nameless = begin();
    nameless.handover.leave("user", undefined, "U1");
    expect(problemsOf(nameless, {}, GRACE)).toEqual([]);
  }));

test("two resources that declare one address are refused in the second, and an unknown address is nobody's", () =>
  inWorld(async ({ begin }) => {
    const run = begin();
    expect(problemsOf(run, {}, ADA)).toEqual([]);
    expect(problemsOf(run, {}, { ...GRACE, ...emailOf("ada@example.com") })).toEqual([
      "emails: wanted a primary address of its own, got the one of another resource of this program; declare each person once",
    ]);
    for (const userName of ["one", "two"])
      expect(problemsOf(run, {}, { userName, emails: UNKNOWN })).toEqual([]);
  }));

test("who changes gives up the former address and userName, and who is new or stays gives up nothing", () =>
  inWorld(async ({ begin }) => {
    const run = begin();
    problemsOf(run, {}, GRACE);
    problemsOf(run, ADA, { ...ADA, title: "Countess" });
    const freed = (...keys: string[]) => keys.filter((key) => run.handover.isFreed("user", key));
    const keys = [
      "ada.l",
      "ada@example.com",
      "countess",
      "countess@example.com",
      "grace",
      "grace@example.com",
    ];
    expect(freed(...keys)).toEqual([]);
    problemsOf(run, ADA, { ...ADA, userName: "countess" });
    expect(freed(...keys)).toEqual(["ada.l"]);
    problemsOf(run, ADA, { ...ADA, ...emailOf("countess@example.com") });
    expect(freed(...keys)).toEqual(["ada.l", "ada@example.com"]);
  }));

test("who is to have an address or a userName that is not known yet, or is none, gives up nothing by that", () =>
  inWorld(async ({ begin }) => {
    const run = begin();
    expect(problemsOf(run, ADA, { ...ADA, emails: UNKNOWN })).toEqual([]);
    expect(problemsOf(begin(), ADA, { emails: ADA.emails })).toEqual([
      expect.stringMatching(/^userName: wanted a userName .*, got nothing$/),
    ]);
    expect(run.handover.isFreed("user", "ada@example.com")).toBe(false);
    expect(run.handover.isFreed("user", "ada.l")).toBe(false);
  }));

test("what only one person can have is their addresses and userName, in lower case, as far as all that is known", () => {
  expect(keysOf({ userName: "Ada.L", emails: [{ value: "Ada@Example.com" }] })).toEqual([
    "ada@example.com",
    "ada.l",
  ]);
  expect(keysOf({ userName: UNKNOWN, emails: [{ value: "ada@example.com" }, { value: UNKNOWN }] })).toEqual(
    [],
  );
  expect(keysOf({})).toEqual([]);
  expect(addressesOf({ emails: UNKNOWN })).toEqual([]);
});

test("by what the state knew somebody is remembered where their check fails, and neither for newcomers nor where nothing is wrong", () =>
  inWorld(async ({ begin }) => {
    const run = begin();
    const held = (key: string) => run.handover.isHeldForRefused("user", [key]);
    problemsOf(run, ADA, ADA);
    problemsOf(run, {}, { ...GRACE, title: 7 });
    expect(["ada@example.com", "ada.l", "grace@example.com", "grace"].filter(held)).toEqual([]);
    const failing = begin();
    problemsOf(failing, ADA, { ...ADA, ...emailOf("new@example.com"), title: 7 });
    expect(failing.handover.isHeldForRefused("user", ["ada.l"])).toBe(true);
    expect(failing.handover.isHeldForRefused("user", ["ada@example.com"])).toBe(true);
    expect(failing.handover.isHeldForRefused("user", ["new@example.com"])).toBe(false);
  }));

test.each<[object, string]>([
  [{ name: { givenName: "", familyName: "" } }, "name: wanted a given or family name, got two blanks"],
  [
    { guest: { type: "", expiration: "2027-01-31T23:59:59Z" } },
    'guest.expiration: wanted nothing beside type "" (a full member), got a date',
  ],
])("what each field allows and both together do not is a mistake: %j", (more, problem) =>
  inWorld(async ({ begin }) => {
    expect(problemsOf(begin(), {}, { ...ADA, ...more })).toEqual([problem]);
  }),
);

test.each<[object, object]>([
  [{ givenName: "", familyName: "L" }, {}],
  [{ givenName: "Ada", familyName: "" }, {}],
  [{ givenName: "Ada" }, { type: "multi", expiration: "2027-01-31T23:59:59Z" }],
])("a name %j and a guest %j are no mistake", (name, guest) =>
  inWorld(async ({ begin }) => {
    const more = Object.keys(guest).length === 0 ? { name } : { name, guest };
    expect(problemsOf(begin(), {}, { ...ADA, ...more })).toEqual([]);
  }),
);
