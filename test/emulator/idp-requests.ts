import { ENTERPRISE, GROUP, PATCH_OP, USER } from "./harness";

/** A request as an identity provider documents it; `{user}` and `{group}` stand for the ids made on the way. */
export interface IdpRequest {
  what: string;
  method: string;
  path: string;
  body?: object;
  status: number;
  /** What the answer has, among other things. */
  answer?: object;
}

const MICROSOFT_GROUP = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";

/** Okta's life of a user and a group; two of its operations have no path. */
export const OKTA: IdpRequest[] = [
  {
    what: "is the user there",
    method: "GET",
    path: 'Users?filter=userName eq "isaac.b"&startIndex=1&count=100',
    status: 200,
    answer: { totalResults: 0, Resources: [] },
  },
  {
    what: "create the user",
    method: "POST",
    path: "Users",
    body: {
      schemas: [USER],
      userName: "isaac.b",
      name: { givenName: "Isaac", familyName: "Brock" },
      emails: [{ primary: true, value: "isaac.b@example.com", type: "work" }],
      displayName: "Isaac Brock",
      locale: "en-US",
      externalId: "00ujl29u0le5T6Aj10h7",
      groups: [],
      password: "1mz050nq",
      active: true,
    },
    status: 201,
    answer: { userName: "isaac.b", active: true, locale: "en-US", externalId: "" },
  },
  {
    what: "read the user",
    method: "GET",
    path: "Users/{user}",
    status: 200,
    answer: { displayName: "Isaac Brock" },
  },
  {
    what: "list users by page",
    method: "GET",
    path: "Users?startIndex=1&count=2",
    status: 200,
    answer: { totalResults: 2, itemsPerPage: 2 },
  },
  {
    what: "update the user whole",
    method: "PUT",
    path: "Users/{user}",
    body: {
      schemas: [USER],
      id: "{user}",
      userName: "isaac.b",
      name: { givenName: "Another", middleName: "Excited", familyName: "User" },
      emails: [{ primary: true, value: "isaac.b@example.com", type: "work", display: "isaac.b@example.com" }],
      active: true,
      groups: [],
      meta: { resourceType: "User" },
    },
    status: 200,
    answer: { name: { givenName: "Another", familyName: "User" }, active: true },
  },
  {
    what: "deactivate the user, without a path",
    method: "PATCH",
    path: "Users/{user}",
    body: { schemas: [PATCH_OP], Operations: [{ op: "replace", value: { active: false } }] },
    status: 200,
    answer: { active: false },
  },
  {
    what: "reactivate the user, without a path",
    method: "PATCH",
    path: "Users/{user}",
    body: { schemas: [PATCH_OP], Operations: [{ op: "replace", value: { active: true } }] },
    status: 200,
    answer: { active: true },
  },
  {
    what: "create a group",
    method: "POST",
    path: "Groups",
    body: { schemas: [GROUP], displayName: "Test SCIMv2", members: [] },
    status: 201,
    answer: { displayName: "Test SCIMv2", members: [] },
  },
  {
    what: "find the group",
    method: "GET",
    path: 'Groups?filter=displayName eq "Test SCIMv2"&startIndex=1&count=100',
    status: 200,
    answer: { totalResults: 1 },
  },
  {
    what: "exchange a member",
    method: "PATCH",
    path: "Groups/{group}",
    body: {
      schemas: [PATCH_OP],
      Operations: [
        { op: "remove", path: 'members[value eq "U404"]' },
        { op: "add", path: "members", value: [{ value: "{user}", display: "isaac.b@example.com" }] },
      ],
    },
    status: 200,
    answer: { members: [{ value: "{user}" }] },
  },
  {
    what: "rename the group, without a path",
    method: "PATCH",
    path: "Groups/{group}",
    body: {
      schemas: [PATCH_OP],
      Operations: [{ op: "replace", value: { id: "{group}", displayName: "Renamed" } }],
    },
    status: 200,
    answer: { displayName: "Renamed", members: [{ value: "{user}" }] },
  },
  {
    what: "update the group whole",
    method: "PUT",
    path: "Groups/{group}",
    body: {
      schemas: [GROUP],
      id: "{group}",
      displayName: "Renamed",
      members: [{ value: "{user}", display: "x" }],
    },
    status: 200,
    answer: { members: [{ value: "{user}" }] },
  },
  { what: "delete the group", method: "DELETE", path: "Groups/{group}", status: 204 },
];

/** Entra's life of a user and a group: ops with capitals, strings for truth values, selectors by type. */
export const ENTRA: IdpRequest[] = [
  {
    what: "test the connection",
    method: "GET",
    path: 'Users?filter=userName eq "b3a1c5e0-7f6d-4d0e-9e57"',
    status: 200,
    answer: { totalResults: 0 },
  },
  {
    what: "create the user",
    method: "POST",
    path: "Users",
    body: {
      schemas: [USER, ENTERPRISE],
      externalId: "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
      userName: "test_user",
      active: true,
      emails: [{ primary: true, type: "work", value: "test_user@example.com" }],
      meta: { resourceType: "User" },
      name: { formatted: "givenName familyName", familyName: "familyName", givenName: "givenName" },
      roles: [],
    },
    status: 201,
    answer: { userName: "test_user", name: { familyName: "familyName", givenName: "givenName" } },
  },
  {
    what: "find the user by address",
    method: "GET",
    path: 'Users?filter=email eq "test_user@example.com"',
    status: 200,
    answer: { totalResults: 1 },
  },
  {
    what: "update an address by its type and a part of the name",
    method: "PATCH",
    path: "Users/{user}",
    body: {
      schemas: [PATCH_OP],
      Operations: [
        { op: "Replace", path: 'emails[type eq "work"].value', value: "updated@example.com" },
        { op: "Replace", path: "name.familyName", value: "updatedFamilyName" },
      ],
    },
    status: 200,
    answer: {
      emails: [{ value: "updated@example.com", primary: true }],
      name: { familyName: "updatedFamilyName" },
    },
  },
  {
    what: "add what was not there",
    method: "PATCH",
    path: "Users/{user}",
    body: {
      schemas: [PATCH_OP],
      Operations: [
        { op: "Add", path: `${ENTERPRISE}:department`, value: "Sales" },
        { op: "Add", path: 'phoneNumbers[type eq "work"].value', value: "555" },
        { op: "Add", path: "title", value: "Lead" },
      ],
    },
    status: 200,
    answer: {
      title: "Lead",
      phoneNumbers: [
        { value: "555", type: "mobile" },
        { value: null, primary: true },
      ],
      [ENTERPRISE]: { department: "Sales" },
    },
  },
  {
    what: "rename the user",
    method: "PATCH",
    path: "Users/{user}",
    body: { schemas: [PATCH_OP], Operations: [{ op: "Replace", path: "userName", value: "renamed_user" }] },
    status: 200,
    answer: { userName: "renamed_user" },
  },
  {
    what: "disable the user",
    method: "PATCH",
    path: "Users/{user}",
    body: { schemas: [PATCH_OP], Operations: [{ op: "Replace", path: "active", value: "False" }] },
    status: 200,
    answer: { active: false },
  },
  {
    what: "enable the user",
    method: "PATCH",
    path: "Users/{user}",
    body: { schemas: [PATCH_OP], Operations: [{ op: "Replace", path: "active", value: true }] },
    status: 200,
    answer: { active: true },
  },
  {
    what: "create a group",
    method: "POST",
    path: "Groups",
    body: {
      schemas: [GROUP, MICROSOFT_GROUP],
      externalId: "8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159",
      displayName: "displayName",
      meta: { resourceType: "Group" },
    },
    status: 201,
    answer: { displayName: "displayName" },
  },
  {
    what: "find the group without its members",
    method: "GET",
    path: 'Groups?excludedAttributes=members&filter=displayName eq "displayName"',
    status: 200,
    answer: { totalResults: 1 },
  },
  {
    what: "add a member",
    method: "PATCH",
    path: "Groups/{group}",
    body: {
      schemas: [PATCH_OP],
      Operations: [{ op: "Add", path: "members", value: [{ $ref: null, value: "{user}" }] }],
    },
    status: 200,
    answer: { members: [{ value: "{user}" }] },
  },
  {
    what: "rename the group",
    method: "PATCH",
    path: "Groups/{group}",
    body: { schemas: [PATCH_OP], Operations: [{ op: "Replace", path: "displayName", value: "updated" }] },
    status: 200,
    answer: { displayName: "updated" },
  },
  {
    what: "remove the member",
    method: "PATCH",
    path: "Groups/{group}",
    body: {
      schemas: [PATCH_OP],
      Operations: [{ op: "Remove", path: "members", value: [{ $ref: null, value: "{user}" }] }],
    },
    status: 200,
    answer: { members: [] },
  },
  { what: "delete the group", method: "DELETE", path: "Groups/{group}", status: 204 },
  { what: "delete the user", method: "DELETE", path: "Users/{user}", status: 204 },
];

/** Entra's way of sending several attributes at once: one operation without a path, with paths as keys. */
export const ENTRA_AT_ONCE: IdpRequest[] = [
  ...ENTRA.filter(({ what }) => what === "create the user"),
  {
    what: "add what was not there",
    method: "PATCH",
    path: "Users/{user}",
    body: {
      schemas: [PATCH_OP],
      Operations: [
        {
          op: "Add",
          value: {
            title: "Lead",
            'phoneNumbers[type eq "work"].value': "555",
            [`${ENTERPRISE}:employeeNumber`]: "7",
            [`${ENTERPRISE}:department`]: "Sales",
          },
        },
      ],
    },
    status: 200,
    answer: {
      title: "Lead",
      phoneNumbers: [
        { value: "555", type: "mobile" },
        { value: null, primary: true },
      ],
      [ENTERPRISE]: { employeeNumber: "7", department: "Sales" },
    },
  },
  {
    what: "replace an address and names",
    method: "PATCH",
    path: "Users/{user}",
    body: {
      schemas: [PATCH_OP],
      Operations: [
        { op: "replace", path: 'emails[type eq "work"].value', value: "updated@example.com" },
        {
          op: "replace",
          value: {
            active: false,
            userName: "renamed_user",
            "name.givenName": "Keith",
            "name.familyName": "Stella",
            "name.formatted": "Keith Stella",
          },
        },
      ],
    },
    status: 200,
    answer: {
      active: false,
      userName: "renamed_user",
      name: { givenName: "Keith", familyName: "Stella" },
      emails: [{ value: "updated@example.com", primary: true }],
    },
  },
];
