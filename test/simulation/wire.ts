import { Agent, type Server } from "node:http";
import { Duplex } from "node:stream";

/** One end of a connection inside this process. What HTTP asks of a socket beside a stream does nothing here. */
class End extends Duplex {
  connecting = false;
  peer: End | undefined;

  constructor(private readonly moved: () => void) {
    super();
  }

  setKeepAlive = () => this;
  setNoDelay = () => this;
  setTimeout = () => this;
  ref = () => this;
  unref = () => this;

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.moved();
    this.peer?.arrive(chunk);
    setImmediate(done);
  }

  override _final(done: () => void): void {
    this.peer?.arrive(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.moved();
    const { peer } = this;
    setImmediate(() => peer?.arrive(null));
    done(error);
  }

  private arrive(chunk: Buffer | null): void {
    if (!this.destroyed && !this.readableEnded && !this.hasEnded) this.push(chunk);
    if (chunk === null) this.hasEnded = true;
  }

  private hasEnded = false;
}

/** Connections to a server of this process, without the machine's network: the same calls come in the same order every time. */
export class Wire extends Agent {
  /** Counts what moves over all connections: once it stands still, nothing happens before time goes on. */
  movements = 0;
  /** Refuses the next connections, this many. */
  refusals = 0;
  private readonly open = new Set<End>();

  constructor(private readonly server: Server) {
    super({ keepAlive: false });
  }

  override createConnection(): Duplex {
    const count = () => {
      this.movements += 1;
    };
    const [client, remote] = [new End(count), new End(count)];
    if (this.refusals > 0) {
      this.refusals -= 1;
      return refused(client);
    }
    client.peer = remote;
    remote.peer = client;
    this.open.add(client);
    client.once("close", () => this.open.delete(client));
    this.server.emit("connection", remote);
    return client;
  }

  /** Closes the connections that wait for their next request. */
  hangUp(): void {
    for (const end of this.open) end.destroy();
  }
}

function refused(client: End): End {
  client.connecting = true;
  const error = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1"), { code: "ECONNREFUSED" });
  setImmediate(() => client.destroy(error));
  return client;
}
