import { type Failure, type Flags, Phase } from "./engine";
import { type Configuration, ProviderProcess, type Surroundings } from "./process";
import { type Declared, State } from "./state";

export type Verb = "up" | "preview" | "refresh" | "destroy";

/** How a command ended. */
export interface Outcome {
  ended: "well" | "failed" | "killed" | "interrupted";
  failures: Failure[];
  /** The names of the resources that the provider was asked to check in the update, whatever its preview was told. */
  heard: ReadonlySet<string>;
  /** Whether the preview of an `up` said no. */
  isRefused: boolean;
  /** What the terminal shows beside failures. */
  lines: string[];
}

/** A command under way, for whoever ends it early. */
export interface Running {
  /** As SIGKILL does: nothing is written down any more. */
  kill(): void;
  /** As one SIGINT does. */
  interrupt(): void;
}

/** A stack on an engine that lives in this process. */
export class Stack {
  readonly state = new State();
  /** What the last `up` recorded: refresh and destroy go by it. */
  recorded: Configuration = {};

  constructor(
    readonly name: string,
    private readonly world: Surroundings,
    public configuration: Configuration,
  ) {}

  /** The configuration that a command goes by. */
  configurationOf(verb: Verb): Configuration {
    return verb === "up" || verb === "preview" ? this.configuration : this.recorded;
  }

  /** @param watch is handed the command once it runs */
  async run(
    verb: Verb,
    program: readonly Declared[],
    flags: Flags,
    watch: (running: Running) => void,
  ): Promise<Outcome> {
    if (verb === "up") this.recorded = this.configuration;
    const command = new Command(this.state, this.world, this.configurationOf(verb), flags);
    watch(command);
    const outcome = await this.world.time.during(command.run(verb, program));
    await this.world.time.untilQuiet();
    return outcome;
  }
}

/** One call of the `pulumi` command: a provider process for each of its phases. */
class Command implements Running {
  private readonly failures: Failure[] = [];
  private readonly lines: string[] = [];
  private process: ProviderProcess | undefined;
  private phase: Phase | undefined;
  private isRefused = false;
  private end: "killed" | "interrupted" | undefined;
  private readonly killed: Promise<void>;
  private die = () => {};

  constructor(
    private readonly state: State,
    private readonly world: Surroundings,
    private readonly configuration: Configuration,
    private readonly flags: Flags,
  ) {
    this.killed = new Promise((resolve) => {
      this.die = resolve;
    });
  }

  kill(): void {
    this.end = "killed";
    this.process?.kill();
    this.die();
  }

  interrupt(): void {
    this.end ??= "interrupted";
    this.phase?.interrupt();
  }

  async run(verb: Verb, program: readonly Declared[]): Promise<Outcome> {
    if (verb === "up" || verb === "preview") await this.up(verb, program);
    else if (verb === "refresh") await this.inPhase((phase) => phase.refresh());
    else await this.inPhase((phase) => phase.destroy());
    const { failures, lines, isRefused } = this;
    const heard = this.phase?.heard ?? new Set();
    return {
      isRefused,
      heard,
      ended: this.end ?? (failures.length > 0 ? "failed" : "well"),
      failures,
      lines,
    };
  }

  private async up(verb: Verb, program: readonly Declared[]): Promise<void> {
    const { skipPreview = false, refresh = false } = this.flags;
    const isPreview = verb === "preview";
    if (isPreview || !skipPreview) {
      await this.inPhase(async (phase) => {
        // A preview works on a copy of the state.
        const copy = this.state.entries;
        if (refresh) await phase.refresh();
        await phase.preview(program);
        this.state.write(copy);
      });
    }
    this.isRefused = this.failures.length > 0;
    if (isPreview || this.isRefused || this.end !== undefined) return;
    await this.inPhase(async (phase) => {
      if (refresh) await phase.refresh();
      if (phase.failures.length === 0) await phase.update(program);
    });
  }

  private async inPhase(work: (phase: Phase) => Promise<void>): Promise<void> {
    const process = new ProviderProcess(this.world, this.configuration);
    const phase = new Phase(this.state, process, this.flags);
    [this.process, this.phase] = [process, phase];
    await Promise.race([work(phase), this.killed]);
    if (this.end !== "killed") process.end();
    this.failures.push(...phase.failures);
    this.lines.push(...process.lines);
  }
}
