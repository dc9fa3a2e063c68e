import { afterEach, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { log, runtime } from "@pulumi/pulumi";
import { guarded } from "../../cli/offline/guard.ts";
import type { Properties } from "../../cli/offline/wire.ts";
import { program } from "../../stacks/program.ts";
import { letsThrough } from "../components/audit-trail/pattern.ts";
import { decide, statementsOf } from "../components/iam.ts";
import { deploy, type GraphResource, type Registration } from "../support/offline.ts";
import { configWith, graphWith, nameOf, ofType, storeLookups } from "./graphs.ts";

const archiveArn = "arn:aws:s3:::demo-account-log-archive-123456789012";

describe("the account stack demo-account", () => {
  let graph: readonly GraphResource[] = [];
  beforeAll(async () => {
    graph = await graphWith("demo-account");
  });
  const inputsOf = (type: string) => {
    const [resource, ...others] = ofType(graph, type).filter((one) => nameOf(one).startsWith("log-archive"));
    if (!resource || others.length > 0) throw new Error(`${type}: got ${others.length + 1}, expected one`);
    return resource.inputs ?? {};
  };
  const ask = (principal: string, action: string, resource: string, context: Record<string, string>) =>
    decide(inputsOf("aws:s3/bucketPolicy:BucketPolicy").policy, { principal, action, resource, context });

  test("has what an account has once, each of it once", () => {
    const once = [
      "aws:backup/regionSettings:RegionSettings",
      "aws:cfg/conformancePack:ConformancePack",
      "aws:cfg/deliveryChannel:DeliveryChannel",
      "aws:cfg/recorder:Recorder",
      "aws:cfg/recorderStatus:RecorderStatus",
      "aws:cloudtrail/trail:Trail",
      "aws:guardduty/detector:Detector",
      "aws:inspector2/enabler:Enabler",
      "aws:securityhub/account:Account",
      "aws:sns/topic:Topic",
    ];
    expect(once.map((type) => [type, ofType(graph, type).length])).toEqual(once.map((type) => [type, 1]));
  });

  test("asks for no anomaly monitor, which AWS refuses where it has given one already", async () => {
    const type = "aws:costexplorer/anomalyMonitor:AnomalyMonitor";
    const monitors = async (spending: Properties) => ofType(await graphWith("demo-account", { spending }), type).map(nameOf);
    expect(ofType(graph, type)).toEqual([]);
    expect(await monitors({ anomalyMonitorArn: "create" })).toEqual(["spending"]);
  });

  test("protects what records are kept in, and the keys that they lie under", () => {
    const kept = graph.filter(({ protect }) => protect).map(nameOf);
    expect(kept).toEqual(
      expect.arrayContaining(["access-logs", "config-history", "findings", "log-archive", "log-archive-key", "logs", "trail"]),
    );
  });

  test("expects changes of permissions by the roles that CI deploys by", () => {
    const [policies] = ofType(graph, "aws:cloudwatch/logMetricFilter:LogMetricFilter").filter((one) =>
      nameOf(one).endsWith("iam-policies"),
    );
    const pattern = String(policies?.inputs?.pattern);
    const roles = ofType(graph, "aws:iam/role:Role").map(({ inputs }) => String(inputs?.name));
    const expected = roles.filter((userName) => {
      const userIdentity = { type: "AssumedRole", sessionContext: { sessionIssuer: { userName } } };
      return !letsThrough(pattern, { eventName: "AttachRolePolicy", userIdentity });
    });
    expect(expected.sort()).toEqual(["dev", "prod", "staging"].map((environment) => `demo-account-deploy-demo-${environment}`));
  });

  test("locks logs for 400 days, in governance mode unless the settings say more", async () => {
    expect(inputsOf("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration").rule).toEqual({
      defaultRetention: { mode: "GOVERNANCE", days: 400 },
    });
    const strict = await graphWith("demo-account", { logArchive: { lock: "compliance", retentionDays: 731 } });
    expect(ofType(strict, "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration").map(({ inputs }) => inputs?.rule)).toEqual([
      { defaultRetention: { mode: "COMPLIANCE", days: 731 } },
    ]);
  });

  test("takes flow logs of this account, and refuses whatever comes without TLS", () => {
    const put = (account: string, tls: string) =>
      ask("delivery.logs.amazonaws.com", "s3:PutObject", `${archiveArn}/AWSLogs/${account}/x`, {
        "aws:SourceAccount": account,
        "s3:x-amz-acl": "bucket-owner-full-control",
        "aws:SecureTransport": tls,
        "s3:TlsVersion": "1.3",
      });
    expect([put("123456789012", "true"), put("999999999999", "true"), put("123456789012", "false")]).toEqual([
      "allowed",
      "unmentioned",
      "denied",
    ]);
  });

  test("has a key that log delivery and the account's readers of S3 use, and that its administrators do not", () => {
    const policy = inputsOf("aws:kms/key:Key").policy;
    expect(statementsOf(policy).map(({ Sid }) => Sid)).toEqual([
      "AdministeredByIam",
      "UsedThroughServices",
      "GrantedToServices",
      "UsedByLogDelivery",
      "UsedByConfig",
      "UsedByTrail",
      "SeenByTrail",
      "KeyStays",
      "GrantsStay",
      "EndsSlowly",
    ]);
    const administrator = "arn:aws:iam::123456789012:role/administrator";
    const decrypt = (context: Record<string, string>) => decide(policy, { principal: administrator, action: "kms:Decrypt", context });
    const caller = { "kms:CallerAccount": "123456789012" };
    expect([decrypt(caller), decrypt({ ...caller, "kms:ViaService": "s3.us-east-1.amazonaws.com" })]).toEqual(["unmentioned", "allowed"]);
  });
});

describe("where a store's flow logs go", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });
  const flowLog = "aws:ec2/flowLog:FlowLog";

  /** A store whose settings say this of its account, built with an account where every ARN is known. */
  async function deployWith(account: Properties): Promise<Registration[]> {
    return await guarded(() =>
      deploy(program, { stack: "demo-dev", config: configWith("demo-dev", { account }).config, lookups: storeLookups }),
    );
  }

  /** Destination of the flow logs and what was warned of, the account stack having these outputs. */
  async function withAccountOutputs(outputs: Properties): Promise<{ destination: unknown; warnings: string[] }> {
    const { project, stack, config } = configWith("demo-dev", {});
    let destination: unknown;
    const warn = jest.spyOn(log, "warn").mockResolvedValue();
    return await guarded(async () => {
      await runtime.setMocks(
        {
          newResource: ({ type, name, inputs }) => {
            if (type === flowLog) destination = inputs.logDestination;
            const computed: Properties = type === "pulumi:pulumi:StackReference" ? { outputs, secretOutputNames: [] } : {};
            return { id: `${name}-id`, state: { ...inputs, arn: `arn:aws:s3:::${name}`, ...computed } };
          },
          call: ({ inputs }) => inputs,
        },
        project,
        stack,
        true,
        "organization",
      );
      runtime.setAllConfig({ ...config });
      await runtime.runInPulumiStack(async () => await program());
      await runtime.disconnect();
      return { destination, warnings: warn.mock.calls.map(([message]) => message) };
    });
  }

  test("is the archive that the account stack names", async () => {
    expect(await withAccountOutputs({ logArchiveArn: archiveArn })).toEqual({ destination: archiveArn, warnings: [] });
  });

  test("is the store's own log bucket, with a warning, as long as the account stack has no output yet", async () => {
    expect(await withAccountOutputs({})).toEqual({
      destination: "arn:aws:s3:::logs",
      warnings: [
        "demo-account has no output logArchiveArn: the flow logs of demo-dev go to its own log bucket until demo-account has been deployed",
      ],
    });
  });

  test.each<readonly [string, Properties, string]>([
    ["the archive that the settings name", { logArchiveArn: "arn:aws:s3:::company-logs" }, "arn:aws:s3:::company-logs"],
    ["the store's own log bucket where they name neither", {}, "arn:aws:test:::logs"],
  ])("is %s", async (_what, account, expected) => {
    const registrations = await deployWith(account);
    expect(registrations.filter(({ type }) => type === flowLog).map(({ inputs }) => inputs.logDestination)).toEqual([expected]);
  });

  test("is not known in a preview that reads the account stack", async () => {
    const [flows] = ofType(await graphWith("demo-dev"), flowLog);
    expect(flows?.inputs?.logDestination).toBe("04da6b54-80e4-46f7-96ec-b56ff0331ba9");
  });
});
