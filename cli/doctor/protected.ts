import { sample } from "../../provider/run/messages";
import { type Identity, namesOf } from "../../provider/run/protection";
import { explanationOf } from "../../provider/run/remedies";
import { PEOPLE_A_PAGE } from "../../provider/run/run";
import type { ScimUserRecord, SlackScimClient } from "../../provider/scim";
import { waysToSay } from "../../provider/settings/table";
import { type Finding, ok, unknown, warning } from "./finding";

const ENTRIES_A_SENTENCE = 10;

/** Whether every entry of `protectedUsers` is somebody's: one that is misspelt protects nobody. Everybody is read for it, by pages. */
export async function examineProtected(
  slack: SlackScimClient,
  entries: readonly string[],
): Promise<Finding[]> {
  if (entries.length === 0) return [];
  try {
    const names = new Set<string>();
    for await (const person of slack.users.scan(identityOf, { pageSize: PEOPLE_A_PAGE }))
      for (const name of namesOf(person)) names.add(name);
    return [judge(entries, (entry) => names.has(entry.toLowerCase()))];
  } catch (error) {
    return [unknown("protectedUsers", `Not found out: ${explanationOf(error).happened}`)];
  }
}

function identityOf({ id, userName, emails }: ScimUserRecord): Identity {
  return { id, userName, emails };
}

function judge(entries: readonly string[], isSomebody: (entry: string) => boolean): Finding {
  const missing = entries.filter((entry) => !isSomebody(entry));
  if (missing.length === 0)
    return ok("protectedUsers", `Every entry is somebody in Slack: ${entries.length} of ${entries.length}.`);
  const sentence = `Nobody in Slack has ${missing.length} of ${entries.length} entries as id, userName or e-mail address: ${sample(missing, ENTRIES_A_SENTENCE)}. They protect nobody.`;
  return warning("protectedUsers", sentence, `Correct ${waysToSay("protectedUsers")}.`);
}
