import { createServer as createHttpServer, Agent as HttpAgent, type IncomingMessage } from "node:http";
import { createServer as createHttpsServer, Agent as HttpsAgent } from "node:https";
import { type AddressInfo, createServer as createNetServer, type Server, Socket } from "node:net";
import { SlackScimClient, type SlackScimClientOptions } from "../../../provider/scim";
import { cert, elsewhere, key } from "../support/certificate";
import { testClock } from "../support/clock";

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => void close()));

async function listen(server: Server & { closeAllConnections?(): void }): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.close();
    server.closeAllConnections?.();
  });
  return (server.address() as AddressInfo).port;
}

/** A server of bare sockets, with what arrived. */
function socketServer(arrived: string[], onData: (socket: Socket) => void): Server {
  return createNetServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      arrived.push(chunk.toString("latin1"));
      onData(socket);
    });
  });
}

/** A way in which a request gets no answer: how it is set up, and whether the other side was sent anything of it. */
interface Cell {
  failure: string;
  wasSent: boolean;
  permanent?: true;
  setUp(arrived: string[]): Promise<Partial<SlackScimClientOptions> & { baseUrl: string }>;
}

/** Connections that the client makes to one host at most. */
const POOL = 100;

function withResolvers() {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

const http = (port: number) => `http://127.0.0.1:${port}/scim/v2`;
const https = (port: number, host = "127.0.0.1") => `https://${host}:${port}/scim/v2`;

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createNetServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const CELLS: Cell[] = [
  {
    failure: "nobody listens",
    wasSent: false,
    setUp: async () => ({ baseUrl: http(await closedPort()) }),
  },
  {
    failure: "this machine has no way to the host",
    wasSent: false,
    setUp: async (arrived) => ({
      baseUrl: http(await listen(socketServer(arrived, () => {}))),
      agent: new HttpAgent({ localAddress: "192.0.2.1" }), // nobody's: the connection fails before it is begun
    }),
  },
  {
    failure: "the host's name is unknown",
    wasSent: false,
    setUp: async () => ({ baseUrl: https(1, elsewhere.host) }),
  },
  {
    failure: "an https URL points to a port that speaks plain http",
    wasSent: false,
    setUp: async (arrived) => ({
      baseUrl: https(await listen(createHttpServer((request) => void arrived.push(request.url ?? "")))),
    }),
  },
  {
    failure: "an http URL points to a port that speaks TLS, which may have read it",
    wasSent: true,
    setUp: async (arrived) => {
      // What TLS answers to something that is no handshake: a fatal alert.
      const alert = (socket: Socket) => void socket.end(Buffer.of(0x15, 3, 1, 0, 2, 2, 10));
      return { baseUrl: http(await listen(socketServer(arrived, alert))) };
    },
  },
  {
    failure: "nobody vouches for the certificate",
    wasSent: false,
    permanent: true,
    setUp: async (arrived) => ({
      baseUrl: https(
        await listen(createHttpsServer({ cert, key }, (request) => void arrived.push(request.url ?? ""))),
      ),
    }),
  },
  {
    failure: "the certificate is another host's",
    wasSent: false,
    permanent: true,
    setUp: async (arrived) => ({
      baseUrl: https(
        await listen(createHttpsServer(elsewhere, (request) => void arrived.push(request.url ?? ""))),
      ),
      ca: elsewhere.cert,
    }),
  },
  {
    failure: "the other side hangs up during the TLS handshake",
    wasSent: false,
    setUp: async () => ({ baseUrl: https(await listen(socketServer([], (socket) => socket.destroy()))) }),
  },
  {
    failure: "the other side hangs up once it has the request",
    wasSent: true,
    setUp: async (arrived) => ({
      baseUrl: http(await listen(socketServer(arrived, (socket) => socket.destroy()))),
    }),
  },
  {
    failure: "the other side answers something that is no HTTP",
    wasSent: true,
    setUp: async (arrived) => ({
      baseUrl: http(
        await listen(socketServer(arrived, (socket) => socket.end("220 mail.example.com ESMTP\r\n"))),
      ),
    }),
  },
  {
    failure: "the other side hangs up in the middle of its answer",
    wasSent: true,
    setUp: async (arrived) => ({
      baseUrl: http(
        await listen(
          socketServer(arrived, (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{")),
        ),
      ),
    }),
  },
  {
    failure: "the other side changes to another protocol, which nobody asked for",
    wasSent: true,
    setUp: async (arrived) => ({
      baseUrl: http(
        await listen(
          socketServer(arrived, (socket) =>
            socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"),
          ),
        ),
      ),
      timeoutMs: 3_600_000,
    }),
  },
  {
    failure: "no answer comes in time",
    wasSent: true,
    setUp: async (arrived) => ({
      baseUrl: http(await listen(socketServer(arrived, () => {}))),
      timeoutMs: 200,
    }),
  },
  {
    failure: "the TLS handshake takes longer than there is time",
    wasSent: false,
    setUp: async () => ({ baseUrl: https(await listen(socketServer([], () => {}))), timeoutMs: 200 }),
  },
  {
    failure: "the proxy is not there",
    wasSent: false,
    setUp: async () => ({
      baseUrl: https(1, elsewhere.host),
      proxy: `http://127.0.0.1:${await closedPort()}`,
    }),
  },
  {
    failure: "the proxy makes no connection",
    wasSent: false,
    setUp: async () => {
      const proxy = createHttpServer().on("connect", (_request: IncomingMessage, socket: Socket) =>
        socket.end("HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n"),
      );
      return { baseUrl: https(1, elsewhere.host), proxy: `http://127.0.0.1:${await listen(proxy)}` };
    },
  },
  {
    failure: "the proxy takes longer to connect than there is time",
    wasSent: false,
    setUp: async () => {
      const proxy = createHttpServer().on("connect", () => {});
      return {
        baseUrl: https(1, elsewhere.host),
        proxy: `http://127.0.0.1:${await listen(proxy)}`,
        timeoutMs: 200,
      };
    },
  },
  {
    failure: "the proxy hangs up once it has connected",
    wasSent: false,
    setUp: async () => {
      const proxy = createHttpServer().on("connect", (_request: IncomingMessage, socket: Socket) =>
        socket.end("HTTP/1.1 200 Connection established\r\n\r\n"),
      );
      return { baseUrl: https(1, elsewhere.host), proxy: `http://127.0.0.1:${await listen(proxy)}` };
    },
  },
  {
    failure: "the proxy that is handed a plain request is not there",
    wasSent: false,
    setUp: async () => ({
      baseUrl: `http://${elsewhere.host}/scim/v2`,
      proxy: `http://127.0.0.1:${await closedPort()}`,
    }),
  },
  {
    failure: "the proxy hangs up once it has a plain request",
    wasSent: true,
    setUp: async (arrived) => ({
      baseUrl: `http://${elsewhere.host}/scim/v2`,
      proxy: `http://127.0.0.1:${await listen(socketServer(arrived, (socket) => socket.destroy()))}`,
    }),
  },
  {
    failure: "the proxy wants a password",
    wasSent: false,
    permanent: true,
    setUp: async () => {
      const proxy = createHttpServer().on("connect", (_request: IncomingMessage, socket: Socket) =>
        socket.end("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n"),
      );
      return { baseUrl: https(1, elsewhere.host), proxy: `http://127.0.0.1:${await listen(proxy)}` };
    },
  },
];

test.each(CELLS)(
  "$failure: the error says whether anything was sent ($wasSent), and so does the other side",
  async (cell) => {
    const arrived: string[] = [];
    const options = await cell.setUp(arrived);
    const client = new SlackScimClient({
      token: "xoxp-1",
      allowPlainHttp: true,
      retryHandlers: [],
      ...options,
    });
    const error = await client.users.delete("U1").catch((error) => error);
    expect(error).toMatchObject({ maybeSent: cell.wasSent, permanent: cell.permanent === true });
    expect(arrived.length > 0).toBe(cell.wasSent);
    expect(/The change may have been made/.test(error.message)).toBe(cell.wasSent);
  },
);

test("a call whose time passed while it waited for a connection of the pool was never sent", async () => {
  const arrived: string[] = [];
  const full = withResolvers();
  const server = socketServer(arrived, () => arrived.length === POOL && full.resolve());
  const options = {
    token: "xoxp-1",
    baseUrl: http(await listen(server)),
    retryHandlers: [],
    limits: "off" as const,
  };
  const stop = new AbortController();
  const patient = new SlackScimClient({ ...options, signal: stop.signal });
  const waiting = Array.from({ length: POOL }, (_, at) =>
    patient.users.delete(`U${at}`).catch((error) => error),
  );
  await full.promise;
  const late = new SlackScimClient({ ...options, timeoutMs: 100 }).users.delete("U100");
  await expect(late).rejects.toMatchObject({ code: "slack_scim_timeout_error", maybeSent: false });
  stop.abort();
  expect((await Promise.all(waiting)).every(({ maybeSent }) => maybeSent === true)).toBe(true);
  expect(arrived).toHaveLength(POOL);
});

test("a call that is aborted while it waits for a connection of the pool was never sent", async () => {
  const arrived: string[] = [];
  const full = withResolvers();
  const server = socketServer(arrived, () => arrived.length === POOL && full.resolve());
  const options = { token: "xoxp-1", retryHandlers: [], limits: "off" as const };
  const stop = new AbortController();
  const client = new SlackScimClient({
    ...options,
    baseUrl: http(await listen(server)),
    signal: stop.signal,
  });
  const waiting = Array.from({ length: POOL + 1 }, (_, at) =>
    client.users.delete(`U${at}`).catch((error) => error),
  );
  await full.promise;
  stop.abort();
  const sent = (await Promise.all(waiting)).map(({ maybeSent }) => maybeSent);
  expect(sent).toEqual([...Array(POOL).fill(true), false]);
  expect(arrived).toHaveLength(POOL);
});

test("a change whose answer was lost once may have been made, also where no later attempt was sent", async () => {
  const arrived: string[] = [];
  const server = socketServer(arrived, (socket) => {
    server.close();
    socket.destroy();
  });
  const options = { token: "xoxp-1", baseUrl: http(await listen(server)), clock: testClock() };
  const error = await new SlackScimClient(options).users.delete("U1").catch((error) => error);
  expect(error).toMatchObject({ maybeSent: true, attempts: 4 });
  expect(error.message).toMatch(/after 4 attempts: connect ECONNREFUSED .*The change may have been made\.$/);
  expect(arrived).toHaveLength(1);
});

test("nor does a refusal after that say that nothing was made, be it Slack's or a page; where nothing was lost it does", async () => {
  const refusal = JSON.stringify({ schemas: [], status: 403, detail: "no_permission" });
  for (const [body, type] of [
    [refusal, "application/json"],
    ["<p>Log in</p>", "text/html"],
  ] as const)
    for (const isLost of [true, false]) {
      const arrived: string[] = [];
      const server = socketServer(arrived, (socket) => {
        if (isLost && arrived.length === 1) return socket.destroy();
        socket.end(
          `HTTP/1.1 403 No\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
        );
      });
      const options = { token: "xoxp-1", baseUrl: http(await listen(server)), clock: testClock() };
      const error = await new SlackScimClient(options).users.delete("U1").catch((error) => error);
      expect(error).toMatchObject({ status: 403, maybeDone: isLost });
      expect(/The change may have been made/.test(error.message)).toBe(isLost);
      const read = await new SlackScimClient(options).users.get("U1").catch((error) => error);
      expect(read).toMatchObject({ status: 403, maybeDone: false });
    }
});

test("a deadline that passes on the way says the same", async () => {
  const arrived: string[] = [];
  const sent = new SlackScimClient({
    token: "xoxp-1",
    baseUrl: http(await listen(socketServer(arrived, () => {}))),
  });
  await expect(sent.users.delete("U1", { deadlineMs: 200 })).rejects.toMatchObject({ maybeSent: true });
  const handshake = https(await listen(socketServer([], () => {})));
  const unsent = new SlackScimClient({ token: "xoxp-1", baseUrl: handshake });
  await expect(unsent.users.delete("U1", { deadlineMs: 200 })).rejects.toMatchObject({ maybeSent: false });
  expect(arrived).toHaveLength(1);
});

/** An agent whose connections fail so. */
function failingAgent(code: string): HttpsAgent {
  const createConnection = () => {
    const socket = Object.assign(new Socket(), { connecting: true });
    setImmediate(() => socket.destroy(Object.assign(new Error("the certificate is bad"), { code })));
    return socket;
  };
  return Object.assign(new HttpsAgent(), { createConnection });
}

test.each([
  "CERT_SIGNATURE_FAILURE",
  "CERT_CHAIN_TOO_LONG",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_REJECTED",
  "CERT_REVOKED",
  "INVALID_CA",
  "INVALID_PURPOSE",
  "PATH_LENGTH_EXCEEDED",
])("a certificate that is refused as %s is not tried again", async (code) => {
  const baseUrl = https(1);
  const clock = testClock();
  const client = new SlackScimClient({ token: "xoxp-1", baseUrl, agent: failingAgent(code), clock });
  const error = await client.users.get("U1").catch((error) => error);
  expect(error).toMatchObject({ attempts: 1, permanent: true, maybeSent: false });
});

test("where an agent of one's own finds a certificate untrusted, the error names the agent, which goes without the option ca", async () => {
  const baseUrl = https(await listen(createHttpsServer({ cert, key })));
  const client = new SlackScimClient({ token: "xoxp-1", baseUrl, agent: new HttpsAgent() });
  await expect(client.users.get("U1")).rejects.toThrow(
    "self-signed certificate (if its authority is one of your own, give its certificate to your agent).",
  );
});

test("an untrusted certificate's error names the option ca, another host's does not", async () => {
  const [untrusted, foreign] = CELLS.filter(
    ({ permanent, failure }) => permanent && failure.includes("certificate"),
  );
  for (const [cell, names] of [
    [untrusted, true],
    [foreign, false],
  ] as const) {
    const options = await cell?.setUp([]);
    const client = new SlackScimClient({ token: "xoxp-1", retryHandlers: [], baseUrl: "", ...options });
    const error = await client.users.get("U1").catch((error) => error);
    expect(error.message.includes("give its certificate to the option ca")).toBe(names);
  }
});
