import type { Behaviours, SlackEmulator } from "../../../emulator";
import { DEFAULT_BEHAVIOURS, valuesOf } from "../../../emulator/behaviours/behaviours";
import {
  CORE_V1,
  call,
  ENTERPRISE,
  emulator,
  GROUP,
  GUEST,
  group,
  operations,
  PROFILE_V1,
  patchV1,
  patchV2,
  person,
  USER,
} from "../harness";

/** A switch: what to do, and what comes of it under each of its values. */
interface Case<K extends keyof Behaviours = keyof Behaviours> {
  name: K;
  outcomes: [Behaviours[K], unknown][];
  run: (slack: SlackEmulator) => Promise<unknown>;
  plan?: "business";
}

function of<K extends keyof Behaviours>(
  name: K,
  outcomes: [Behaviours[K], unknown][],
  run: Case["run"],
  plan?: "business",
): Case {
  return { name, outcomes, run, plan } as unknown as Case;
}

const post = (slack: SlackEmulator, changes: object) =>
  call(slack, "POST", "v2/Users", {
    schemas: [USER],
    userName: "ada",
    emails: [{ value: "ada@e.co" }],
    ...changes,
  });
const put = async (slack: SlackEmulator, id: string, changes: object = {}, version = "v2") => {
  const user = slack.user(id);
  const body = { schemas: [USER], userName: user?.userName, emails: user?.emails, ...changes };
  return call(slack, "PUT", `${version}/Users/${id}`, body);
};
const found = async (slack: SlackEmulator, filter: string) => {
  const { body, code } = await call(slack, "GET", `v2/Users?filter=${encodeURIComponent(filter)}`);
  return code ?? body.totalResults;
};
const join = (slack: SlackEmulator, groupId: string, ...ids: string[]) =>
  call(
    slack,
    "PATCH",
    `v2/Groups/${groupId}`,
    operations({ op: "add", path: "members", value: ids.map((value) => ({ value })) }),
  );

const CASES: Case[] = [
  of(
    "createStatusV2",
    [
      [201, 201],
      [200, 200],
    ],
    async (slack) => (await post(slack, {})).status,
  ),
  of(
    "updateStatusV2",
    [
      [200, [200, true]],
      [204, [204, false]],
    ],
    async (slack) => {
      const { id } = await person(slack);
      const { status, text } = await patchV2(slack, id, { op: "replace", path: "title", value: "x" });
      return [status, text !== ""];
    },
  ),
  of(
    "deleteGroupStatusV2",
    [
      [204, 204],
      [200, 200],
    ],
    async (slack) => {
      const { id } = await group(slack, "Data");
      return (await call(slack, "DELETE", `v2/Groups/${id}`)).status;
    },
  ),
  of(
    "statuses",
    [
      [{}, 409],
      [{ username_taken: 400 }, 400],
    ],
    async (slack) => (await post(slack, { userName: "owner" })).status,
  ),
  of(
    "contentTypeV2",
    [
      ["application/json; charset=utf-8", "application/json; charset=utf-8"],
      ["application/scim+json", "application/scim+json"],
    ],
    async (slack) => (await call(slack, "GET", "v2/Users")).headers.get("content-type"),
  ),
  of(
    "escapedSlashes",
    [
      [true, true],
      [false, false],
    ],
    async (slack) => (await call(slack, "GET", "v2/Users")).text.includes("\\/"),
  ),
  of(
    "filterV2",
    [
      ["honoured", 0],
      ["ignored", 1],
      ["refused", "invalid_query"],
    ],
    (slack) => found(slack, "userName eq nobody"),
  ),
  of(
    "filterCase",
    [
      ["insensitive", 1],
      ["sensitive", 0],
    ],
    (slack) => found(slack, "userName eq OWNER"),
  ),
  of(
    "incompleteFilter",
    [
      ["withCode", { Errors: { description: "incomplete_filter", code: 400 } }],
      ["withoutCode", { Errors: { description: "incomplete_filter" } }],
    ],
    async (slack) => (await call(slack, "GET", "v1/Users?filter=userName%20eq")).body,
  ),
  of(
    "unknownUserCode",
    [
      ["no_such_user", "no_such_user"],
      ["unknown_user", "unknown_user"],
      ["cannot_decode_user_id", "cannot_decode_user_id"],
    ],
    async (slack) => (await call(slack, "GET", "v2/Users/U404")).code,
  ),
  of(
    "missingUserNameCode",
    [
      ["username_empty", ["username_empty", "username_empty"]],
      ["username_required", ["username_required", "username_empty"]],
    ],
    async (slack) => [
      (await post(slack, { userName: undefined })).code,
      (await post(slack, { userName: "" })).code,
    ],
  ),
  of(
    "takenEmailCode",
    [
      ["email_taken", [409, "email_taken", "email_taken"]],
      ["user_creation_failed", [409, "user_creation_failed", "email_taken"]],
    ],
    async (slack) => {
      const { id } = await person(slack);
      await post(slack, {});
      const { status, code } = await post(slack, { userName: "other" });
      const update = await patchV1(slack, id, { emails: [{ value: "ada@e.co", primary: true }] });
      return [status, code, update.code];
    },
  ),
  of(
    "failedInvitations",
    [
      [0, [201, undefined]],
      [1, [400, "invited_user_not_created", 201, undefined]],
    ],
    async (slack) => {
      const first = await post(slack, {});
      if (first.status === 201) return [first.status, first.code];
      const second = await post(slack, {});
      return [first.status, first.code, second.status, second.code];
    },
  ),
  of(
    "longUserNameCode",
    [
      ["username_too_long", `username_too_long (username=${"a".repeat(22)})`],
      ["long_username", `long_username (user=${"a".repeat(22)})`],
    ],
    async (slack) => (await post(slack, { userName: "a".repeat(22) })).body.detail,
  ),
  of(
    "userNameFromEmail",
    [
      ["localPart", "ada"],
      ["whole", "ada_e.co"],
      ["refused", "username_invalid"],
    ],
    async (slack) => {
      const { body, code } = await post(slack, { userName: "ada@e.co" });
      return code ?? body.userName;
    },
  ),
  of(
    "nameOfPrecedence",
    [
      ["nickName", "nick"],
      ["userName", "ada"],
    ],
    async (slack) => (await post(slack, { nickName: "nick" })).body.userName,
  ),
  of(
    "userNameClash",
    [
      ["refused", "username_taken"],
      ["renamed", "owner2"],
    ],
    async (slack) => {
      const { body, code } = await post(slack, { userName: "owner" });
      return code ?? body.userName;
    },
  ),
  of(
    "reservedUserNames",
    [
      [DEFAULT_BEHAVIOURS.reservedUserNames, 201],
      [["ada"], 400],
    ],
    async (slack) => (await post(slack, {})).status,
  ),
  of(
    "putWithoutActive",
    [
      ["kept", true],
      ["deactivated", false],
    ],
    async (slack) => (await put(slack, (await person(slack)).id)).body.active,
  ),
  of(
    "putWithoutName",
    [
      ["kept", "Ada"],
      ["blanked", ""],
    ],
    async (slack) => {
      const { id } = await person(slack, { name: { givenName: "Ada" } });
      return (await put(slack, id)).body.name.givenName;
    },
  ),
  of(
    "putWithoutGuest",
    [
      ["kept", true],
      ["fullMember", false],
    ],
    async (slack) => {
      const { id } = await person(slack, { schemas: [USER, GUEST], [GUEST]: { type: "multi" } });
      return GUEST in (await put(slack, id)).body;
    },
  ),
  of(
    "displayNameCharacters",
    [
      ["kept", "Ada Lovelace"],
      ["underscored", "Ada_Lovelace"],
    ],
    async (slack) => {
      return (await post(slack, { displayName: "Ada Lovelace" })).body.displayName;
    },
  ),
  of(
    "schemasOnV1Update",
    [
      ["optional", 200],
      ["required", "missing_schema_element"],
    ],
    async (slack) => {
      const { status, code } = await put(slack, (await person(slack)).id, { schemas: undefined }, "v1");
      return code ?? status;
    },
  ),
  of(
    "extensionWithoutSchema",
    [
      ["ignored", false],
      ["accepted", true],
    ],
    async (slack) => {
      return GUEST in (await post(slack, { [GUEST]: { type: "multi" } })).body;
    },
  ),
  of(
    "unknownAttributes",
    [
      ["refused", [400, 400, 400, 400, 400, 400]],
      ["ignored", [201, 200, 200, 200, 200, 200]],
    ],
    async (slack) => {
      slack.behave({ patchWithoutPath: "merged" });
      const { id } = await person(slack);
      const named = { op: "replace", path: "shoeSize", value: 43 };
      const bare = { op: "add", value: { title: "CTO", shoeSize: 43 } };
      const taken = { op: "remove", path: "shoeSize" };
      const statuses = [(await post(slack, { shoeSize: 43 })).status];
      for (const operation of [named, bare, taken])
        statuses.push((await patchV2(slack, id, operation)).status);
      const groupId = (await group(slack, "Team")).id;
      for (const operation of [named, { op: "add", value: { displayName: "Crew", shoeSize: 43 } }])
        statuses.push((await call(slack, "PATCH", `v2/Groups/${groupId}`, operations(operation))).status);
      return statuses;
    },
  ),
  of(
    "externalIdOnCreate",
    [
      ["ignored", ""],
      ["stored", "x"],
    ],
    async (slack) => (await post(slack, { externalId: "x" })).body.externalId,
  ),
  of(
    "profileUrlOnCreate",
    [
      ["echoed", "https://e.co/"],
      ["computed", "https://acme.enterprise.slack.com/team/ada"],
    ],
    async (slack) => (await post(slack, { profileUrl: "https://e.co/" })).body.profileUrl,
  ),
  of(
    "countBelowOne",
    [
      ["nothing", 0],
      ["tenResources", 1],
    ],
    async (slack) => {
      return (await call(slack, "GET", "v2/Users?count=0")).body.Resources.length;
    },
  ),
  of(
    "itemsPerPage",
    [
      ["returned", 1],
      ["requested", 50],
    ],
    async (slack) => (await call(slack, "GET", "v2/Users?count=50")).body.itemsPerPage,
  ),
  of(
    "attributesParameter",
    [
      ["ignored", 15],
      ["honoured", 3],
    ],
    async (slack) => {
      const { body } = await call(slack, "GET", "v2/Users?attributes=userName");
      return Object.keys(body.Resources[0]).length;
    },
  ),
  of(
    "sameGroupName",
    [
      ["allowed", 201],
      ["refused", 409],
    ],
    async (slack) => {
      await group(slack, "Data");
      return (await call(slack, "POST", "v2/Groups", { schemas: [GROUP], displayName: "Data" })).status;
    },
  ),
  of(
    "pointlessMemberChange",
    [
      ["succeeds", [200, 200]],
      ["refused", ["group_members_create_failed", "no_such_group_members"]],
    ],
    async (slack) => {
      const { id } = await group(slack, "Data", ["U0000000001"]);
      const gone = operations({ op: "remove", path: "members[value eq U404]" });
      const replies = [
        await join(slack, id, "U0000000001"),
        await call(slack, "PATCH", `v2/Groups/${id}`, gone),
      ];
      return replies.map(({ code, status }) => code ?? status);
    },
  ),
  of(
    "unknownMember",
    [
      ["refusesAll", 0],
      ["isSkipped", 1],
    ],
    async (slack) => {
      const { id } = await group(slack, "Data");
      await join(slack, id, "U0000000001", "U404");
      return slack.group(id)?.members.length;
    },
  ),
  of(
    "guestsInGroups",
    [
      ["allowed", 200],
      ["refused", 400],
    ],
    async (slack) => {
      const guest = slack.addUser({ userName: "multi", [GUEST]: { type: "multi" } });
      return (await join(slack, (await group(slack, "Data")).id, guest)).status;
    },
  ),
  of(
    "removeMembersWithValue",
    [
      ["listed", 1],
      ["everybody", 0],
    ],
    async (slack) => {
      const { id } = await group(slack, "Data", ["U0000000001", (await person(slack)).id]);
      const body = operations({ op: "remove", path: "members", value: [{ value: "U0000000001" }] });
      return (await call(slack, "PATCH", `v2/Groups/${id}`, body)).body.members.length;
    },
  ),
  of(
    "membershipAfterDeactivation",
    [
      ["kept", 1],
      ["dropped", 0],
    ],
    async (slack) => {
      const { id } = await person(slack);
      await group(slack, "Data", [id]);
      await call(slack, "DELETE", `v2/Users/${id}`);
      return slack.group("Data")?.members.length;
    },
  ),
  of(
    "limitEnvelope",
    [
      ["version", "schemas"],
      ["v1", "Errors"],
      ["none", undefined],
    ],
    async (slack) => {
      slack.fault({ code: "too_many_requests" });
      const { body } = await call(slack, "GET", "v2/Users");
      return body && Object.keys(body)[0];
    },
  ),
  of(
    "patchWithoutPath",
    [
      ["refused", 400],
      ["merged", 200],
    ],
    async (slack) => {
      return (await patchV2(slack, (await person(slack)).id, { op: "replace", value: { title: "x" } }))
        .status;
    },
  ),
  of(
    "replaceOfLists",
    [
      ["replaced", ["2", null]],
      ["merged", ["2", "1"]],
    ],
    async (slack) => {
      const { id } = await person(slack, { phoneNumbers: [{ value: "1", primary: true }] });
      const operation = { op: "replace", path: "phoneNumbers", value: [{ value: "2", type: "work" }] };
      return (await patchV2(slack, id, operation)).body.phoneNumbers.map(
        (phone: { value: string }) => phone.value,
      );
    },
  ),
  of(
    "createInactive",
    [
      ["inactive", false],
      ["active", true],
    ],
    async (slack) => (await post(slack, { active: false })).body.active,
  ),
  of(
    "userShape",
    [
      ["onceWritten", false],
      ["full", true],
    ],
    async (slack) => ENTERPRISE in (await post(slack, {})).body,
  ),
  of(
    "blankSecondaryEmail",
    [
      ["absent", undefined],
      ["blank", { value: "", primary: false }],
    ],
    async (slack) => {
      return (await post(slack, {})).body.emails[1];
    },
  ),
  of(
    "unknownManager",
    [
      ["refused", "unknown_user"],
      ["blanked", 201],
    ],
    async (slack) => {
      const { status, code } = await post(slack, { [ENTERPRISE]: { manager: { managerId: "U404" } } });
      return code ?? status;
    },
  ),
  of(
    "guestOnBusinessPlan",
    [
      ["refused", 400],
      ["ignored", 201],
    ],
    async (slack) => (await post(slack, { schemas: [USER, GUEST], [GUEST]: { type: "multi" } })).status,
    "business",
  ),
  of(
    "attributeNameCase",
    [
      ["insensitive", 201],
      ["exact", "username_empty"],
    ],
    async (slack) => {
      const body = { schemas: [USER], USERNAME: "ada", emails: [{ value: "ada@e.co" }] };
      slack.behave({ unknownAttributes: "ignored" });
      const { status, code } = await call(slack, "POST", "v2/Users", body);
      return code ?? status;
    },
  ),
  of(
    "startIndexBelowOne",
    [
      ["isOne", 200],
      ["refused", 400],
    ],
    async (slack) => {
      return (await call(slack, "GET", "v2/Users?startIndex=0")).status;
    },
  ),
  of(
    "manyPrimaries",
    [
      ["refused", 400],
      ["firstWins", ["a@e.co", "b@e.co"]],
    ],
    async (slack) => {
      const emails = ["a@e.co", "b@e.co"].map((value) => ({ value, primary: true }));
      const { status, body } = await post(slack, { emails });
      return status === 400 ? status : body.emails.map((email: { value: string }) => email.value);
    },
  ),
  of(
    "profileSchemaV1",
    [
      ["whenSet", false],
      ["always", true],
    ],
    async (slack) => {
      const { id } = await person(slack, { userType: "x" });
      return PROFILE_V1 in (await call(slack, "GET", `v1/Users/${id}`)).body;
    },
  ),
  of(
    "deactivatedMembersOnPut",
    [
      ["stay", 200],
      ["refused", 400],
    ],
    async (slack) => {
      const { id } = await person(slack);
      const made = await group(slack, "Data", [id]);
      await call(slack, "DELETE", `v2/Users/${id}`);
      return (await call(slack, "PUT", `v2/Groups/${made.id}`, made)).status;
    },
  ),
  of(
    "memberDisplay",
    [
      ["displayName", "Countess"],
      ["realName", "Ada L"],
    ],
    async (slack) => {
      const { id } = await person(slack, {
        displayName: "Countess",
        name: { givenName: "Ada", familyName: "L" },
      });
      return (await group(slack, "Data", [id])).members[0].display;
    },
  ),
  of(
    "bucketMeaning",
    [
      ["burst", [20, "1"]],
      ["minute", [180, "45"]],
    ],
    async (slack) => {
      slack.clock.freeze(15_000);
      slack.limit("slack");
      for (let number = 0; ; number++) {
        const { status, headers } = await call(slack, "DELETE", "v2/Users/U404");
        if (status === 429) return [number, headers.get("retry-after")];
      }
    },
  ),
  of(
    "addedPrimaryEmail",
    [
      ["takesPlace", ["new@e.co"]],
      ["refused", 400],
    ],
    async (slack) => {
      const operation = { op: "add", path: "emails", value: [{ value: "new@e.co", primary: true }] };
      const { status, body } = await patchV2(slack, (await person(slack)).id, operation);
      return status === 200 ? body.emails.map((email: { value: string }) => email.value) : status;
    },
  ),
  of(
    "unmarkedEmailV1",
    [
      ["primary", true],
      ["secondary", false],
    ],
    async (slack) => {
      const { body } = await patchV1(slack, (await person(slack)).id, { emails: [{ value: "new@e.co" }] });
      return body.emails[0].value === "new@e.co";
    },
  ),
  of(
    "selectorByType",
    [
      ["asInRequests", [null, "1", 200]],
      ["asInAnswers", ["1", null, 400]],
    ],
    async (slack) => {
      const { id } = await person(slack);
      const phone = { op: "add", path: 'phoneNumbers[type eq "mobile"].value', value: "1" };
      const { body } = await patchV2(slack, id, phone);
      const email = { op: "replace", path: 'emails[type eq "work"].value', value: "new@e.co" };
      const { status } = await patchV2(slack, id, email);
      return [...body.phoneNumbers.map((one: { value: string }) => one.value), status];
    },
  ),
  of(
    "emptyManager",
    [
      ["refused", "improper_enterprise_schema_format"],
      ["cleared", null],
    ],
    async (slack) => {
      const boss = await person(slack, { userName: "boss" });
      const { id } = (await post(slack, { [ENTERPRISE]: { manager: { managerId: boss.id } } })).body;
      const { code, body } = await put(slack, id, { [ENTERPRISE]: { manager: {} } });
      return code ?? body[ENTERPRISE].manager.managerId;
    },
  ),
  of(
    "leadingFilterWord",
    [
      ["refused", "invalid_query"],
      ["ignored", 1],
    ],
    async (slack) => {
      await person(slack, { userName: "carly" });
      return found(slack, 'filter=userName Eq "Carly"');
    },
  ),
  of(
    "deactivationLagMs",
    [
      [0, false],
      [3_000, true],
    ],
    async (slack) => {
      slack.clock.freeze();
      const { id } = await person(slack);
      await call(slack, "DELETE", `v2/Users/${id}`);
      return (await call(slack, "GET", `v2/Users/${id}`)).body.active;
    },
  ),
  of(
    "groupPatchLagMs",
    [
      [0, "After"],
      [3_000, "Before"],
    ],
    async (slack) => {
      slack.clock.freeze();
      const { id } = await group(slack, "Before");
      await call(slack, "PATCH", `v1/Groups/${id}`, { schemas: [CORE_V1], displayName: "After" });
      return (await call(slack, "GET", `v2/Groups/${id}`)).body.displayName;
    },
  ),
  of(
    "photoDelayMs",
    [
      [0, false],
      [3_000, true],
    ],
    async (slack) => {
      slack.clock.freeze();
      return (await person(slack, { photos: [{ value: "https://e.co/a.jpg" }] })).photos[0].value.includes(
        "gravatar",
      );
    },
  ),
  of(
    "writeMs",
    [
      [0, 0],
      [3_000, 1],
    ],
    async (slack) => {
      slack.clock.freeze();
      const id = slack.addUser({ userName: "ada" });
      const writing = patchV2(slack, id, { op: "replace", path: "title", value: "x" });
      while (slack.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
      const { sleeping } = slack.clock;
      slack.clock.advance(3_000);
      await writing;
      return sleeping;
    },
  ),
  of(
    "overlappingWrites",
    [
      ["refused", [200, 429]],
      ["allowed", [200, 200]],
    ],
    async (slack) => {
      slack.clock.freeze();
      const id = slack.addUser({ userName: "ada" });
      slack.fault({ delayMs: 3_000 });
      const first = patchV2(slack, id, { op: "replace", path: "title", value: "x" });
      while (slack.clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
      const second = await patchV2(slack, id, { op: "replace", path: "title", value: "y" });
      slack.clock.advance(3_000);
      return [(await first).status, second.status];
    },
  ),
];

test.each(CASES)(
  "the switch $name has an effect for each of its values",
  async ({ name, outcomes, run, plan }) => {
    expect(outcomes[0]?.[0]).toEqual(DEFAULT_BEHAVIOURS[name]);
    for (const [value, outcome] of outcomes) {
      const slack = await emulator({ behaviours: { [name]: value }, plan });
      expect(await run(slack)).toEqual(outcome);
    }
  },
);

test("every switch is tried here, and every value of one that has a few", () => {
  expect(CASES.map(({ name }) => name)).toEqual(
    Object.keys(DEFAULT_BEHAVIOURS).filter((name) => CASES.some((one) => one.name === name)),
  );
  expect(CASES).toHaveLength(Object.keys(DEFAULT_BEHAVIOURS).length);
  for (const { name, outcomes } of CASES) {
    const values = valuesOf(name);
    if (values) expect(outcomes.map(([value]) => value)).toEqual(values);
  }
});

test("a userName that cannot be altered to be free is a truncation_error", async () => {
  const slack = await emulator({ behaviours: { userNameClash: "renamed" } });
  slack.addUser({ userName: "a".repeat(21) });
  expect((await post(slack, { userName: "a".repeat(21) })).code).toBe("truncation_error");
});

test("excludedAttributes leave out, where that switch is on", async () => {
  const slack = await emulator({ behaviours: { attributesParameter: "honoured" } });
  const { body } = await call(slack, "GET", "v2/Users?excludedAttributes=emails,NAME");
  expect(Object.keys(body.Resources[0])).toHaveLength(13);
});

test("switches can be changed while it runs", async () => {
  const slack = await emulator();
  slack.behave({ createStatusV2: 200 });
  expect((await post(slack, {})).status).toBe(200);
  expect(() => slack.behave({ createStatusV2: 202 } as never)).toThrow(
    "behaviours.createStatusV2 must be one of [201,200], got 202.",
  );
});
