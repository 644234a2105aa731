import { oneLine, visible } from "../../../provider/run/one-line";

test("text of others stays on one line, without colours, and without spaces where a break stood at its end", () => {
  expect(oneLine("\u001b[31mAda\u001b[0m\r\n\u2028\u202e Lovelace \n")).toBe("Ada  Lovelace");
  expect(oneLine("a\n\n\nb")).toBe("a b");
});

test("signs that nobody sees are written out with four digits or more, and all others stay", () => {
  expect(visible("ad\u202ea\n\u200b\u{e0041}")).toBe("ad[U+202E]a[U+000A][U+200B][U+E0041]");
  expect(visible("Zoë 李\u200d👩 a-b")).toBe("Zoë 李\u200d👩 a-b");
});
