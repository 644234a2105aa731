import fc from "fast-check";
import { filter, SlackScimArgumentError } from "../../../provider/scim";
import { checkFilterText } from "../../../provider/scim/lists/filter-text";
import { page } from "../support/bodies";
import { startServer } from "../support/server";

test("the builder quotes and escapes what is compared", () => {
  expect(String(filter.userName.eq("O'Brien"))).toBe(`userName eq "O'Brien"`);
  expect(String(filter.displayName.eq('The "A" team\\'))).toBe(`displayName eq "The \\"A\\" team\\\\"`);
  expect(String(filter.restricted.eq(true))).toBe("restricted eq 1");
  expect(String(filter.ultraRestricted.eq(false))).toBe("ultra_restricted eq 0");
  expect(String(filter.attribute("emails.value").eq("a@b.c"))).toBe('emails.value eq "a@b.c"');
});

test("the builder has every operator that Slack has", () => {
  const { email } = filter;
  const all = [
    email.eq("x"),
    email.co("x"),
    email.sw("x"),
    email.pr(),
    email.gt("x"),
    email.ge("x"),
    email.lt("x"),
    email.le("x"),
  ];
  expect(all.map((one) => String(one).split(" ")[1])).toEqual([
    "eq",
    "co",
    "sw",
    "pr",
    "gt",
    "ge",
    "lt",
    "le",
  ]);
});

test("and, or and grouping keep their meaning", () => {
  const [a, b, c] = [filter.userName.eq("a"), filter.userName.eq("b"), filter.email.pr()];
  expect(String(a.or(b).and(c))).toBe('(userName eq "a" or userName eq "b") and email pr');
  expect(String(c.and(a.or(b)))).toBe('email pr and (userName eq "a" or userName eq "b")');
  expect(String(a.and(b).or(c))).toBe('userName eq "a" and userName eq "b" or email pr');
});

const sent = async (text: string) => {
  const slack = await startServer({ body: page([]) });
  await slack.v2({}).users.list({ filter: text });
  return new URL(slack.asked[0]?.path ?? "", "http://slack").searchParams.get("filter");
};

test.each([
  ['userName Eq "carly"', 'userName Eq "carly"'],
  ['filter=userName Eq "Carly"', 'userName Eq "Carly"'],
  ["email eq a@b.com", "email eq a@b.com"],
  ["restricted eq '1'", "restricted eq '1'"],
  ['(userName sw "a" or userName sw "b") and email pr', '(userName sw "a" or userName sw "b") and email pr'],
  ['userName  eq   "a  b"', 'userName eq "a  b"'],
  [' \tuserName\teq\n"a\tb" ', 'userName eq "a\tb"'],
  ['userName eq"x"', 'userName eq "x"'],
  ["userName eq'( x )'and email pr", "userName eq '( x )' and email pr"],
  ["(userName pr)and(email pr)", "(userName pr) and (email pr)"],
  ["( ( userName pr )or email pr )", "((userName pr) or email pr)"],
  ['filter= email  eq "filter=( \\" )"', 'email eq "filter=( \\" )"'],
  [" FILTER=userName pr", "userName pr"],
  ["email eq filter=x", "email eq filter=x"],
  [`userName eq 'it\\' s ('`, `userName eq 'it\\' s ('`],
  [
    "a co 1 and b sw 2 or c gt 3 AND d GE 4 Or e lt 5 and f le 6",
    "a co 1 and b sw 2 or c gt 3 AND d GE 4 Or e lt 5 and f le 6",
  ],
  ["userName PR", "userName PR"],
  ["urn:a-b:2.0:User:x_1.y$z[0] eq 1", "urn:a-b:2.0:User:x_1.y$z[0] eq 1"],
])("a filter may be written by hand: %s", async (text, wanted) => {
  expect(await sent(text)).toBe(wanted);
});

const OPERATORS = "using one of Slack's operators eq, co, sw, pr, gt, ge, lt, le";
const JOINED = "comparisons joined by and, or, and parentheses in pairs";
const ATTRIBUTE = "comparisons that begin with an attribute";
const COMPLETE = "complete, parentheses in pairs";

test.each([
  ["", "from the builder, or a string", "an empty string"],
  ["  ", "from the builder, or a string", '"  "'],
  [7 as never, "from the builder, or a string", "7"],
  ["foo", OPERATORS],
  ['userName ne "x"', OPERATORS],
  ['userName xeq "x"', OPERATORS],
  ["userName eq", "complete: a value is missing"],
  ["userName eq (", "complete: a value is missing"],
  ["(userName eq )", "complete: a value is missing"],
  ['userName eq "x', "quoted in pairs"],
  ["userName eq 'x", "quoted in pairs"],
  ['(userName eq "x"', COMPLETE],
  ['userName eq "x" and', COMPLETE],
  ["(", COMPLETE],
  ['userName eq "x")', JOINED],
  ["(userName pr))", JOINED],
  ["userName pr (email pr)", JOINED],
  ['userName eq "x" email pr', JOINED],
  ["userName pr andy email pr", JOINED],
  ["userName pr xor email pr", JOINED],
  ["()", ATTRIBUTE],
  ["userName pr and )", ATTRIBUTE],
  ["1st eq 1", ATTRIBUTE],
  ["user,Name eq 1", ATTRIBUTE],
  ['"userName" eq 1', ATTRIBUTE],
])(
  "a filter that Slack could not read is refused before it is sent: %s",
  async (text, wanted, got = JSON.stringify(text)) => {
    const slack = await startServer({ body: page([]) });
    const error = await slack
      .v2({})
      .users.list({ filter: text })
      .catch((error) => error);
    expect(error).toBeInstanceOf(SlackScimArgumentError);
    expect(error.message).toBe(`filter must be ${wanted}, as userName eq "carly", but got ${got}`);
    expect(slack.log()).toEqual([]);
  },
);

/** The library's own alphabet of all characters takes a second to set up. */
const anyText = fc.array(fc.nat(0xffff), { maxLength: 12 }).map((codes) => String.fromCharCode(...codes));

test("whatever the builder builds is a filter that may be sent", () => {
  const attribute = fc.constantFrom(filter.userName, filter.email, filter.displayName);
  const one = fc
    .tuple(attribute, fc.constantFrom("eq", "co", "sw"), anyText)
    .map(([a, op, value]) => a[op as "eq"](value));
  fc.assert(
    fc.property(one, one, one, fc.boolean(), (a, b, c, flip) => {
      const text = String(flip ? a.or(b).and(c) : a.and(b).or(c));
      if (checkFilterText(text) !== text) throw new Error(text); // an `expect` for each would take most of the time
    }),
    { seed: 20_260_104 },
  );
});

test("however a filter is spaced, the same is sent", () => {
  const word = fc.oneof(
    fc.constantFrom("(", ")", "or", "email"),
    anyText.map((text) => JSON.stringify(`( ${text})`)),
  );
  const gap = fc.constantFrom(" ", "  ", "\t", "\n ");
  fc.assert(
    fc.property(word, gap, gap, fc.constantFrom("", " ", "\t"), (value, one, other, maybe) => {
      const quoted = value.startsWith('"') ? value : JSON.stringify(value);
      const text = `(${maybe}userName${one}eq${maybe}${quoted}${maybe})${maybe}and${maybe}(email${other}pr${maybe})`;
      const wanted = `(userName eq ${quoted}) and (email pr)`;
      if (checkFilterText(text) !== wanted || checkFilterText(wanted) !== wanted) throw new Error(text);
    }),
  );
});

test.each<[string, () => unknown, string]>([
  [
    "nothing as a value",
    () => filter.userName.eq(undefined as never),
    "filter.userName.eq() must be a string, a finite number or a boolean, but got undefined",
  ],
  [
    "no number",
    () => filter.userName.eq(Number.NaN),
    "filter.userName.eq() must be a string, a finite number or a boolean, but got NaN",
  ],
  [
    "a number without end",
    () => filter.attribute("x").gt(Number.POSITIVE_INFINITY),
    "filter.x.gt() must be a string, a finite number or a boolean, but got Infinity",
  ],
  ...["a b", "1a", "a!", 7 as never].map((name): [string, () => unknown, string] => [
    `the attribute ${name}`,
    () => filter.attribute(name),
    `filter.attribute() must be an attribute's name, as emails.value, but got ${JSON.stringify(name)}`,
  ]),
  [
    "a text to join with and",
    () => filter.email.pr().and("email pr" as never),
    'filter must be one from the builder, as filter.userName.eq(…), but got "email pr"',
  ],
  [
    "an object to join with or",
    () => filter.email.pr().or({} as never),
    "filter must be one from the builder, as filter.userName.eq(…), but got an object",
  ],
])("the builder refuses %s", (_what, build, message) => {
  expect(build).toThrow(SlackScimArgumentError);
  expect(build).toThrow(new Error(message));
});

test("the builder takes numbers, and any attribute by its name", () => {
  expect(String(filter.attribute("urn:a-b:x_1.y$").ge(3))).toBe("urn:a-b:x_1.y$ ge 3");
  expect(String(filter.attribute("a").eq(0))).toBe("a eq 0");
});
