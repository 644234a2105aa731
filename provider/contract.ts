/**
 * What every released state requires, for ever: `require("pulumi-slack-scim/provider").user`, `.group`, `.membership` and `.directory`, seven
 * methods each. Nothing here may be renamed or removed. (See dynamic.ts for why.)
 */

import { hostedBy } from "./resources/hosted";
import { connect } from "./run/connect";
import { engineGone } from "./run/engine";
import { cleanUpEarly } from "./run/heap";
import { Run } from "./run/run";
import { systemClock } from "./scim";
import { idleClock } from "./scim/base/clock";
import { readSettings } from "./settings/settings";
import type { ConfigReader } from "./settings/source";

cleanUpEarly();

/** The provider process serves one provider reference, so its configuration is one. */
let config: ConfigReader = { get: () => undefined };

const run = new Run({
  settings: () => readSettings(config),
  connect: (settings, events) => connect(settings, { signal: engineGone(process.argv[2]), events }),
  print: (line) => console.log(line),
  clock: systemClock,
  watch: idleClock,
});

const all = hostedBy(run, (reader) => {
  config = reader;
});

/** Behind every SlackScimUser. */
export const user = all.user;

/** Behind every SlackScimGroup. */
export const group = all.group;

/** Behind every SlackScimGroupMembership. */
export const membership = all.membership;

/** Behind every SlackScimDirectory. */
export const directory = all.directory;

// The engine ends a run by interrupting this process; what is still gathered is said then.
process.once("SIGINT", () => {
  run.flush();
  process.kill(process.pid, "SIGINT");
});
