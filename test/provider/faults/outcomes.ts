/** Every end that a cell can come to, as the document says it. */
export const OUTCOMES = {
  through: "The command ended well, as if nothing had happened.",
  again: "The call was sent again; the command ended well.",
  found: "The command ended well without this call's answer: another look in Slack showed what there is.",
  without:
    "The look ahead of a create was in vain, which was said; the create found out by itself and ended well.",
  waits: "The command waited, however long it took, and ended well.",
  behind:
    "The command ended well. The state says what Slack showed last, which lags behind what was done; the next `up` saw it.",
  stops:
    "The command failed and said why. Nothing was changed, neither in Slack nor in the state; the same command did it the next time.",
  half: "The command failed and said why. What was done by then is in the state, and the next `up` did the rest.",
  unseen:
    "The command failed and said why. The call was done all the same, which the state does not say; the next time that was found, and nothing was done twice.",
  adopted:
    "The same, and what was made was taken over the next time: who had made it nobody could know, so that delete will retain it unless the program or the stack says otherwise.",
  gone: "Slack's word was believed that there is no such person or group: the state has them no more, and Slack has them still.",
} as const;

export type Outcome = keyof typeof OUTCOMES;

/** What is looked at to tell how a command ended. */
export interface Ending {
  isWell: boolean;
  /** What the command said beside failures. */
  lines: readonly string[];
  /** How many connections were refused. */
  refused: number;
  /** Whether the fault outlived all patience but for that which is endless. */
  isExhausted: boolean;
  /** How often the call was sent, and how often it is when nothing goes wrong. */
  sent: number;
  usuallySent: number;
  /** Whether the last of them went wrong. */
  lastFailed: boolean;
  /** Whether more calls were made than when nothing goes wrong. */
  hasMore: boolean;
  /** Whether Slack or the state is not what it is when nothing goes wrong. */
  differs: boolean;
  /** Whether Slack is as it should be, and shows it later. */
  lags: boolean;
  /** Whether Slack, and whether the state is not what it was before. */
  slackChanged: boolean;
  stateChanged: boolean;
}

/** How a command ended. */
export function outcomeOf(ending: Ending): Outcome {
  if (!ending.isWell) return ending.stateChanged ? "half" : ending.slackChanged ? "unseen" : "stops";
  if (ending.differs) return ending.lags ? "behind" : "gone";
  if (ending.isExhausted) return "waits";
  if (ending.lines.some((line) => line.includes("the preview could not look"))) return "without";
  if (ending.sent > ending.usuallySent) return ending.lastFailed ? "found" : "again";
  if (ending.refused > 0) return "again";
  return ending.hasMore ? "found" : "through";
}
