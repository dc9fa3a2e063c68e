import { randomUUID } from "node:crypto";
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
  /** Nodes in service. @default - i-1 */
  nodes: readonly string[];
  /** Nodes that Patch Manager has looked at, and when; undefined: just now. @default - i-1, just now */
  scanned: Readonly<Record<string, Date | undefined>>;
}

/** moto looks for alarms by name or by state; AWS, as asked, by both. */
export function alarmsAsAsked({ operation, body }: Passing, reply: Reply): Reply | undefined {
  if (!operation.endsWith(".DescribeAlarms")) return undefined;
  const { StateValue: wanted } = JSON.parse(body);
  const { MetricAlarms: found, ...others }: { MetricAlarms: { StateValue: string }[] } = JSON.parse(reply.body);
  return { ...reply, body: JSON.stringify({ ...others, MetricAlarms: found.filter(({ StateValue }) => StateValue === wanted) }) };
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
  readonly preferences: Readonly<Record<string, string>>;
  readonly stopped: boolean;
  cancelled: boolean;
}

const minute = 60_000;
const json = (status: number, body: unknown): Reply => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
const xml = (operation: string, result: string): Reply => ({
  status: 200,
  headers: { "content-type": "text/xml" },
  body: `<${operation}Response xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><${operation}Result>${result}</${operation}Result></${operation}Response>`,
});
const refused = (code: string): Reply => ({
  status: 400,
  headers: { "content-type": "text/xml" },
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>from a test</Message></Error></ErrorResponse>`,
});

/**
 * What moto 5.2 lacks, over HTTP in the form of AWS's own answers: jobs of AWS Backup, instance refreshes, Patch Manager's counts and
 * `UpdateMaintenanceWindow`. Their clock is the test's.
 */
export class Services {
  readonly behaviour: Behaviour = {
    backupMinutes: 20,
    backupFault: undefined,
    refreshMinutes: 25,
    refreshFault: () => undefined,
    missing: 0,
    nodes: ["i-1"],
    scanned: { "i-1": undefined },
  };
  readonly backups = new Map<string, Backup>();
  readonly refreshes: Refresh[] = [];
  /** What happened, in order. */
  readonly log: string[] = [];
  /** Whether the maintenance window is on. */
  installing = false;
  readonly #now: () => Date;
  readonly #image: () => Promise<string>;

  readonly #ringing: () => Promise<readonly string[]>;

  /** `image` reads what nodes start from, `ringing` the alarms in ALARM. */
  constructor(now: () => Date, image: () => Promise<string>, ringing: () => Promise<readonly string[]>) {
    this.#now = now;
    this.#image = image;
    this.#ringing = ringing;
  }

  /** The answer, or undefined where moto has the operation. */
  async answer({ operation, body }: Passing): Promise<Reply | undefined> {
    if (operation === "PUT /backup-jobs") return this.#startBackup(JSON.parse(body));
    if (operation.startsWith("GET /backup-jobs/")) return this.#describeBackup(operation.slice("GET /backup-jobs/".length));
    if (operation === "AmazonSSM.DescribeInstancePatchStatesForPatchGroup") return this.#patchStates();
    if (operation === "AmazonSSM.GetMaintenanceWindow") return json(200, { Enabled: this.installing });
    if (operation === "AmazonSSM.UpdateMaintenanceWindow") return this.#switch(JSON.parse(body).Enabled);
    const asked = new URLSearchParams(body);
    if (asked.get("Action") === "DescribeAutoScalingGroups") return this.#describeGroup(asked.get("AutoScalingGroupNames.member.1") ?? "");
    if (asked.get("Action") === "StartInstanceRefresh") return await this.#startRefresh(asked);
    if (asked.get("Action") === "DescribeInstanceRefreshes") return this.#describeRefreshes();
    return asked.get("Action") === "CancelInstanceRefresh" ? this.#cancelRefresh() : undefined;
  }

  #startBackup(asked: Readonly<Record<string, unknown>>): Reply {
    const token = String(asked.IdempotencyToken);
    const job = this.backups.get(token) ?? { id: randomUUID(), since: this.#now().getTime(), asked };
    if (!this.backups.has(token)) this.log.push("backup");
    this.backups.set(token, job);
    return json(200, { BackupJobId: job.id, CreationDate: job.since / 1000 });
  }

  #describeBackup(id: string): Reply {
    const job = [...this.backups.values()].find((one) => one.id === id);
    if (!job) return json(400, { __type: "ResourceNotFoundException", message: id });
    const { backupMinutes, backupFault } = this.behaviour;
    if (this.#now().getTime() < job.since + backupMinutes * minute) return json(200, { BackupJobId: id, State: "RUNNING" });
    return json(200, { BackupJobId: id, State: backupFault ? "FAILED" : "COMPLETED", StatusMessage: backupFault });
  }

  #patchStates(): Reply {
    const MissingCount = this.log.includes("installing") ? 0 : this.behaviour.missing;
    const states = Object.entries(this.behaviour.scanned).map(([InstanceId, ended = this.#now()]) => ({
      InstanceId,
      MissingCount,
      FailedCount: 0,
      OperationEndTime: ended.getTime() / 1000,
    }));
    return json(200, { InstancePatchStates: states });
  }

  #describeGroup(name: string): Reply {
    const instances = this.behaviour.nodes.map(
      (id) => `<member><InstanceId>${id}</InstanceId><LifecycleState>InService</LifecycleState></member>`,
    );
    const going = "<member><InstanceId>i-going</InstanceId><LifecycleState>Terminating:Wait</LifecycleState></member>";
    const group = `<AutoScalingGroupName>${name}</AutoScalingGroupName><Instances>${instances.join("")}${going}</Instances>`;
    return xml("DescribeAutoScalingGroups", `<AutoScalingGroups><member>${group}</member></AutoScalingGroups>`);
  }

  #switch(on: boolean): Reply {
    if (on) this.log.push("installing");
    this.installing = on;
    return json(200, { Enabled: on });
  }

  async #startRefresh(asked: URLSearchParams): Promise<Reply> {
    if (this.refreshes.some((one) => this.#statusOf(one) === "InProgress")) return refused("InstanceRefreshInProgress");
    const image = await this.#image();
    const preferences = [...asked].flatMap(([name, value]) => (name.startsWith("Preferences.") ? [[name.slice(12), value] as const] : []));
    const refresh = {
      id: randomUUID(),
      since: this.#now().getTime(),
      image,
      preferences: Object.fromEntries(preferences),
      cancelled: false,
      // The worst that AWS may do: it does not say what becomes of one that is given an alarm in ALARM.
      stopped: (await this.#ringing()).some((alarm) =>
        preferences.some(([name, value]) => name.startsWith("AlarmSpecification") && value === alarm),
      ),
    };
    this.refreshes.push(refresh);
    this.log.push(`refresh to ${image}`);
    return xml("StartInstanceRefresh", `<InstanceRefreshId>${refresh.id}</InstanceRefreshId>`);
  }

  #statusOf({ since, image, stopped, cancelled }: Refresh): "Cancelled" | "InProgress" | "Failed" | "Successful" {
    if (cancelled) return "Cancelled";
    if (stopped) return "Failed";
    if (this.#now().getTime() < since + this.behaviour.refreshMinutes * minute) return "InProgress";
    return this.behaviour.refreshFault(image) === undefined ? "Successful" : "Failed";
  }

  #describeRefreshes(): Reply {
    const members = this.refreshes.map((one) => {
      const status = this.#statusOf(one);
      const reason =
        status === "Failed"
          ? `<StatusReason>${one.stopped ? "an alarm is in ALARM" : this.behaviour.refreshFault(one.image)}</StatusReason>`
          : "";
      const since = new Date(one.since).toISOString();
      return `<member><InstanceRefreshId>${one.id}</InstanceRefreshId><Status>${status}</Status>${reason}<StartTime>${since}</StartTime></member>`;
    });
    return xml("DescribeInstanceRefreshes", `<InstanceRefreshes>${members.join("")}</InstanceRefreshes>`);
  }

  #cancelRefresh(): Reply {
    const running = this.refreshes.find((one) => this.#statusOf(one) === "InProgress");
    if (!running) return refused("ActiveInstanceRefreshNotFound");
    running.cancelled = true;
    return xml("CancelInstanceRefresh", `<InstanceRefreshId>${running.id}</InstanceRefreshId>`);
  }
}
