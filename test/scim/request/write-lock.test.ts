import type { SlackScimClient } from "../../../provider/scim";
import { adaOf } from "../support/bodies";
import { type Asked, startServer } from "../support/server";

/** A server that takes its time for each request, and how many were under way at once at most. */
async function slowServer() {
  const seen = { underWay: 0, most: 0 };
  const answer = async (asked: Asked) => {
    seen.underWay += 1;
    seen.most = Math.max(seen.most, seen.underWay);
    for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
    seen.underWay -= 1;
    return adaOf({ path: asked.method === "POST" ? "Users/U1" : asked.path });
  };
  const slack = await startServer(answer);
  return { slack, client: slack.v2({}), seen };
}

const titled = (client: SlackScimClient, title: string, id = "U1") => client.users.patch(id, { title });
const person = { userName: "ada", emails: [{ value: "ada@example.com" }] };

test("three changes of one person go one after the other, in the order in which they were asked for", async () => {
  const { slack, client, seen } = await slowServer();
  await Promise.all(["one", "two", "three"].map((title) => titled(client, title)));
  expect(seen.most).toBe(1);
  expect(slack.asked.map(({ body }) => /one|two|three/.exec(body)?.[0])).toEqual(["one", "two", "three"]);
});

test("a change that is asked for once the first of two is done waits for the second", async () => {
  const { client, seen } = await slowServer();
  const [first, second] = [titled(client, "one"), titled(client, "two")];
  await first;
  await Promise.all([second, titled(client, "three")]);
  expect(seen.most).toBe(1);
});

test.each<[string, (client: SlackScimClient) => Promise<unknown>[]]>([
  ["changes of two people", (client) => ["U1", "U2"].map((id) => titled(client, "one", id))],
  ["readings of one person", ({ users }) => [users.get("U1"), users.get("U1")]],
  ["creations", ({ users }) => [users.create(person), users.create(person)]],
])("two %s are under way at once", async (_what, calls) => {
  const { client, seen } = await slowServer();
  await Promise.all(calls(client));
  expect(seen.most).toBe(2);
});
