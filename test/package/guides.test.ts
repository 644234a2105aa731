import { existsSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { parse } from "yaml";
import { createProgram } from "../../cli";
import { codeIn, fences, readDocument } from "../support/markdown";
import { checkout } from "./built";

const inFolder = (folder: string) =>
  readdirSync(join(checkout, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));

const DOCUMENTS = [
  "README.md",
  "CONTRIBUTING.md",
  "provider/scim/README.md",
  ...inFolder("docs"),
  ...inFolder("emulator"),
];

/** What one command does, whole; what comes of calls that fail; and the list of guides. The others are guides, to be followed from top to bottom. */
const REFERENCES = ["README", "audit-log", "doctor", "drift", "faults", "guard"].map(
  (name) => `docs/${name}.md`,
);
const GUIDES = inFolder("docs").filter((path) => !REFERENCES.includes(path));

test.each(GUIDES)("%s is followed on the engine by a test of its own, and is short", (path) => {
  expect(existsSync(join(checkout, path.replace(/^docs(.*)\.md$/, "test/engine/guides$1.test.ts")))).toBe(
    true,
  );
  expect(readDocument(path).split("\n").length).toBeLessThanOrEqual(160);
});

test.each(["README.md", "docs/README.md"])("%s links every guide", (document) => {
  const linked = links(document).map(({ file }) => file);
  expect(GUIDES.filter((guide) => !linked.includes(guide))).toEqual([]);
});

test.each(DOCUMENTS)("the links of %s lead somewhere", (document) => {
  const lost = links(document).filter(
    ({ file, anchor }) =>
      !existsSync(join(checkout, file)) || (anchor !== undefined && !anchors(file).includes(anchor)),
  );
  expect(lost).toEqual([]);
});

test("the commands of this package in the documents exist, with the options that they are given", () => {
  const commands = DOCUMENTS.flatMap((path) =>
    fences(readDocument(path))
      .filter(({ language }) => language === "sh" || language === "yaml")
      .flatMap(({ code }) => [...code.matchAll(/npx pulumi-slack-scim ([^|&>;#\n]*)/g)])
      .map(([, args = ""]) => args.trim()),
  );
  expect(commands.length).toBeGreaterThan(20);
  for (const command of commands) expect([command, mistakeIn(command)]).toEqual([command, undefined]);
  expect(mistakeIn("drift --files state.json")).toContain("unknown option '--files'");
});

test("the guide for CI does the same on GitHub and on GitLab, and gives the token to no review", () => {
  const [, github, gitlab] = codeIn(readDocument("docs/ci.md"), "yaml").map((code) => parse(code));
  const { jobs } = github;
  expect(Object.keys(jobs)).toEqual(["review", "deploy", "drift"]);
  for (const [name, { steps, env }] of Object.entries<Job>(jobs)) {
    expect(steps.flatMap(({ run }) => run ?? [])).toEqual(gitlab[name].script);
    expect([name, "SLACK_SCIM_TOKEN" in { ...github.env, ...env }]).toEqual([name, name !== "review"]);
  }
});

interface Job {
  steps: { run?: string }[];
  env?: object;
}

/** The relative links of a document. */
function links(document: string): { file: string; anchor?: string }[] {
  return [...readDocument(document).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].map(
    ([, path = "", anchor]) => ({
      file: path === "" ? document : normalize(join(dirname(document), path)),
      ...(anchor !== undefined && { anchor }),
    }),
  );
}

/** The names under which a page's headings are linked. */
function anchors(document: string): string[] {
  return [...readDocument(document).matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** What the command line would say of arguments; nothing is run. */
function mistakeIn(command: string): string | undefined {
  const program = createProgram();
  for (const one of program.commands)
    one
      .action(() => {})
      .exitOverride()
      .configureOutput({ writeErr: () => {} });
  try {
    program.exitOverride().configureOutput({ writeErr: () => {} });
    program.parse(command.split(/\s+/), { from: "user" });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
