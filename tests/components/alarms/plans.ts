import { Alarms } from "../../../components/alarms/alarms.ts";
import { backupAlarms } from "../../../components/alarms/backup-plan.ts";
import { canaryAlarms } from "../../../components/alarms/canary-plan.ts";
import { certificateAlarms } from "../../../components/alarms/certificate-plan.ts";
import { cacheAlarms, databaseAlarms, filesAlarms } from "../../../components/alarms/data-plan.ts";
import { databaseUserAlarms } from "../../../components/alarms/database-users-plan.ts";
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
import { only, region, withoutTags } from "../registrations.ts";

/** Plans that several tests read by themselves. */
export const edge = loadBalancerAlarms(
  { stack: "test", loadBalancer: "app/alb/1", targetGroup: "targetgroup/web/2" },
  { latencySeconds: 3, errorsPerFiveMinutes: 10 },
);
export const certificate = certificateAlarms({
  stack: "test",
  certificateArn: "arn:certificate",
  functionName: "test-certificate",
  lifetimeDays: 45,
});
export const backup = backupAlarms({
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
export const plans: readonly AlarmPlan[] = [
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
/** Names of alarms, in their order. */
export const named = (of: readonly AlarmPlan[]) => of.map(({ name }) => name);
/** The registered alarm of a name, without its tags. */
export const alarmOf = (registrations: readonly Registration[], name: string) =>
  withoutTags(only(registrations, "aws:cloudwatch/metricAlarm:MetricAlarm", name));

/** All of them, as registered for one topic. */
export const registered = (): Promise<readonly Registration[]> =>
  deploy(() => new Alarms("alarms", { plan: plans, topicArn: "arn:topic" }));
