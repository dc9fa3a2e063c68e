import { beforeAll, expect, test } from "@jest/globals";
import { Policy } from "@pulumi/aws/iam/policy.js";
import { jsonStringify } from "@pulumi/pulumi";
import { nodeStatements } from "../../../components/web/policy.ts";
import { deploy } from "../../support/offline.ts";
import { decideFor } from "../iam.ts";
import { accountId, only, region } from "../registrations.ts";

const node = {
  stack: "shop-dev",
  region,
  accountId,
  secretArns: ["arn:secret"],
  releasesBucketArn: "arn:aws:s3:::shop-dev-releases",
  dataKeyArn: "arn:key",
  logGroupArn: "arn:log",
} as const;

async function policyOf(accountStack?: string): Promise<unknown> {
  const made = await deploy(
    () => new Policy("node", { policy: jsonStringify({ Version: "2012-10-17", Statement: nodeStatements({ ...node, accountStack }) }) }),
  );
  return only(made, "aws:iam/policy:Policy").inputs.policy;
}

let policy: unknown;
beforeAll(async () => {
  policy = await policyOf("shops-account");
});

const key = `arn:aws:kms:${region}:${accountId}:key/1`;
const archive = `arn:aws:s3:::shops-account-log-archive-${accountId}`;
const alias = (name: string) => ({ "kms:ResourceAliases": [`alias/${name}`] });
const log = (group: string) => `arn:aws:logs:${region}:${accountId}:log-group:${group}:log-stream:ada-1`;

test.each<[string, string, string, Readonly<Record<string, string | readonly string[]>>]>([
  ["allowed", "kms:Decrypt", key, alias("shops-account-sessions")],
  ["allowed", "logs:PutLogEvents", log("/shops-account/sessions"), {}],
  ["allowed", "s3:PutObject", `${archive}/sessions/ada-1.log`, {}],
  ["allowed", "s3:GetEncryptionConfiguration", archive, {}],
  ["allowed", "kms:GenerateDataKey", key, { ...alias("shops-account-log-archive"), "kms:ViaService": `s3.${region}.amazonaws.com` }],
  ["unmentioned", "kms:GenerateDataKey", key, alias("shops-account-log-archive")],
  ["unmentioned", "kms:Decrypt", key, alias("shops-account-log-archive")],
  ["unmentioned", "kms:Decrypt", key, alias("shop-prod-data")],
  ["unmentioned", "logs:PutLogEvents", log("/shops-account/trail"), {}],
  ["unmentioned", "s3:PutObject", `${archive}/AWSLogs/1`, {}],
  ["unmentioned", "s3:GetObject", `${archive}/sessions/ada-1.log`, {}],
])("of sessions, a node is %s: %s on %s", (expected, action, resource, context) => {
  expect(decideFor([policy], { action, resource, context })).toBe(expected);
});

test("without an account stack of ours a node keeps none", async () => {
  expect(JSON.stringify(await policyOf())).not.toContain("Session");
});
