import { expect, test } from "@jest/globals";
import { cloudwatchAlarmConfigureReviewedValues } from "../../policies/cloudwatch/alarm-configure-reviewed-values.ts";
import { pulumiResourceConfigureReviewedValues } from "../../policies/pulumi/resource-configure-reviewed-values.ts";
import { pulumiStackMissingReviewedResources } from "../../policies/pulumi/stack-missing-reviewed-resources.ts";
import { broken } from "./broken.ts";
import { change, drop, type Mutation, rework } from "./mutate.ts";
import { cases, stackItself } from "./policy-cases.ts";
import { resource, unknown, violations } from "./support.ts";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const ruleType = "aws:cloudwatch/eventRule:EventRule";
const selectionType = "aws:backup/selection:Selection";

const late = {
  alarmDescription: "Late",
  comparisonOperator: "GreaterThanThreshold",
  dimensions: { stack: "test-prod" },
  evaluationPeriods: 5,
  metricName: "LoginOverdueSeconds",
  namespace: "xcart/test-prod",
  okActions: [unknown],
  period: 60,
  statistic: "Maximum",
  threshold: 120,
  treatMissingData: "breaching",
};
const alarm = (properties: Record<string, unknown> = {}) => resource(alarmType, "login-guard-late", { ...late, ...properties });
const vault = (...backupVaultName: readonly string[]) => ({
  source: ["aws.backup"],
  "detail-type": ["Backup Vault State Change"],
  detail: { state: ["MODIFIED", "DELETED"], backupVaultName },
});
const rule = (pattern: object) => resource(ruleType, "backup-notices-vault", { eventPattern: JSON.stringify(pattern) });

cases(
  cloudwatchAlarmConfigureReviewedValues,
  ["passes an alarm as it was reviewed", "compliant", alarm()],
  ["passes a threshold that a setting moves a little", "compliant", alarm({ threshold: 300 })],
  ["passes one that fires much sooner", "compliant", alarm({ threshold: 1 })],
  ["refuses one that never fires", ["threshold is 1000000, and was reviewed as 120; put it back"], alarm({ threshold: 1_000_000 })],
  ["refuses one that always fires", ["threshold is 0, and was reviewed as 120; put it back"], alarm({ threshold: 0 })],
  [
    "refuses one that takes silence for health",
    ["treatMissingData is notBreaching, and was reviewed as breaching; put it back"],
    alarm({ treatMissingData: "notBreaching" }),
  ],
  [
    "refuses one that leaves it to AWS",
    ["treatMissingData is unset, and was reviewed as breaching; put it back"],
    alarm({ treatMissingData: undefined }),
  ],
  [
    "refuses a dimension of another store",
    ["dimensions.stack is other-prod, and was reviewed as {stack}; put it back"],
    alarm({ dimensions: { stack: "other-prod" } }),
  ],
  [
    "refuses a dimension more, which is another metric",
    ["dimensions.node is i-1, which was not reviewed; take it out"],
    alarm({ dimensions: { stack: "test-prod", node: "i-1" } }),
  ],
  ["refuses one that no one hears the end of", ["okActions is unset, and was reviewed as set; put it back"], alarm({ okActions: [] })],
  ["takes what AWS alone knows for what it should be", "compliant", alarm({ dimensions: unknown, okActions: unknown })],
  ["has no opinion on one that no demo has", "notApplicable", resource(alarmType, "one", late)],
  ["passes an event rule as it was reviewed", "compliant", rule(vault("test-prod-backup"))],
  ["passes one that hears more", "compliant", rule(vault("test-prod-backup-air-gapped", "test-prod-backup"))],
  [
    "refuses one that hears of one Region only",
    [
      'eventPattern is {"source":["aws.backup"],"detail-type":["Backup Vault State Change"],"detail":{"state":["MODIFIED","DELETED"],"backupVaultName":["{stack}-backup"]},"region":["eu-west-1"]}, and was reviewed as {"source":["aws.backup"],"detail-type":["Backup Vault State Change"],"detail":{"state":["MODIFIED","DELETED"],"backupVaultName":["{stack}-backup"]}}; put it back',
    ],
    rule({ ...vault("test-prod-backup"), region: ["eu-west-1"] }),
  ],
);

const calls =
  '(($.eventName = "CreateVpc") || ($.eventName = "DeleteVpc") || ($.eventName = "ModifyVpcAttribute") || ($.eventName = "AcceptVpcPeeringConnection") || ($.eventName = "CreateVpcPeeringConnection") || ($.eventName = "DeleteVpcPeeringConnection") || ($.eventName = "RejectVpcPeeringConnection"))';
const userName = "$.userIdentity.sessionContext.sessionIssuer.userName";
const vpcs = (...but: readonly string[]) => {
  const others = but.map((role) => `(${userName} != "${role}")`).join(" && ");
  const pattern = but.length === 0 ? `{ ${calls} }` : `{ ${calls} && ((${userName} NOT EXISTS) || (${others})) }`;
  const metricTransformation = { name: "trail-vpcs", namespace: "xcart/test-prod", value: "1" };
  return resource("aws:cloudwatch/logMetricFilter:LogMetricFilter", "trail-vpcs", { pattern, metricTransformation, logGroupName: unknown });
};
const counted = resource(alarmType, "any", { metricName: "trail-vpcs" });
const judged = (filter: ReturnType<typeof vpcs>) => violations(cloudwatchAlarmConfigureReviewedValues, filter, counted);

test("a filter may leave out roles by their names, and not all of them", () => {
  expect([vpcs(), vpcs("test-account-deploy-*"), vpcs("test-account-deploy-*", "x")].map(judged)).toEqual([[], [], []]);
  expect(judged(vpcs("*"))).toEqual([expect.stringContaining(" was reviewed as ")]);
});

test("findings may be mailed from critical ones on, and no less", () => {
  const findings = (...Label: readonly string[]) => {
    const choices = [{ Severity: { Label } }, { Types: [{ suffix: "External Access Granted" }] }];
    const detail = { findings: { $or: [...choices, { Compliance: { Status: ["PASSED"] } }, { RecordState: ["ARCHIVED"] }] } };
    const pattern = { source: ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"], detail };
    return violations(cloudwatchAlarmConfigureReviewedValues, resource(ruleType, "findings", { eventPattern: JSON.stringify(pattern) }));
  };
  expect([findings("HIGH", "CRITICAL"), findings("CRITICAL")]).toEqual([[], []]);
  expect([findings("HIGH"), findings("INFORMATIONAL")]).toEqual([[expect.any(String)], [expect.any(String)]]);
});

const asking = (key: string, value: string) => ({ stringEquals: [{ key: `aws:ResourceTag/${key}`, value }] });
const selection = (...conditions: readonly object[]) =>
  resource(selectionType, "backup-snapshots", { conditions, resources: ["arn:aws:s3:::*"] });
const schedule = (scheduleExpression: string) =>
  resource("aws:scheduler/schedule:Schedule", "canary-schedule", {
    groupName: "test-prod-canary-schedule",
    scheduleExpression,
    target: { retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 0 } },
  });
const seldom = (expression: string) => [`scheduleExpression is ${expression}, and was reviewed as rate(5 minutes); put it back`];

cases(
  pulumiResourceConfigureReviewedValues,
  ["passes a selection by the store's tag", "compliant", selection(asking("backup", "test-prod"))],
  [
    "refuses one by a tag that nothing has",
    ['conditions.*.stringEquals.*.value is none, and was reviewed as ["{stack}"]; put it back'],
    selection(asking("backup", "none")),
  ],
  [
    "refuses a condition more",
    [
      "conditions.*.stringEquals.*.key is aws:ResourceTag/rare, which was not reviewed; take it out",
      "conditions.*.stringEquals.*.value is yes, which was not reviewed; take it out",
    ],
    selection(asking("backup", "test-prod"), asking("rare", "yes")),
  ],
  ["passes a schedule that a setting moves", "compliant", schedule("rate(10 minutes)")],
  ["refuses one that runs each day", seldom("rate(1 day)"), schedule("rate(1 day)")],
  ["refuses one that runs once", seldom("at(2030-01-01T00:00:00)"), schedule("at(2030-01-01T00:00:00)")],
  ["has no opinion on another", "notApplicable", resource(selectionType, "theirs", {})],
);

const theirs = { ...stackItself("prod"), urn: "urn:pulumi:test-prod::theirs::pulumi:pulumi:Stack::test" };
const canary = resource("xcart-hosting:index:FunctionSchedule", "canary-schedule");

cases(
  pulumiStackMissingReviewedResources,
  ["passes a store without any of it", "compliant", stackItself("prod")],
  ["has no opinion on another program", "notApplicable", theirs],
  ["passes a schedule in its component", "compliant", stackItself("prod"), canary, schedule("rate(5 minutes)")],
  [
    "refuses a component without it",
    ["aws:scheduler/schedule:Schedule canary-schedule is missing beside xcart-hosting:index:FunctionSchedule canary-schedule; put it back"],
    stackItself("prod"),
    canary,
  ],
);

const put = (type: string, name: string, properties: Record<string, unknown>) => change([type, name], properties);

const weaker: readonly (readonly [control: string, what: string, mutation: Mutation, stack?: string])[] = [
  ["G38", "an alarm on a function that is none", put(alarmType, "canary-errors", { dimensions: { FunctionName: "demo-prod-none" } })],
  ["G38", "a filter's alarm on all stacks", put(alarmType, "trail-root-use", { dimensions: { stack: "x" } }), "demo-account"],
  [
    "G40",
    "a selection that asks for two tags",
    rework([selectionType, "backup-snapshots"], "conditions", (all) => [all, asking("a", "b")].flat()),
  ],
  [
    "G40",
    "a bucket that tells EventBridge nothing",
    put("aws:s3/bucketNotification:BucketNotification", "releases", { eventbridge: false }),
  ],
  [
    "G40",
    "a lock on another vault",
    put("aws:backup/vaultLockConfiguration:VaultLockConfiguration", "backup", { backupVaultName: "none" }),
  ],
  [
    "G40",
    "patches that are asked of no node",
    put("aws:ssm/maintenanceWindowTask:MaintenanceWindowTask", "patching-manager", { targets: [] }),
  ],
  [
    "G40",
    "a look for patches that runs once",
    put("aws:ssm/association:Association", "patching-manager-scan", { scheduleExpression: undefined }),
  ],
  ["G40", "a database with AWS's own parameters", put("aws:rds/instance:Instance", "database", { parameterGroupName: undefined })],
  ["G40", "a group that counts no nodes", put("aws:autoscaling/group:Group", "web", { enabledMetrics: [] })],
  ["G41", "an alarm that is gone", drop([alarmType, "canary-errors"])],
  ["G41", "a selection that is gone", drop([selectionType, "backup-continuous"])],
  ["G41", "a vault's notices that are gone", drop(["aws:backup/vaultNotifications:VaultNotifications", "backup"])],
  ["G41", "a rule without its target", drop(["aws:cloudwatch/eventTarget:EventTarget", "findings"]), "demo-account"],
];

for (const [control, what, mutation, stack] of weaker) broken(control, what, mutation, stack);
