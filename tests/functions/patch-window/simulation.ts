import type { PatchRecord, PatchRequest } from "../../../domain/contracts/patch-window.ts";
import type { ImageFacts } from "../../../domain/images.ts";
import type { PatchState } from "../../../functions/patch-window/state.ts";
import { type Tick, tick } from "../../../functions/patch-window/tick.ts";
import type { BackupJob, Progress, Refresh, StagingWord, World } from "../../../functions/patch-window/world.ts";

/** A run that was killed: what it had not saved is lost. */
class Killed extends Error {}

/** How AWS behaves in a simulation; everything goes well unless it says otherwise. */
export interface Conditions {
  /** Minutes that a backup takes. @default 20 */
  readonly backupMinutes?: number;
  readonly backupFails?: boolean;
  /** Minutes that a refresh takes. @default 25 */
  readonly refreshMinutes?: number;
  /** Which refreshes fail, counted from 0. @default - none */
  readonly failingRefreshes?: readonly number[];
  /** Alarms that ring at a moment. @default - none */
  readonly firing?: (now: Date, sim: Simulation) => string[];
  /** Whether shoppers are let in at a moment. @default - they are */
  readonly door?: (now: Date) => string;
  /** What staging says. @default - nothing */
  readonly staging?: StagingWord;
  /** What EC2 says of an image in place of that it is Amazon's; undefined: it knows none. @default - all are Amazon's */
  readonly image?: (facts: ImageFacts, now: Date) => ImageFacts | undefined;
  /** Packages that nodes lack while nothing has been installed. @default 0 */
  readonly missing?: number;
  /** Minutes until Parameter Store takes an image that was written. @default 0 */
  readonly imageMinutes?: number;
  /** Nodes of which nothing is known that ended at a moment or later. @default - none */
  readonly unknown?: (since: Date, now: Date) => readonly string[];
}

interface Job {
  readonly id: string;
  readonly startedAt: Date;
  readonly minutes: number;
  readonly outcome: Progress;
  readonly image: string;
  cancelledAt?: Date;
}

const minute = 60_000;

/** An image of Amazon's; `ami-3` came a day after `ami-2`. */
export const amazons = (id: string): ImageFacts => ({
  id,
  owner: "137112412989",
  alias: "amazon",
  name: "al2023-ami-2023.11.20260427.1-kernel-6.1-arm64",
  architecture: "arm64",
  state: "available",
  isPublic: true,
  rootDevice: "ebs",
  virtualization: "hvm",
  bootMode: "uefi",
  created: new Date(Date.UTC(2026, 0, Number(id.slice("ami-".length)) || 1)),
  deprecated: undefined,
});

/** What the request of a store with a Sunday window says. */
export const request: PatchRequest = {
  stack: "demo-prod",
  window: { weekday: "sun", start: "03:00", hours: 3, timezone: "Europe/Berlin" },
  freezes: [],
  soakDays: 0,
  imageParameter: "/demo-prod/image",
  newestParameter: "/aws/service/newest",
  stateParameter: "/demo-prod/patching/state",
  stateKeyArn: "arn:aws:kms:us-east-1:123456789012:key/data",
  groupName: "web",
  patchGroup: "demo-prod",
  alarms: ["node-errors", "canary"],
  maintenanceWindowId: "mw-0123456789abcdef0",
  backup: { vaultName: "demo-prod", roleArn: "arn:aws:iam::123456789012:role/backup", resourceArns: ["db", "files"], keepDays: 14 },
  records: { bucket: "archive", prefix: "patching/" },
};

/** One store in an AWS of which the clock is in the test's hand. */
export class Simulation {
  #taken: { readonly image: string; readonly at: Date } | undefined;
  readonly records: PatchRecord[] = [];
  readonly backups = new Map<string, Job>();
  readonly refreshes: Job[] = [];
  /** What happened, in order, for assertions about what came before what. */
  readonly log: string[] = [];
  state: PatchState | undefined;
  image = "ami-1";
  newest = "ami-2";
  installing = false;
  now: Date;
  readonly request: PatchRequest;
  readonly conditions: Conditions;

  constructor(start: string, change: Partial<PatchRequest> = {}, conditions: Conditions = {}) {
    this.now = new Date(start);
    this.request = { ...request, ...change };
    this.conditions = conditions;
    this.state = { version: 1, images: [], handled: "2020-01-01T00:00:00.000Z" };
  }

  /** One run; killed when it makes its call number `killAt`, before or after the call has had its effect. */
  async tick(killAt = Number.POSITIVE_INFINITY, when: "before" | "after" = "before"): Promise<Tick | undefined> {
    let calls = 0;
    const counted = new Proxy(this.world(), {
      get: (world, name, receiver) => {
        const call: unknown = Reflect.get(world, name, receiver);
        if (name === "now" || typeof call !== "function") return call;
        return async (...args: unknown[]) => {
          calls += 1;
          if (calls === killAt && when === "before") throw new Killed();
          const result: unknown = await Reflect.apply(call, world, args);
          if (calls === killAt) throw new Killed();
          return result;
        };
      },
    });
    try {
      return await tick(this.request, counted);
    } catch (error) {
      if (error instanceof Killed) return undefined;
      throw error;
    }
  }

  /** Runs every `every` minutes until `end`. */
  async until(end: string, every = 5): Promise<this> {
    for (; this.now < new Date(end); this.now = new Date(this.now.getTime() + every * minute)) await this.tick();
    return this;
  }

  private progress({ startedAt, minutes, outcome, cancelledAt }: Job): Progress {
    if (cancelledAt) return "failed";
    return this.now.getTime() < startedAt.getTime() + minutes * minute ? "running" : outcome;
  }

  private world(): World {
    return {
      now: () => this.now,
      loadState: async () => this.state,
      saveState: async (state) => {
        this.state = state;
      },
      door: async () => this.conditions.door?.(this.now) ?? "open",
      stagingState: async () => this.conditions.staging,
      currentImage: async () => {
        if (this.#taken && this.now >= this.#taken.at) this.image = this.#taken.image;
        return this.request.imageParameter ? this.image : undefined;
      },
      newestImage: async () => this.newest,
      image: async (id) => (this.conditions.image ? this.conditions.image(amazons(id), this.now) : amazons(id)),
      setImage: async (id) => {
        this.#taken = { image: id, at: new Date(this.now.getTime() + (this.conditions.imageMinutes ?? 0) * minute) };
      },
      startBackups: async (token) => this.request.backup.resourceArns.map((arn) => this.startBackup(`${token} ${arn}`)),
      backups: async (ids) => ids.map((id) => this.described(id)),
      refreshes: async () => this.refreshes.map((job): Refresh => ({ ...job, progress: this.progress(job) })).reverse(),
      startRefresh: async (alarms) => this.startRefresh(alarms),
      cancelRefresh: async () => this.cancelRefresh(),
      firing: async () => this.conditions.firing?.(this.now, this) ?? [],
      nodePatches: async (since) => ({
        missing: this.log.includes("installing") ? 0 : (this.conditions.missing ?? 0),
        unknown: this.conditions.unknown?.(since, this.now) ?? [],
      }),
      setInstalling: async (on) => this.setInstalling(on),
      writeRecord: async (record) => this.write(record),
    };
  }

  private startBackup(token: string): string {
    const outcome = this.conditions.backupFails ? "failed" : "succeeded";
    const job = this.backups.get(token) ?? {
      id: `backup ${token}`,
      startedAt: this.now,
      minutes: this.conditions.backupMinutes ?? 20,
      outcome,
      image: this.image,
    };
    if (!this.backups.has(token)) this.log.push("backup");
    this.backups.set(token, job);
    return job.id;
  }

  private described(id: string): BackupJob {
    const job = [...this.backups.values()].find((one) => one.id === id);
    if (!job) throw new Error(`no backup ${id}`);
    return { id, progress: this.progress(job), detail: job.outcome === "failed" ? "disk full" : undefined };
  }

  private startRefresh(alarms: readonly string[]): string {
    if (this.refreshes.some((job) => this.progress(job) === "running")) throw new Error("InstanceRefreshInProgress");
    const firing = this.conditions.firing?.(this.now, this) ?? [];
    // As AWS may: it does not say what becomes of one that is given an alarm in ALARM.
    const failing = this.conditions.failingRefreshes?.includes(this.refreshes.length) || alarms.some((alarm) => firing.includes(alarm));
    const id = `refresh-${this.refreshes.length}`;
    const minutes = this.conditions.refreshMinutes ?? 25;
    this.refreshes.push({ id, startedAt: this.now, minutes, outcome: failing ? "failed" : "succeeded", image: this.image });
    this.log.push(`refresh to ${this.image}`);
    return id;
  }

  private cancelRefresh(): void {
    for (const job of this.refreshes) if (this.progress(job) === "running") job.cancelledAt = this.now;
  }

  private setInstalling(on: boolean): void {
    if (on && !this.installing) this.log.push("installing");
    this.installing = on;
  }

  private write(record: PatchRecord): void {
    if (this.records.some(({ windowStart }) => windowStart === record.windowStart)) return;
    this.records.push(record);
    this.log.push(record.result);
  }
}
