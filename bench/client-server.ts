import { createServer as createHttp, type RequestListener } from "node:http";
import { createServer as createHttps } from "node:https";
import type { AddressInfo } from "node:net";
import { cert, key } from "../test/scim/support/certificate";

/** A person as Slack answers; the same in every list, but for id and names. */
function person(at: number) {
  const userName = `person.${at}`;
  return {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
    id: `U${String(at).padStart(9, "0")}`,
    externalId: "",
    meta: { created: "2026-01-20T08:15:37-08:00", location: `https://api.slack.com/scim/v2/Users/U${at}` },
    userName,
    nickName: userName,
    name: { givenName: "Given", familyName: `Family ${at}` },
    displayName: `Given Family ${at}`,
    profileUrl: `https://acme.enterprise.slack.com/team/${userName}`,
    title: "Engineer",
    timezone: "America/Los_Angeles",
    active: true,
    emails: [{ value: `${userName}@example.com`, primary: true }],
    photos: [{ value: "https://secure.gravatar.com/avatar/0123456789abcdef.jpg", type: "photo" }],
    groups: [],
  };
}

const one = JSON.stringify(person(1));
const total = Number(process.argv[2] ?? 0);

const answer: RequestListener = (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://slack");
  const text = pathname.endsWith("/Users")
    ? page(Number(searchParams.get("startIndex")), Number(searchParams.get("count")))
    : one;
  response.writeHead(200, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
};

function page(startIndex: number, count: number): string {
  const length = Math.max(0, Math.min(count, 1000, total - startIndex + 1));
  const Resources = Array.from({ length }, (_, at) => person(startIndex + at));
  return JSON.stringify({ schemas: [], Resources, totalResults: total, itemsPerPage: length, startIndex });
}

/** Its own process, so that its work and its memory are not the client's. */
const http = createHttp(answer).listen(0, "127.0.0.1", () => {
  const https = createHttps({ cert, key }, answer).listen(0, "127.0.0.1", () => {
    process.send?.({
      http: (http.address() as AddressInfo).port,
      https: (https.address() as AddressInfo).port,
    });
  });
});
process.on("disconnect", () => process.exit(0));
