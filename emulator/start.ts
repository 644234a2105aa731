import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { EmulatorClock } from "./base/clock";
import { IdCounter } from "./base/ids";
import { DEFAULT_BEHAVIOURS, withBehaviours } from "./behaviours/behaviours";
import { createControl } from "./server/control";
import { SlackEmulator } from "./server/handle";
import { createScimServer } from "./server/server";
import { addOrganization } from "./state/add-organization";
import { Emulation } from "./state/emulation";
import { Journal } from "./state/journal";
import { RateLimits, readLimitProfile } from "./state/limits";
import { checkOptionNames, type EmulatorOptions } from "./state/options";

const DEFAULT_TOKEN = "xoxp-test";

/** Starts an emulator of Slack's SCIM API on loopback; `close()` stops it. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<SlackEmulator> {
  checkOptionNames(options);
  const { port = 0, host = "127.0.0.1", token = DEFAULT_TOKEN } = options;
  const ids = new IdCounter();
  const limits = new RateLimits(readLimitProfile(options.limits ?? "off"));
  const clock = new EmulatorClock(options.clock);
  const emulation = new Emulation(clock, limits, options.newId ?? ids.next, options.logSize ?? 10_000);
  emulation.idTaken = (id) => ids.skip(id);
  const populate = () => {
    emulation.behaviours = withBehaviours(DEFAULT_BEHAVIOURS, options.behaviours ?? {});
    addOrganization(emulation, { ...options, domain: options.domain ?? "acme", token });
    for (const organization of options.organizations ?? []) addOrganization(emulation, organization);
  };
  populate();
  const journal = options.dataFile === undefined ? undefined : new Journal(options.dataFile, emulation);
  const control = createControl(emulation, () => handle, [host, ...(options.allowedHosts ?? [])]);
  const server = createScimServer(emulation, control);
  try {
    await listening(server, port, host);
  } catch (error) {
    journal?.close();
    throw error;
  }
  emulation.baseUrl = urlOf(server);
  warnUnlessLoopback(server);
  const handle: SlackEmulator = new SlackEmulator(server, emulation, token, {
    reset: () => reset(emulation, ids, populate),
    closed: () => journal?.close(),
  });
  return handle;
}

function reset(emulation: Emulation, ids: IdCounter, populate: () => void): void {
  emulation.log.clear();
  emulation.faults.clear();
  emulation.limits.reset();
  emulation.clock.restart();
  const countOn = ids.restart();
  try {
    emulation.replaceAll(() => {
      emulation.organizations.length = 0;
      populate();
    });
    emulation.notice("log");
  } catch (error) {
    countOn();
    throw error;
  }
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

/** Whoever reaches the address can do what the token allows, and read the page and the control path without one. */
function warnUnlessLoopback(server: Server): void {
  const { address } = server.address() as AddressInfo;
  if (/^(127\.|::1$|::ffff:127\.)/.test(address)) return;
  process.emitWarning(
    `The Slack SCIM emulator listens on ${address}, not only on this machine: whoever reaches it can use it.`,
    { code: "SLACK_EMULATOR_REACHABLE" },
  );
}

function urlOf(server: Server): string {
  const { family, address, port } = server.address() as AddressInfo;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}
