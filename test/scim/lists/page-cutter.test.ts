import fc from "fast-check";
import { PageCutter } from "../../../provider/scim/lists/page-cutter";

/** What a page becomes that comes in pieces of these sizes, in turn. */
function cutIn(text: string, sizes: number[], read: (resource: unknown) => unknown = (one) => one) {
  const cutter = new PageCutter(read);
  let rest = "";
  for (let at = 0, turn = 0; at < text.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    rest += cutter.take(text.slice(at, at + size));
    at += size;
  }
  return { rest, complete: () => cutter.complete(JSON.parse(rest)) };
}

const pieces = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

test("a page that comes in any pieces is what parsing it whole gives", () =>
  fc.assert(
    fc.property(
      fc.array(fc.jsonValue()),
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.constantFrom(undefined, 1),
      pieces,
      (Resources, before, after, indent, sizes) => {
        const page = { ...before, Resources, ...after };
        const text = JSON.stringify(page, undefined, indent);
        expect(cutIn(text, sizes).complete()).toEqual(JSON.parse(text));
      },
    ),
  ));

test("signs within texts end no resource", () => {
  const Resources = [
    { id: "1", title: 'a "b", [c] {d} \\' },
    { id: "2", title: '\\\\"],' },
  ];
  const text = JSON.stringify({ totalResults: 2, Resources });
  for (const size of [1, 2, 3, 7, text.length])
    expect(cutIn(text, [size]).complete()).toEqual({ totalResults: 2, Resources });
});

test("each resource is read as soon as it is complete, and its text is not kept", () => {
  const read: unknown[] = [];
  const cutter = new PageCutter((resource) => read.push(resource));
  expect(cutter.take('{"Resources":[{"id":"1"},{"i')).toBe('{"Resources":[');
  expect(read).toEqual([{ id: "1" }]);
  expect(cutter.take('d":"2"}],"totalResults":2}')).toBe('],"totalResults":2}');
  expect(read).toEqual([{ id: "1" }, { id: "2" }]);
});

test("a list of that name that stands deeper, or in a text, is left where it is", () => {
  const page = { inner: { Resources: [1] }, text: '"Resources":[', Resources: [2] };
  expect(cutIn(JSON.stringify(page), [5], (one) => [one]).complete()).toEqual({ ...page, Resources: [[2]] });
});

test("the first error of reading is thrown when the page is complete", () => {
  const read = (resource: unknown) => {
    throw new Error(`cannot read ${resource}`);
  };
  expect(cutIn('{"Resources":[1,2]}', [4], read).complete).toThrow("cannot read 1");
});

test.each(["[1,,2]", "[,1]", "[1,]", "[{]", '[{"id":}]'])("%s as Resources is no JSON", (list) => {
  expect(cutIn(`{"Resources":${list}}`, [3]).complete).toThrow();
});

test.each(["[]", "<html>", '{"Resources":{}}', '{"Resources":"[1]"}', "{}", '"Resources":[1]'])(
  "%s is left as it came",
  (text) => expect(cutIn(text, [3]).rest).toBe(text),
);

test.each(["[]", '{"Resources":{}}', '{"Resources":"[1]"}', "{}", '{"Resources":[ \n ]}'])(
  "%s is what parsing it gives, with no list but its own",
  (text) => expect(cutIn(text, [3]).complete()).toEqual(JSON.parse(text)),
);

test("a page that was cut off leaves what is no JSON", () => {
  expect(cutIn('{"Resources":[{"id":"1"},{"id"', [5]).complete).toThrow(SyntaxError);
});
