import {
  lookBackHours,
  metrics,
  type WatchedAirGapped,
  type WatchedVault,
  type WatchSettings,
} from "../../domain/contracts/backup-watch.ts";
import { type MetricValues, metricLine } from "../emf.ts";

/** State of a vault, as AWS describes it. */
export interface VaultState {
  readonly created: Date;
  readonly locked: boolean;
  readonly minimumDays: number | undefined;
  readonly maximumDays: number | undefined;
  /** The team whose approval opens it to another account. */
  readonly approvalTeamArn: string | undefined;
}

/** Queries to AWS. */
export interface Sources {
  /** @throws where the vault is gone */
  readonly vault: (vault: WatchedVault) => Promise<VaultState>;
  /** Start time of a resource's newest usable backup in a vault; undefined if there is none since `after`. */
  readonly newestBackup: (vault: WatchedVault, resourceArn: string, after: Date) => Promise<Date | undefined>;
  /** Start time of the newest copy of a resource in a vault of another account; undefined if there is none since `after`. */
  readonly newestCopy: (vaultArn: string, resourceArn: string, after: Date) => Promise<Date | undefined>;
  /** End time of the newest successful restore test of a type; undefined if there is none. */
  readonly newestGoodTest: (type: string) => Promise<Date | undefined>;
}

const hour = 3_600_000;

/**
 * Looks at each backup, copy, lock and restore test, and prints a line of metrics for each. What cannot be looked at does not keep the
 * rest from being; it is thrown at the end, all of it.
 */
export async function watch(settings: WatchSettings, sources: Sources, print: (line: string) => void, now: Date): Promise<void> {
  const { own, copies } = settings.vaults;
  const { airGapped, copyVaultArn } = settings;
  const since = new Date(now.getTime() - lookBackHours * hour);
  const looks = [
    lockOf(own),
    lockOf(copies),
    ...settings.resources.flatMap((resource) => [age(metrics.backupAge, own, resource), age(metrics.copyAge, copies, resource)]),
    ...(airGapped
      ? [lockOf(airGapped), teamOf(airGapped), ...heldIn(airGapped).map((one) => age(metrics.airGappedAge, airGapped, one))]
      : []),
    ...(copyVaultArn === undefined ? [] : settings.resources.map((resource) => accountCopyAge(copyVaultArn, resource))),
    ...settings.restoreTests.types.map(testAge),
  ];
  const failures = (await Promise.allSettled(looks)).flatMap((look) => (look.status === "rejected" ? [String(look.reason)] : []));
  if (failures.length > 0) throw new Error(failures.join("\n"));

  async function lockOf(vault: WatchedVault) {
    const { locked, minimumDays, maximumDays } = await sources.vault(vault);
    const asSet = locked && minimumDays === vault.lock.minimumDays && maximumDays === vault.lock.maximumDays;
    report(metrics.locked, vault.name, asSet ? 1 : 0, { region: vault.region, locked, minimumDays, maximumDays });
  }

  /** A vault for which no team is wanted needs none, and has no metric. */
  async function teamOf({ approvalTeamArn: wanted, name, ...vault }: WatchedAirGapped) {
    if (wanted === undefined) return;
    const { approvalTeamArn: team } = await sources.vault({ name, ...vault });
    report(metrics.approvalTeam, name, team === wanted ? 1 : 0, { team });
  }

  function heldIn({ holds }: WatchedAirGapped) {
    return settings.resources.filter(({ name }) => holds.includes(name));
  }

  async function age(metric: AgeMetric, vault: WatchedVault, resource: Resource) {
    const newest = await sources.newestBackup(vault, resource.arn, since);
    await reportAge(metric, resource, vault, newest);
  }

  async function accountCopyAge(vaultArn: string, resource: Resource) {
    await reportAge(metrics.accountCopyAge, resource, own, await sources.newestCopy(vaultArn, resource.arn, since));
  }

  async function reportAge(metric: AgeMetric, { name }: Resource, vault: WatchedVault, newest: Date | undefined) {
    // A new vault has none yet: its own age is how long a backup has been missing.
    const last = newest ?? (await sources.vault(vault)).created;
    report(metric, name, Math.min(hoursSince(last), lookBackHours), { vault: vault.name, newest });
  }

  async function testAge(type: string) {
    const newest = await sources.newestGoodTest(type);
    const since = newest ?? (await sources.vault(own)).created;
    report(metrics.restoreTestAge, type, hoursSince(since) / 24, { newest });
  }

  function report({ name, dimension }: Metric, of: string, value: number, context: MetricValues["context"] = {}) {
    const { stack } = settings;
    print(
      metricLine(
        { stack, dimensions: { Stack: stack, [dimension]: of }, values: { [name]: { value, unit: "None" } }, context },
        now.getTime(),
      ),
    );
  }

  function hoursSince(time: Date): number {
    return Math.max(0, (now.getTime() - time.getTime()) / hour);
  }
}

type Metric = (typeof metrics)[keyof typeof metrics];
type AgeMetric = Extract<Metric, { dimension: "Resource" }>;
type Resource = WatchSettings["resources"][number];
