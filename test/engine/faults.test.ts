import { isDeepStrictEqual } from "node:util";
import type { Fault } from "../../emulator";
import { GROUPS } from "../provider/faults/kinds";
import {
  BEFORE,
  cellInDocument,
  HELD,
  type Held,
  METHODS,
  SAMPLES,
  type Sample,
} from "./support/fault-samples";
import { createStack, type TestStack } from "./support/stack";

jest.setTimeout(600_000);

test("calls that fail end on the engine as docs/faults.md says, and the next command arrives", async () => {
  const stack = await createStack(BEFORE);
  await stack.up();
  const putBack = stack.remember();
  const wrong: string[] = [];
  for (const sample of SAMPLES) {
    putBack();
    try {
      await play(stack, sample);
    } catch (error) {
      wrong.push(`${sample.join(", ")}: ${(error as Error).message}`);
    }
  }
  process.stdout.write(
    `faults on the engine: ${SAMPLES.length}, as the page says: ${SAMPLES.length - wrong.length}\n`,
  );
  expect(wrong).toEqual([]);
});

async function play(stack: TestStack, sample: Sample): Promise<void> {
  const [method, call, times, name, outcome] = sample;
  const { slack } = stack;
  const column = GROUPS.findIndex(({ kinds }) => kinds.some((kind) => kind.name === name));
  const fault = GROUPS[column]?.kinds.find((kind) => kind.name === name)?.fault as Fault;
  expect(cellInDocument(sample, column)).toContain(outcome);
  const { program, verb, end } = METHODS[method];
  stack.setProgram(program);
  const state = stateOf(stack);
  slack.clearLog();
  const failing = callIn(stack, call);
  slack.fault({ ...fault, ...failing, times: times === "once" ? 1 : 100 });

  const fails = outcome === "stops" || outcome === "half" || outcome === "unseen";
  await stack[verb]({ fails });
  expect(slack.requests.some((request) => request.fault !== undefined)).toBe(true);
  slack.clearFaults();
  if (fails) {
    expect(isDeepStrictEqual(held(stack), HELD)).toBe(outcome === "stops");
    expect(stateOf(stack) === state).toBe(outcome !== "half");
  } else {
    const sent = slack.writes.filter(({ method, path }) => isDeepStrictEqual({ method, path }, failing));
    expect(sent).toHaveLength(outcome === "again" ? 2 : 1);
  }

  if (verb === "refresh") await stack.refresh();
  await stack.up();
  expect(held(stack)).toEqual(end);
  expect(Object.keys((await stack.up()).changes)).toEqual(["same"]);
}

/** Titles of people, who are active, and members of groups, by name. */
function held({ slack }: TestStack): Held {
  const people = slack.users().map(({ userName, active, title }) => [userName, active ? title : undefined]);
  const groups = slack
    .groups()
    .map(({ displayName, members }) => [
      displayName,
      members.map(({ value }) => slack.user(value)?.userName).sort(),
    ]);
  return Object.fromEntries([...people, ...groups]);
}

/** What the state says of each resource. */
function stateOf(stack: TestStack): string {
  const resources = stack.state().resources.filter(({ id }) => id !== undefined);
  return JSON.stringify(resources.map(({ urn, id, outputs }) => [urn, id, outputs]).sort());
}

/** A call of the page by its method and path, with the id of whom it names. */
function callIn({ slack }: TestStack, call: string): { method: string; path: string } {
  const [method = "", path = ""] = call.split(" ");
  const [resource = "", name] = path.split("/");
  const id = resource === "Users" ? slack.user(name ?? "")?.id : slack.group(name ?? "")?.id;
  return { method, path: name === undefined ? resource : `${resource}/${id}` };
}
