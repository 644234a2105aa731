import type { SlackEmulator } from "../../emulator";
import type { Failure } from "./engine";
import { addressesIn, type Record } from "./record";
import type { Declared } from "./state";

/** Whether a fact in Slack, looked at without the provider's code, gives reason to refuse what was refused. */
export function isTrue(failure: Failure, record: Record, slack: SlackEmulator): boolean {
  const declared = record.program.find(({ name }) => name === failure.name);
  // Who is gone is found out by a refresh alone.
  if (
    failure.step === "update" &&
    slack.user(failure.id ?? "") === undefined &&
    slack.group(failure.id ?? "") === undefined
  )
    return true;
  if (failure.step === "delete") return isHeldBack(failure, record, slack);
  if (declared === undefined) return false;
  return declared.kind === "user"
    ? isInTheWay(declared, failure, record, slack)
    : isGroupInTheWay(declared, failure, record, slack);
}

/** Somebody else has the userName or an address, or the account is not to be taken over as the program says it. */
function isInTheWay(declared: Declared, failure: Failure, record: Record, slack: SlackEmulator): boolean {
  const own = record.after.find(({ name }) => name === declared.name)?.id;
  const wanted = addressesIn(declared.inputs);
  const holders = slack.users().filter(({ id, userName, emails }) => {
    const held = addressesIn({ emails });
    return id !== own && (userName === declared.inputs.userName || held.some((one) => wanted.includes(one)));
  });
  if (failure.step === "update") return holders.length > 0;
  const others = holders.filter(({ emails }) => addressesIn({ emails })[0] !== wanted[0]);
  if (others.length > 0) return true;
  const isElsewhere = holders.some(({ id }) => record.after.some((kept) => kept.id === id));
  const { onConflict } = declared.inputs;
  const isSafe = onConflict === undefined || onConflict === "safe";
  return (
    isElsewhere ||
    (holders.length > 0 &&
      (onConflict === "fail" || (isSafe && holders.some((one) => differs(declared, one)))))
  );
}

/** What is declared here and may differ: the simulation declares nothing else of people. */
function differs(
  { inputs }: Declared,
  person: { userName: string; title: string; active: boolean; emails: { value: string }[] },
): boolean {
  const { userName, title, active } = inputs;
  return (
    userName !== person.userName ||
    (title !== undefined && title !== person.title) ||
    (active !== undefined && active !== person.active) ||
    addressesIn(inputs).join() !== addressesIn({ emails: person.emails }).join()
  );
}

/** Several groups have the name, or the one that has it may not be taken over as it is. */
function isGroupInTheWay(
  { name, inputs }: Declared,
  { step }: Failure,
  { after }: Record,
  slack: SlackEmulator,
): boolean {
  if (step === "update") return false;
  const own = after.find((kept) => kept.name === name)?.id;
  const namesakes = slack
    .groups()
    .filter((group) => group.id !== own && group.displayName === inputs.displayName);
  const [first] = namesakes;
  if (first === undefined) return false;
  if (namesakes.length > 1 || after.some(({ id }) => id === first.id)) return true;
  return inputs.onConflict !== "adopt" && (inputs.onConflict === "fail" || first.members.length > 0);
}

/** A leaver's userName is declared for an address that nobody has, or a group has members whom nothing declares. */
function isHeldBack({ name, id }: Failure, { before, program }: Record, slack: SlackEmulator): boolean {
  const kept = before.find((one) => one.name === name && one.id === id);
  if (kept === undefined || id === undefined) return false;
  if (kept.kind === "group") {
    const declared = (kept.outs.members ?? []) as string[];
    const isExact = kept.outs.members !== undefined && kept.outs.membership !== "additive";
    const strangers = slack.group(id)?.members.filter(({ value }) => !declared.includes(value)) ?? [];
    return kept.outs.onDelete === undefined && !isExact && strangers.length > 0;
  }
  const names = [kept.outs.userName, slack.user(id)?.userName];
  return program.some(({ kind, inputs }) => {
    const [address = ""] = addressesIn(inputs);
    const holder = slack.user(address);
    const isHeld = holder !== undefined && addressesIn({ emails: holder.emails })[0] === address;
    return kind === "user" && names.includes(inputs.userName) && !isHeld;
  });
}
