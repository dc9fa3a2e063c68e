import { beforeAll, describe, expect, test } from "@jest/globals";
import { partnerRegions } from "../../domain/defaults/backup.ts";
import { regionNames } from "../../domain/defaults/regions.ts";
import type { GraphResource } from "../support/offline.ts";
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

test("with a vault of another account, copies go there too, and its account may use the keys that they are under", async () => {
  const copyVaultArn = "arn:aws:backup:us-east-1:210987654321:backup-vault:shop";
  const copying = await graphWith("demo-prod", { backup: { copyVaultArn } });
  const rules = JSON.stringify(one(copying, "aws:backup/plan:Plan", "backup-snapshots").rules);
  expect(rules.split(copyVaultArn)).toHaveLength(4);
  const admitting = (graph: readonly GraphResource[]) =>
    namesOf(ofType(graph, "aws:kms/key:Key").filter(({ inputs }) => String(inputs?.policy).includes("arn:aws:iam::210987654321:root")));
  expect([admitting(graphOf("demo-prod")), admitting(copying)]).toEqual([[], ["backup", "keys-data"]]);
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
