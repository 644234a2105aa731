import { type EmulatorOptions, type SlackEmulator, startEmulator } from "../../emulator";

export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const GUEST = "urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User";
export const PROFILE = "urn:ietf:params:scim:schemas:extension:slack:profile:2.0:User";
export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
export const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
export const CORE_V1 = "urn:scim:schemas:core:1.0";
export const ENTERPRISE_V1 = "urn:scim:schemas:extension:enterprise:1.0";
export const GUEST_V1 = "urn:scim:schemas:extension:slack:guest:1.0";
export const PROFILE_V1 = "urn:scim:schemas:extension:slack:profile:1.0";

/** Tests reach into answers of every shape. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  body: Json;
  /** Slack's code: the leading token of either envelope. */
  code: string | undefined;
}

const running: SlackEmulator[] = [];

/** An emulator that is closed after the test. */
export async function emulator(options: EmulatorOptions = {}): Promise<SlackEmulator> {
  const slack = await startEmulator(options);
  running.push(slack);
  return slack;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((slack) => slack.close()));
});

/** One plain HTTP request: `path` from the version on. */
export async function call(
  slack: { url: string; token: string },
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const response = await fetch(`${slack.url}/scim/${path}`, {
    method,
    headers: { authorization: `Bearer ${slack.token}`, "content-type": "application/json", ...headers },
    body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const parsed =
    text === "" || !/json/.test(response.headers.get("content-type") ?? "") ? undefined : JSON.parse(text);
  const message: string | undefined = parsed?.Errors?.description ?? parsed?.detail;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: parsed,
    code: message && /^[A-Za-z_]+/.exec(message)?.[0],
  };
}

let people = 0;

/** A person made over the API, with a name and an address of their own. */
export async function person(slack: SlackEmulator, attributes: object = {}, version = "v2"): Promise<Json> {
  const userName = `person${++people}`;
  const { body } = await call(slack, "POST", `${version}/Users`, {
    schemas: [version === "v2" ? USER : CORE_V1],
    userName,
    emails: [{ value: `${userName}@example.com`, primary: true }],
    ...attributes,
  });
  return body;
}

/** A group made over the API. */
export async function group(
  slack: SlackEmulator,
  displayName: string,
  members: string[] = [],
): Promise<Json> {
  const schemas = [GROUP];
  return (
    await call(slack, "POST", "v2/Groups", {
      schemas,
      displayName,
      members: members.map((value) => ({ value })),
    })
  ).body;
}

/** One or more v2 PATCH operations. */
export function operations(...list: object[]): object {
  return { schemas: [PATCH_OP], Operations: list };
}

export function patchV2(slack: SlackEmulator, id: string, ...list: object[]): Promise<Reply> {
  return call(slack, "PATCH", `v2/Users/${id}`, operations(...list));
}

export function patchV1(slack: SlackEmulator, id: string, changes: object): Promise<Reply> {
  return call(slack, "PATCH", `v1/Users/${id}`, { schemas: [CORE_V1], ...changes });
}

export const VERSIONS = ["v1", "v2"] as const;

export function schemaOf(version: "v1" | "v2"): string {
  return version === "v1" ? CORE_V1 : USER;
}
