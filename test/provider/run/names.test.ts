import { UNKNOWN } from "../../../provider/fields/properties";
import {
  describeDirectory,
  describeGroup,
  describeMembership,
  describeUser,
} from "../../../provider/run/names";

test("people are named by userName and id, as far as either is known", () => {
  expect(describeUser({ userName: "ada" }, "U1")).toBe("user ada (U1)");
  expect(describeUser({ userName: "ada" })).toBe("user ada");
  expect([describeUser({}, "U1"), describeUser({ userName: 7 }, "U1")]).toEqual(["user U1", "user U1"]);
  expect(describeUser({})).toBe("a user");
});

test("groups and memberships are named by the group's id alone, and a directory by nothing", () => {
  expect([describeGroup({ displayName: "Data" }, "S1"), describeGroup({ displayName: "Data" })]).toEqual([
    "group S1",
    "the group",
  ]);
  expect(describeMembership({ groupId: "S1" })).toContain("S1");
  for (const groupId of [undefined, UNKNOWN]) expect(describeMembership({ groupId })).toBe("the membership");
  expect(describeDirectory()).toBe("the directory");
});
