import { addresses, emails, phoneNumbers, photos, roles } from "../../../provider/user/values";

const refused: unknown[] = [];
const canonical = (type: { canonical: typeof emails.canonical }, value: unknown) =>
  type.canonical(value, (...reason) => refused.push(reason));

afterEach(() => expect(refused.splice(0)).toEqual([]));

const mobile = (value: string) => ({ value, type: "mobile" });
const primary = (value: string) => ({ value, primary: true });

test.each<[object[], object[]]>([
  [[{ value: "1" }], [primary("1")]],
  [[mobile("1")], [mobile("1")]],
  [
    [{ value: "1" }, { value: "2" }],
    [mobile("2"), primary("1")],
  ],
  [
    [{ value: "1" }, { value: "2", type: "work" }],
    [mobile("1"), primary("2")],
  ],
  [
    [{ value: "1" }, { value: "2", primary: true }],
    [mobile("1"), primary("2")],
  ],
  [
    [mobile("1"), { value: "2" }],
    [mobile("1"), primary("2")],
  ],
  [
    [mobile("1"), { value: "2", type: "mobile", primary: true }],
    [mobile("1"), primary("2")],
  ],
  [
    [{ value: "1", type: "mobile", primary: true }, { value: "2" }],
    [mobile("2"), primary("1")],
  ],
])("of the phone numbers %j one is the primary and one the mobile one: %j", (declared, expected) => {
  expect(canonical(phoneNumbers, declared)).toEqual(expected);
});

test("the primary address is the one marked, else the one for work, else the first, and stands first", () => {
  const [a, b] = [{ value: "a@x.y" }, { value: "b@x.y" }];
  const both = (first: string, second: string) => [
    { value: first, primary: true },
    { value: second, primary: false },
  ];
  expect(canonical(emails, [a, b])).toEqual(both("a@x.y", "b@x.y"));
  expect(canonical(emails, [a, { ...b, type: "work" }])).toEqual(both("b@x.y", "a@x.y"));
  expect(
    canonical(emails, [
      { ...a, type: "work" },
      { ...b, primary: true },
    ]),
  ).toEqual(both("b@x.y", "a@x.y"));
});

test.each([
  ["an address", addresses, { streetAddress: "1 Main St", country: "" }],
  ["a role", roles, { value: "Officer" }],
  ["a photo", photos, { value: "http://example.com/ada.png" }],
])(
  "%s may carry what Slack's answers carry beside it, a type and whether it is primary",
  (_what, type, entry) => {
    expect(canonical(type, [{ ...entry, type: "work", primary: true }])).toEqual(canonical(type, [entry]));
  },
);

test.each([
  ["addresses without text", emails, [{ value: "" }, { value: null }]],
  ["no addresses", emails, []],
  ["phone numbers without text", phoneNumbers, [{ value: null, type: "mobile" }, { value: " " }]],
  ["an address of blanks", addresses, [{ streetAddress: null, country: "", region: " " }]],
  ["a role without text", roles, [{ value: "" }]],
  ["a photo without address", photos, [{ value: null }]],
  ["nothing at all", photos, undefined],
])("%s in Slack are nothing", (_what, type, held) => {
  expect(type.live(held)).toEqual([]);
});

test("of what Slack holds only the blanks are nothing", () => {
  expect(emails.live([{ value: "" }, { value: "A@x.y", primary: true }])).toEqual([primary("a@x.y")]);
  expect(phoneNumbers.live([{ value: "" }, { value: "1", primary: true }])).toEqual([primary("1")]);
  expect(addresses.live([{ country: "DE", region: " ", locality: null }])).toStrictEqual([{ country: "DE" }]);
});
