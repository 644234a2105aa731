import fc from "fast-check";
import { checkFields } from "../../../provider/fields/field";
import type { Properties } from "../../../provider/fields/properties";
import { declaredInText, shortText } from "../../../provider/fields/short";
import { USER_FIELDS } from "../../../provider/user/fields";

const canonical = (declared: Properties) => checkFields(USER_FIELDS, declared).inputs;

test("a text has each list as short as a program may write it, and reads in full", () => {
  const person = canonical({
    userName: "ada",
    emails: [{ value: "second@example.com" }, { value: "ada@example.com", primary: true }],
    phoneNumbers: [{ value: "+44 1", primary: true }, { value: "+44 2" }],
    roles: [{ value: "Engine programmer" }],
    photos: [{ value: "https://example.com/ada.png" }],
    addresses: [{ locality: "London", primary: true }],
  });
  const text = shortText(USER_FIELDS, person);
  expect(text).toBe(
    '{"addresses":[{"locality":"London"}],"emails":["ada@example.com","second@example.com"],' +
      '"phoneNumbers":[{"type":"mobile","value":"+44 2"},"+44 1"],"photos":["https://example.com/ada.png"],' +
      '"roles":["Engine programmer"],"userName":"ada"}',
  );
  expect(declaredInText(USER_FIELDS, text)).toEqual(person);
  expect(canonical(JSON.parse(text))).toEqual(person);
});

test("an empty list, which clears an attribute, and one that is no list of objects stay what they are", () => {
  const text = '{"emails":"hidden","phoneNumbers":[],"roles":[],"title":""}';
  const read = declaredInText(USER_FIELDS, text);
  expect(read).toEqual({ emails: "hidden", phoneNumbers: [], roles: [], title: "" });
  expect(shortText(USER_FIELDS, read)).toBe(text);
});

const flags = { primary: fc.constantFrom(undefined, true, false) };
const item = (value: fc.Arbitrary<string>, ...types: string[]) =>
  fc.oneof(value, fc.record({ value, ...flags, type: fc.constantFrom(undefined, ...types) }));
const someText = fc.string({ minLength: 1, maxLength: 8 });
const lists = fc.record({
  emails: fc.array(
    item(
      fc.nat(99).map((at) => `P${at}@example.com`),
      "work",
      "home",
    ),
    { maxLength: 2 },
  ),
  phoneNumbers: fc.array(
    item(
      fc.nat(99).map((at) => `+${at}`),
      "work",
      "mobile",
    ),
    { maxLength: 2 },
  ),
  roles: fc.array(item(someText), { maxLength: 1 }),
  photos: fc.array(item(fc.webUrl()), { maxLength: 1 }),
  addresses: fc.array(fc.record({ streetAddress: someText, region: someText, ...flags }), { maxLength: 1 }),
});

test("whatever lists a program declares, their text means the same in a state, in full as well, and in a program", () => {
  fc.assert(
    fc.property(lists, (declared) => {
      const { inputs, problems } = checkFields(USER_FIELDS, { userName: "ada", ...declared });
      fc.pre(problems.length === 0);
      const text = shortText(USER_FIELDS, inputs);
      expect(text).not.toContain('"primary"');
      expect(declaredInText(USER_FIELDS, text)).toEqual(inputs);
      expect(declaredInText(USER_FIELDS, JSON.stringify(inputs))).toEqual(inputs);
      expect(canonical(JSON.parse(text))).toEqual(inputs);
    }),
    { numRuns: 500 },
  );
});
