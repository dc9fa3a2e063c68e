import { beforeAll, describe, expect, test } from "@jest/globals";
import { AccountDefaults } from "../../../components/account-defaults/account-defaults.ts";
import { RegionDefaults, type RegionDefaultsArgs } from "../../../components/account-defaults/region-defaults.ts";
import { Spending, type SpendingArgs } from "../../../components/account-defaults/spending.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decide } from "../iam.ts";
import { accountId, inputsByName, listed, only, region, withoutTags } from "../registrations.ts";

const allowedImages = { enforce: true, others: [] } as const;

describe("a Region's defaults", () => {
  const make = (
    vpcBlockPublicAccess: RegionDefaultsArgs["vpcBlockPublicAccess"] = "off",
    images: RegionDefaultsArgs["allowedImages"] = allowedImages,
  ) =>
    deploy(
      () =>
        new RegionDefaults("defaults", {
          region,
          accountId,
          encryptsDisks: true,
          settlesEc2: true,
          vpcBlockPublicAccess,
          allowedImages: images,
        }),
    );
  let made: readonly Registration[];
  beforeAll(async () => {
    made = await make();
  });

  test("encrypt disks with the account's own key, chosen before encryption is switched on", () => {
    expect(only(made, "aws:ebs/defaultKmsKey:DefaultKmsKey").inputs).toEqual({ keyArn: "arn:aws:test:::defaults-disks" });
    const encryption = only(made, "aws:ebs/encryptionByDefault:EncryptionByDefault");
    expect(encryption.inputs).toEqual({ enabled: true });
    expect(encryption.dependencies).toContain(only(made, "aws:ebs/defaultKmsKey:DefaultKmsKey").urn);
  });

  test("keep snapshots, images and documents from everyone, ask for IMDSv2 over one hop, and have no serial console", () => {
    expect(only(made, "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess").inputs).toEqual({ state: "block-all-sharing" });
    expect(only(made, "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess").inputs).toEqual({ state: "block-new-sharing" });
    expect(only(made, "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults").inputs).toEqual({
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
      instanceMetadataTags: "disabled",
    });
    expect(only(made, "aws:ssm/serviceSetting:ServiceSetting").inputs).toEqual({
      settingId: `arn:aws:ssm:${region}:${accountId}:servicesetting/ssm/documents/console/public-sharing-permission`,
      settingValue: "Disable",
    });
    expect(only(made, "aws:ec2/serialConsoleAccess:SerialConsoleAccess").inputs).toEqual({ enabled: false });
  });

  test("refuse instances from any image but Amazon's Linux for nodes, and what the settings name", async () => {
    const type = "aws:ec2/allowedImagesSettings:AllowedImagesSettings";
    const amazons = { imageProviders: ["amazon"], imageNames: ["al2023-ami-2023.*-kernel-*-arm64"] };
    expect(only(made, type).inputs).toEqual({ state: "enabled", imageCriterions: [amazons] });
    const golden = { providers: ["210987654321"], names: ["shop-golden-*"] };
    const audited = await make("off", { enforce: { relaxedBecause: "the old shop is still moving" }, others: [golden] });
    expect(only(audited, type).inputs).toEqual({
      state: "audit-mode",
      imageCriterions: [amazons, { imageProviders: golden.providers, imageNames: golden.names }],
    });
  });

  test("shut internet gateways only where the settings say so", async () => {
    const type = "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions";
    expect(listed(made).filter((line) => line.startsWith(type))).toEqual([]);
    expect(only(await make("block-bidirectional"), type).inputs).toEqual({ internetGatewayBlockMode: "block-bidirectional" });
  });

  test("have a protected key that EC2 uses for this account, and no one by himself", () => {
    const key = only(made, "aws:kms/key:Key");
    expect(key.options.protect).toBe(true);
    const ask = (account: string, service?: string) =>
      decide(key.inputs.policy, {
        principal: `arn:aws:iam::${account}:role/administrator`,
        action: "kms:Decrypt",
        context: { "kms:CallerAccount": account, ...(service && { "kms:ViaService": `${service}.${region}.amazonaws.com` }) },
      });
    expect([ask(accountId, "ec2"), ask(accountId, "s3"), ask(accountId), ask("999999999999", "ec2")]).toEqual([
      "allowed",
      "unmentioned",
      "unmentioned",
      "unmentioned",
    ]);
  });
});

test("a Region's key of disks is granted by GuardDuty's malware scans, which call KMS themselves", async () => {
  const policy = only(
    await deploy(
      () =>
        new RegionDefaults("defaults", {
          region,
          accountId,
          encryptsDisks: true,
          settlesEc2: true,
          vpcBlockPublicAccess: "off",
          allowedImages,
        }),
    ),
    "aws:kms/key:Key",
  ).inputs.policy;
  const service = "malware-protection.guardduty.amazonaws.com";
  const principal = `arn:aws:iam::${accountId}:role/aws-service-role/${service}/AWSServiceRoleForAmazonGuardDutyMalwareProtection`;
  const context = { "aws:PrincipalArn": principal, "kms:GrantIsForAWSResource": "true" };
  expect(decide(policy, { principal, action: "kms:CreateGrant", context })).toBe("allowed");
});

describe("an account's defaults", () => {
  const contact = { name: "Security desk", title: "On call", email: "security@example.com", phone: "+1 555 0100" };
  let made: readonly Registration[];
  beforeAll(async () => {
    made = await deploy(
      () =>
        new AccountDefaults("account-defaults", {
          accountId,
          passwords: true,
          privateBuckets: true,
          alternateContacts: { security: contact },
        }),
    );
  });

  test("are rules for passwords, a block of public buckets, and the contacts that the settings name", () => {
    expect(listed(made)).toEqual([
      "aws:account/alternativeContact:AlternativeContact account-defaults-security",
      "aws:iam/accountPasswordPolicy:AccountPasswordPolicy account-defaults",
      "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock account-defaults",
      "xcart-hosting:index:AccountDefaults account-defaults",
    ]);
  });

  test("say what AWS asks of each", () => {
    expect(only(made, "aws:iam/accountPasswordPolicy:AccountPasswordPolicy").inputs).toEqual({
      minimumPasswordLength: 14,
      passwordReusePrevention: 24,
      maxPasswordAge: 90,
      requireLowercaseCharacters: true,
      requireUppercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
      allowUsersToChangePassword: true,
      hardExpiry: false,
    });
    expect(only(made, "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock").inputs).toEqual({
      accountId,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(only(made, "aws:account/alternativeContact:AlternativeContact").inputs).toEqual({
      alternateContactType: "SECURITY",
      name: "Security desk",
      title: "On call",
      emailAddress: "security@example.com",
      phoneNumber: "+1 555 0100",
    });
  });
});

describe("spending", () => {
  const contacts = ["operations@example.com", "billing@example.com"];
  const make = (args: Partial<SpendingArgs>) => deploy(() => new Spending("spending", { contacts, ...args }));

  test("has no monitor of its own unasked: AWS gives one to new accounts and refuses a second", async () => {
    expect(listed(await make({}))).toEqual(["xcart-hosting:index:Spending spending"]);
  });

  test("is watched for anomalies, by a monitor of its own where the settings say that there is none", async () => {
    const made = await make({ anomalies: { minUsd: 100, monitor: "create" } });
    expect(listed(made)).toEqual([
      "aws:costexplorer/anomalyMonitor:AnomalyMonitor spending",
      "aws:costexplorer/anomalySubscription:AnomalySubscription spending",
      "xcart-hosting:index:Spending spending",
    ]);
    expect(withoutTags(only(made, "aws:costexplorer/anomalySubscription:AnomalySubscription"))).toEqual({
      name: "test-spending",
      frequency: "DAILY",
      monitorArnLists: ["arn:aws:test:::spending"],
      subscribers: contacts.map((address) => ({ type: "EMAIL", address })),
      thresholdExpression: {
        dimension: { key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE", matchOptions: ["GREATER_THAN_OR_EQUAL"], values: ["100"] },
      },
    });
  });

  test("has a budget where the settings say what the account may cost, and takes the monitor that is there", async () => {
    const monitor = "arn:aws:ce::123456789012:anomalymonitor/00000000-0000-0000-0000-000000000000";
    const made = await make({ budget: { monthlyUsd: 3000, thresholds: [50, 100] }, anomalies: { minUsd: 100, monitor } });
    const notice = { comparisonOperator: "GREATER_THAN", thresholdType: "PERCENTAGE", subscriberEmailAddresses: contacts };
    expect(inputsByName(made, "aws:costexplorer/anomalyMonitor:AnomalyMonitor")).toEqual({});
    expect(only(made, "aws:costexplorer/anomalySubscription:AnomalySubscription").inputs.monitorArnLists).toEqual([monitor]);
    expect(withoutTags(only(made, "aws:budgets/budget:Budget"))).toEqual({
      name: "test-spending",
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: "3000.00",
      limitUnit: "USD",
      notifications: [
        { ...notice, threshold: 50, notificationType: "ACTUAL" },
        { ...notice, threshold: 100, notificationType: "ACTUAL" },
        { ...notice, threshold: 100, notificationType: "FORECASTED" },
      ],
    });
  });
});
