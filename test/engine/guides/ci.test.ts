import { parse } from "yaml";
import { startEmulator } from "../../../emulator";
import { follow, type Guide } from "../support/guide";
import { addPeople, changes, inactive } from "./people";

const PROGRAM = `const { SlackScimUser } = require("pulumi-slack-scim");
for (const userName of process.env.PEOPLE.split(" "))
  new SlackScimUser(userName, { userName, emails: [{ value: userName + "@example.com" }] });`;

/** The steps of a job of the workflow, as a runner would carry them out. */
function steps(guide: Guide, job: string): string {
  const { jobs } = parse(guide.file(".github/workflows/slack.yml"));
  return jobs[job].steps.flatMap(({ run }: { run?: string }) => run ?? []).join("\n");
}

test("the jobs of the guide for CI let through what the limits allow, need a token only after the review, and find drift", async () => {
  const slack = await startEmulator({ token: "xoxp-of-the-guide-9" });
  addPeople(slack, "dora");
  const guide = follow("ci.md", slack);
  await guide.hasProject();
  for (const title of ["", "GitHub Actions", "GitLab"]) await guide.section(title);
  expect(guide.left()).toEqual([]);
  await guide.must(`cat > index.js <<'END'\n${PROGRAM}\nEND
export PEOPLE="ada bert carl" && pulumi stack init prod && pulumi up`);
  expect(guide.file("Pulumi.prod.yaml")).toContain("slack-scim:maxDeactivations");
  slack.clearLog();

  const review = `unset \${!SLACK_SCIM_*}\n${steps(guide, "review")}`;
  await guide.must(`(export PEOPLE="ada dora"\n${review})`);
  const refused = await guide.must(`(export PEOPLE="dora"\n${review}) || echo "ended with $?"`);
  expect(refused).toMatch(/refused: 3 people would be deactivated.*ended with 1/s);
  expect(slack.requests).toEqual([]);

  await guide.must(`export PEOPLE="ada dora"\n${steps(guide, "deploy")}`);
  expect(inactive(slack).sort()).toEqual(["bert", "carl"]);

  slack.clearLog();
  await guide.must(steps(guide, "drift"));
  slack.change("ada", (one) => {
    one.active = false;
  });
  expect(await guide.must(`rm drift.html; (${steps(guide, "drift")}) || true`)).toContain(
    "Managed but deactivated",
  );
  expect(guide.file("drift.html")).toContain("ada");
  expect(changes(slack)).toEqual([]);
});
