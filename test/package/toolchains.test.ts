import { COLUMNS, IMPOSSIBLE_PAIRS, TOOLCHAINS, type Toolchain } from "../../tools/toolchains";

type Column = keyof typeof COLUMNS;

const columns = Object.keys(COLUMNS) as Column[];

/** Every two values of two different columns. */
const allPairs = columns.flatMap((first, index) =>
  columns
    .slice(index + 1)
    .flatMap((second) =>
      COLUMNS[first].flatMap((one) =>
        COLUMNS[second].map((other): Partial<Toolchain> => ({ [first]: one, [second]: other })),
      ),
    ),
);

const holds = (toolchain: Partial<Toolchain>, values: Partial<Toolchain>) =>
  Object.entries(values).every(([column, value]) => toolchain[column as Column] === value);

test("every two values that go together are in at least one toolchain", () => {
  const possible = allPairs.filter((pair) => !IMPOSSIBLE_PAIRS.some((one) => holds(pair, one)));
  expect(allPairs).toHaveLength(possible.length + IMPOSSIBLE_PAIRS.length);
  expect(possible.filter((pair) => !TOOLCHAINS.some((toolchain) => holds(toolchain, pair)))).toEqual([]);
});

test("no toolchain holds two values that do not go together", () => {
  expect(TOOLCHAINS.filter((toolchain) => IMPOSSIBLE_PAIRS.some((pair) => holds(toolchain, pair)))).toEqual(
    [],
  );
});

test("there are no more toolchains than the two longest columns need", () => {
  expect(TOOLCHAINS).toHaveLength(COLUMNS.manager.length * COLUMNS.program.length);
});

test("the four of every run hold each value at least once", () => {
  const four = TOOLCHAINS.filter(({ inEveryRun }) => inEveryRun);
  const values = columns.flatMap((column) => COLUMNS[column].map((value) => ({ [column]: value })));
  expect(four).toHaveLength(4);
  expect(values.filter((value) => !four.some((toolchain) => holds(toolchain, value)))).toEqual([]);
});
