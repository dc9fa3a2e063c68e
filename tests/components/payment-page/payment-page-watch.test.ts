import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { SecureBucket } from "../../../components/buckets/secure-bucket.ts";
import { PassSet } from "../../../components/payment-page/pass-set.ts";
import { PaymentPageWatch } from "../../../components/payment-page/payment-page-watch.ts";
import { scheduleOf } from "../../../components/payment-page/plan.ts";
import { watchEnvironment, watchRequest } from "../../../domain/contracts/payment-page.ts";
import { canaryBeginning, watchRun } from "../../../domain/defaults/payment-page.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decideFor } from "../iam.ts";
import { accountId, only, region, withoutTags } from "../registrations.ts";

const request = watchRequest.parse({ stack: "test", origin: "https://shop.example.com", topicArn: "", visits: 3 });
let watch: readonly Registration[] = [];
beforeAll(async () => {
  watch = await deploy(() => {
    const bucket = new SecureBucket("logs", { accountId, keepOldVersionsDays: 30, protect: true });
    new PaymentPageWatch("payment-page", {
      ...{ region, accountId, topicArn: "arn:topic", request, everyMinutes: 60, open: true, bucket },
      pass: new PassSet("visit"),
      evidence: { bucketName: "archive", bucketArn: "arn:aws:s3:::archive", keyArns: ["arn:key"] },
      logKeyArn: "arn:log-key",
      logRetentionDays: 400,
    });
  });
});

const canaryType = "aws:synthetics/canary:Canary";

test("the pass is an empty set of IPv6 addresses, which stays as the watch has it", () => {
  const set = only(watch, "aws:wafv2/ipSet:IpSet", "visit");
  expect(set.inputs).toMatchObject({ name: "test-visit-ipv6", ipAddressVersion: "IPV6", addresses: [], scope: "REGIONAL" });
  expect(set.options.ignoreChanges).toEqual(["addresses"]);
  // What WAF takes (docs.aws.amazon.com/waf/latest/APIReference/API_CreateIPSet.html).
  expect(set.inputs.description).toMatch(/^[\w+=:#@/\-,.][\w+=:#@/\-,.\s]+[\w+=:#@/\-,.]$/);
});

describe("the canary", () => {
  test("is on the reviewed runtime, outside the VPC, each hour, and within what Synthetics takes", () => {
    const { runConfig, ...inputs } = withoutTags(only(watch, canaryType));
    expect(inputs).toMatchObject({
      name: "test-payment-page",
      runtimeVersion: "syn-nodejs-playwright-9.0",
      handler: "index.handler",
      schedule: { expression: "rate(60 minutes)" },
      startCanary: true,
      deleteLambda: true,
    });
    expect(inputs).not.toHaveProperty("vpcConfig");
    expect(runConfig).toMatchObject({ memoryInMb: 2048, timeoutInSeconds: 840, activeTracing: false });
    expect([watchRun.memoryMiB % 64, watchRun.memoryMiB >= 960, watchRun.memoryMiB <= 3008]).toEqual([0, true, true]);
    expect(scheduleOf(15)).toEqual({ expression: "rate(15 minutes)", durationInSeconds: 0 });
  });

  test("is told what only AWS knows by its environment, and all else by its archive", () => {
    const { inputs } = only(watch, canaryType);
    const told = JSON.parse(String(Object(Object(inputs.runConfig).environmentVariables).WATCH));
    expect(watchEnvironment.parse(told)).toMatchObject({
      evidence: { bucket: "archive", prefix: "records/payment-page/test/" },
      told: "/test/payment-page/told",
      pass: { name: "test-visit-ipv6" },
    });
    const file = join(import.meta.dirname, "../../../dist/payment-page/test/request.json");
    expect(watchRequest.parse(JSON.parse(readFileSync(file, "utf8")))).toEqual(request);
  });

  test("names its log after its function, under the key and with the retention of all logs", () => {
    expect(withoutTags(only(watch, "aws:cloudwatch/logGroup:LogGroup"))).toMatchObject({ kmsKeyId: "arn:log-key", retentionInDays: 400 });
  });
});

test("its role writes evidence and reads none, fills its own set, and makes no log group", () => {
  const statements = only(watch, "aws:iam/policy:Policy", "payment-page").inputs.policy;
  const waf = (set: string) => `arn:aws:wafv2:${region}:${accountId}:regional/ipset/${set}/1`;
  const asked: [string, string, string][] = [
    ["s3:PutObject", "arn:aws:s3:::archive/records/payment-page/test/20261130T1000Z/run.json", "allowed"],
    ["s3:PutObject", "arn:aws:s3:::archive/records/payment-page/shop/20261130T1000Z/run.json", "unmentioned"],
    ["s3:GetObject", "arn:aws:s3:::archive/records/payment-page/test/20261130T1000Z/run.json", "unmentioned"],
    ["s3:DeleteObject", "arn:aws:s3:::archive/records/payment-page/test/20261130T1000Z/run.json", "unmentioned"],
    ["wafv2:UpdateIPSet", waf("test-visit-ipv6"), "allowed"],
    ["wafv2:UpdateIPSet", waf("test-guard-ipv6"), "unmentioned"],
    ["ssm:PutParameter", `arn:aws:ssm:${region}:${accountId}:parameter/test/payment-page/told`, "allowed"],
    ["ssm:PutParameter", `arn:aws:ssm:${region}:${accountId}:parameter/test/patching/state`, "unmentioned"],
    ["logs:CreateLogGroup", `arn:aws:logs:${region}:${accountId}:log-group:/aws/lambda/cwsyn-test-payment-page-1`, "unmentioned"],
    ["logs:PutLogEvents", `arn:aws:logs:${region}:${accountId}:log-group:/aws/lambda/cwsyn-test-payment-page-1:log-stream:1`, "allowed"],
  ];
  expect(asked.map(([action, resource]) => [action, resource, decideFor([statements], { action, resource })])).toEqual(asked);
});

test("the function's name keeps 21 characters of the canary's", () => {
  expect([canaryBeginning("shop-prod"), canaryBeginning("a-store-of-some-staging")]).toEqual(["shop-prod-", "a-store-of-some-stagi"]);
});
