import { toJson } from "../base/json";
import type { Behaviours } from "../behaviours/behaviours";
import { type AnswerContext, answerGroupsOf, answerUser } from "./user-answer";
import type { UserRecord } from "./user-record";

const MOST_KEPT = 20_000;
const PLACE_OF_GROUPS = '"groups":0';

/** A user's answer before and behind the list of groups, which changes without the user. */
type Halves = readonly [string, string];

/** The answers of one organization's people as text, kept because a page has a thousand of them. */
export class CachedAnswers {
  private behaviours: Behaviours | undefined;
  private readonly kept = { v1: new Map<UserRecord, Halves>(), v2: new Map<UserRecord, Halves>() };

  textOf(user: UserRecord, context: AnswerContext): string {
    this.followBehaviours(context.behaviours);
    const texts = this.kept[context.version];
    const halves = texts.get(user) ?? halvesOf(user, context);
    const isSettled = user.photoSeed === null || context.now >= user.photoReadyAt;
    if (isSettled) {
      if (texts.size >= MOST_KEPT) texts.clear();
      texts.set(user, halves);
    }
    const groups = answerGroupsOf(user, context.organization);
    const list = groups.length === 0 ? "[]" : toJson(groups, context.behaviours.escapedSlashes);
    return `${halves[0]}"groups":${list}${halves[1]}`;
  }

  /** Called for whoever changes. */
  forget(user: UserRecord): void {
    this.kept.v1.delete(user);
    this.kept.v2.delete(user);
  }

  private forgetAll(): void {
    this.kept.v1.clear();
    this.kept.v2.clear();
  }

  private followBehaviours(behaviours: Behaviours): void {
    if (behaviours === this.behaviours) return;
    this.behaviours = behaviours;
    this.forgetAll();
  }
}

function halvesOf(user: UserRecord, context: AnswerContext): Halves {
  const text = toJson({ ...answerUser(user, context), groups: 0 }, context.behaviours.escapedSlashes);
  const at = text.indexOf(PLACE_OF_GROUPS);
  return [text.slice(0, at), text.slice(at + PLACE_OF_GROUPS.length)];
}
