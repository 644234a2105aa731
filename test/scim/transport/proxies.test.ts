import {
  createServer as createHttpServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect, type Server } from "node:net";
import type { Duplex } from "node:stream";
import { inspect } from "node:util";
import { SlackScimClient } from "../../../provider/scim";
import { adaOf } from "../support/bodies";
import { cert, elsewhere, key } from "../support/certificate";
import { realProcess } from "../support/real-process";
import { socksServer } from "../support/socks";

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

/** A client of a host that only the proxy knows the way to. */
function clientThrough(proxy: string | undefined, origin: string, host: string = elsewhere.host) {
  return new SlackScimClient({
    token: "xoxp-1",
    baseUrl: `${origin}://${host}/scim/v2`,
    allowPlainHttp: true,
    ca: [cert, elsewhere.cert],
    retryHandlers: [],
    limits: "off",
    proxy,
  });
}

/** An origin that answers with whom it was asked for. */
function originOf(origin: string, pair: { cert: string; key: string } = elsewhere, headers = {}) {
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const { body } = adaOf({ path: request.url ?? "" });
    response.writeHead(200, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  };
  return origin === "http" ? createHttpServer(answer) : createHttpsServer(pair, answer);
}

test.each(["http", "https"].flatMap((origin) => [false, true].map((withUser) => ({ origin, withUser }))))(
  "150 requests at once reach an $origin origin through a SOCKS proxy; user named: $withUser",
  async ({ origin, withUser }) => {
    const seen: string[] = [];
    const server = socksServer(await listen(originOf(origin)), seen, withUser);
    const port = await listen(Object.assign(server, { closeAllConnections() {} }));
    const client = clientThrough(`socks5h://${withUser ? "ada:s%40cret@" : ""}127.0.0.1:${port}`, origin);
    const ids = Array.from({ length: 150 }, (_, at) => `U${at}`);
    for (const id of ids.slice(0, 3)) expect((await client.users.get(id)).id).toBe(id);
    const got = await Promise.all(ids.map((id) => client.users.get(id)));
    expect(got.map(({ id }) => id)).toEqual(ids);
    const to = `${elsewhere.host}:${origin === "http" ? 80 : 443}`;
    expect(new Set(seen)).toEqual(new Set([`${withUser ? "ada:s@cret" : "nobody"} ${to}`]));
  },
);

test.each(["http", "https"])(
  "through a proxy that hangs up after each answer of an %s origin each request gets its own",
  async (origin) => {
    const seen: Seen[] = [];
    const port = await listen(originOf(origin, elsewhere, { connection: "close" }));
    const { onRequest, onConnect } = proxyTo(port, seen, true);
    const proxy = createHttpServer(onRequest).on("connect", onConnect);
    const client = clientThrough(`http://ada:s%40cret@127.0.0.1:${await listen(proxy)}`, origin);
    for (const id of ["U1", "U2", "U3"]) expect((await client.users.get(id)).id).toBe(id);
    expect(seen.map(({ user }) => user)).toEqual([USER, USER, USER]);
  },
);

test.each(["http", "https"])(
  "any signs in a password reach the proxy as they are, to an %s origin",
  async (origin) => {
    const seen: Seen[] = [];
    const { onRequest, onConnect } = proxyTo(await listen(originOf(origin)), seen, false);
    const proxyPort = await listen(createHttpServer(onRequest).on("connect", onConnect));
    const password = "p@:/?#[]%&+= ü";
    await clientThrough(
      `http://ada:${encodeURIComponent(password)}@127.0.0.1:${proxyPort}`,
      origin,
    ).users.get("U1");
    const [{ user }] = seen as [Seen];
    expect(Buffer.from(user.replace("Basic ", ""), "base64").toString()).toBe(`ada:${password}`);
  },
);

test("an https origin that is an address is asked for as one, and its certificate must be for it", async () => {
  const seen: Seen[] = [];
  const { onConnect } = proxyTo(await listen(originOf("https", { cert, key })), seen, false);
  const proxy = `http://127.0.0.1:${await listen(createHttpServer().on("connect", onConnect))}`;
  // The certificate is for 127.0.0.1 and localhost.
  expect((await clientThrough(proxy, "https", "127.0.0.1").users.get("U1")).id).toBe("U1");
  for (const other of ["192.0.2.1", "[2001:db8::1]"]) {
    const error = await clientThrough(proxy, "https", other)
      .users.get("U1")
      .catch((error) => error);
    expect(error).toMatchObject({ permanent: true, maybeSent: false });
  }
  expect(seen.map(({ target }) => target)).toEqual(["127.0.0.1:443", "192.0.2.1:443", "[2001:db8::1]:443"]);
});

test("through SOCKS too an address's certificate must be for it", async () => {
  const server = socksServer(await listen(originOf("https", { cert, key })), [], false);
  const proxy = `socks5h://127.0.0.1:${await listen(Object.assign(server, { closeAllConnections() {} }))}`;
  expect((await clientThrough(proxy, "https", "127.0.0.1").users.get("U1")).id).toBe("U1");
  await expect(clientThrough(proxy, "https", "192.0.2.1").users.get("U1")).rejects.toMatchObject({
    permanent: true,
    maybeSent: false,
  });
});

test("a plain origin's port is named to the proxy, be it the one of https", async () => {
  const seen: Seen[] = [];
  const { onRequest } = proxyTo(await listen(originOf("http")), seen, false);
  const proxy = `https://127.0.0.1:${await listen(createHttpsServer({ cert, key }, onRequest))}`;
  for (const port of ["", ":443", ":8080"])
    await clientThrough(proxy, "http", elsewhere.host + port).users.get("U1");
  expect(seen.map(({ target }) => new URL(target).port)).toEqual(["", "443", "8080"]);
});

test("a proxy that the environment names later serves the clients that are made later", async () => {
  const seen: Seen[][] = [[], []];
  const port = await listen(originOf("https"));
  for (const each of seen) {
    const { onConnect } = proxyTo(port, each, false);
    process.env.HTTPS_PROXY = `http://127.0.0.1:${await listen(createHttpServer().on("connect", onConnect))}`;
    await clientThrough(undefined, "https").users.get("U1");
  }
  expect(seen.map((each) => each.length)).toEqual([1, 1]);
});

test.each(["http", "https"])(
  "a proxy of the environment whose password makes it no URL is an error that says so, for an %s origin",
  async (origin) => {
    process.env[`${origin}_proxy`] = "http://ada:hun#ter2@127.0.0.1:1";
    const error = await clientThrough(undefined, origin)
      .users.get("U1")
      .catch((error) => error);
    expect(error).toMatchObject({ permanent: true, maybeSent: false });
    expect(error.message).toContain(
      "the environment names a proxy that is no URL: write / ? # and % of its password as %2F %3F %23 %25",
    );
    expect(inspect(error)).not.toContain("ter2");
  },
);

test.each([
  ["the proxy makes no connection", "ends", "the proxy answered 502"],
  ["the certificate is another host's", "leads to a host", "altnames"],
])(
  "150 requests at once hear that %s, also those that wait for their turn, and nobody is warned",
  async (_what, does, problem) => {
    const warnings: string[] = [];
    const warned = ({ message }: Error) => void warnings.push(message);
    realProcess.on("warning", warned);
    const { onConnect } = proxyTo(await listen(originOf("https")), [], false);
    const refuse = (_request: IncomingMessage, socket: Duplex) =>
      socket.end("HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n");
    const proxy = createHttpServer().on("connect", does === "ends" ? refuse : onConnect);
    const client = new SlackScimClient({
      token: "xoxp-1",
      baseUrl: "https://other.example.test/scim/v2",
      ca: elsewhere.cert,
      proxy: `http://127.0.0.1:${await listen(proxy)}`,
      timeoutMs: 3_600_000,
      retryHandlers: [],
      limits: "off",
    });
    const calls = Array.from({ length: 150 }, (_, at) => client.users.get(`U${at}`).catch((error) => error));
    for (const error of await Promise.all(calls)) expect(error.message).toContain(problem);
    await new Promise(setImmediate);
    realProcess.off("warning", warned);
    expect(warnings).toEqual([]);
  },
);

test("a proxy that says something before the TLS handshake is an error at once", async () => {
  const proxy = createHttpServer().on("connect", (_request: IncomingMessage, socket: Duplex) =>
    socket.on("error", () => {}).write("HTTP/1.1 200 Connection established\r\n\r\n<html>"),
  );
  const options = { token: "xoxp-1", proxy: `http://127.0.0.1:${await listen(proxy)}` };
  const client = new SlackScimClient({ ...options, timeoutMs: 3_600_000, retryHandlers: [] });
  await expect(client.users.delete("U1")).rejects.toMatchObject({ maybeSent: false });
});

test("a proxy that changes its mind between two tunnels is an error that says what came", async () => {
  const seen: Seen[] = [];
  const { onConnect } = proxyTo(
    await listen(originOf("https", elsewhere, { connection: "close" })),
    seen,
    false,
  );
  const answers = [200, 407, 502, 403];
  const proxy = createHttpServer().on("connect", (request: IncomingMessage, socket: Duplex) => {
    const status = answers.shift();
    if (status === 200) return onConnect(request, socket);
    socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
  });
  const client = clientThrough(`http://127.0.0.1:${await listen(proxy)}`, "https");
  expect((await client.users.get("U1")).id).toBe("U1");
  for (const status of [407, 502, 403])
    await expect(client.users.delete("U1")).rejects.toMatchObject({
      message: expect.stringContaining(`the proxy answered ${status}`),
      maybeSent: false,
    });
});

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
