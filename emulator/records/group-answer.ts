import { URNS } from "../base/schemas";
import type { AnswerContext } from "./user-answer";
import type { GroupRecord } from "./user-record";

/** A group as Slack answers; the two versions differ in the order of keys. */
export function answerGroup(group: GroupRecord, context: AnswerContext): Record<string, unknown> {
  const { version, baseUrl } = context;
  const schemas = [URNS[version].group];
  const meta = { created: group.created, location: `${baseUrl}/scim/${version}/Groups/${group.id}` };
  const members = [...group.members].map((id) => ({ value: id, display: displayOf(id, context) }));
  const { id, displayName } = group;
  return version === "v1"
    ? { schemas, id, displayName, members, meta }
    : { schemas, id, meta, displayName, members };
}

function displayOf(id: string, { organization, behaviours }: AnswerContext): string {
  const user = organization.users.get(id);
  if (!user) return "";
  const realName = `${user.givenName} ${user.familyName}`.trim();
  const preferred = behaviours.memberDisplay === "realName" ? realName : user.displayName;
  return preferred || user.displayName || realName || user.userName;
}
