import { beforeAll, describe, expect, test } from "@jest/globals";
import { Zone } from "../../../components/zone/zone.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decide } from "../iam.ts";
import { accountId, inputsByName, only, withoutTags } from "../registrations.ts";

describe("a hosted zone", () => {
  let zone: readonly Registration[] = [];
  beforeAll(async () => {
    zone = await deploy(() => new Zone("zone", { domain: "shop.example.com", accountId, logRetentionDays: 400, protect: true }));
  });

  test("has the store's domain and is protected: a new one has other name servers", () => {
    const hosted = only(zone, "aws:route53/zone:Zone");
    expect(withoutTags(hosted)).toEqual({ name: "shop.example.com", comment: "The store's names (test)", forceDestroy: false });
    expect(hosted.options.protect).toBe(true);
  });

  test("logs its queries in us-east-1, encrypted and for the given days", () => {
    expect(inputsByName(zone, "aws:cloudwatch/logGroup:LogGroup")).toEqual({
      "zone-queries": {
        region: "us-east-1",
        name: "/aws/route53/test",
        kmsKeyId: "arn:aws:test:::zone-queries",
        retentionInDays: 400,
      },
    });
    const log = only(zone, "aws:route53/queryLog:QueryLog");
    expect(log.inputs.cloudwatchLogGroupArn).toBe("arn:aws:test:::zone-queries:*");
    expect(log.dependencies).toContain(only(zone, "aws:cloudwatch/logResourcePolicy:LogResourcePolicy").urn);
  });

  test("has a key for them in us-east-1, rotated and protected, for CloudWatch Logs of us-east-1 only", () => {
    const key = only(zone, "aws:kms/key:Key");
    expect([key.inputs.region, key.inputs.enableKeyRotation, key.inputs.deletionWindowInDays, key.options.protect]).toEqual([
      "us-east-1",
      true,
      30,
      true,
    ]);
    const use = (region: string) =>
      decide(key.inputs.policy, {
        principal: `logs.${region}.amazonaws.com`,
        action: "kms:GenerateDataKey",
        context: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${accountId}:log-group:/aws/route53/test` },
      });
    expect([use("us-east-1"), use("eu-central-1")]).toEqual(["allowed", "unmentioned"]);
  });

  test("lets Route 53 write for this account only, into its own log group only", () => {
    const { policyDocument, ...rest } = only(zone, "aws:cloudwatch/logResourcePolicy:LogResourcePolicy").inputs;
    expect(rest).toEqual({ region: "us-east-1", policyName: "test-route53" });
    const write = (group: string, account: string) =>
      decide(policyDocument, {
        principal: "route53.amazonaws.com",
        action: "logs:PutLogEvents",
        resource: `${group}:log-stream:x`,
        context: { "aws:SourceAccount": account },
      });
    const own = "arn:aws:test:::zone-queries";
    expect([write(own, accountId), write(own, "999999999999"), write("arn:aws:test:::other", accountId)]).toEqual([
      "allowed",
      "unmentioned",
      "unmentioned",
    ]);
  });
});
