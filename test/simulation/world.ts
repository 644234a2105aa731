import { startEmulator } from "../../emulator";
import { TOKEN, type World } from "./process";
import { VirtualTime } from "./time";
import { Wire } from "./wire";

/**
 * An emulator of this process with the time and the connections of all who ask it.
 * @param alter what becomes of the seven methods in every process: for a test of the histories themselves
 */
export async function openWorld(alter?: World["alter"]): Promise<World> {
  const slack = await startEmulator({ token: TOKEN });
  // biome-ignore lint/complexity/useLiteralKeys: the server is not the emulator's public part
  const wire = new Wire(slack["server"]);
  return { slack, wire, time: new VirtualTime(slack, wire), alter };
}

export function closeWorld({ slack, wire }: World): Promise<void> {
  wire.hangUp();
  return slack.close();
}
