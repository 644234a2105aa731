import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type SlackEmulator, startEmulator } from "../../../emulator";
import type { Snapshot } from "../../../emulator/state/snapshot";
import { checkout } from "./project";

/** What a release left behind: a stack as the engine exports it, the program and the Slack that belong to it. */
export interface Recording {
  /** CommonJS source of the index.js. */
  program: string;
  /** Pulumi.dev.yaml: the stack's configuration, and the salt that its secrets need beside the passphrase. */
  configuration: string;
  /** What `pulumi stack export` printed. */
  stack: string;
  /** Everybody and every group, as the emulator keeps them. */
  slack: Snapshot;
  about: About;
}

/** What cannot be seen in the files themselves. */
export interface About {
  /** The versions of what made the recording. */
  versions: { package: string; engine: string; sdk: string };
  /** The stack's secrets are encrypted by it. */
  passphrase: string;
  /** Tokens of the two organizations. */
  tokens: { acme: string; globex: string };
  /** What a destroy by the release itself left in Slack. */
  destroyed: Leftovers;
}

/** Who is in Slack, and whether they are active; which groups there are, and who is in them. By organization. */
export type Leftovers = Record<string, { people: Record<string, boolean>; groups: Record<string, string[]> }>;

const folder = join(checkout, "test", "states");

/** Stands in a recorded stack for the address of the emulator, which is another one each time. */
const ADDRESS = "http://emulator.invalid/scim/v2/";

/** The releases of which there is a recording. */
export function recordedReleases(): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** The program that a new recording runs. */
export function programToRecord(): string {
  return readFileSync(join(folder, "program.js"), "utf8");
}

/** @param slack where the recorded stack shall find its Slack */
export function readRecording(release: string, slack: SlackEmulator): Recording {
  const read = (name: string) => readFileSync(join(folder, release, name), "utf8");
  return {
    program: read("index.js"),
    configuration: read("Pulumi.dev.yaml"),
    stack: read("stack.json").replaceAll(ADDRESS, slack.v2),
    slack: JSON.parse(read("slack.json")),
    about: readAbout(release),
  };
}

export function readAbout(release: string): About {
  return JSON.parse(readFileSync(join(folder, release, "about.json"), "utf8"));
}

/** @param slack the one that the stack was recorded with */
export function writeRecording(release: string, recording: Recording, slack: SlackEmulator): void {
  const files: Record<string, string> = {
    "index.js": recording.program,
    "Pulumi.dev.yaml": recording.configuration,
    "stack.json": toText(withoutPlaces(JSON.parse(recording.stack.replaceAll(slack.v2, ADDRESS)))),
    "slack.json": toText(recording.slack),
    "about.json": toText(recording.about),
  };
  mkdirSync(join(folder, release), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, release, name), text);
}

/** An emulator with the two organizations of every recording. */
export function twoOrganizations({ acme, globex }: About["tokens"]): Promise<SlackEmulator> {
  return startEmulator({ token: acme, organizations: [{ domain: "globex", token: globex }], limits: "off" });
}

/** What is in Slack now. */
export function leftovers(slack: SlackEmulator): Leftovers {
  return Object.fromEntries(
    ["acme", "globex"].map((domain) => {
      const people = slack.users(domain);
      const nameOf = (id: string) => people.find((person) => person.id === id)?.userName ?? id;
      const groups = slack
        .groups(domain)
        .map(
          ({ displayName, members }) =>
            [displayName, members.map(({ value }) => nameOf(value)).sort()] as const,
        );
      return [
        domain,
        {
          people: Object.fromEntries(
            people.map(({ userName, active }) => [userName, active] as const).sort(),
          ),
          groups: Object.fromEntries(groups.toSorted()),
        },
      ];
    }),
  );
}

/** A stack without the places of the machine that it was recorded on: the engine's own files, not the program. */
function withoutPlaces(value: unknown): object {
  const text = JSON.stringify(value, (key, part) => {
    const isPlace = key === "sourcePosition" && !String(part).startsWith("project:///index.js");
    return key === "stackTrace" || isPlace ? undefined : part;
  });
  return JSON.parse(text);
}

function toText(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
