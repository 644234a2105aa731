import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { EmulatorClock } from "../base/clock";
import { type Behaviours, withBehaviours } from "../behaviours/behaviours";
import { addOrganization } from "../state/add-organization";
import type { Emulation } from "../state/emulation";
import type { Fault } from "../state/fault";
import type { LimitProfile } from "../state/limits";
import type { LoggedRequest } from "../state/log";
import { checkOrganizationNames, type OrganizationOptions } from "../state/options";
import { restoreSnapshot, type Snapshot, takeSnapshot } from "../state/snapshot";
import { TestControls } from "../state/test-controls";

/** What the emulator's surroundings do for it. */
export interface Lifecycle {
  /** Puts everything back to how it was started. */
  reset(): void;
  /** Runs when the emulator was closed. */
  closed(): void;
}

/** A running emulator, in the hands of a test. */
export class SlackEmulator extends TestControls {
  /** Where it listens: `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Base URL of v1, trailing slash included. */
  readonly v1: string;
  /** Base URL of v2, trailing slash included. */
  readonly v2: string;
  /** Its time: `advance`, `freeze`, `thaw`. */
  readonly clock: EmulatorClock;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly server: Server,
    emulation: Emulation,
    /** The first organization's owner token. */
    readonly token: string,
    private readonly lifecycle: Lifecycle,
  ) {
    super(emulation);
    this.url = emulation.baseUrl;
    this.v1 = `${this.url}/scim/v1/`;
    this.v2 = `${this.url}/scim/v2/`;
    this.clock = emulation.clock;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The first organization's domain. */
  get domain(): string {
    return this.organization().domain;
  }

  /** All SCIM requests so far, in order. */
  get requests(): LoggedRequest[] {
    return this.emulation.log.requests;
  }

  /** The requests that could have changed something. */
  get writes(): LoggedRequest[] {
    return this.requests.filter(({ method }) => ["POST", "PUT", "PATCH", "DELETE"].includes(method));
  }

  /** Forgets the requests so far. */
  clearLog(): void {
    this.emulation.log.clear();
    this.emulation.notice("log");
  }

  /** Lets the next matching requests go wrong. */
  fault(fault: Fault): void {
    this.emulation.faults.add(fault);
    this.emulation.notice("settings");
  }

  /** The faults that have hits left. */
  get faults(): Fault[] {
    return this.emulation.faults.pending;
  }

  /** Forgets all faults that have not hit yet. */
  clearFaults(): void {
    this.emulation.faults.clear();
    this.emulation.notice("settings");
  }

  /** How everything behaves that Slack does not say in public. */
  get behaviours(): Behaviours {
    return this.emulation.behaviours;
  }

  /** Switches some behaviours from now on. */
  behave(changes: Partial<Behaviours>): void {
    this.emulation.behaviours = withBehaviours(this.emulation.behaviours, changes);
    this.emulation.notice("settings");
  }

  /** Puts other limits in force, all buckets full. */
  limit(profile: LimitProfile): void {
    this.emulation.limits.profile = profile;
    this.emulation.limits.reset();
    this.emulation.notice("settings");
  }

  /** Adds an organization with its primary owner. */
  addOrganization(options: OrganizationOptions): void {
    checkOrganizationNames(options);
    addOrganization(this.emulation, options);
  }

  /** All people and groups, as plain data that `restore` takes. */
  snapshot(): Snapshot {
    return takeSnapshot(this.emulation);
  }

  /** Puts all people and groups back to how they were at a snapshot; log, faults and clock stay. */
  restore(snapshot: Snapshot): void {
    restoreSnapshot(this.emulation, snapshot);
  }

  /** Puts everything back to how it was started: people, groups, log, faults, limits, behaviours, clock. */
  reset(): void {
    this.lifecycle.reset();
  }

  /** Stops listening and cuts every connection. */
  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    this.emulation.clock.wakeAll();
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
    this.lifecycle.closed();
  }
}
