import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { type SlackEmulator, startEmulator } from "../../../emulator";
import * as program from "../../../provider";
import { resolved } from "../../provider/resources/outputs";
import { badAnswers } from "./answers";
import { everythingOf, MARKS, marksIn } from "./marks";

type Output = pulumi.Output<unknown>;
type Provider = program.SlackScimProvider;

/** How each function that looks something up by outputs is called with what is secret; by its name. */
const LOOKUPS: Record<string, (provider: Provider) => Output> = {
  getUserOutput: (provider) => program.getUserOutput({ email: pulumi.secret(MARKS.email) }, { provider }),
  getUsersOutput: (provider) =>
    program.getUsersOutput({ filter: pulumi.secret(`email eq "${MARKS.email}"`) }, { provider }),
  getGroupOutput: (provider) =>
    program.getGroupOutput({ displayName: pulumi.secret(MARKS.groupName) }, { provider }),
  getGroupsOutput: (provider) => program.getGroupsOutput({}, { provider }),
};

class Engine extends MockMonitor {
  getChannel() {}
}

let slack: SlackEmulator;
let made = 0;

beforeEach(async () => {
  slack = await startEmulator({ token: MARKS.token });
  const newResource = ({ inputs }: pulumi.runtime.MockResourceArgs) => ({ id: "id", state: inputs });
  const engine = new Engine({ newResource, call: () => ({}) });
  pulumi.runtime.setMockOptions(engine, `canary-${++made}`, "stack", false);
});

afterEach(() => slack.close());

const providerOf = () =>
  new program.SlackScimProvider(`of-${++made}`, {
    token: MARKS.token,
    baseUrl: slack.v2,
    limits: "off",
    retrySeconds: 0.01,
  });

test("every function that looks something up by outputs has a run here", () => {
  const exported = Object.keys(program).filter((name) => /^get\w+Output$/.test(name));
  expect(Object.keys(LOOKUPS).sort()).toEqual(exported.sort());
});

test.each(["nobody, and no group, found", ...Object.keys(badAnswers([]))])(
  "after %s, the error of a look-up shows nothing that is secret",
  async (answer) => {
    const failed: string[] = [];
    for (const [name, look] of Object.entries(LOOKUPS)) {
      const asked = name.startsWith("getUser") ? [MARKS.email] : [MARKS.groupName];
      const fault = badAnswers(name === "getGroupsOutput" ? [] : asked)[answer];
      if (fault !== undefined) slack.fault({ ...fault, times: 9 });
      const error = await resolved(look(providerOf())).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      slack.clearFaults();
      if (error !== undefined) failed.push(name);
      expect({ name, leaks: marksIn(everythingOf(error)) }).toEqual({ name, leaks: [] });
    }
    expect(failed).toEqual(expect.arrayContaining(["getUserOutput", "getGroupOutput"]));
  },
);
