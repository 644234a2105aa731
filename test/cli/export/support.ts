import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SlackEmulator, startEmulator } from "../../../emulator";

/** What a test of an export works with: another one for each test. */
export interface Scene {
  /** The organization of the environment. */
  slack: SlackEmulator;
  /** An empty folder, which goes away with the test. */
  folder: string;
}

/** Prepares each test of a file, and hides what an export prints. */
export function sceneOfEach(): Scene {
  const scene = {} as Scene;
  beforeEach(async () => {
    scene.slack = await startEmulator();
    scene.folder = mkdtempSync(join(tmpdir(), "slack-scim-export-"));
    Object.assign(process.env, {
      SLACK_SCIM_TOKEN: scene.slack.token,
      SLACK_SCIM_BASE_URL: scene.slack.v2,
    });
    for (const output of ["log", "error"] as const) jest.spyOn(console, output).mockImplementation(() => {});
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    delete process.env.SLACK_SCIM_TOKEN;
    delete process.env.SLACK_SCIM_BASE_URL;
    rmSync(scene.folder, { recursive: true });
    await scene.slack.close();
  });
  return scene;
}
