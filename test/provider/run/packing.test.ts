import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { groupPacking, USER_PACKING } from "../../../provider/run/packing";
import type { ScimGroupRecord } from "../../../provider/scim";
import { ada } from "../../scim/support/bodies";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** As it comes from the wire: texts of its own, though they are the same as another group's. */
const groupOf = (at: number, members: number): ScimGroupRecord =>
  JSON.parse(
    JSON.stringify({
      ...{ id: `S${at}`, schemas: [], displayName: `Group ${at}` },
      members: Array.from({ length: members }, (_, who) => ({
        value: `U${String(who).padStart(10, "0")}`,
        display: `Person ${who}`,
      })),
    }),
  );

/** What is made, and how many bytes it holds. */
function held<T>(make: () => T): { made: T; bytes: number } {
  collectGarbage();
  const before = taken();
  const made = make();
  collectGarbage();
  return { made, bytes: taken() - before };
}

function taken(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

test("two hundred groups of the same thousand people take four bytes for each member, not an id or an object", () => {
  const { pack } = groupPacking();
  pack(groupOf(0, 1000)); // the ids, once
  const { made, bytes } = held(() => Array.from({ length: 200 }, (_, at) => pack(groupOf(at, 1000))));
  expect(made.map(({ members }) => members?.length)).toEqual(Array(200).fill(1000));
  expect(bytes / (200 * 1000)).toBeLessThan(6);
});

test("a group that is read takes no room for its members until they are looked at, and then lists them each time", () => {
  const { pack, unpack } = groupPacking();
  const packed = pack(groupOf(1, 10_000));
  const { made, bytes } = held(() => Array.from({ length: 100 }, () => unpack(packed)));
  expect(made.map(({ id }) => id)).toEqual(Array(100).fill("S1"));
  expect(bytes / 100).toBeLessThan(10_000);
  const group = unpack(packed);
  expect(group.members).toHaveLength(10_000);
  expect(group).toEqual({
    ...groupOf(1, 0),
    members: groupOf(1, 10_000).members.map(({ value }) => ({ value })),
  });
  expect(unpack(pack(group))).toEqual(group);
  expect(unpack(pack(groupOf(2, 0)))).toEqual(groupOf(2, 0));
});

test("a person is kept as one text, without the groups that they are in", () => {
  const groups = [{ value: "S1", display: "Engineering" }];
  const packed = USER_PACKING.pack({ ...ada, groups } as never);
  expect(Object.keys(packed)).toEqual(["id", "text"]);
  expect(packed.text).not.toContain("Engineering");
  expect(USER_PACKING.unpack(packed)).toEqual(JSON.parse(JSON.stringify({ ...ada, groups: undefined })));
});
