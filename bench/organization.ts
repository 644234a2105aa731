import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { startEmulator } from "../emulator";
import { endpointOf } from "../provider/scim/limits/table";

/** How large an organization is: exactly so many groups, each of so many; of no people there is its owner alone. */
export interface Size {
  people: number;
  groups: number;
  membersEach: number;
}

/** An organization in a process of its own, so that its work and its memory are nobody else's. */
export interface Organization {
  url: string;
  token: string;
  ids: string[];
  groupIds: string[];
  /** How often it was asked since the last time, by kind of request. */
  asked(): Promise<Record<string, number>>;
  stop(): void;
}

export async function startOrganization(size: Size): Promise<Organization> {
  const child: ChildProcess = fork(__filename, [JSON.stringify(size)]);
  const [{ url, token, ids, groupIds }] = await once(child, "message");
  return {
    ...{ url, token, ids, groupIds },
    async asked() {
      child.send("how often?");
      const [counts] = await once(child, "message");
      return counts;
    },
    stop: () => child.disconnect(),
  };
}

async function serve({ people, groups, membersEach }: Size): Promise<void> {
  const slack = await startEmulator({ seed: people || undefined, limits: "off", logSize: 200_000 });
  for (const { id } of slack.groups()) slack.removeGroup(id); // the seed's, of other sizes
  const ids = slack.users().map(({ id }) => id);
  const groupIds = Array.from({ length: groups }, (_, at) => {
    const members = Array.from({ length: membersEach }, (_, member) => ids[(at + member) % ids.length] ?? "");
    return slack.addGroup({ displayName: `Group ${at}`, members: [...new Set(members)] });
  });
  slack.clearLog();
  process.on("message", () => {
    const counts: Record<string, number> = {};
    for (const { method, path } of slack.requests) {
      const kind = endpointOf(method, path.replace(/\?.*/, ""));
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    slack.clearLog();
    process.send?.(counts);
  });
  process.on("disconnect", () => process.exit());
  process.send?.({ url: slack.v2, token: slack.token, ids, groupIds });
}

if (require.main === module) void serve(JSON.parse(process.argv[2] ?? ""));
