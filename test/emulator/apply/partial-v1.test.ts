import type { EmulatorOptions } from "../../../emulator";
import { CORE_V1, call, ENTERPRISE_V1, emulator, group, patchV1, person } from "../harness";

async function after(changes: object, attributes: object = {}, options: EmulatorOptions = {}) {
  const slack = await emulator(options);
  const { id } = await person(slack, attributes, "v1");
  return patchV1(slack, id, changes);
}

const gone = { operation: "delete" };
const address = { locality: "London", country: "GB" };

test.each<[object, object, object]>([
  [{ roles: ["x"] }, { roles: [{ value: "y", ...gone }] }, { roles: [{ value: "x" }] }],
  [{ roles: ["x"] }, { roles: [{ value: "x", ...gone }, { value: "z" }] }, { roles: [{ value: "z" }] }],
  [
    { addresses: [address] },
    { addresses: [{ ...address, ...gone }, { locality: "Paris" }] },
    { addresses: [{ locality: "Paris", country: null }] },
  ],
  [
    { name: { givenName: "Ada", familyName: "L" } },
    { name: { givenName: " ", familyName: "M" } },
    { name: { givenName: "", familyName: "M" } },
  ],
  [
    { name: { givenName: "Ada", familyName: "L" } },
    { name: { givenName: "Grace", familyName: " " } },
    { name: { givenName: "Grace", familyName: "" } },
  ],
  [
    { photos: [{ value: "https://e.co/a.png" }] },
    { meta: { attributes: ["photos"] } },
    { photos: [{ value: expect.stringContaining("gravatar.com") }] },
  ],
])("of somebody with %j, v1 PATCH of %j leaves %j", async (attributes, changes, expected) => {
  expect((await after(changes, attributes)).body).toMatchObject(expected);
});

test("schemas are held to where they are sent, and asked for where they are required", async () => {
  const slack = await emulator({ behaviours: { schemasOnV1Update: "required" } });
  const { id } = await person(slack);
  expect((await call(slack, "PATCH", `v1/Users/${id}`, { title: "x" })).code).toBe("missing_schema_element");
  expect((await after({ schemas: [], title: "x" })).code).toBe("missing_schema_element");
  expect((await after({ schemas: [CORE_V1], title: "x" })).status).toBe(200);
});

test("`meta` that takes nothing away changes nothing, and an attribute that only begins like a block's is refused", async () => {
  const slack = await emulator();
  const { id, ...made } = await person(slack, { title: "Lead" }, "v1");
  expect((await patchV1(slack, id, { meta: {} })).body).toMatchObject(made);
  for (const name of ["manager.managerId", "department"])
    expect((await patchV1(slack, id, { meta: { attributes: [`${ENTERPRISE_V1}x${name}`] } })).code).toBe(
      "invalid_request_payload",
    );
});

/** A group of Ada's and Bert's, and how v1 changes it. */
async function team(options: EmulatorOptions = {}) {
  const slack = await emulator(options);
  const [ada = "", bert = "", carl = ""] = ["ada", "bert", "carl"].map((userName) =>
    slack.addUser({ userName }),
  );
  const { id } = await group(slack, "Data", [ada, bert]);
  const patch = async (changes: object) => {
    const { code, status } = await call(slack, "PATCH", `v1/Groups/${id}`, {
      schemas: [CORE_V1],
      ...changes,
    });
    return code ?? status;
  };
  const members = () => slack.group(id)?.members.map(({ value }) => value);
  return { slack, id, ada, bert, carl, patch, members };
}

test("in v1, somebody who is in the group joins it again, and somebody who is not leaves it, without a word", async () => {
  const { slack, ada, bert, carl, patch, members } = await team();
  slack.change(ada, (one) => {
    one.active = false;
  });
  expect(await patch({ members: [{ value: ada }, { value: carl, ...gone }] })).toBe(204);
  expect(members()).toEqual([ada, bert]);
});

test("in v1, pointless changes of members are refused where that is on", async () => {
  const { ada, carl, bert, patch, members } = await team({
    behaviours: { pointlessMemberChange: "refused" },
  });
  expect(await patch({ members: [{ value: ada }] })).toBe("group_members_create_failed");
  expect(await patch({ members: [{ value: carl, ...gone }] })).toBe("no_such_group_members");
  expect(await patch({ members: [{ value: carl }, { value: bert, ...gone }] })).toBe(204);
  expect(members()).toEqual([ada, carl]);
});

test("in v1, everybody is taken out but those who are sent beside it", async () => {
  const { bert, patch, members } = await team();
  expect(await patch({ meta: { attributes: ["members"] }, members: [{ value: bert }] })).toBe(204);
  expect(members()).toEqual([bert]);
});

test("where PUT refuses deactivated members, and groups refuse guests, active full members may be sent", async () => {
  const behaviours = { deactivatedMembersOnPut: "refused", guestsInGroups: "refused" } as const;
  const { slack, id, ada, bert, carl, members } = await team({ behaviours });
  const put = (...ids: string[]) =>
    call(slack, "PUT", `v1/Groups/${id}`, { displayName: "Data", members: ids.map((value) => ({ value })) });
  expect((await put(ada, carl)).status).toBe(200);
  expect(members()).toEqual([ada, carl]);
  slack.change(bert, (one) => {
    one.active = false;
  });
  expect((await put(ada, bert)).code).toBe("unable_to_add_deleted_or_guest_to_group");
  expect((await put(ada, "U404")).code).toBe("no_such_group_members");
});

test.each([
  ["insensitive", 1],
  ["sensitive", 0],
] as const)(
  "where filters are case-%s, another letter case of a group's name finds %i",
  async (filterCase, found) => {
    const { slack } = await team({ behaviours: { filterCase } });
    const count = async (name: string) =>
      (await call(slack, "GET", `v2/Groups?filter=${encodeURIComponent(`displayName eq "${name}"`)}`)).body
        .totalResults;
    expect([await count("Data"), await count("DATA")]).toEqual([1, found]);
  },
);

test.each(["ignored", "refused"] as const)("v1 filters also where v2's filters are %s", async (filterV2) => {
  const { slack } = await team({ behaviours: { filterV2 } });
  const { body } = await call(slack, "GET", `v1/Users?filter=${encodeURIComponent('userName eq "ada"')}`);
  expect(body.totalResults).toBe(1);
});
