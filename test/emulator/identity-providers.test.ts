import type { Behaviours } from "../../emulator";
import { call, emulator, type Json } from "./harness";
import { ENTRA, ENTRA_AT_ONCE, type IdpRequest, OKTA } from "./idp-requests";

test.each<[string, IdpRequest[], Partial<Behaviours>]>([
  ["Okta", OKTA, { patchWithoutPath: "merged" }],
  ["Entra", ENTRA, {}],
  ["Entra, several attributes at once,", ENTRA_AT_ONCE, { patchWithoutPath: "merged" }],
])("the requests that %s sends are answered one after the other", async (_who, requests, behaviours) => {
  const slack = await emulator({ behaviours });
  const ids: Record<string, string> = {};
  const filled = <T>(value: T): T =>
    value &&
    JSON.parse(JSON.stringify(value).replace(/\{(user|group)\}/g, (_all, name: string) => ids[name] ?? name));
  for (const { what, method, path, body, status, answer } of requests) {
    const [plain = "", query] = filled(path).split("?");
    const asked = query ? `${plain}?${query.replaceAll(" ", "%20").replaceAll('"', "%22")}` : plain;
    const reply = await call(slack, method, `v2/${asked}`, filled(body), {
      "content-type": "application/scim+json",
    });
    expect([what, reply.status]).toEqual([what, status]);
    if (answer) expect({ what, ...reply.body }).toMatchObject({ what, ...filled(answer) } as Json);
    if (method === "POST") ids[path === "Users" ? "user" : "group"] = reply.body.id;
  }
});
