import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../cli/offline/wire.ts";
import { partnerRegions, refusedOnAirGapped, refusedOnVaults } from "../../domain/defaults/backup.ts";
import { refusedOnKeys } from "../../domain/defaults/keys.ts";
import { regionNames } from "../../domain/defaults/regions.ts";
import { deployPermissions, unrecorded } from "../../domain/permissions/deploy.ts";
import { decide, decideFor } from "../components/iam.ts";
import { isAllowed } from "../support/judge.ts";
import type { GraphResource } from "../support/offline.ts";
import { questionsOf, rolesOf } from "../support/roles.ts";
import { at, graphWith, nameOf, ofType, typeOf } from "./graphs.ts";
import { uses } from "./vpc-model.ts";

const demos = ["demo-prod", "demo-staging", "demo-dev"] as const;
const graphs: Record<string, readonly GraphResource[]> = {};
beforeAll(async () => {
  for (const demo of demos) graphs[demo] = await graphWith(demo);
});
const graphOf = (demo: string) => graphs[demo] ?? [];
const one = (graph: readonly GraphResource[], type: string, name: string) => {
  const found = ofType(graph, type).find((resource) => nameOf(resource) === name);
  if (!found) throw new Error(`${type} ${name}: not there`);
  return found.inputs ?? {};
};
const namesOf = (resources: readonly GraphResource[]) => resources.map(nameOf).sort();

describe.each(demos)("in %s", (demo) => {
  test("what holds data has the plans' tag, and nothing else has", () => {
    const tagged = graphOf(demo).filter(({ inputs }) => at(inputs, "tags", "backup") !== undefined);
    expect([namesOf(tagged), new Set(tagged.map(({ inputs }) => at(inputs, "tags", "backup")))]).toEqual([
      ["database", "files", "releases"],
      new Set([demo]),
    ]);
  });

  test("the copies' vault, its lock, policy and key are in the second Region, and nothing else of the stack is", () => {
    const away = graphOf(demo).filter(({ inputs, type }) => inputs?.region === "us-west-2" && !type.startsWith("pulumi:"));
    expect(namesOf(away)).toEqual(Array(5).fill("backup-copy"));
  });

  test("the endpoints that only restore tests need are in one zone", () => {
    const endpoints = ofType(graphOf(demo), "aws:ec2/vpcEndpoint:VpcEndpoint").filter((one) =>
      nameOf(one).startsWith("validation-endpoints-"),
    );
    expect(endpoints.map((one) => [nameOf(one), uses(one, "subnetIds").length])).toEqual([
      ["validation-endpoints-backup", 1],
      ["validation-endpoints-elasticfilesystem", 1],
      ["validation-endpoints-rds", 1],
    ]);
  });

  test("RDS begins with the retention that AWS Backup will set, so that taking over reboots nothing", () => {
    const { rules } = one(graphOf(demo), "aws:backup/plan:Plan", "backup-continuous");
    const { backupRetentionPeriod } = one(graphOf(demo), "aws:rds/instance:Instance", "database");
    expect(rules).toMatchObject([{ lifecycle: { deleteAfter: backupRetentionPeriod } }]);
  });
});

test("restores are tested each week in production, each month elsewhere", () => {
  const schedules = demos.map(
    (demo) => one(graphOf(demo), "aws:backup/restoreTestingPlan:RestoreTestingPlan", "restore-tests").scheduleExpression,
  );
  expect(schedules).toEqual(["cron(0 9 ? * TUE *)", "cron(0 9 ? * TUE#1 *)", "cron(0 9 ? * TUE#1 *)"]);
});

describe("with a vault of another account and an air-gapped one", () => {
  const [own, away] = ["123456789012", "210987654321"];
  const copyVaultArn = `arn:aws:backup:us-east-1:${away}:backup-vault:vaults-account-demo-prod`;
  const approvalTeamArn = "arn:aws:mpa:us-east-1:345678901234:approval-team/restore-0123456789abcdef";
  const airGapped = { complianceLock: "demo", maximumDays: 800, approvalTeamArn };
  const backupCopies = { from: [{ stack: "demo-prod", accountId: own }], organization: { multiPartyApproval: true } };
  let copying: readonly GraphResource[] = [];
  let vaults: readonly GraphResource[] = [];
  let account: readonly GraphResource[] = [];
  beforeAll(async () => {
    account = await graphWith("demo-account");
    copying = await graphWith("demo-prod", { backup: { copyVaultArn, airGapped } });
    vaults = await graphWith("demo-account", { accountId: away, ci: undefined, backupCopies }, "vaults-account");
  });

  test("copies go there too, and its AWS Backup may use the keys that they are under", () => {
    const rules = ["snapshots", "air-gapped"].map((plan) => JSON.stringify(one(copying, "aws:backup/plan:Plan", `backup-${plan}`).rules));
    expect(rules.map((text) => text.split(copyVaultArn).length - 1)).toEqual([3, 3]);
    const admitting = (graph: readonly GraphResource[]) =>
      namesOf(ofType(graph, "aws:kms/key:Key").filter(({ inputs }) => String(inputs?.policy).includes(`arn:aws:iam::${away}:root`)));
    expect([admitting(graphOf("demo-prod")), admitting(copying)]).toEqual([[], ["backup", "keys-data"]]);
  });

  test("each place is looked at, and rings when no copy comes or the wrong team opens it", () => {
    const alarms = namesOf(ofType(copying, "aws:cloudwatch/metricAlarm:MetricAlarm"));
    const before = namesOf(ofType(graphOf("demo-prod"), "aws:cloudwatch/metricAlarm:MetricAlarm"));
    expect(alarms.filter((name) => !before.includes(name)).map((name) => name.replace("backup-alarms-", ""))).toEqual([
      "backup-account-age-database",
      "backup-account-age-files",
      "backup-account-age-releases",
      "backup-air-gapped-age-files",
      "backup-air-gapped-age-releases",
      "backup-approval-team",
      "backup-lock-backup-air-gapped",
    ]);
  });

  test("the other account's vault is this store's, locked, under a key of its own, and takes what its role copies", () => {
    expect(one(vaults, "aws:backup/vault:Vault", "copies-demo-prod")).toMatchObject({ name: "vaults-account-demo-prod" });
    expect(one(vaults, "aws:backup/vaultLockConfiguration:VaultLockConfiguration", "copies-demo-prod")).toMatchObject({
      minRetentionDays: 7,
    });
    const copies = (principal: string) =>
      asked(one(vaults, "aws:backup/vaultPolicy:VaultPolicy", "copies-demo-prod"), principal, "backup:CopyIntoBackupVault");
    expect([
      copies(`arn:aws:iam::${own}:role/demo-prod-backup`),
      copies(`arn:aws:iam::${own}:role/demo-account-deploy-demo-prod`),
      copies(`arn:aws:iam::${own}:root`),
      copies("arn:aws:iam::999999999999:role/demo-prod-backup"),
    ]).toEqual(["allowed", "unmentioned", "unmentioned", "unmentioned"]);
    const settings = one(vaults, "aws:backup/globalSettings:GlobalSettings", "backup-organization").globalSettings;
    expect(settings).toEqual({ isCrossAccountBackupEnabled: "true", isMpaEnabled: "true", isDelegatedAdministratorEnabled: "false" });
    expect(ofType(graphOf("demo-prod"), "aws:backup/globalSettings:GlobalSettings")).toEqual([]);
  });

  test("the role that copies may, within its boundary, into the vault of the other account and no other store's", () => {
    const { policy } = one(account, "aws:iam/policy:Policy", "ci-boundary-demo-prod");
    const everything = { Version: "2012-10-17", Statement: [{ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }] };
    const copies = (resource: string, stack: string) =>
      decideFor(
        [everything],
        { action: "backup:CopyIntoBackupVault", resource, context: { "aws:ResourceTag/stack": stack } },
        JSON.parse(String(policy)),
      );
    expect([
      copies(copyVaultArn, "vaults-account"),
      copies(`arn:aws:backup:us-east-1:${own}:backup-vault:demo-prod-backup-air-gapped`, "demo-prod"),
      copies(`arn:aws:backup:us-east-1:${own}:backup-vault:demo-dev-backup`, "demo-dev"),
      copies(`arn:aws:backup:us-east-1:${away}:backup-vault:vaults-account-demo-dev`, "vaults-account"),
    ]).toEqual(["allowed", "allowed", "unmentioned", "unmentioned"]);
  });

  test("the role that deploys makes the vault, and neither empties it nor says who opens it", async () => {
    const plain = (graph: readonly GraphResource[]) => graph.map(({ type, inputs }) => ({ type, inputs: inputs ?? {} }));
    expect([unrecorded(plain(copying)), unrecorded(plain(vaults), true)]).toEqual([[], []]);
    const role = rolesOf(account, own)("demo-account-deploy-demo-prod");
    const whose = { stack: "demo-prod", accountId: own, region: "us-east-1", boundary: "demo-account-boundary-demo-prod" };
    const needs = deployPermissions(plain(copying), whose).filter(({ because }) => because.some((type) => type.includes("AirGapped")));
    expect(needs.length).toBeGreaterThan(5);
    const refused: string[] = [];
    for (const question of needs.flatMap((need) => questionsOf(need, { stack: "demo-prod" })))
      if (!(await isAllowed(role, question))) refused.push(`${question.action} on ${question.resource}`);
    expect(refused).toEqual([]);
    const context = { "aws:ResourceTag/stack": "demo-prod" };
    const vault = `arn:aws:backup:us-east-1:${own}:backup-vault:demo-prod-backup-air-gapped`;
    const point = `arn:aws:backup:us-east-1:${own}:recovery-point:1`;
    const never = [
      ["backup:AssociateBackupVaultMpaApprovalTeam", vault],
      ["backup:DisassociateBackupVaultMpaApprovalTeam", vault],
      ["backup:DeleteRecoveryPoint", point],
      ["backup:UpdateRecoveryPointLifecycle", point],
      ["backup:DisassociateRecoveryPoint", point],
    ] as const;
    for (const [action, resource] of never) expect([action, await isAllowed(role, { action, resource, context })]).toEqual([action, false]);
  });

  test("no one but one role of its account empties, opens or unlocks a vault, or makes it unreadable: every role that is made, and administrators", () => {
    const made = (graph: readonly GraphResource[], id: string) =>
      ofType(graph, "aws:iam/role:Role").map(({ inputs }) => `arn:aws:iam::${id}:role/${inputs?.name}`);
    const others = [own, away].flatMap((id) => ["root", "role/administrator", "user/eve"].map((who) => `arn:aws:iam::${id}:${who}`));
    const everyone = [...new Set([...made(copying, own), ...made(account, own), ...made(vaults, away), ...others])];
    expect(everyone.length).toBeGreaterThan(40);
    const places = [
      { graph: copying, account: own, names: ["backup", "backup-copy", "backup-air-gapped"], keys: ["backup", "backup-copy", "keys-data"] },
      { graph: vaults, account: away, names: ["copies-demo-prod"], keys: ["copies-demo-prod"] },
    ];
    // What IAM calls them matters to no statement but the custodian's: each that is made asks for one thing, the others for all.
    const wanted = (principal: string, actions: readonly string[]) => (others.includes(principal) ? actions : actions.slice(0, 1));
    const may: string[] = [];
    for (const { graph, account: id, names, keys } of places) {
      const policies = [
        ...names.map(
          (name) => ["aws:backup/vaultPolicy:VaultPolicy", name, /air/.test(name) ? refusedOnAirGapped : refusedOnVaults] as const,
        ),
        ...keys.map((name) => ["aws:kms/key:Key", name, refusedOnKeys] as const),
      ];
      for (const principal of everyone.filter((who) => who !== `arn:aws:iam::${id}:role/break-glass`))
        for (const [type, name, actions] of policies)
          for (const action of wanted(principal, actions))
            if (asked(one(graph, type, name), principal, action) !== "denied") may.push(`${principal} ${action} on ${name}`);
    }
    expect(may).toEqual([]);
  });
});

/** What a vault's or a key's policy says to someone whom IAM allows everything. */
const asked = ({ policy }: Properties, principal: string, action: string) =>
  decide(policy, {
    principal,
    action,
    context: { "aws:PrincipalArn": principal, "kms:GrantIsForAWSResource": "false", "kms:ScheduleKeyDeletionPendingWindowInDays": "30" },
  });

test("a lock in compliance mode is one on both vaults", async () => {
  const strict = await graphWith("demo-prod", { backup: { lock: { mode: "compliance", complianceLock: "demo", changeableForDays: 14 } } });
  const days = (graph: readonly GraphResource[]) =>
    ofType(graph, "aws:backup/vaultLockConfiguration:VaultLockConfiguration").map(({ inputs }) => inputs?.changeableForDays);
  expect([days(graphOf("demo-prod")), days(strict)]).toEqual([
    [undefined, undefined],
    [14, 14],
  ]);
});

test("evidence of restore tests goes to the account stack's archive, or where there is none to the store's own log bucket, under no key", async () => {
  const alone = await graphWith("demo-dev", { account: {} });
  const made = (graph: readonly GraphResource[], type: string, name: string, property: string) =>
    ofType(graph, type)
      .filter((resource) => nameOf(resource) === name)
      .flatMap((resource) => uses(resource, property).map((urn) => `${typeOf(urn).split(":").at(-1)} ${urn.split("::").at(-1)}`))
      .filter((source) => /^(Key|Bucket|StackReference) /.test(source))
      .sort();
  const watch = (graph: readonly GraphResource[]) => made(graph, "aws:iam/policy:Policy", "backup-watch", "policy");
  // Where the account stack is not up yet, its archive's place is the log bucket's and the data key's.
  expect([watch(graphOf("demo-dev")), watch(alone)]).toEqual([["Bucket logs", "Key keys-data", "StackReference account"], ["Bucket logs"]]);
});

test.each(regionNames)("a store in %s has its copies in the partner Region", async (region) => {
  const graph = await graphWith("demo-dev", { region, network: { cidr: "10.22.0.0/20" } });
  expect(one(graph, "aws:backup/vault:Vault", "backup-copy").region).toBe(partnerRegions[region]);
});
