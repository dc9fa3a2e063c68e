import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { Alarms } from "../../../components/alarms/alarms.ts";
import { AlertTopic } from "../../../components/alarms/alert-topic.ts";
import { backupAlarms } from "../../../components/alarms/backup-plan.ts";
import { canaryAlarms } from "../../../components/alarms/canary-plan.ts";
import { certificateAlarms } from "../../../components/alarms/certificate-plan.ts";
import { cacheAlarms, databaseAlarms, filesAlarms } from "../../../components/alarms/data-plan.ts";
import { databaseUserAlarms } from "../../../components/alarms/database-users-plan.ts";
import { lostCalls, lostNotices } from "../../../components/alarms/delivery-plan.ts";
import { egressAlarms } from "../../../components/alarms/egress-plan.ts";
import { findingAlarms } from "../../../components/alarms/finding-plan.ts";
import { firewallAlarms } from "../../../components/alarms/firewall-plan.ts";
import { loadBalancerAlarms } from "../../../components/alarms/load-balancer-plan.ts";
import { guardAlarms } from "../../../components/alarms/login-guard-plan.ts";
import { reputationAlarms, waitingAlarms } from "../../../components/alarms/mail-plan.ts";
import { nodeAlarms, webAlarms } from "../../../components/alarms/node-plan.ts";
import { patchingAlarms } from "../../../components/alarms/patching-plan.ts";
import { paymentPageAlarms } from "../../../components/alarms/payment-page-plan.ts";
import { pciAlarms } from "../../../components/alarms/pci-plan.ts";
import type { AlarmPlan } from "../../../components/alarms/plan.ts";
import { scanReportAlarms } from "../../../components/alarms/scan-report-plan.ts";
import { poolAlarms, signInAlarms } from "../../../components/alarms/sign-in-plan.ts";
import { trailAlarms } from "../../../components/alarms/trail-plan.ts";
import { plannedFilters } from "../../../components/audit-trail/filter-plan.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decide } from "../iam.ts";
import { accountId, inputsByName, ofType, only, region, withoutTags } from "../registrations.ts";

const edge = loadBalancerAlarms(
  { stack: "test", loadBalancer: "app/alb/1", targetGroup: "targetgroup/web/2" },
  { latencySeconds: 3, errorsPerFiveMinutes: 10 },
);
const certificate = certificateAlarms({
  stack: "test",
  certificateArn: "arn:certificate",
  functionName: "test-certificate",
  lifetimeDays: 45,
});
const backup = backupAlarms({
  stack: "test",
  resources: ["database", "files"],
  vaults: ["test-backup", "test-backup-copy"],
  copiesAway: false,
  types: ["RDS", "EFS"],
  maximumRestoreMinutes: 240,
  overdueDays: 9,
  watchFunction: "test-backup-watch",
});
/** Every alarm that there can be. */
const plans: readonly AlarmPlan[] = [
  ...edge,
  ...certificate,
  ...webAlarms("web", 2),
  ...nodeAlarms({ stack: "test", groupName: "web" }),
  ...databaseAlarms("test-database", { storageGiB: 100, burstable: true }),
  ...databaseUserAlarms("test", 30, "test-database-users"),
  ...cacheAlarms("cache", ["cache-001", "cache-002"], true),
  ...cacheAlarms("sessions", ["sessions-001", "sessions-002"], false),
  ...filesAlarms("fs-1", "bursting"),
  ...firewallAlarms({ webAclName: "test-firewall", region, blockedPerFiveMinutes: 2000, storeOrders: "challenge" }),
  ...canaryAlarms({ stack: "test", functionName: "test-canary", everyMinutes: 5, open: true, securityBuild: true }),
  ...paymentPageAlarms({ stack: "test", everyMinutes: 60 }),
  ...patchingAlarms({ stack: "test", functionName: "test-patching", longestGapDays: 7 }),
  ...egressAlarms(["nat-1", "nat-2"], { ruleGroupId: "rslvr-1", blockedListId: "rslvr-2", sharedListId: "rslvr-3" }),
  ...backup,
  ...trailAlarms(
    "demo-account",
    plannedFilters({ stack: "demo-account", expectedRoles: [], refusedCalls: 20, failedSignIns: 5 }),
    "/test/trail",
  ),
  ...guardAlarms({ stack: "test", functionName: "test-login-guard", logGroupName: "/test/logins", topicName: "test-staff-logins" }, 20),
  ...waitingAlarms("test"),
  ...reputationAlarms("test-mail"),
  ...pciAlarms("test", "test-pci-calendar"),
  ...scanReportAlarms("test", "test-scan-report"),
  ...signInAlarms("app/alb/1"),
  ...poolAlarms({ userPoolId: "pool", clientId: "client" }),
  ...findingAlarms({ stack: "test", functionName: "test-findings", ruleName: "test-findings", failedQueueName: "test-findings-failed" }),
];
const named = (of: readonly AlarmPlan[]) => of.map(({ name }) => name);
const alarmOf = (registrations: readonly Registration[], name: string) =>
  withoutTags(only(registrations, "aws:cloudwatch/metricAlarm:MetricAlarm", name));

let alarms: readonly Registration[] = [];
beforeAll(async () => {
  alarms = await deploy(() => new Alarms("alarms", { plan: plans, topicArn: "arn:topic" }));
});

describe("every alarm", () => {
  test("is registered once, and tells the topic when it rings and when all is well", () => {
    const metrics = ofType(alarms, "aws:cloudwatch/metricAlarm:MetricAlarm");
    expect(metrics.map(({ name }) => name)).toEqual(named(plans).sort());
    expect(new Set(named(plans)).size).toBe(plans.length);
    for (const { inputs } of metrics) {
      expect([inputs.alarmActions, inputs.okActions, inputs.actionsEnabled]).toEqual([["arn:topic"], ["arn:topic"], true]);
    }
  });

  test("says what is wrong and which page says what to do", () => {
    for (const { name, meaning, runbook } of plans) {
      expect(alarmOf(alarms, name).alarmDescription).toBe(`${meaning}. What to do: docs/operations/${runbook}.md`);
      expect(meaning).toMatch(/^\S.*[^.]$/);
    }
  });

  test("has a runbook that is there", () => {
    const missing = [...new Set(plans.map(({ runbook }) => `docs/operations/${runbook}.md`))].filter(
      (page) => !existsSync(new URL(`../../../${page}`, import.meta.url)),
    );
    expect(missing).toEqual([]);
  });
});

test("errors of nodes count for nothing while the store is closed", () => {
  const { metricQueries, metricName } = alarmOf(alarms, "node-errors");
  expect(metricName).toBeUndefined();
  expect(metricQueries).toEqual([
    { id: "counts", expression: "IF(FILL(excuse, 0) > 0, 0, FILL(counted, 0))", label: "HTTPCode_Target_5XX_Count", returnData: true },
    expect.objectContaining({ id: "counted", metric: expect.objectContaining({ metricName: "HTTPCode_Target_5XX_Count", stat: "Sum" }) }),
    {
      id: "excuse",
      metric: { namespace: "xcart-nodes/test", metricName: "StoreClosed", dimensions: { stack: "test" }, stat: "Maximum", period: 300 },
    },
  ]);
});

test("an alarm on a share counts two metrics, a missing one as none, and waits for enough of them", () => {
  const { metricQueries, metricName, period, threshold } = alarmOf(alarms, "firewall-share");
  const counted = (id: string, metric: string) => ({
    id,
    metric: {
      namespace: "AWS/WAFV2",
      metricName: metric,
      dimensions: { WebACL: "test-firewall", Region: region, Rule: "ALL" },
      stat: "Sum",
      period: 300,
    },
  });
  expect(metricQueries).toEqual([
    { id: "share", expression: "IF(all < 500, 0, 100 * part / all)", label: "percent", returnData: true },
    { id: "all", expression: "part + rest" },
    { id: "part", expression: "FILL(counted, 0)" },
    { id: "rest", expression: "FILL(others, 0)" },
    counted("counted", "BlockedRequests"),
    counted("others", "AllowedRequests"),
  ]);
  expect([metricName, period, threshold]).toEqual([undefined, undefined, 33]);
});

test("an alarm on what is lost adds up what several senders lost, and takes what there is", () => {
  const lost = lostCalls("watch-schedule", { by: { group: "test-watch" }, functionName: "test-watch" });
  expect([lost.metric, ...(lost.plus ?? []).map(({ metric }) => metric)]).toEqual([
    "InvocationDroppedCount",
    "TargetErrorCount",
    "AsyncEventsDropped",
  ]);
  const many = lostNotices(
    "notices",
    Array.from({ length: 12 }, (_, i) => `rule-${i}`),
  );
  expect(many.map(({ name, plus = [] }) => [name, plus.length + 1])).toEqual([
    ["notices-lost", 10],
    ["notices-more-lost", 2],
  ]);
});

test("an alarm on a percentile ignores too few values, and asks for three in a row", () => {
  expect(alarmOf(alarms, "slow-answers")).toEqual({
    alarmDescription: "One request in twenty is slow. What to do: docs/operations/slow-answers.md",
    namespace: "AWS/ApplicationELB",
    metricName: "TargetResponseTime",
    dimensions: { LoadBalancer: "app/alb/1", TargetGroup: "targetgroup/web/2" },
    extendedStatistic: "p95",
    evaluateLowSampleCountPercentiles: "ignore",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 3,
    period: 300,
    evaluationPeriods: 3,
    treatMissingData: "notBreaching",
    actionsEnabled: true,
    alarmActions: ["arn:topic"],
    okActions: ["arn:topic"],
  });
});

describe("silence", () => {
  const rings = plans.filter(({ silence }) => silence === "fires");

  test("is an alarm where a dead thing sends nothing", () => {
    expect(named(rings)).toEqual([
      "no-healthy-nodes",
      "certificate-silence",
      "web-too-few",
      "files-silent",
      "scripts-silent",
      "node-disk",
      "database-storage",
      "database-user-store",
      "database-user-upgrade",
      "cache-1-cpu",
      "cache-2-cpu",
      "sessions-1-cpu",
      "sessions-2-cpu",
      "canary",
      "payment-page-unseen",
      "patching-silent",
      "backup-watch-silent",
      "trail-silent",
      "login-guard-late",
      "asv-scan-due",
      "scan-report-missing",
    ]);
    expect(alarmOf(alarms, "no-healthy-nodes")).toMatchObject({
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      period: 60,
      evaluationPeriods: 2,
      treatMissingData: "breaching",
    });
  });

  /** What counts only what happens, so that nothing is said where nothing does; all else has to be told by someone. */
  const events = [
    "boot-failed",
    "cache-1-lag",
    "cache-2-lag",
    "dns-blocked",
    "dns-shared-blocked",
    "edge-errors",
    "files-changed",
    "files-unwatched",
    "finding-mail-errors",
    "finding-mail-throttles",
    "findings-failed",
    "findings-gathered-lost",
    "findings-unreadable",
    "firewall-blocked",
    "firewall-orders",
    "firewall-orders-store",
    "firewall-share",
    "login-attack",
    "login-bad-lines",
    "login-lines-lost",
    "login-lock-open",
    "login-mails-failed",
    "login-mails-undelivered",
    "login-spray",
    "mail-bounces",
    "mail-complaints",
    "mail-failed",
    "mail-waiting",
    "node-errors",
    "order-declines",
    "order-declines-open",
    "payment-page-blocked",
    "scripts-changed",
    "scripts-unwatched",
    "sessions-1-lag",
    "sessions-2-lag",
    "sign-in-errors",
    "sign-in-failures",
    "sign-in-refused",
    "sign-in-stolen-password",
    "sign-in-takeover-high",
    "sign-in-takeover-medium",
    "slow-answers",
    "store-closed",
  ];

  test("is none of good news but where only what happens is counted", () => {
    const none = plans.filter(({ silence }) => silence === "none").map(({ name }) => name);
    expect(none.filter((name) => !name.startsWith("trail-")).sort()).toEqual(events);
    for (const { name, silence } of plans)
      expect([name, alarmOf(alarms, name).treatMissingData]).toEqual([
        name,
        silence === "fires" ? "breaching" : silence === "none" ? "notBreaching" : "ignore",
      ]);
  });

  test("that one alarm leaves to another rings there at last", () => {
    const byName = new Map(plans.map((plan) => [plan.name, plan]));
    const teller = ({ silence }: AlarmPlan, steps = 0): unknown => {
      if (typeof silence === "string" || steps > 3) return silence;
      const next = byName.get(silence.heldBy);
      return next ? teller(next, steps + 1) : `no alarm ${silence.heldBy}`;
    };
    const held = plans.filter(({ silence }) => typeof silence !== "string");
    expect(held.map((plan) => [plan.name, teller(plan)])).toEqual(held.map(({ name }) => [name, "fires"]));
  });
});

describe("of a certificate", () => {
  test("ACM's own count is watched too, below a quarter of its life, and stays an alarm when ACM counts no further", () => {
    expect(alarmOf(alarms, "certificate-expiry")).toMatchObject({
      namespace: "AWS/CertificateManager",
      metricName: "DaysToExpiry",
      dimensions: { CertificateArn: "arn:certificate" },
      statistic: "Minimum",
      comparisonOperator: "LessThanThreshold",
      threshold: 11.25,
      treatMissingData: "ignore",
    });
  });

  test("three days without a good run are too many, also if nothing runs at all", () => {
    expect(alarmOf(alarms, "certificate-silence")).toMatchObject({
      namespace: "xcart/test",
      metricName: "Success",
      dimensions: { stack: "test" },
      statistic: "Sum",
      threshold: 1,
      period: 86400,
      evaluationPeriods: 3,
      treatMissingData: "breaching",
    });
  });

  test("the fraction of its life counts, not days", () => {
    const shortlived = certificateAlarms({ stack: "test", certificateArn: "arn", functionName: "f", lifetimeDays: 160 / 24 });
    const thresholds = [certificate, shortlived].map((plan) => plan.slice(0, 2).map(({ threshold }) => threshold));
    expect(thresholds).toEqual([
      [0.25, 11.25],
      [0.25, 160 / 24 / 4],
    ]);
  });
});

test("alarms wait for what must be there first", async () => {
  const registrations = await deploy(() => {
    const topic = new AlertTopic("alerts", { region, accountId, contacts: [], keyArn: "arn:log-key" });
    new Alarms("alarms", { plan: certificate.slice(0, 1), topicArn: "arn:topic", after: [topic] });
  });
  const { dependencies } = only(registrations, "aws:cloudwatch/metricAlarm:MetricAlarm");
  expect(dependencies).toContain(only(registrations, "aws:sns/topic:Topic").urn);
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

describe("the alert topic", () => {
  let topic: readonly Registration[] = [];
  beforeAll(async () => {
    const contacts = ["operations@example.com", "owner@example.com"];
    topic = await deploy(() => new AlertTopic("alerts", { region, accountId, contacts, keyArn: "arn:log-key" }));
  });

  test("is encrypted, and every contact subscribes by e-mail", () => {
    expect(withoutTags(only(topic, "aws:sns/topic:Topic"))).toEqual({
      name: "test-alerts",
      displayName: "Store alerts",
      kmsMasterKeyId: "arn:log-key",
    });
    expect(inputsByName(topic, "aws:sns/topicSubscription:TopicSubscription")).toEqual(
      Object.fromEntries(
        ["operations@example.com", "owner@example.com"].map((endpoint) => [
          `alerts-${endpoint}`,
          { topic: "arn:aws:test:::alerts", protocol: "email", endpoint },
        ]),
      ),
    );
  });

  const publish = (principal: string, context: Record<string, string>) =>
    decide(only(topic, "aws:sns/topicPolicy:TopicPolicy").inputs.policy, {
      principal,
      action: "sns:Publish",
      resource: `arn:aws:sns:${region}:${accountId}:test-alerts`,
      context: { "aws:SecureTransport": "true", ...context },
    });

  test.each(["events.amazonaws.com", "backup.amazonaws.com"])("lets %s publish, which names no account, by TLS", (service) => {
    expect(publish(service, {})).toBe("allowed");
    expect(publish(service, { "aws:SecureTransport": "false" })).toBe("denied");
  });

  test.each(["cloudwatch.amazonaws.com", "events.rds.amazonaws.com"])("lets %s publish for this account only", (service) => {
    expect(publish(service, { "aws:SourceAccount": accountId })).toBe("allowed");
    expect(publish(service, { "aws:SourceAccount": "999999999999" })).toBe("unmentioned");
    expect(publish(service, { "aws:SourceAccount": accountId, "aws:SecureTransport": "false" })).toBe("denied");
  });

  test("lets no one else publish", () => {
    expect(publish("lambda.amazonaws.com", { "aws:SourceAccount": accountId })).toBe("unmentioned");
    expect(publish("anonymous", {})).toBe("unmentioned");
  });
});
