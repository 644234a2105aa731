import { once } from "node:events";
import * as net from "node:net";
import { engineGone } from "../../../provider/run/engine";

/** An engine as far as a provider sees it: something that listens, and speaks first as HTTP/2 does. */
async function listening() {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.write("settings");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as net.AddressInfo;
  const cut = () => {
    for (const socket of sockets) socket.end();
    sockets.clear();
  };
  return { server, port, address: `127.0.0.1:${port}`, cut };
}

test("when the engine dies, the signal aborts and says why", async () => {
  const { server, address, cut } = await listening();
  const signal = engineGone(address);
  await once(server, "connection");
  server.close();
  cut();
  await once(signal, "abort");
  expect(signal.reason).toEqual(new Error("the Pulumi engine that started this provider is gone"));
});

test("an engine that only drops the idle connection is still there", async () => {
  const { server, address, cut } = await listening();
  const signal = engineGone(address);
  await once(server, "connection");
  cut();
  await once(server, "connection");
  expect(signal.aborted).toBe(false);
  server.close();
  cut();
  await once(signal, "abort");
});

test("outside a provider process there is no engine to lose, and nobody is asked for one", async () => {
  const { server, port, address, cut } = await listening();
  for (const argument of [undefined, "help", "--port=", `${address}/`, `${port}`])
    expect(engineGone(argument).aborted).toBe(false);
  const own = net.connect(port, "127.0.0.1").resume();
  const [first] = (await once(server, "connection")) as [net.Socket];
  expect(first.remotePort).toBe(own.localPort);
  server.close();
  cut();
  await once(own, "close");
});
