import { once } from "node:events";
import * as net from "node:net";
import { engineGone } from "../../../provider/run/engine";

/** An engine as far as a provider sees it: something that listens. */
async function listening() {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => sockets.add(socket)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  return { server, address: `127.0.0.1:${port}`, cut };
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

test("outside a provider process there is no engine to lose", () => {
  expect(engineGone(undefined).aborted).toBe(false);
  expect(engineGone("help").aborted).toBe(false);
});
