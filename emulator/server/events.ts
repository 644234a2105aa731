import type { ServerResponse } from "node:http";
import { changedInGroup, changedInUser } from "../state/changed";
import type { Change, Emulation, Notice } from "../state/emulation";
import { toStoredGroup, toStoredUser } from "../state/stored";

const MOST_UNREAD = 16 * 1024 * 1024;
const MOST_MEMBERS = 200;

/** Streams answered requests and changes, also those made behind the API's back, as server-sent events. */
export function streamEvents(emulation: Emulation, response: ServerResponse): void {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  response.write("retry: 1000\n\n");
  const send = (name: string, body: unknown) => {
    response.write(`event: ${name}\ndata: ${JSON.stringify(body)}\n\n`);
    // Whoever does not read comes back, and is then shown the last hundred.
    if (response.writableLength > MOST_UNREAD) response.destroy();
  };
  for (const entry of emulation.log.requests.slice(-100)) send("request", entry);
  const unwatch = emulation.log.watch((entry) => send("request", entry));
  const unwatchChanges = emulation.onChange((change) => send("change", shownChange(change, emulation)));
  response.on("close", () => {
    unwatch();
    unwatchChanges();
  });
}

/** A change as the page is told of it: the person or group as it is now, and what of it is new. */
function shownChange(change: Change | Notice, emulation: Emulation): object {
  const { kind } = change;
  if (!("organization" in change)) return { kind };
  const { organization } = change;
  const { domain } = organization;
  if (change.kind === "user") {
    const { user, before } = change;
    const record = toStoredUser(user, organization, emulation);
    return { kind, organization: domain, id: user.id, what: changedInUser(before, user), record };
  }
  if (change.kind === "group") {
    const { group, before } = change;
    const { members, ...others } = toStoredGroup(group, organization, emulation);
    const record = { ...others, members: members.slice(0, MOST_MEMBERS), totalMembers: members.length };
    return { kind, organization: domain, id: group.id, what: changedInGroup(before, group), record };
  }
  return { kind, organization: domain, ...("id" in change ? { id: change.id } : {}) };
}
