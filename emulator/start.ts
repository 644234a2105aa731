import type { AddressInfo } from "node:net";
import { DEFAULT_BEHAVIOURS, withBehaviours } from "./behaviours";
import { EmulatorClock } from "./clock";
import { noControl } from "./control";
import { Emulation } from "./emulation";
import { addOrganization, SlackEmulator } from "./handle";
import { IdCounter } from "./ids";
import { RateLimits, readLimitProfile } from "./limits";
import type { EmulatorOptions } from "./options";
import { createScimServer } from "./server";

const DEFAULT_TOKEN = "xoxp-test";

/** Starts an emulator of Slack's SCIM API on loopback; `close()` stops it. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<SlackEmulator> {
  const { port = 0, host = "127.0.0.1", token = DEFAULT_TOKEN } = options;
  const ids = new IdCounter();
  const limits = new RateLimits(readLimitProfile(options.limits ?? "off"));
  const emulation = new Emulation(
    new EmulatorClock(options.clock),
    limits,
    options.newId ?? ids.next,
    options.logSize ?? 10_000,
  );
  emulation.behaviours = withBehaviours(DEFAULT_BEHAVIOURS, options.behaviours ?? {});
  const server = createScimServer(emulation, noControl);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const shownHost = address.family === "IPv6" ? `[${address.address}]` : address.address;
  emulation.baseUrl = `http://${shownHost}:${address.port}`;
  addOrganization(emulation, { ...options, domain: options.domain ?? "acme", token });
  for (const organization of options.organizations ?? []) addOrganization(emulation, organization);
  return new SlackEmulator(server, emulation, token, async () => {});
}
