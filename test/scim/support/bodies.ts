/** A person as Slack's v2 answers; composed, nobody real. */
export const ada = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
  id: "U1",
  externalId: "",
  meta: { created: "2026-03-01T04:00:00-08:00", location: "https://api.slack.com/scim/v2/Users/U1" },
  userName: "ada",
  nickName: "ada",
  name: { givenName: "Ada", familyName: "Lovelace" },
  displayName: "Ada",
  profileUrl: "https://acme.enterprise.slack.com/team/ada",
  title: "",
  timezone: "America/Los_Angeles",
  active: true,
  emails: [{ value: "ada@example.com", primary: true }],
  photos: [],
  groups: [],
};

/** The person whom a path names, as `Users/U7`. */
export function adaOf({ path }: { path: string }) {
  return { body: { ...ada, id: decodeURIComponent(path.split("/").at(-1) ?? "") } };
}

/** A group as Slack's v2 answers. */
export const engine = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
  id: "S1",
  meta: { created: "2026-03-01T04:00:00-08:00", location: "https://api.slack.com/scim/v2/Groups/S1" },
  displayName: "Engine",
  members: [{ value: "U1", display: "Ada Lovelace" }],
};

/** A page of a list. */
export function page(Resources: unknown[], totalResults = Resources.length, startIndex = 1) {
  const schemas = ["urn:ietf:params:scim:api:messages:2.0:ListResponse"];
  return { schemas, Resources, totalResults, itemsPerPage: Resources.length, startIndex };
}

/** v1's error envelope, which v2 uses for refused tokens as well. */
export function v1Error(status: number, description: string) {
  return { status, body: { Errors: { description, code: status } } };
}

/** v2's error envelope. */
export function v2Error(status: number, detail: string) {
  return { status, body: { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], detail, status } };
}
