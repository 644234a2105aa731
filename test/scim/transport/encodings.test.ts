import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createNetServer } from "node:net";
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { SlackScimClient } from "../../../provider/scim";
import { ada, v2Error } from "../support/bodies";
import { startServer } from "../support/server";

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => void close()));

/** A client of a server that answers as told, byte for byte. */
async function answered(
  answer: (response: ServerResponse) => void,
  version = "v2",
): Promise<SlackScimClient> {
  const server = createServer((_request, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close().closeAllConnections());
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/${version}`;
  return new SlackScimClient({ token: "xoxp-1", baseUrl, retryHandlers: [] });
}

const JSON_TYPE = "application/json";

test.each(["gzip", "x-gzip", "deflate", "br", "zstd", "gzip, gzip", "identity"])(
  "an empty answer that names the encoding %s is empty: of known and of unknown length, with and without content",
  async (encoding) => {
    const empty: ((response: ServerResponse) => void)[] = [
      (response) => response.writeHead(204, { "content-encoding": encoding }).end(),
      (response) => response.writeHead(200, { "content-encoding": encoding, "content-length": 0 }).end(),
      (response) =>
        response.writeHead(200, { "content-encoding": encoding, "transfer-encoding": "chunked" }).end(),
    ];
    for (const answer of empty) {
      const client = await answered(answer);
      await expect(client.users.delete("U1")).resolves.toBeUndefined();
      const v1 = await answered(answer, "v1");
      await expect(v1.groups.addMembers("S1", ["U1"])).resolves.toBeUndefined();
    }
  },
);

test.each([
  ["with zlib's header", deflateSync],
  ["raw", deflateRawSync],
])("a deflated answer is read %s, whole and byte by byte", async (_form, pack) => {
  const packed = pack(JSON.stringify({ ...ada, title: "x".repeat(500) }));
  const headers = { "content-type": JSON_TYPE, "content-encoding": "deflate" };
  const whole = await answered((response) => response.writeHead(200, headers).end(packed));
  expect((await whole.users.get("U1")).title).toBe("x".repeat(500));
  const slow = await answered((response) => {
    response.writeHead(200, headers);
    for (const byte of packed) response.write(Buffer.of(byte));
    response.end();
  });
  expect((await slow.users.get("U1")).title).toBe("x".repeat(500));
});

const zoe = JSON.stringify({ ...ada, title: "Zoë €" });

test.each([
  ["utf-8", Buffer.from(zoe)],
  ['"UTF-8"', Buffer.from(zoe)],
  ["windows-1252", Buffer.from(zoe.replace("ë", "\xeb").replace("€", "\x80"), "latin1")],
  ["utf-16le", Buffer.from(zoe, "utf16le")],
  ["utf-16", Buffer.from(`\uFEFF${zoe}`, "utf16le")],
  ["utf-16", Buffer.from(`\uFEFF${zoe}`, "utf16le").swap16()],
  ["utf-16, which does not say its order,", Buffer.from(zoe, "utf16le").swap16()],
  ['""', Buffer.from(zoe)],
  ["us-ascii", Buffer.from(zoe.replace("ë", "\\u00eb").replace("€", "\\u20ac"))],
])(
  "an answer in the charset %s is read as what it says, in one piece and byte by byte, packed or not",
  async (charset, bytes) => {
    const headers = { "content-type": `${JSON_TYPE}; charset=${charset.split(",")[0]}` };
    const whole = await answered((response) => response.writeHead(200, headers).end(bytes));
    expect((await whole.users.get("U1")).title).toBe("Zoë €");
    const slow = await answered((response) => {
      response.writeHead(200, headers);
      for (const byte of bytes) response.write(Buffer.of(byte));
      response.end();
    });
    expect((await slow.users.get("U1")).title).toBe("Zoë €");
    const packed = await answered((response) =>
      response.writeHead(200, { ...headers, "content-encoding": "gzip" }).end(gzipSync(bytes)),
    );
    expect((await packed.users.get("U1")).title).toBe("Zoë €");
  },
);

test("an answer in iso-8859-1 keeps its letters, in an error as well", async () => {
  const type = `${JSON_TYPE}; charset=iso-8859-1`;
  const read = await answered((response) =>
    response
      .writeHead(200, { "content-type": type })
      .end(Buffer.from(JSON.stringify({ ...ada, title: "Zoë" }), "latin1")),
  );
  expect((await read.users.get("U1")).title).toBe("Zoë");
  const refusal = JSON.stringify(v2Error(409, "username_taken (user=zoë)").body);
  const refused = await answered((response) =>
    response.writeHead(409, { "content-type": type }).end(Buffer.from(refusal, "latin1")),
  );
  await expect(refused.users.get("U1")).rejects.toMatchObject({ description: "username_taken (user=zoë)" });
});

test.each([
  [
    "bytes that are no UTF-8",
    undefined,
    Buffer.from('{"id":"U1","title":"Zo\xeb"}', "latin1"),
    "is not valid utf-8",
  ],
  [
    "a letter that is cut off at the end",
    "utf-8",
    Buffer.from('{"id":"U1"}é').subarray(0, -1),
    "is not valid utf-8",
  ],
  [
    "half a surrogate",
    "utf-16le",
    Buffer.concat([Buffer.from("{", "utf16le"), Buffer.of(0x00, 0xd8)]),
    "is not valid utf-16le",
  ],
  ["half a letter of two bytes", "utf-16", Buffer.of(0xfe), "is not valid utf-16"],
  ["bytes that are no ASCII", "US-ASCII", Buffer.from('{"id":"U1","title":"Zoë"}'), "is not valid us-ascii"],
  [
    "a charset that nobody knows",
    "klingon",
    Buffer.from("{}"),
    "is in the charset klingon, which is not known here",
  ],
])(
  "%s are refused by name, in a success and in an error, and nothing mangled is read",
  async (_what, charset, bytes, problem) => {
    const type = charset === undefined ? JSON_TYPE : `${JSON_TYPE}; charset=${charset}`;
    for (const status of [200, 404]) {
      const client = await answered((response) =>
        response.writeHead(status, { "content-type": type }).end(bytes),
      );
      await expect(client.users.get("U1")).rejects.toMatchObject({
        code: "slack_scim_response_error",
        status,
      });
      await expect(client.users.get("U1")).rejects.toThrow(`the answer ${problem}`);
    }
  },
);

test.each([
  ["gzip", "incorrect header check"],
  ["deflate", "invalid stored block lengths"],
  ["br", "Decompression failed"],
])(
  "an answer that is said to be packed as %s and is not is an error that names the packing",
  async (encoding, problem) => {
    const slack = await startServer({ body: "abcdefgh", headers: { "content-encoding": encoding } });
    await expect(slack.v2({ retryHandlers: [] }).users.delete("U1")).rejects.toThrow(
      `was answered 200, but the answer cannot be unpacked as ${encoding} (${problem}). The change may have been made.`,
    );
  },
);

test.each(["constructor", "__proto__"])("the encoding %s is as unknown as any", async (encoding) => {
  const slack = await startServer({ body: ada, headers: { "content-encoding": encoding } });
  await expect(slack.v2({ retryHandlers: [] }).users.get("U1")).rejects.toThrow(
    `the answer is packed as ${encoding}, which was not asked for`,
  );
});

test("an encoding without a name is none", async () => {
  const slack = await startServer({ body: ada, headers: { "content-encoding": "" } });
  expect((await slack.v2({}).users.get("U1")).id).toBe("U1");
});

test.each([429, 503])(
  "a %i that cannot be read is waited for and tried again as any, and listeners hear of it",
  async (status) => {
    const page = Buffer.from("<p>Zu viele Anfragen, sp\xe4ter", "latin1");
    const headers = { "content-type": "text/html", "retry-after": "7" };
    const slack = await startServer({ status, body: page, headers }, { body: ada });
    const answered: number[] = [];
    const events = { response: ({ status }: { status: number }) => void answered.push(status) };
    expect((await slack.v2({ events }).users.get("U1")).id).toBe("U1");
    expect(slack.clock.slept).toEqual([7000]);
    expect(answered).toEqual([status, 200]);
  },
);

test("an answer that cannot be read says how long it asked to wait", async () => {
  const headers = { "content-encoding": "zstd", "retry-after": "7" };
  const slack = await startServer({ status: 429, body: "abcd", headers });
  const call = slack.v2({ retryHandlers: [] }).users.get("U1");
  await expect(call).rejects.toMatchObject({ status: 429, retryAfterSeconds: 7 });
});

test("two encodings, and one that was not asked for, are named", async () => {
  const slack = await startServer(
    { body: "abcd", headers: { "content-encoding": "gzip, br" } },
    { body: "abcd", headers: { "content-encoding": "zstd" } },
  );
  const client = slack.v2({ retryHandlers: [] });
  await expect(client.users.get("U1")).rejects.toThrow("is packed as gzip, br, which was not asked for");
  await expect(client.users.delete("U1")).rejects.toThrow(
    "is packed as zstd, which was not asked for. The change may have been made.",
  );
});

/** What a server sends, raw. */
async function raw(text: string): Promise<SlackScimClient> {
  const server = createNetServer((socket) =>
    socket.on("error", () => {}).once("data", () => socket.end(text)),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => void server.close());
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`;
  return new SlackScimClient({ token: "xoxp-1", baseUrl, retryHandlers: [] });
}

const body = JSON.stringify(ada);
const head = `HTTP/1.1 200 OK\r\nContent-Type: ${JSON_TYPE}\r\nConnection: close\r\n`;

test("a 1xx before the answer is passed over", async () => {
  const client = await raw(
    `HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n${head}Content-Length: ${body.length}\r\n\r\n${body}`,
  );
  expect((await client.users.get("U1")).id).toBe("U1");
});

test("an answer that is shorter or longer than it says is an error that says so", async () => {
  const short = await raw(`${head}Content-Length: ${body.length + 9}\r\n\r\n${body}`);
  await expect(short.users.delete("U1")).rejects.toMatchObject({
    code: "slack_scim_connection_error",
    maybeSent: true,
  });
  const long = await raw(`${head}Content-Length: ${body.length}\r\n\r\n${body}and more`);
  await expect(long.users.get("U1")).rejects.toThrow("Parse Error: Data after `Connection: close`");
});
