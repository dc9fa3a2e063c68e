import { expect, test } from "@jest/globals";
import { backupLogicallyairgappedvaultDisallowManualOpening } from "../../policies/backup/logicallyairgappedvault-disallow-manual-opening.ts";
import { backupLogicallyairgappedvaultMissingCopies } from "../../policies/backup/logicallyairgappedvault-missing-copies.ts";
import { backupPlanConfigureFrequencyAndRetention } from "../../policies/backup/plan-configure-frequency-and-retention.ts";
import { backupPlanEnableCopies } from "../../policies/backup/plan-enable-copies.ts";
import { backupRestoretestingplanMissingRestoreTests } from "../../policies/backup/restoretestingplan-missing-restore-tests.ts";
import { backupSelectionEnforceCoverage } from "../../policies/backup/selection-enforce-coverage.ts";
import { backupVaultConfigureCustomerManagedKey } from "../../policies/backup/vault-configure-customer-managed-key.ts";
import { backupVaultDisallowManualDeletion } from "../../policies/backup/vault-disallow-manual-deletion.ts";
import { backupVaultEnableLock } from "../../policies/backup/vault-enable-lock.ts";
import { backupVaultpolicyDisallowForeignCopies } from "../../policies/backup/vaultpolicy-disallow-foreign-copies.ts";
import { daysBetween } from "../../policies/model/schedules.ts";
import { document, testCases } from "./data-cases.ts";
import { kinds, resource, unknown, urnOf } from "./support.ts";

const database = (properties: Record<string, unknown> = {}) => resource("aws:rds/instance:Instance", "shop", properties);
const selection = (properties: Record<string, unknown>) => resource("aws:backup/selection:Selection", "all", properties);
const plan = (rule: object, properties: Record<string, unknown> = {}) =>
  resource("aws:backup/plan:Plan", "daily", { rules: [rule], ...properties });
const vault = resource("aws:backup/vault:Vault", "vault", { name: "shop", kmsKeyArn: "arn:aws:kms:eu-west-1:1:key/1" });
const part = (type: string, properties: Record<string, unknown>) => resource(type, "one", { backupVaultName: "shop", ...properties });
const lock = (properties: Record<string, unknown>) => part("aws:backup/vaultLockConfiguration:VaultLockConfiguration", properties);
const denying = (...Action: readonly string[]) =>
  part("aws:backup/vaultPolicy:VaultPolicy", { policy: document({ Effect: "Deny", Principal: "*", Action, Resource: "*" }) });
const airGapped = resource("aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault", "far", {
  name: "shop",
  minRetentionDays: 7,
  maxRetentionDays: 400,
});
const farArn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:shop";
const into = (deleteAfter: number | undefined) =>
  plan({ ruleName: "daily", copyActions: [{ destinationVaultArn: farArn, lifecycle: { deleteAfter } }] });
const admitting = (AWS: string, Action = "backup:CopyIntoBackupVault", Condition = {}) =>
  part("aws:backup/vaultPolicy:VaultPolicy", {
    policy: document({ Effect: "Allow", Principal: { AWS }, Action, Resource: "*", Condition }),
  });
const refusedNothing =
  "the vault's policy does not deny backup:DeleteRecoveryPoint, backup:UpdateRecoveryPointLifecycle, backup:PutBackupVaultAccessPolicy; add a statement that does";
const stack = resource("pulumi:pulumi:Stack", "one");
const testing = (scheduleExpression: string) =>
  resource("aws:backup/restoreTestingPlan:RestoreTestingPlan", "tests", { name: "tests", scheduleExpression });
const tested = (protectedResourceType: string) =>
  resource("aws:backup/restoreTestingSelection:RestoreTestingSelection", "one", { restoreTestingPlanName: "tests", protectedResourceType });
const provider = resource("pulumi:providers:aws", "aws", {
  region: "eu-west-1",
  allowedAccountIds: '["123456789012"]',
  defaultTags: '{"tags":{"store":"shop"}}',
});
const copyTo = (region: string) =>
  plan({ copyActions: [{ destinationVaultArn: `arn:aws:backup:${region}:123456789012:backup-vault:far` }] });
const continuous = resource("aws:backup/plan:Plan", "continuous", {
  rules: [{ enableContinuousBackup: true, lifecycle: { deleteAfter: 7 } }],
});
const left = ["no backup plan's Selection includes it; add its ARN or tag"];

testCases([
  [backupSelectionEnforceCoverage, "no plan at all is reported", ["no backup plan has a Selection; add one for the resource"], database()],
  [
    backupSelectionEnforceCoverage,
    "a resource named by its ARN is compliant",
    [],
    database({ arn: "arn:aws:rds:eu-west-1:1:db:shop" }),
    selection({ resources: ["arn:aws:rds:eu-west-1:1:db:shop"] }),
  ],
  [
    backupSelectionEnforceCoverage,
    "a pattern is compliant",
    [],
    database({ arn: unknown }),
    selection({ resources: ["arn:aws:rds:*:*:db:*"] }),
  ],
  [
    backupSelectionEnforceCoverage,
    "a resource named by what a value is made of is compliant",
    [],
    database(),
    resource(
      "aws:backup/selection:Selection",
      "all",
      { resources: [unknown] },
      { propertyDependencies: { resources: [urnOf("aws:rds/instance:Instance", "shop")] } },
    ),
  ],
  [
    backupSelectionEnforceCoverage,
    "a reason not to is looked at no further",
    "notApplicable",
    resource("aws:dynamodb/table:Table", "guard", { tags: { "not-backed-up": "minutes of failed logins" } }),
    selection({ resources: ["arn:aws:rds:*:*:db:*"] }),
  ],
  [
    backupSelectionEnforceCoverage,
    "no reason is none",
    left,
    resource("aws:dynamodb/table:Table", "guard", { tags: { "not-backed-up": "" } }),
    selection({ resources: ["arn:aws:rds:*:*:db:*"] }),
  ],
  [
    backupSelectionEnforceCoverage,
    "a tag is compliant",
    [],
    database({ tags: { backup: "yes" } }),
    selection({ selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "yes" }] }),
  ],
  [
    backupSelectionEnforceCoverage,
    "a tag of the provider's is compliant",
    [],
    provider,
    database(),
    selection({ conditions: [{ stringEquals: [{ key: "aws:ResourceTag/store", value: "shop" }] }] }),
  ],
  [
    backupSelectionEnforceCoverage,
    "another tag is reported",
    left,
    database({ tags: { backup: "no" } }),
    selection({ selectionTags: [{ key: "backup", value: "yes" }] }),
  ],
  [
    backupSelectionEnforceCoverage,
    "what a selection leaves out is reported",
    left,
    database(),
    selection({ resources: ["*"], notResources: ["arn:aws:rds:*:*:db:*"] }),
  ],
  [backupSelectionEnforceCoverage, "a replica is not judged", "notApplicable", database({ replicateSourceDb: "shop" })],
  [
    backupPlanConfigureFrequencyAndRetention,
    "daily for five weeks is compliant",
    [],
    plan({ schedule: "cron(0 3 * * ? *)", lifecycle: { deleteAfter: 35 } }),
  ],
  [
    backupPlanConfigureFrequencyAndRetention,
    "weekly is reported",
    ["the plan backs up each 7 days for 35 days; add a daily rule that keeps backups for 35 days or more"],
    plan({ schedule: "cron(0 3 ? * SUN *)", lifecycle: { deleteAfter: 35 } }),
  ],
  [
    backupPlanConfigureFrequencyAndRetention,
    "a week is reported",
    ["the plan backs up each 1 days for 7 days; add a daily rule that keeps backups for 35 days or more"],
    plan({ lifecycle: { deleteAfter: 7 } }),
  ],
  [
    backupPlanConfigureFrequencyAndRetention,
    "unknown rules are unknown",
    "unknown",
    resource("aws:backup/plan:Plan", "daily", { rules: unknown }, { propertyDependencies: { rules: [urnOf("a:b:C", "c")] } }),
  ],
  [
    backupPlanConfigureFrequencyAndRetention,
    "a week of continuous backups alone is reported",
    ["the plan backs up each 1 days for 7 days; add a daily rule that keeps backups for 35 days or more"],
    continuous,
  ],
  [
    backupPlanConfigureFrequencyAndRetention,
    "a week of continuous backups beside another such plan is reported",
    ["the plan backs up each 1 days for 7 days; add a daily rule that keeps backups for 35 days or more"],
    continuous,
    resource("aws:backup/plan:Plan", "other", { rules: [{ enableContinuousBackup: true }] }),
  ],
  [backupVaultConfigureCustomerManagedKey, "a key is compliant", [], vault],
  [
    backupVaultConfigureCustomerManagedKey,
    "none is reported",
    ["kmsKeyArn is unset; set the ARN of a customer-managed key"],
    resource("aws:backup/vault:Vault", "vault"),
  ],
  [backupVaultDisallowManualDeletion, "a refusal is compliant", [], vault, denying("backup:Delete*", "backup:Update*", "backup:Put*")],
  [
    backupVaultDisallowManualDeletion,
    "what is not refused is reported",
    ["the vault's policy does not deny backup:UpdateRecoveryPointLifecycle, backup:PutBackupVaultAccessPolicy; add a statement that does"],
    vault,
    denying("backup:DeleteRecoveryPoint"),
  ],
  [backupVaultEnableLock, "a lock is compliant", [], vault, lock({ minRetentionDays: 35, changeableForDays: 3 })],
  [backupVaultEnableLock, "none is reported", ["the vault has no VaultLockConfiguration; add one"], vault],
  [backupVaultEnableLock, "one without time is reported", ["minRetentionDays is unset; set 7 or more"], vault, lock({})],
  [backupVaultDisallowManualDeletion, "of an air-gapped vault what is not refused is reported too", [refusedNothing], airGapped],
  [
    backupLogicallyairgappedvaultDisallowManualOpening,
    "one that refuses to say who opens it is compliant",
    [],
    airGapped,
    denying("backup:AssociateBackupVaultMpaApprovalTeam", "backup:Disassociate*"),
  ],
  [
    backupLogicallyairgappedvaultDisallowManualOpening,
    "one that someone may name a team for is reported",
    ["the vault's policy does not deny backup:AssociateBackupVaultMpaApprovalTeam; add a statement that does"],
    airGapped,
    denying("backup:DisassociateBackupVaultMpaApprovalTeam"),
  ],
  [backupLogicallyairgappedvaultMissingCopies, "copies within its bounds are compliant", [], airGapped, into(35)],
  [
    backupLogicallyairgappedvaultMissingCopies,
    "backups that go there first are compliant",
    [],
    airGapped,
    plan({ ruleName: "daily", lifecycle: { deleteAfter: 35 }, targetLogicallyAirGappedBackupVaultArn: farArn }),
  ],
  [
    backupLogicallyairgappedvaultMissingCopies,
    "no copy is reported",
    ["no plan's rule copies into the vault; add copyActions with its ARN"],
    airGapped,
    copyTo("eu-central-1"),
  ],
  [
    backupLogicallyairgappedvaultMissingCopies,
    "a copy that it never takes is reported",
    ["the rule daily keeps copies in the vault for 401 days; set 7 to 400"],
    airGapped,
    into(401),
  ],
  [
    backupLogicallyairgappedvaultMissingCopies,
    "a copy that would stay for ever is reported",
    ["the rule daily keeps copies in the vault for unset days; set 7 to 400"],
    airGapped,
    into(undefined),
  ],
  [backupVaultpolicyDisallowForeignCopies, "a refusal is compliant", [], denying("backup:*")],
  [backupVaultpolicyDisallowForeignCopies, "one account that copies is compliant", [], admitting("arn:aws:iam::210987654321:root")],
  [
    backupVaultpolicyDisallowForeignCopies,
    "everyone of an account is compliant",
    [],
    admitting("*", "backup:CopyIntoBackupVault", { StringEquals: { "aws:PrincipalAccount": "210987654321" } }),
  ],
  [backupVaultpolicyDisallowForeignCopies, "everyone is reported", ["the policy allows *; name an account"], admitting("*")],
  [
    backupVaultpolicyDisallowForeignCopies,
    "everyone but one is reported",
    ["the policy allows *; name an account"],
    admitting("*", "backup:CopyIntoBackupVault", { StringNotEquals: { "aws:PrincipalAccount": "210987654321" } }),
  ],
  [
    backupVaultpolicyDisallowForeignCopies,
    "more than to copy is reported",
    ["the policy allows backup:*; allow backup:CopyIntoBackupVault only"],
    admitting("arn:aws:iam::210987654321:root", "backup:*"),
  ],
  [backupPlanEnableCopies, "another Region is compliant", [], provider, copyTo("eu-central-1")],
  [
    backupPlanEnableCopies,
    "the same Region is reported",
    ["copies stay in eu-west-1:123456789012; copy to another Region or account"],
    provider,
    copyTo("eu-west-1"),
  ],
  [backupPlanEnableCopies, "no copy is reported", ["no rule has copyActions; add one to a vault in another Region or account"], plan({})],
  [backupRestoretestingplanMissingRestoreTests, "a stack without data needs none", "notApplicable", stack],
  [
    backupRestoretestingplanMissingRestoreTests,
    "a bucket that says why nothing backs it up needs none either",
    "notApplicable",
    stack,
    resource("aws:s3/bucket:Bucket", "state", { tags: { "not-backed-up": "its former versions stay" } }),
  ],
  [
    backupRestoretestingplanMissingRestoreTests,
    "untested data is reported",
    ["no restore of RDS is tested; add a RestoreTestingSelection for it"],
    stack,
    database(),
  ],
  [
    backupRestoretestingplanMissingRestoreTests,
    "tested each month it is compliant",
    [],
    stack,
    database(),
    testing("cron(0 3 1 * ? *)"),
    tested("RDS"),
  ],
  [
    backupRestoretestingplanMissingRestoreTests,
    "tested each year it is reported",
    ["restores are tested every 372 days; set 31 or less"],
    stack,
    database(),
    testing("cron(0 3 1 1/12 ? *)"),
    tested("RDS"),
  ],
]);

test.each([
  ["rate(12 hours)", 1],
  ["rate(2 days)", 2],
  ["cron(0 3 * * ? *)", 1],
  ["cron(0/30 * ? * * *)", 1],
  ["cron(0 3 ? * MON,THU *)", 7],
  ["cron(0 3 ? * MON#1 *)", 31],
  ["cron(0 3 1/3 * ? *)", 3],
  ["cron(0 3 1 * ? *)", 31],
  ["cron(0 3 1 */3 ? *)", 93],
  ["cron(0 3 1 1,7 ? *)", 186],
  ["cron(0 3 1 6 ? *)", 372],
  ["at(2026-01-01T00:00:00)", undefined],
  [undefined, undefined],
])("%s runs at least each %s days", (schedule, days) => {
  expect(daysBetween(schedule)).toBe(days);
});

test("a plan of continuous backups alone is not judged beside one of snapshots, which keeps and copies", () => {
  const both = [continuous, plan({ lifecycle: { deleteAfter: 35 } })];
  expect([kinds(backupPlanConfigureFrequencyAndRetention, ...both), kinds(backupPlanEnableCopies, ...both)]).toEqual([
    ["notApplicable", "compliant"],
    ["notApplicable", "violation"],
  ]);
});
