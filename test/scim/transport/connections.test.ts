import { getEventListeners, once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer, Agent as HttpAgent, type IncomingMessage } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import {
  type AddressInfo,
  connect,
  createServer as createNetServer,
  type Server,
  type Socket,
} from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import tls from "node:tls";
import { inspect } from "node:util";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { SlackScimClient, SlackScimConnectionError, SlackScimTimeoutError } from "../../../provider/scim";
import { ada, adaOf, engine, page, v2Error } from "../support/bodies";
import { cert, key } from "../support/certificate";
import { testClock } from "../support/clock";
import { realProcess } from "../support/real-process";
import { startServer, tooLate } from "../support/server";

const person = { userName: "ada", emails: [{ value: "ada@example.com" }] };
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

/** An https server, a proxy: whatever answers `ada` and keeps what it was asked. */
function answering(asked: IncomingMessage[]) {
  return (request: IncomingMessage, response: import("node:http").ServerResponse) => {
    asked.push(request);
    response.setHeader("content-type", "application/json").end(JSON.stringify(ada));
  };
}

test("calls one after the other use one connection, also across clients", async () => {
  const slack = await startServer({ body: ada });
  for (let at = 0; at < 3; at += 1) await slack.v2({}).users.get("U1");
  expect(new Set(slack.asked.map(({ port }) => port)).size).toBe(1);
});

test("over https one connection serves all, with an authority of one's own", async () => {
  const asked: IncomingMessage[] = [];
  let connections = 0;
  const server = createHttpsServer({ cert, key }, answering(asked)).on(
    "secureConnection",
    () => void connections++,
  );
  const baseUrl = `https://127.0.0.1:${await listen(server)}/scim/v2`;
  for (const ca of [cert, Buffer.from(cert), [cert]]) {
    const client = new SlackScimClient({ token: "xoxp-1", baseUrl, ca });
    for (let at = 0; at < 3; at += 1) expect((await client.users.get("U1")).id).toBe("U1");
  }
  expect(connections).toBe(1);
});

test("an authority of one's own stands beside the well-known ones and those of NODE_EXTRA_CA_CERTS", async () => {
  const server = createHttpsServer({ cert, key }, answering([]));
  const baseUrl = `https://127.0.0.1:${await listen(server)}/scim/v2`;
  const folder = mkdtempSync(join(tmpdir(), "slack-scim-"));
  process.env.NODE_EXTRA_CA_CERTS = join(folder, "extra.pem");
  writeFileSync(process.env.NODE_EXTRA_CA_CERTS, cert);
  const trusted = jest.spyOn(tls, "createSecureContext");
  try {
    const other = tls.rootCertificates[0] ?? "";
    const client = new SlackScimClient({ token: "xoxp-1", baseUrl, ca: other, retryHandlers: [] });
    expect((await client.users.get("U1")).id).toBe("U1");
    expect(trusted.mock.calls.at(0)?.[0]?.ca).toEqual([...tls.rootCertificates, cert, other]);
  } finally {
    trusted.mockRestore();
    rmSync(folder, { recursive: true });
  }
});

test.each<[string, number, number | undefined]>([
  ["the pool", 150, undefined],
  ["an agent of one's own with one connection", 3, 1],
])(
  "answers of unknown length are whole, however many wait for a connection: %s",
  async (_what, calls, maxSockets) => {
    const server = createHttpServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" }).end('{"id":"U1","userName":"ada"}');
    });
    const baseUrl = `http://127.0.0.1:${await listen(server)}/scim/v2`;
    const agent = maxSockets === undefined ? undefined : new HttpAgent({ keepAlive: true, maxSockets });
    const client = new SlackScimClient({ token: "xoxp-1", baseUrl, agent, limits: "off", retryHandlers: [] });
    const read = Array.from({ length: calls }, () => client.users.get("U1"));
    expect((await Promise.all(read)).map(({ id }) => id)).toEqual(read.map(() => "U1"));
    agent?.destroy();
  },
);

test.each<[string, string]>([
  ["is longer than it says", 'content-length: 5\r\n\r\n{"id":"U1"}'],
  ["has a chunk of no size", 'transfer-encoding: chunked\r\n\r\nzz\r\n{"id":"U1"}'],
])("an answer that %s is an error at once, not the end of waiting", async (_what, rest) => {
  const server = createNetServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.write(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${rest}`));
  });
  servers.push(Object.assign(server, { closeAllConnections() {} }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`;
  const client = new SlackScimClient({ token: "xoxp-1", baseUrl, timeoutMs: 3_600_000, retryHandlers: [] });
  await expect(client.users.get("U1")).rejects.toMatchObject({ code: "slack_scim_connection_error" });
});

test("a cut answer is noticed at once with an agent of one's own too, which stays as it is", async () => {
  const server = createHttpServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": 50 });
    response.write('{"id":', () => setImmediate(() => response.destroy()));
  });
  const baseUrl = `http://127.0.0.1:${await listen(server)}/scim/v2`;
  const agent = new HttpAgent({ keepAlive: true });
  const before = Object.keys(agent);
  const options = { token: "xoxp-1", baseUrl, agent, timeoutMs: 3_600_000, retryHandlers: [] };
  await expect(new SlackScimClient(options).users.get("U1")).rejects.toThrow("aborted");
  expect(Object.keys(agent)).toEqual(before);
});

test("hundreds of calls may share a signal without a warning, and let go of it", async () => {
  const slack = await startServer({ body: ada });
  const warnings: string[] = [];
  const warned = (warning: Error) => void warnings.push(warning.message);
  realProcess.on("warning", warned);
  const [own, shared] = [new AbortController(), new AbortController()];
  const client = slack.v2({ signal: own.signal });
  const options = { signal: shared.signal };
  await Promise.all(Array.from({ length: 200 }, () => client.users.get("U1", options)));
  await new Promise(setImmediate);
  realProcess.off("warning", warned);
  expect(warnings).toEqual([]);
  expect([own, shared].map(({ signal }) => getEventListeners(signal, "abort").length)).toEqual([0, 0]);
});

test("a certificate that nobody vouches for is an error at once, and nothing was sent", async () => {
  const asked: IncomingMessage[] = [];
  const baseUrl = `https://127.0.0.1:${await listen(createHttpsServer({ cert, key }, answering(asked)))}/scim/v2`;
  const error = await new SlackScimClient({ token: "xoxp-1", baseUrl }).users
    .create(person)
    .catch((error) => error);
  expect(error).toBeInstanceOf(SlackScimConnectionError);
  expect(error).toMatchObject({ permanent: true, maybeSent: false, attempts: 1 });
  expect(asked).toEqual([]);
});

test("an agent of one's own makes the connections", async () => {
  const slack = await startServer({ body: ada });
  const agent = new HttpAgent();
  const client = slack.v2({ agent });
  await client.users.get("U1");
  expect(slack.asked[0]?.headers.connection).toBe("close"); // this agent keeps nothing alive
  expect(Object.keys(agent.freeSockets)).toEqual([]);
});

test("a redirect is not followed, and the token stays with its host", async () => {
  const elsewhere = await startServer({ body: ada });
  const slack = await startServer({ status: 302, headers: { location: `${elsewhere.url}v2/Users/U1` } });
  await expect(slack.v2({}).users.get("U1")).rejects.toThrow(
    `GET Users/U1 was answered 302, but the answer is a redirect to 127.0.0.1:${elsewhere.port}, and the token belongs to one host only`,
  );
  expect(elsewhere.log()).toEqual([]);
});

test.each([
  ["../Groups/S1", "Users/..%2FGroups%2FS1"],
  ["U1?x=1#y", "Users/U1%3Fx%3D1%23y"],
  ["Ü 1", "Users/%C3%9C%201"],
])("the id %s reaches nothing but a user", async (id, path) => {
  const slack = await startServer(adaOf);
  await slack.v2({}).users.get(id);
  expect(slack.log()).toEqual([`GET ${path}`]);
});

test("the slash at the end of the base URL may be left out", async () => {
  const slack = await startServer({ body: ada });
  for (const slash of ["", "/"]) await slack.v2({ baseUrl: `${slack.url}v2${slash}` }).users.get("U1");
  expect(slack.log()).toEqual(["GET Users/U1", "GET Users/U1"]);
});

test("the version comes from the base URL, or is said where that does not tell", async () => {
  const token = "xoxp-1";
  expect(new SlackScimClient({ token })).toMatchObject({
    apiVersion: "v2",
    baseUrl: "https://api.slack.com/scim/v2/",
  });
  const gov = "https://api.slack-gov.com/scim/v1";
  expect(new SlackScimClient({ token, baseUrl: gov })).toMatchObject({
    apiVersion: "v1",
    baseUrl: `${gov}/`,
  });
  const gateway = "https://gateway.example.com/slack/";
  expect(new SlackScimClient({ token, baseUrl: gateway, apiVersion: "v1" }).apiVersion).toBe("v1");
});

test("headers and user agent are as told, and the caller's objects as they were", async () => {
  const slack = await startServer({ body: ada });
  const headers = Object.freeze({ "X-Source": "sync" });
  const client = slack.v2({ headers, userAgentPrefix: "acme/1", userAgentSuffix: "Zürich→" });
  await client.users.get("U1", { headers: { "x-run": "7" } });
  await client.users.patch("U1", { title: "x" });
  expect(slack.asked[0]?.headers).toMatchObject({
    authorization: "Bearer xoxp-test",
    accept: "application/json",
    "x-source": "sync",
    "x-run": "7",
    "user-agent": expect.stringMatching(/^acme\/1 pulumi-slack-scim\S* node\/[\d.]+ \w+ Zürich\?$/),
  });
  expect(slack.asked[0]?.headers["content-type"]).toBeUndefined();
  expect(slack.asked[1]?.headers["content-type"]).toBe("application/json; charset=utf-8");
  expect(slack.asked[1]?.headers["x-run"]).toBeUndefined();
  expect(headers).toEqual({ "X-Source": "sync" });
});

test("the user agent bears the version of the package", async () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, "../../../package.json"), "utf8"));
  const slack = await startServer({ body: ada });
  await slack.v2({}).users.get("U1");
  expect(slack.asked[0]?.headers["user-agent"]).toMatch(new RegExp(`^pulumi-slack-scim/${version} node/`));
});

test("a user agent of one's own replaces the client's", async () => {
  const slack = await startServer({ body: ada });
  await slack.v2({ headers: { "User-Agent": "mine" } }).users.get("U1");
  expect(slack.asked[0]?.headers["user-agent"]).toBe("mine");
});

test("answers may come packed", async () => {
  const slack = await startServer({
    body: gzipSync(JSON.stringify(ada)),
    headers: { "content-encoding": "gzip" },
  });
  expect((await slack.v2({}).users.get("U1")).id).toBe("U1");
  expect(slack.asked[0]?.headers["accept-encoding"]).toContain("gzip");
});

test("an attempt that takes too long is a time-out that says whether it may have been sent", async () => {
  const slack = await startServer(tooLate());
  const error = await slack
    .v2({ timeoutMs: 50, retryHandlers: [] })
    .users.delete("U1")
    .catch((error) => error);
  expect(error).toBeInstanceOf(SlackScimTimeoutError);
  expect(error).toMatchObject({ maybeSent: true, attempts: 1 });
  expect(error.message).toBe(
    "DELETE Users/U1 got no answer: no answer within 50 ms (timeoutMs, or what was left of totalTimeoutMs). The change may have been made.",
  );
});

test("an answer that trickles in for ever is a time-out too", async () => {
  const server = createHttpServer((_request, response) => {
    const trickle = setInterval(() => response.write(" "), 5);
    response.writeHead(200, { "content-type": "application/json" }).on("close", () => clearInterval(trickle));
  });
  const baseUrl = `http://127.0.0.1:${await listen(server)}/scim/v2`;
  const client = new SlackScimClient({ token: "xoxp-1", baseUrl, timeoutMs: 60, retryHandlers: [] });
  await expect(client.users.get("U1")).rejects.toThrow("no answer within 60 ms");
});

test("a refused connection was never sent, so that a creation is tried again without a look-up", async () => {
  const slack = await startServer({ body: ada });
  const tried: string[] = [];
  const events = {
    request: ({ method, path }: { method: string; path: string }) => void tried.push(`${method} ${path}`),
  };
  const client = slack.v2({ baseUrl: "http://127.0.0.1:1/scim/v2", events });
  await expect(client.users.create(person)).rejects.toMatchObject({ maybeSent: false, attempts: 4 });
  expect(tried).toEqual(Array(4).fill("POST Users"));
});

test("the deadline of a call ends it whatever it is doing", async () => {
  const slack = await startServer({ hang: true });
  const client = slack.v2({ clock: undefined });
  const error = await client.users.patch("U1", { title: "x" }, { deadlineMs: 60 }).catch((error) => error);
  expect(error).toBeInstanceOf(SlackScimTimeoutError);
  expect(error.message).toContain("its deadlineMs has passed");
  const busy = await startServer({ ...v2Error(429, "too_many_requests"), headers: { "retry-after": "60" } });
  await expect(busy.v2({ clock: undefined }).users.get("U1", { deadlineMs: 60 })).rejects.toThrow(
    "deadlineMs",
  );
});

test("aborting a call ends it while it is under way, and leaves the others alone", async () => {
  const slack = await startServer(({ path }) => (path === "Users/U1" ? { hang: true } : adaOf({ path })));
  const client = slack.v2({ signal: new AbortController().signal });
  const controller = new AbortController();
  const call = client.users.patch("U1", { title: "x" }, { signal: controller.signal });
  while (slack.log().length === 0) await new Promise(setImmediate);
  controller.abort();
  await expect(call).rejects.toMatchObject({ code: "slack_scim_abort_error", maybeSent: true });
  expect((await client.users.get("U2")).id).toBe("U2");
});

test("a call whose signal was aborted before is never sent", async () => {
  const slack = await startServer({ body: ada });
  await expect(slack.v2({}).users.get("U1", { signal: AbortSignal.abort() })).rejects.toThrow(
    "GET Users/U1 was aborted before it was sent",
  );
  expect(slack.log()).toEqual([]);
});

test("aborting the client's signal drops all of its calls, and nothing more is sent", async () => {
  const slack = await startServer({ hang: true });
  const controller = new AbortController();
  const client = slack.v2({ signal: controller.signal, clock: testClock() });
  const calls = [client.users.get("U1"), client.users.patch("U2", { title: "x" }), client.users.delete("U2")];
  while (slack.log().length < 2) await new Promise(setImmediate);
  controller.abort();
  for (const { status } of await Promise.allSettled(calls)) expect(status).toBe("rejected");
  await expect(client.users.get("U3")).rejects.toThrow("aborted before it was sent");
  expect(slack.log().sort()).toEqual(["GET Users/U1", "PATCH Users/U2"]);
});

test.each(["http://127.0.0.1:PORT", "127.0.0.1:PORT"])("an explicit proxy is used: %s", async (proxy) => {
  const asked: IncomingMessage[] = [];
  const port = await listen(createHttpServer(answering(asked)));
  const baseUrl = "http://slack.example.com/scim/v2";
  const options = { token: "xoxp-1", baseUrl, allowPlainHttp: true, proxy: proxy.replace("PORT", `${port}`) };
  expect((await new SlackScimClient(options).users.get("U1")).id).toBe("U1");
  expect(asked.map(({ url }) => url)).toEqual(["http://slack.example.com/scim/v2/Users/U1"]);
});

test.each<[string, Record<string, string>, string | false | undefined, string]>([
  ["names one", { HTTP_PROXY: "PROXY" }, undefined, "proxy"],
  ["names one in lower case", { http_proxy: "PROXY" }, undefined, "proxy"],
  ["excepts the host", { HTTP_PROXY: "PROXY", NO_PROXY: "0.0.0.0" }, undefined, "server"],
  ["excepts everything", { HTTP_PROXY: "PROXY", NO_PROXY: "*" }, undefined, "server"],
  ["names a blank one", { HTTP_PROXY: "", HTTPS_PROXY: " " }, undefined, "server"],
  ["names one that is switched off", { HTTP_PROXY: "PROXY" }, false, "server"],
])(
  "where the environment %s, the request goes to the right place",
  async (_what, variables, proxy, wanted) => {
    const direct: IncomingMessage[] = [];
    const proxied: IncomingMessage[] = [];
    const port = await listen(createHttpServer(answering(direct)));
    const proxyUrl = `http://127.0.0.1:${await listen(createHttpServer(answering(proxied)))}`;
    for (const [name, value] of Object.entries(variables))
      process.env[name] = value.replace("PROXY", proxyUrl);
    // 0.0.0.0 reaches this machine without being one of its loopback names, which no proxy of the environment is used for.
    const baseUrl = `http://0.0.0.0:${port}/scim/v2`;
    await new SlackScimClient({ token: "xoxp-1", baseUrl, allowPlainHttp: true, proxy }).users.get("U1");
    expect([direct.length, proxied.length]).toEqual(wanted === "proxy" ? [0, 1] : [1, 0]);
  },
);

test("a base URL on this machine is reached without the environment's proxy", async () => {
  const slack = await startServer({ body: page([]) });
  process.env.HTTP_PROXY = "http://127.0.0.1:9";
  await slack.v2({}).users.list();
  expect(slack.log()).toEqual(["GET Users"]);
});

test.each<[string, boolean, boolean]>([
  ["of known length", false, true],
  ["of unknown length", false, false],
  ["of known length, packed", true, true],
  ["of unknown length, packed", true, false],
])("an answer %s that breaks off is noticed at once, not by the time-out", async (_what, packed, known) => {
  const text = Buffer.from(JSON.stringify({ ...ada, title: Math.random().toString(36).repeat(999) }));
  const body = packed ? gzipSync(text) : text;
  const server = createHttpServer((_request, response) => {
    response.writeHead(200, {
      "content-type": "application/json",
      ...(packed ? { "content-encoding": "gzip" } : {}),
      ...(known ? { "content-length": body.length } : {}),
    });
    response.write(body.subarray(0, 50), () => setImmediate(() => response.destroy()));
  });
  const baseUrl = `http://127.0.0.1:${await listen(server)}/scim/v2`;
  const client = new SlackScimClient({ token: "xoxp-1", baseUrl, timeoutMs: 3_600_000, retryHandlers: [] });
  await expect(client.users.get("U1")).rejects.toMatchObject({
    code: "slack_scim_connection_error",
    maybeSent: true,
  });
});

test.each<[string, string, (text: string) => Buffer]>([
  ["gzip", "gzip", gzipSync],
  ["deflate", "deflate", deflateSync],
  ["brotli", "br", brotliCompressSync],
])(
  "an answer packed by %s that is cut off is an error, not what came of it",
  async (_what, encoding, pack) => {
    const whole = pack('{"id":"U1"}');
    let body = whole.subarray(0, -4);
    const server = createHttpServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": encoding });
      response.end(body);
    });
    const baseUrl = `http://127.0.0.1:${await listen(server)}/scim/v2`;
    const client = new SlackScimClient({ token: "xoxp-1", baseUrl, retryHandlers: [] });
    const problem = { code: "slack_scim_response_error", status: 200 };
    await expect(client.request({ method: "GET", path: "Users/U1" })).rejects.toMatchObject(problem);
    body = Buffer.alloc(0);
    await expect(client.users.get("U1")).rejects.toMatchObject(problem);
  },
);

test("a packing that was not asked for is an error", async () => {
  const slack = await startServer({ body: "abcd", headers: { "content-encoding": "zstd" } });
  await expect(slack.v2({ retryHandlers: [] }).users.get("U1")).rejects.toThrow(
    "the answer is packed as zstd, which was not asked for",
  );
});

test("a refusal that comes before the request was read is told, and the connection is given up", async () => {
  const sockets: Socket[] = [];
  const server = createNetServer((socket) => {
    sockets.push(socket);
    socket
      .on("error", () => {})
      .once("data", () => {
        const text = '{"detail":"too_many_users","status":413}';
        const head = `HTTP/1.1 413 Large\r\ncontent-type: application/json\r\ncontent-length: ${text.length}`;
        socket.pause().write(`${head}\r\n\r\n${text}`);
      });
  });
  servers.push(Object.assign(server, { closeAllConnections() {} }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`;
  const client = new SlackScimClient({ token: "xoxp-1", baseUrl, retryHandlers: [] });
  const members = Array.from({ length: 15_000 }, (_, at) => ({ value: `U${"0".repeat(1000)}${at}` }));
  const replaced = client.groups.replace("S1", { displayName: "x", members });
  await expect(replaced).rejects.toMatchObject({ status: 413, slackCode: "too_many_users" });
  expect(sockets).toHaveLength(1);
  await once(sockets[0]?.resume() as Socket, "close");
});

test("a failed connection does not say whom the filter named, neither in the error nor in the log", async () => {
  const said: string[] = [];
  const say = (message: string) => void said.push(message);
  const client = new SlackScimClient({
    token: "xoxp-1",
    baseUrl: "http://127.0.0.1:1/scim/v2",
    clock: testClock(),
    logger: { debug: say, info: say, warn: say, error: say },
  });
  const error = await client.users.findByEmail("ada@example.com").catch((error) => error);
  expect(error.message).toBe("GET Users got no answer after 4 attempts: connect ECONNREFUSED 127.0.0.1:1.");
  expect(inspect(error) + said.join()).not.toMatch(/ada(@|%40)/);
});

test("a proxy that wants a password is an error at once, and the token never reached it", async () => {
  const heard: string[] = [];
  const proxy = createHttpServer().on("connect", (request, socket) => {
    heard.push(JSON.stringify(request.headers));
    socket.on("data", (chunk) => heard.push(String(chunk)));
    socket.end("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
  });
  const options = { token: "xoxp-1", proxy: `http://127.0.0.1:${await listen(proxy)}` };
  const error = await new SlackScimClient(options).users.create(person).catch((error) => error);
  expect(error).toMatchObject({ code: "slack_scim_connection_error", maybeSent: false, attempts: 1 });
  expect(String(error)).toContain(
    "the proxy answered 407: give it a user and a password, as http://user:password@host:port",
  );
  expect(heard.join()).toContain("api.slack.com:443");
  expect(heard.join()).not.toContain("xoxp");
});

/** A proxy that makes the connections it is asked for, and keeps what it was asked. */
function tunnelling(asked: string[], port: () => number) {
  return (request: IncomingMessage, socket: Duplex) => {
    asked.push(`${request.url} ${request.headers["proxy-authorization"] ?? "nobody"}`);
    const to = connect(port(), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.pipe(to).pipe(socket);
    });
    for (const one of [socket, to]) one.on("error", () => {});
  };
}

test.each<[string, string, string | undefined, Record<string, string>, string]>([
  ["the option", "http", "http://ada:s%40cret@127.0.0.1:PORT", {}, "Basic YWRhOnNAY3JldA=="],
  ["the option, over TLS", "https", "https://127.0.0.1:PORT", {}, "nobody"],
  ["HTTPS_PROXY", "http", undefined, { HTTPS_PROXY: "http://127.0.0.1:PORT" }, "nobody"],
  ["HTTPS_PROXY without a scheme", "http", undefined, { HTTPS_PROXY: "127.0.0.1:PORT" }, "nobody"],
  ["all_proxy", "http", undefined, { all_proxy: "http://127.0.0.1:PORT" }, "nobody"],
])(
  "https goes through the proxy of %s, over one connection, the token unseen",
  async (_what, scheme, proxy, variables, user) => {
    const asked: IncomingMessage[] = [];
    const tunnels: string[] = [];
    const port = await listen(createHttpsServer({ cert, key }, answering(asked)));
    const newServer = () => (scheme === "http" ? createHttpServer() : createHttpsServer({ cert, key }));
    const proxyPort = await listen(
      newServer().on(
        "connect",
        tunnelling(tunnels, () => port),
      ),
    );
    const there = (value: string) => value.replace("PORT", `${proxyPort}`);
    for (const [name, value] of Object.entries(variables)) process.env[name] = there(value);
    // A name that resolves to nothing here: only the proxy knows the way, and it asks for the certificate's name.
    const baseUrl = "https://127.0.0.1.example.invalid/scim/v2";
    const options = { token: "xoxp-1", baseUrl, ca: cert, proxy: proxy && there(proxy), retryHandlers: [] };
    const refused = await new SlackScimClient(options).users.get("U1").catch((error) => error);
    expect(refused).toMatchObject({ permanent: true }); // the certificate is another host's
    expect(tunnels).toEqual([`127.0.0.1.example.invalid:443 ${user}`]);
    tunnels.length = 0;
    const reachable = { ...options, baseUrl: `https://0.0.0.0:${port}/scim/v2` };
    const failed = await new SlackScimClient(reachable).users.get("U1").catch((error) => error);
    expect(failed.message ?? "").not.toMatch(/ECONNREFUSED|hang up/);
    expect(tunnels).toEqual([`0.0.0.0:${port} ${user}`]);
  },
);

test("a proxy of the environment that cannot be used is an error at once, and its password is not told", async () => {
  process.env.HTTPS_PROXY = "ftp://ada:hunter2@proxy.example.com";
  const error = await new SlackScimClient({ token: "xoxp-1" }).users.get("U1").catch((error) => error);
  expect(error).toMatchObject({ code: "slack_scim_connection_error", permanent: true, attempts: 1 });
  expect(error.message).toContain("the environment names a proxy that is neither http, https nor socks");
  expect(inspect(error)).not.toContain("hunter2");
});

test("a proxy that hangs up during its TLS handshake is an error, and harms nobody else", async () => {
  const server = createNetServer((socket) =>
    socket.on("error", () => {}).once("data", () => socket.destroy()),
  );
  servers.push(Object.assign(server, { closeAllConnections() {} }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const proxy = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new SlackScimClient({ token: "xoxp-1", proxy, retryHandlers: [] });
  await expect(client.users.get("U1")).rejects.toMatchObject({ code: "slack_scim_connection_error" });
  await new Promise(setImmediate); // an error that nobody listens to would end the process here
});

test("a proxy that does not answer is named as the option's or the environment's", async () => {
  const retryHandlers: [] = [];
  const direct = new SlackScimClient({
    token: "xoxp-1",
    baseUrl: "http://127.0.0.1:1/scim/v2",
    retryHandlers,
  });
  await expect(direct.users.get("U1")).rejects.not.toThrow("proxy");
  const proxied = new SlackScimClient({ token: "xoxp-1", proxy: "http://127.0.0.1:1", retryHandlers });
  await expect(proxied.users.get("U1")).rejects.toThrow(
    "ECONNREFUSED 127.0.0.1:1 (the option proxy or the environment names a proxy)",
  );
});

test("a server that closes its connections between requests costs neither a GET nor a POST", async () => {
  const asked: IncomingMessage[] = [];
  const closed: Promise<void>[] = [];
  const server = createHttpServer(answering(asked)).on("connection", (socket) => {
    closed.push(new Promise((resolve) => socket.on("close", () => resolve())));
  });
  server.on("request", ({ socket }, response) => response.on("finish", () => socket.end()));
  const baseUrl = `http://127.0.0.1:${await listen(server)}/scim/v2`;
  const client = new SlackScimClient({ token: "xoxp-1", baseUrl, retryHandlers: [] });
  for (const call of [() => client.users.get("U1"), () => client.users.create(person)]) {
    for (let at = 0; at < 3; at += 1) {
      expect((await call()).id).toBe("U1");
      await closed.at(-1);
    }
  }
  expect(asked.map(({ method }) => method)).toEqual(["GET", "GET", "GET", "POST", "POST", "POST"]);
});

test("the deadline of a call that makes several requests counts for all of them together", async () => {
  const slack = await startServer(() => {
    slack.clock.pass(600);
    return { body: engine };
  });
  const clock = {
    ...slack.clock,
    sleep: (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((_, stop) => signal?.addEventListener("abort", () => stop(signal.reason))),
  };
  const client = slack.v2({ clock });
  const call = client.groups.replaceMembers("S1", ["U2"], { deadlineMs: 1000 });
  await expect(call).rejects.toThrow("its deadlineMs has passed");
  expect(slack.log()).toEqual(["GET Groups/S1", "PATCH Groups/S1"]);
});

test("a caller who looks only at the status and the headers hears of the error there, and nowhere else", async () => {
  const unhandled: unknown[] = [];
  const keep = (reason: unknown) => void unhandled.push(reason);
  realProcess.on("unhandledRejection", keep);
  const slack = await startServer(v2Error(404, "no_such_user"));
  await expect(slack.v2({}).users.get("U1").withResponse()).rejects.toThrow("no_such_user");
  for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
  realProcess.off("unhandledRejection", keep);
  expect(unhandled).toEqual([]);
});
