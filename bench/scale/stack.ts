import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../../tools/package-root";
import { sealedEnvironment } from "../../tools/sealed-environment";
import type { Organization } from "../organization";
import { type Peak, watchMemory } from "./memory";

/** The programs of `programs/`. */
export type Program = "single" | "directory" | "plain";

/** What people and groups a program declares: its people.json and groups.json. */
export interface Declared {
  people: Record<string, object>;
  groups: Record<string, { displayName: string; members: string[] }>;
}

/** What one command took. */
export interface Cost {
  seconds: number;
  requests: Record<string, number>;
  peak: Peak;
}

const STACK = "dev";
const PROJECT = "bench";
/** More than any command here takes. */
const TIMEOUT_MS = 400_000;

/** A stack on the real engine, in a folder that is taken away at the end. */
export class BenchStack {
  private readonly root = mkdtempSync(join(tmpdir(), "slack-scim-scale-"));
  readonly folder = join(this.root, "project");
  private readonly environment: Record<string, string>;

  private constructor(
    binDir: string,
    program: Program,
    private readonly organization: Organization,
  ) {
    const [stateDir, homeDir] = [join(this.root, "state"), join(this.root, "home")];
    for (const path of [this.folder, stateDir, homeDir, join(this.folder, "node_modules/@pulumi")])
      mkdirSync(path, { recursive: true });
    const slack = { baseUrl: organization.url, token: organization.token };
    this.environment = {
      ...sealedEnvironment({ binDir, stateDir, homeDir, slack }),
      // `destroy` lets everybody go, which guards are there to refuse.
      SLACK_SCIM_MAX_DEACTIVATIONS: "10000",
      SLACK_SCIM_MAX_GROUP_DELETIONS: "1000",
    };
    const modules = join(packageRoot(), "node_modules");
    symlinkSync(join(modules, "@pulumi/pulumi"), join(this.folder, "node_modules/@pulumi/pulumi"));
    symlinkSync(packageRoot(), join(this.folder, "node_modules/pulumi-slack-scim"));
    this.write("Pulumi.yaml", { name: PROJECT, runtime: { name: "nodejs", options: { typescript: false } } });
    this.write("package.json", { name: PROJECT, main: "index.js" });
    const source = join(packageRoot(), "bench/scale/programs", `${program}.js`);
    copyFileSync(source, join(this.folder, "index.js"));
  }

  static async open(binDir: string, program: Program, organization: Organization): Promise<BenchStack> {
    const stack = new BenchStack(binDir, program, organization);
    await stack.run("stack", "init", STACK);
    return stack;
  }

  /** Declares people and groups from now on. */
  declare({ people, groups }: Declared): void {
    this.write("people.json", people);
    this.write("groups.json", groups);
  }

  /** Runs `pulumi`; it must succeed. */
  async run(...args: string[]): Promise<Cost> {
    await this.organization.asked(); // what came before is not this command's
    const from = performance.now();
    const child = spawn("pulumi", args, {
      cwd: this.folder,
      env: this.environment,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: TIMEOUT_MS,
    });
    const stop = watchMemory(child.pid ?? 0);
    let printed = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        printed = (printed + chunk).slice(-5000);
      });
    const [code] = await once(child, "close");
    const [seconds, peak] = [(performance.now() - from) / 1000, stop()];
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${printed}`);
    return { seconds, requests: await this.organization.asked(), peak };
  }

  /** `up`, `refresh` or `destroy`, without a preview before. */
  operate(operation: "up" | "refresh" | "destroy", ...options: string[]): Promise<Cost> {
    return this.run(operation, "--yes", "--skip-preview", "--stack", STACK, ...options);
  }

  /** Bytes of the stack's state, as the file back end keeps it. */
  stateBytes(): number {
    return statSync(join(this.root, "state/.pulumi/stacks", PROJECT, `${STACK}.json`)).size;
  }

  close(): void {
    rmSync(this.root, { recursive: true });
  }

  private write(file: string, content: object): void {
    writeFileSync(join(this.folder, file), JSON.stringify(content));
  }
}
