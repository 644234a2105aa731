import {
  createServer as createHttpServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect, type Server } from "node:net";
import type { Duplex } from "node:stream";
import { SlackScimClient } from "../../../provider/scim";
import { adaOf } from "../support/bodies";
import { cert, elsewhere, key } from "../support/certificate";

const USER = "Basic YWRhOnNAY3JldA=="; // ada:s@cret
const environment = { ...process.env };
const servers: (Server & { closeAllConnections(): void })[] = [];

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (/proxy/i.test(name)) delete process.env[name];
});

afterEach(() => {
  process.env = { ...environment };
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function listen(server: Server & { closeAllConnections(): void }): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** What a proxy was asked: the first line's target, and who asked. */
interface Seen {
  target: string;
  user: string;
}

/**
 * A proxy that forwards plain requests and makes tunnels, all to one port of this machine, and refuses who does not say who
 * asks, with each request anew.
 */
function proxyTo(port: number, seen: Seen[], wantsUser: boolean) {
  const refuses = (request: IncomingMessage): boolean => {
    const user = request.headers["proxy-authorization"] ?? "nobody";
    seen.push({ target: request.url ?? "", user });
    return wantsUser && user !== USER;
  };
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    if (refuses(request)) return void response.writeHead(407).end();
    const { pathname } = new URL(request.url ?? "");
    httpRequest({ host: "127.0.0.1", port, path: pathname, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 599, answer.headers);
      answer.pipe(response);
    }).end();
  };
  const onConnect = (request: IncomingMessage, socket: Duplex) => {
    if (refuses(request)) return void socket.end("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n");
    const to = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.pipe(to).pipe(socket);
    });
    for (const one of [socket, to]) one.on("error", () => {});
  };
  return { onRequest, onConnect };
}

const kinds = ["http", "https"].flatMap((origin) =>
  ["http", "https"].flatMap((proxy) =>
    [false, true].flatMap((withUser) =>
      [true, false].map((explicit) => ({ origin, proxy, withUser, explicit })),
    ),
  ),
);

test.each(kinds)(
  "requests in turn and 20 at once reach an $origin origin through an $proxy proxy; user named: $withUser, as an option: $explicit",
  async ({ origin, proxy, withUser, explicit }) => {
    const seen: Seen[] = [];
    const arrived: string[] = [];
    const answer = (request: IncomingMessage, response: ServerResponse) => {
      arrived.push(request.url ?? "");
      const { body } = adaOf({ path: request.url ?? "" });
      response.setHeader("content-type", "application/json").end(JSON.stringify(body));
    };
    const server = origin === "http" ? createHttpServer(answer) : createHttpsServer(elsewhere, answer);
    const { onRequest, onConnect } = proxyTo(await listen(server), seen, withUser);
    const proxyServer =
      proxy === "http" ? createHttpServer(onRequest) : createHttpsServer({ cert, key }, onRequest);
    const proxyPort = await listen(proxyServer.on("connect", onConnect));
    const proxyUrl = `${proxy}://${withUser ? "ada:s%40cret@" : ""}127.0.0.1:${proxyPort}`;
    if (!explicit) process.env[`${origin}_proxy`] = proxyUrl;
    const client = new SlackScimClient({
      token: "xoxp-1",
      baseUrl: `${origin}://${elsewhere.host}/scim/v2`,
      allowPlainHttp: true,
      ca: [cert, elsewhere.cert],
      retryHandlers: [],
      limits: "off",
      ...(explicit && { proxy: proxyUrl }),
    });

    for (let turn = 0; turn < 5; turn += 1) expect((await client.users.get(`U${turn}`)).id).toBe(`U${turn}`);
    await Promise.all(Array.from({ length: 20 }, (_, at) => client.users.get(`U${at + 5}`)));

    const paths = Array.from({ length: 25 }, (_, at) => `/scim/v2/Users/U${at}`);
    expect([...arrived].sort()).toEqual([...paths].sort());
    expect(new Set(seen.map(({ user }) => user))).toEqual(new Set([withUser ? USER : "nobody"]));
    const targets = seen.map(({ target }) => target).sort();
    if (origin === "http")
      expect(targets).toEqual(paths.map((path) => `http://${elsewhere.host}${path}`).sort());
    else expect(new Set(targets)).toEqual(new Set([`${elsewhere.host}:443`]));
  },
);

test("a proxy that changes its mind between requests is an error that says what came", async () => {
  const answers = [200, 407, 502];
  const proxy = createHttpServer((_request, response) => {
    const status = answers.shift() ?? 599;
    response
      .writeHead(status, { "content-type": "application/json" })
      .end(status === 200 ? JSON.stringify(adaOf({ path: "Users/U1" }).body) : "");
  });
  const client = new SlackScimClient({
    token: "xoxp-1",
    baseUrl: `http://${elsewhere.host}/scim/v2`,
    allowPlainHttp: true,
    proxy: `http://127.0.0.1:${await listen(proxy)}`,
    retryHandlers: [],
  });
  expect((await client.users.get("U1")).id).toBe("U1");
  await expect(client.users.get("U1")).rejects.toThrow("is a proxy's, which wants a user and a password");
  await expect(client.users.delete("U1")).rejects.toThrow(
    "was answered 502, but the answer is empty. The change may have been made.",
  );
});

test.each<[string, boolean]>([
  ["slack.example.invalid", true],
  ["SLACK.Example.Invalid", true],
  ["other.example.com, slack.example.invalid", true],
  ["other.example.com slack.example.invalid", true],
  [".example.invalid", true],
  ["*.example.invalid", true],
  ["example.invalid", true],
  ["other.example.com,example.invalid", true],
  ["example.invalid:443", true],
  ["slack.example.invalid:443", true],
  ["*", true],
  ["example.invalid:80", false],
  ["slack.example.invalid:80", false],
  ["ple.invalid", false],
  ["slack", false],
  ["", false],
])("with %j as NO_PROXY an https call goes direct: %s", async (listed, isDirect) => {
  const asked: string[] = [];
  const proxy = createHttpServer().on("connect", ({ url = "" }: IncomingMessage, socket: Duplex) => {
    asked.push(url);
    socket.end("HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n");
  });
  process.env.HTTPS_PROXY = `http://127.0.0.1:${await listen(proxy)}`;
  process.env.NO_PROXY = listed;
  const baseUrl = "https://slack.example.invalid/scim/v2";
  const client = new SlackScimClient({ token: "xoxp-1", baseUrl, retryHandlers: [] });
  const error = await client.users.get("U1").catch((error) => error);
  expect([asked, /proxy/.test(error.message)]).toEqual(
    isDirect ? [[], false] : [["slack.example.invalid:443"], true],
  );
});

test("with only HTTP_PROXY set an https call goes direct, and its error blames no proxy", async () => {
  process.env.HTTP_PROXY = "http://127.0.0.1:9";
  const client = new SlackScimClient({
    token: "xoxp-1",
    baseUrl: "https://0.0.0.0:1/scim/v2",
    retryHandlers: [],
  });
  const error = await client.users.get("U1").catch((error) => error);
  expect(error.message).toBe("GET Users/U1 got no answer: connect ECONNREFUSED 0.0.0.0:1.");
});
