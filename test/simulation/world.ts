import { startEmulator } from "../../emulator";
import { TOKEN, type World } from "./process";
import { VirtualTime } from "./time";
import { Wire } from "./wire";

/** What the machine's own chance is, while a world has another one. */
const { random } = Math;

/**
 * An emulator of this process with the time and the connections of all who ask it.
 * @param alter what becomes of the seven methods in every process: for a test of the histories themselves
 */
export async function openWorld(alter?: World["alter"]): Promise<World> {
  const slack = await startEmulator({ token: TOKEN, limits: "slack" });
  // biome-ignore lint/complexity/useLiteralKeys: the server is not the emulator's public part
  const wire = new Wire(slack["server"]);
  return { slack, wire, time: new VirtualTime(slack, wire), limits: "slack", alter };
}

/** Begins anew with an organisation that has its owner only; chance begins anew as well. */
export function beginWorld({ slack, wire, time }: World): void {
  wire.hangUp();
  slack.reset();
  time.begin();
  Math.random = sameChance();
}

export function closeWorld({ slack, wire }: World): Promise<void> {
  Math.random = random;
  wire.hangUp();
  return slack.close();
}

/** Numbers that look like chance and are the same each time: how long a call pauses before it is sent again decides who comes first. */
function sameChance(): () => number {
  let last = 1;
  return () => {
    last = (last * 48_271) % 2_147_483_647;
    return last / 2_147_483_647;
  };
}
