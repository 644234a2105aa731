import { connect, createServer, type Server, type Socket } from "node:net";

const GRANTED = Buffer.of(5, 0, 0, 1, 127, 0, 0, 1, 0, 0);

/**
 * A SOCKS 5 proxy whose connections all lead to one port of this machine. It keeps where each was to lead and who asked, as
 * `ada:s@cret slack.example.test:443`, and refuses who does not say who asks where it wants that.
 */
export function socksServer(port: number, seen: string[], wantsUser: boolean): Server {
  return createServer((socket) => {
    socket.on("error", () => {});
    serve(socket).catch(() => socket.destroy());
  });

  async function serve(socket: Socket): Promise<void> {
    const [, methods = 0] = await read(socket, 2);
    await read(socket, methods);
    socket.write(Buffer.of(5, wantsUser ? 2 : 0));
    const user = wantsUser ? await userOf(socket) : "nobody";
    const [, , , kind] = await read(socket, 4);
    const host = kind === 1 ? (await read(socket, 4)).join(".") : await textOf(socket);
    seen.push(`${user} ${host}:${(await read(socket, 2)).readUInt16BE()}`);
    const to = connect(port, "127.0.0.1", () => {
      socket.write(GRANTED);
      socket.pipe(to).pipe(socket);
    });
    to.on("error", () => socket.destroy());
  }
}

async function userOf(socket: Socket): Promise<string> {
  await read(socket, 1);
  const user = `${await textOf(socket)}:${await textOf(socket)}`;
  socket.write(Buffer.of(1, 0));
  return user;
}

/** A text after its length. */
async function textOf(socket: Socket): Promise<string> {
  const [length = 0] = await read(socket, 1);
  return (await read(socket, length)).toString();
}

/** So many bytes, however they come. */
async function read(socket: Socket, length: number): Promise<Buffer> {
  for (;;) {
    const bytes: Buffer | null = length === 0 ? Buffer.alloc(0) : socket.read(length);
    if (bytes !== null) return bytes;
    await new Promise((resolve, reject) => {
      socket.once("readable", resolve);
      socket.once("close", () => reject(new Error("closed")));
    });
  }
}
