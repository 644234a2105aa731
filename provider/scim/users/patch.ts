import { PATCH_OP_URN, type ScimVersion } from "../base/schemas";
import { checkUserChanges } from "./check";
import { toV1UserPatch } from "./patch-v1";
import { toV2Operations } from "./patch-v2";
import type { UserChanges } from "./types";

/** The body that makes the changes, whatever the person looks like now. */
export function toUserPatch(changes: UserChanges, version: ScimVersion): object {
  const checked = checkUserChanges(changes);
  if (version === "v1") return toV1UserPatch(checked);
  return { schemas: [PATCH_OP_URN], Operations: toV2Operations(checked) };
}
