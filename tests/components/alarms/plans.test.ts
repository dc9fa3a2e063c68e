import { beforeAll, describe, expect, test } from "@jest/globals";
import { cacheAlarms, databaseAlarms, filesAlarms } from "../../../components/alarms/data-plan.ts";
import { databaseUserAlarms } from "../../../components/alarms/database-users-plan.ts";
import { egressAlarms } from "../../../components/alarms/egress-plan.ts";
import type { Registration } from "../../support/offline.ts";
import { alarmOf, backup, edge, named, registered } from "./plans.ts";

let alarms: readonly Registration[] = [];
beforeAll(async () => {
  alarms = await registered();
});

describe("the plans", () => {
  test("of the edge are about nodes, errors of both kinds by the settings' limit, and latency", () => {
    expect(edge.map(({ name, metric, statistic, threshold }) => [name, metric, statistic, threshold])).toEqual([
      ["unhealthy-nodes", "UnHealthyHostCount", "Maximum", 0],
      ["no-healthy-nodes", "HealthyHostCount", "Maximum", 1],
      ["node-errors", "HTTPCode_Target_5XX_Count", "Sum", 10],
      ["edge-errors", "HTTPCode_ELB_5XX_Count", "Sum", 10],
      ["slow-answers", "TargetResponseTime", "p95", 3],
    ]);
  });

  test("of a database watch CPU credits only where there are any", () => {
    const of = (burstable: boolean) => named(databaseAlarms("db", { storageGiB: 100, burstable }));
    const always = ["database-cpu", "database-storage", "database-memory", "database-connections", "database-queue"];
    expect([of(false), of(true)]).toEqual([always, [...always, "database-credits"]]);
  });

  test.each([
    [20, 2],
    [100, 10],
    [1000, 20],
  ])("of a database of %d GiB ring below %d GiB of free storage", (storageGiB, free) => {
    const storage = databaseAlarms("db", { storageGiB, burstable: false }).find(({ name }) => name === "database-storage");
    expect(storage?.threshold).toBe(free * 2 ** 30);
  });

  test("of a cache that may evict ring when memory is nearly full, of sessions earlier and on any eviction", () => {
    const memory = (part: string, mayEvict: boolean) =>
      cacheAlarms(part, ["m-001"], mayEvict).map(({ name, threshold }) => `${name} ${threshold}`);
    expect(memory("cache", true)).toEqual(["cache-1-cpu 80", "cache-1-memory 95"]);
    expect(memory("sessions", false)).toEqual(["sessions-1-cpu 80", "sessions-1-memory 75", "sessions-1-evictions 0"]);
  });

  test("of a cache watch replication only where there is a replica, for each node", () => {
    const lag = (members: readonly string[]) => cacheAlarms("cache", members, true).filter(({ metric }) => metric === "ReplicationLag");
    expect([lag(["m-001"]).length, lag(["m-001", "m-002"]).map(({ dimensions }) => dimensions)]).toEqual([
      0,
      [{ CacheClusterId: "m-001" }, { CacheClusterId: "m-002" }],
    ]);
  });

  test("of files watch burst credits only where there are any", () => {
    expect([named(filesAlarms("fs", "elastic")), named(filesAlarms("fs", "bursting"))]).toEqual([
      ["files-limit"],
      ["files-limit", "files-credits"],
    ]);
  });

  test("of backups ring for each resource after 26 hours, for its copy after 50, for each vault when its lock is off", () => {
    expect(
      backup
        .slice(0, 7)
        .map(({ name, metric, comparison, threshold, dimensions }) => [name, metric, comparison, threshold, Object.values(dimensions)]),
    ).toEqual([
      ["backup-watch-silent", "Invocations", "below", 1, ["test-backup-watch"]],
      ["backup-age-database", "BackupAgeHours", "above", 26, ["test", "database"]],
      ["backup-copy-age-database", "BackupCopyAgeHours", "above", 50, ["test", "database"]],
      ["backup-age-files", "BackupAgeHours", "above", 26, ["test", "files"]],
      ["backup-copy-age-files", "BackupCopyAgeHours", "above", 50, ["test", "files"]],
      ["backup-lock-backup", "VaultLocked", "below", 1, ["test", "test-backup"]],
      ["backup-lock-backup-copy", "VaultLocked", "below", 1, ["test", "test-backup-copy"]],
    ]);
  });

  test("of restore tests ring when one fails, is slow or late, and stay as they are until the next one says more", () => {
    expect(
      backup.slice(7).map(({ name, metric, comparison, threshold, silence }) => [name, metric, comparison, threshold, silence]),
    ).toEqual(
      ["rds", "efs"].flatMap((type) => [
        [`restore-test-failed-${type}`, "RestoreTestSucceeded", "below", 1, { heldBy: `restore-test-late-${type}` }],
        [`restore-test-slow-${type}`, "RestoreSeconds", "above", 14400, { heldBy: `restore-test-late-${type}` }],
        [`restore-test-late-${type}`, "RestoreTestAgeDays", "above", 9, { heldBy: "backup-watch-silent" }],
      ]),
    );
  });

  test("of the database's users watch that each password works, and that each is changed in time", () => {
    const numbers = databaseUserAlarms("test", 30, "test-database-users").map(
      ({ name, metric, comparison, threshold, dimensions, silence }) => [
        name,
        metric,
        comparison,
        threshold,
        Object.values(dimensions),
        silence,
      ],
    );
    expect(numbers).toEqual([
      ["database-user-store", "DatabaseUserWorks", "below", 1, ["test", "store"], "fires"],
      ["database-password-age-store", "DatabasePasswordAge", "above", 32, ["test", "store"], { heldBy: "database-user-store" }],
      ["database-user-upgrade", "DatabaseUserWorks", "below", 1, ["test", "upgrade"], "fires"],
      ["database-password-age-upgrade", "DatabasePasswordAge", "above", 32, ["test", "upgrade"], { heldBy: "database-user-upgrade" }],
      ["database-users-errors", "Errors", "above", 0, ["test-database-users"], { heldBy: "database-user-store" }],
      ["database-users-throttles", "Throttles", "above", 0, ["test-database-users"], { heldBy: "database-user-store" }],
    ]);
  });

  test("of egress watch each NAT gateway, and the names that nodes may not ask for", () => {
    expect(
      egressAlarms(["nat-a", "nat-b"], { ruleGroupId: "group", blockedListId: "list", sharedListId: "shared" }).map(
        ({ name, dimensions }) => [name, Object.values(dimensions)],
      ),
    ).toEqual([
      ["nat-1-ports", ["nat-a"]],
      ["nat-1-drops", ["nat-a"]],
      ["nat-2-ports", ["nat-b"]],
      ["nat-2-drops", ["nat-b"]],
      ["dns-blocked", ["group", "list"]],
      ["dns-shared-blocked", ["group", "shared"]],
    ]);
  });
});

test("blocked names are counted by the list that blocks everything, not by its group, which counts what is allowed too", () => {
  expect(alarmOf(alarms, "dns-blocked")).toMatchObject({
    namespace: "AWS/Route53Resolver",
    metricName: "FirewallRuleQueryVolume",
    dimensions: { FirewallRuleGroupId: "rslvr-1", FirewallDomainListId: "rslvr-2" },
    statistic: "Sum",
    threshold: 100,
  });
});
