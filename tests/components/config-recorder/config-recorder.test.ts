import { beforeAll, describe, expect, test } from "@jest/globals";
import { SecureBucket } from "../../../components/buckets/secure-bucket.ts";
import { ConfigRecorder, type ConfigRecorderArgs } from "../../../components/config-recorder/config-recorder.ts";
import { packTemplate, rulesIn } from "../../../components/config-recorder/pack.ts";
import { configLimits, managedRules } from "../../../domain/defaults/config-rules.ts";
import { emulatedAws } from "../../support/emulators/aws.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decide } from "../iam.ts";
import { accountId, ofType, only, withoutTags } from "../registrations.ts";

const deployRecorder = (change: Partial<ConfigRecorderArgs> = {}) =>
  deploy(() => {
    const accessLogs = new SecureBucket("access-logs", { accountId, keepOldVersionsDays: 30, protect: true });
    const args = {
      accountId,
      home: true,
      records: true,
      createRole: true,
      aggregate: false,
      retentionDays: 400,
      keyArn: "arn:key",
      accessLogs,
    };
    new ConfigRecorder("config", { ...args, ...change });
  });
const recorder = "aws:cfg/recorder:Recorder";

let stack: readonly Registration[] = [];
beforeAll(async () => {
  stack = await deployRecorder();
});

describe("the recorder", () => {
  test("records all types all the time, by AWS Config's own role", () => {
    expect(only(stack, recorder).inputs).toEqual({
      name: "default",
      roleArn: `arn:aws:iam::${accountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
      recordingMode: { recordingFrequency: "CONTINUOUS" },
    });
  });

  test("is started when there is somewhere to deliver to, and delivers once it may", () => {
    const channel = only(stack, "aws:cfg/deliveryChannel:DeliveryChannel");
    expect(channel.inputs).toEqual({
      name: "default",
      s3BucketName: `test-config-history-${accountId}`,
      s3KmsKeyArn: "arn:key",
      snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
    });
    expect(channel.dependencies).toContain(only(stack, "aws:s3/bucketPolicy:BucketPolicy", "config-history").urn);
    const status = only(stack, "aws:cfg/recorderStatus:RecorderStatus");
    expect([status.inputs.isEnabled, status.dependencies.includes(channel.urn)]).toEqual([true, true]);
    expect(only(stack, "aws:cfg/conformancePack:ConformancePack").dependencies).toContain(status.urn);
  });

  test("keeps history as long as logs are kept, and AWS Config's seven years at most", async () => {
    const days = (registrations: readonly Registration[]) =>
      only(registrations, "aws:cfg/retentionConfiguration:RetentionConfiguration").inputs.retentionPeriodInDays;
    expect([days(stack), days(await deployRecorder({ retentionDays: 3653 }))]).toEqual([400, 2557]);
  });

  test("has a bucket without a lock, which AWS Config would not deliver to, and which it alone may write, for this account", () => {
    expect(only(stack, "aws:s3/bucket:Bucket", "config-history").inputs.objectLockEnabled).toBe(false);
    const arn = `arn:aws:s3:::test-config-history-${accountId}`;
    const ask = (action: string, account: string, path = `/AWSLogs/${account}/Config/eu-central-1/x`) =>
      decide(only(stack, "aws:s3/bucketPolicy:BucketPolicy", "config-history").inputs.policy, {
        principal: "config.amazonaws.com",
        action,
        resource: `${arn}${path}`,
        context: {
          "aws:SourceAccount": account,
          "s3:x-amz-acl": "bucket-owner-full-control",
          "aws:SecureTransport": "true",
          "s3:TlsVersion": "1.3",
        },
      });
    expect([
      ask("s3:PutObject", accountId),
      ask("s3:PutObject", "999999999999"),
      ask("s3:PutObject", accountId, "/other"),
      ask("s3:GetObject", accountId),
      ask("s3:GetBucketAcl", accountId, ""),
    ]).toEqual(["allowed", "unmentioned", "unmentioned", "unmentioned", "allowed"]);
  });

  test("leaves what the account has once to the home Region, its role too, and gathers all Regions where it is asked to", async () => {
    const second = await deployRecorder({ home: false, createRole: false, aggregate: true });
    expect(only(second, recorder).inputs.recordingGroup).toEqual({ allSupported: true, includeGlobalResourceTypes: false });
    const role = "aws:iam/serviceLinkedRole:ServiceLinkedRole";
    expect([ofType(stack, role).length, ofType(second, role).length]).toEqual([1, 0]);
    const aggregator = "aws:cfg/configurationAggregator:ConfigurationAggregator";
    expect(ofType(stack, aggregator)).toEqual([]);
    expect(withoutTags(only(second, aggregator))).toEqual({
      name: "test-all-regions",
      accountAggregationSource: { accountIds: [accountId], allRegions: true },
    });
  });
});

describe("the pack", () => {
  const resourcesOf = (template: string): Record<string, unknown> => JSON.parse(template).Resources;

  test("has each rule once, within what AWS Config takes", () => {
    const template = packTemplate(managedRules);
    expect(Object.keys(resourcesOf(template))).toHaveLength(managedRules.length);
    expect(Object.keys(resourcesOf(template)).filter((id) => !/^[A-Za-z0-9]+$/.test(id))).toEqual([]);
    expect(managedRules.length).toBeLessThanOrEqual(configLimits.rulesInPack);
    expect(template.length).toBeLessThanOrEqual(configLimits.templateCharacters);
  });

  test("says what each rule asks, and which requirement it serves", () => {
    expect(resourcesOf(packTemplate(managedRules)).CwLoggroupRetentionPeriodCheck).toEqual({
      Type: "AWS::Config::ConfigRule",
      Properties: {
        ConfigRuleName: "cw-loggroup-retention-period-check",
        Description: "Logs are kept for a year. PCI DSS v4.0.1: 10.5.1",
        InputParameters: { MinRetentionTime: "365" },
        Source: { Owner: "AWS", SourceIdentifier: "CW_LOGGROUP_RETENTION_PERIOD_CHECK" },
      },
    });
    // AWS Config cuts nothing: it refuses (docs.aws.amazon.com/config/latest/APIReference/API_ConfigRule.html).
    expect(managedRules.filter(({ asks, requirements }) => `${asks} ${requirements}`.length > 200 || requirements.length === 0)).toEqual(
      [],
    );
  });

  test("asks of what the account has once at home only", () => {
    const away = rulesIn(managedRules, false).map(({ identifier }) => identifier);
    expect(managedRules.map(({ identifier }) => identifier).filter((identifier) => !away.includes(identifier))).toEqual([
      "CLOUDTRAIL_SECURITY_TRAIL_ENABLED",
      "IAM_NO_INLINE_POLICY_CHECK",
      "IAM_GROUP_HAS_USERS_CHECK",
      "IAM_USER_GROUP_MEMBERSHIP_CHECK",
    ]);
  });

  test("names rules that AWS has, with parameters that they take: the emulated AWS Config knows AWS's list", async () => {
    const { endpoint } = await emulatedAws();
    const put = async (SourceIdentifier: string, parameters: Readonly<Record<string, string>>) => {
      const ConfigRule = {
        ConfigRuleName: SourceIdentifier,
        Source: { Owner: "AWS", SourceIdentifier },
        Scope: { ComplianceResourceTypes: ["AWS::IAM::Group"] },
        InputParameters: JSON.stringify(parameters),
      };
      const answer = await fetch(endpoint, {
        method: "POST",
        headers: {
          "content-type": "application/x-amz-json-1.1",
          "x-amz-target": "StarlingDoveService.PutConfigRule",
          authorization: "AWS4-HMAC-SHA256 Credential=test/20261120/us-east-1/config/aws4_request, SignedHeaders=host, Signature=0",
        },
        body: JSON.stringify({ ConfigRule }),
      });
      return answer.ok ? undefined : `${SourceIdentifier}: ${await answer.text()}`;
    };
    const refused = await Promise.all(managedRules.map(({ identifier, parameters = {} }) => put(identifier, parameters)));
    expect(refused.filter((why) => why !== undefined)).toEqual([]);
    expect(await put("NO_SUCH_RULE", {})).toContain("NO_SUCH_RULE");
    expect(await put("CW_LOGGROUP_RETENTION_PERIOD_CHECK", { MinRetention: "365" })).toContain("MinRetention");
  });
});
