import { randomUUID } from "node:crypto";
import { isRecord } from "../../../domain/values.ts";
import { Refusal } from "../../support/aws/refusal.ts";
import type { Answers, Input } from "../../support/aws/stub.ts";
import type { Passing, Reply } from "../../support/emulators/gateway.ts";

/** How what moto lacks behaves in a test; everything goes well unless it says otherwise. */
export interface Behaviour {
  /** Minutes that a backup takes. @default 20 */
  backupMinutes: number;
  /** Why backups fail. @default - they do not */
  backupFault: string | undefined;
  /** Minutes that a replacement of the nodes takes. @default 25 */
  refreshMinutes: number;
  /** Whether a replacement to an image fails. @default - none does */
  refreshFault: (image: string) => string | undefined;
  /** Packages that nodes lack while nothing has been installed. @default 0 */
  missing: number;
  /** Nodes in service. @default - i-00000001 */
  nodes: readonly string[];
  /** Nodes that Patch Manager has looked at, and when; undefined: just now. @default - i-00000001, just now */
  scanned: Readonly<Record<string, Date | undefined>>;
}

/** moto looks for alarms by name or by state; AWS, as asked, by both. */
export function alarmsAsAsked({ operation, body }: Passing, reply: Reply): Reply | undefined {
  if (!operation.endsWith(".DescribeAlarms")) return undefined;
  const { StateValue: wanted } = JSON.parse(body);
  const { MetricAlarms: found, ...others }: { MetricAlarms: { StateValue: string }[] } = JSON.parse(reply.body);
  return { ...reply, body: JSON.stringify({ ...others, MetricAlarms: found.filter(({ StateValue }) => StateValue === wanted) }) };
}

/**
 * What EC2 says of the image that is asked about, where a test says otherwise than moto, which has all of Amazon's images made when it is
 * started. Shape: docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html, a call with one id as the function makes it.
 */
export function imagesAsSaid(
  said: Readonly<Record<string, Readonly<Record<string, string>>>>,
  { body }: Passing,
  reply: Reply,
): Reply | undefined {
  const asked = new URLSearchParams(body);
  const changes = asked.get("Action") === "DescribeImages" ? said[asked.get("ImageId.1") ?? ""] : undefined;
  if (!changes) return undefined;
  const changed = Object.entries(changes).reduce((xml, [tag, value]) => {
    const without = xml.replace(new RegExp(`<${tag}>[^<]*</${tag}>`), "");
    return value === "" ? without : without.replace("<imageId>", `<${tag}>${value}</${tag}><imageId>`);
  }, reply.body);
  return { ...reply, body: changed };
}

interface Backup {
  readonly id: string;
  readonly since: number;
  readonly asked: Readonly<Record<string, unknown>>;
}

interface Refresh {
  readonly id: string;
  readonly since: number;
  readonly image: string;
  readonly preferences: Input;
  readonly stopped: boolean;
  cancelled: boolean;
}

const minute = 60_000;
/**
 * What moto 5.2 lacks, as AWS's own models have it: jobs of AWS Backup, instance refreshes, Patch Manager's counts and
 * `UpdateMaintenanceWindow`. Their clock is the test's.
 */
export class Services {
  readonly behaviour: Behaviour = {
    backupMinutes: 20,
    backupFault: undefined,
    refreshMinutes: 25,
    refreshFault: () => undefined,
    missing: 0,
    nodes: ["i-00000001"],
    scanned: { "i-00000001": undefined },
  };
  readonly backups = new Map<string, Backup>();
  readonly refreshes: Refresh[] = [];
  /** What happened, in order. */
  readonly log: string[] = [];
  /** Whether the maintenance window is on. */
  installing = false;
  readonly #now: () => Date;
  readonly #image: () => Promise<string>;

  readonly #firing: () => Promise<readonly string[]>;

  /** `image` reads what nodes start from, `firing` the alarms in ALARM. */
  constructor(now: () => Date, image: () => Promise<string>, firing: () => Promise<readonly string[]>) {
    this.#now = now;
    this.#image = image;
    this.#firing = firing;
  }

  /** By operation. */
  readonly answers: Answers = {
    "backup:StartBackupJob": (input) => this.#startBackup(input),
    "backup:DescribeBackupJob": ({ BackupJobId }) => this.#describeBackup(String(BackupJobId)),
    "ssm:DescribeInstancePatchStatesForPatchGroup": ({ PatchGroup }) => this.#patchStates(String(PatchGroup)),
    "ssm:GetMaintenanceWindow": () => ({ Enabled: this.installing }),
    "ssm:UpdateMaintenanceWindow": ({ Enabled }) => this.#switch(Enabled === true),
    "autoscaling:DescribeAutoScalingGroups": ({ AutoScalingGroupNames }) => this.#describeGroups(AutoScalingGroupNames),
    "autoscaling:StartInstanceRefresh": async ({ Preferences }) => await this.#startRefresh(isRecord(Preferences) ? Preferences : {}),
    "autoscaling:DescribeInstanceRefreshes": () => this.#describeRefreshes(),
    "autoscaling:CancelInstanceRefresh": () => this.#cancelRefresh(),
  };

  #startBackup(asked: Input) {
    const token = String(asked.IdempotencyToken);
    const job = this.backups.get(token) ?? { id: randomUUID(), since: this.#now().getTime(), asked };
    if (!this.backups.has(token)) this.log.push("backup");
    this.backups.set(token, job);
    return { BackupJobId: job.id, CreationDate: new Date(job.since) };
  }

  #describeBackup(id: string) {
    const job = [...this.backups.values()].find((one) => one.id === id);
    if (!job) throw new Refusal("ResourceNotFoundException", id);
    const { backupMinutes, backupFault } = this.behaviour;
    if (this.#now().getTime() < job.since + backupMinutes * minute) return { BackupJobId: id, State: "RUNNING" };
    return { BackupJobId: id, State: backupFault ? "FAILED" : "COMPLETED", StatusMessage: backupFault };
  }

  #patchStates(PatchGroup: string) {
    const MissingCount = this.log.includes("installing") ? 0 : this.behaviour.missing;
    const InstancePatchStates = Object.entries(this.behaviour.scanned).map(([InstanceId, ended = this.#now()]) => ({
      InstanceId,
      PatchGroup,
      BaselineId: "pb-0123456789abcdef0",
      Operation: "Scan",
      OperationStartTime: ended,
      OperationEndTime: ended,
      MissingCount,
      FailedCount: 0,
    }));
    return { InstancePatchStates };
  }

  #describeGroups(names: unknown) {
    const instance = (InstanceId: string, LifecycleState: string) => ({
      InstanceId,
      AvailabilityZone: "us-east-1a",
      LifecycleState,
      HealthStatus: "Healthy",
      ProtectedFromScaleIn: false,
    });
    const Instances = [...this.behaviour.nodes.map((id) => instance(id, "InService")), instance("i-0000009a", "Terminating:Wait")];
    const group = (AutoScalingGroupName: string) => ({
      AutoScalingGroupName,
      MinSize: 1,
      MaxSize: 4,
      DesiredCapacity: this.behaviour.nodes.length,
      DefaultCooldown: 300,
      AvailabilityZones: ["us-east-1a"],
      HealthCheckType: "ELB",
      CreatedTime: this.#now(),
      Instances,
    });
    return { AutoScalingGroups: (Array.isArray(names) ? names : []).map((name) => group(String(name))) };
  }

  #switch(on: boolean) {
    if (on) this.log.push("installing");
    this.installing = on;
    return { Enabled: on };
  }

  async #startRefresh(preferences: Input) {
    if (this.refreshes.some((one) => this.#statusOf(one) === "InProgress"))
      throw new Refusal("InstanceRefreshInProgress", "one is under way");
    const image = await this.#image();
    // The worst that AWS may do: it does not say what becomes of one that is given an alarm in ALARM.
    const given = isRecord(preferences.AlarmSpecification) ? preferences.AlarmSpecification.Alarms : [];
    const firing = await this.#firing();
    const stopped = Array.isArray(given) && given.some((alarm) => firing.includes(String(alarm)));
    const refresh = { id: randomUUID(), since: this.#now().getTime(), image, preferences, cancelled: false, stopped };
    this.refreshes.push(refresh);
    this.log.push(`refresh to ${image}`);
    return { InstanceRefreshId: refresh.id };
  }

  #statusOf({ since, image, stopped, cancelled }: Refresh): "Cancelled" | "InProgress" | "Failed" | "Successful" {
    if (cancelled) return "Cancelled";
    if (stopped) return "Failed";
    if (this.#now().getTime() < since + this.behaviour.refreshMinutes * minute) return "InProgress";
    return this.behaviour.refreshFault(image) === undefined ? "Successful" : "Failed";
  }

  #describeRefreshes() {
    const InstanceRefreshes = this.refreshes.map((one) => {
      const Status = this.#statusOf(one);
      const why = one.stopped ? "an alarm is in ALARM" : this.behaviour.refreshFault(one.image);
      return { InstanceRefreshId: one.id, Status, StatusReason: Status === "Failed" ? why : undefined, StartTime: new Date(one.since) };
    });
    return { InstanceRefreshes };
  }

  #cancelRefresh() {
    const running = this.refreshes.find((one) => this.#statusOf(one) === "InProgress");
    if (!running) throw new Refusal("ActiveInstanceRefreshNotFound", "none is under way");
    running.cancelled = true;
    return { InstanceRefreshId: running.id };
  }
}
