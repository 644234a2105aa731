import { Agent, request as httpRequest, type IncomingHttpHeaders } from "node:http";
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

const agent = new Agent({ keepAlive: true });
afterAll(() => agent.destroy());

/** One plain HTTP request: `path` from the version on. */
export async function call(
  slack: { url: string; token: string },
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const sent = { authorization: `Bearer ${slack.token}`, "content-type": "application/json", ...headers };
  const payload = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const { status, text, fields } = await send(`${slack.url}/scim/${path}`, method, sent, payload);
  const isJson = /json/.test(fields["content-type"] ?? "") && text !== "";
  const parsed: Json = isJson ? JSON.parse(text) : undefined;
  const message: string | undefined = parsed?.Errors?.description ?? parsed?.detail;
  return {
    status,
    text,
    body: parsed,
    code: message && /^[A-Za-z_]+/.exec(message)?.[0],
    // Made for those who ask: ten thousand calls do not.
    get headers() {
      return new Headers(Object.entries(fields).map(([name, value]) => [name, String(value)]));
    },
  };
}

interface Received {
  status: number;
  text: string;
  fields: IncomingHttpHeaders;
}

function send(url: string, method: string, headers: Record<string, string>, payload: string | undefined) {
  return new Promise<Received>((resolve, reject) => {
    // Without its length a DELETE's body would be sent as if it were the next request.
    const length = payload === undefined ? {} : { "content-length": String(Buffer.byteLength(payload)) };
    const request = httpRequest(url, { method, headers: { ...headers, ...length }, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 0, fields: response.headers, text });
      });
    });
    request.on("error", reject);
    request.end(payload);
  });
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
