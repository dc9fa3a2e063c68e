import type { ServiceUse, UsedAction } from "./use.ts";

const guide = "https://docs.aws.amazon.com";
const use = (...actions: readonly string[]): UsedAction[] => actions.map((action) => ({ action }));
const viaPage = `${guide}/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service`;

/** Use of a key through the service of the resource that is made with it: the key's policy must admit the account by that service. */
const through = (
  service: string,
  noun: string,
  types: readonly string[],
  names: readonly string[],
  actions = ["kms:CreateGrant"],
): ServiceUse => ({
  noun,
  verb: "is encrypted under",
  types,
  names,
  principals: ["account:{account}"],
  target: "key",
  actions: use(...actions),
  sends: {
    "kms:ViaService": `${service}.{region}.amazonaws.com`,
    "kms:CallerAccount": "{account}",
    "kms:GrantIsForAWSResource": "true",
  },
  source: viaPage,
});

const autoScaling = "arn:{partition}:iam::{account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling*";
const malware =
  "arn:{partition}:iam::{account}:role/aws-service-role/malware-protection.guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDutyMalwareProtection";

/** Services that use keys that a resource names, rather than those of a topic, a queue or a bucket. */
export const keyUses: readonly ServiceUse[] = [
  {
    noun: "log group",
    verb: "is encrypted under",
    types: ["aws:cloudwatch/logGroup:LogGroup"],
    names: ["kmsKeyId"],
    principals: ["logs.{region}.amazonaws.com", "logs.amazonaws.com"],
    target: "key",
    actions: use("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"),
    sends: { "kms:EncryptionContext:aws:logs:arn": "arn:{partition}:logs:{region}:{account}:log-group:{name}" },
    source: `${guide}/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html`,
  },
  {
    noun: "trail",
    verb: "encrypts its files under",
    types: ["aws:cloudtrail/trail:Trail"],
    names: ["kmsKeyId"],
    principals: ["cloudtrail.amazonaws.com"],
    target: "key",
    actions: [
      {
        action: "kms:GenerateDataKey",
        sends: { "kms:EncryptionContext:aws:cloudtrail:arn": "arn:{partition}:cloudtrail:{region}:{account}:trail/{name}" },
      },
      ...use("kms:DescribeKey"),
    ],
    sends: { "aws:SourceArn": "arn:{partition}:cloudtrail:{region}:{account}:trail/{name}" },
    source: `${guide}/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html`,
  },
  {
    noun: "GuardDuty's destination",
    verb: "is encrypted under",
    types: ["aws:guardduty/publishingDestination:PublishingDestination"],
    names: ["kmsKeyArn"],
    principals: ["guardduty.amazonaws.com"],
    target: "key",
    actions: use("kms:GenerateDataKey"),
    sends: { "aws:SourceAccount": "{account}", "aws:SourceArn": "arn:{partition}:guardduty:{region}:{account}:detector/*" },
    source: `${guide}/guardduty/latest/ug/guardduty_exportfindings.html`,
  },
  {
    // Its role has no right to keys by itself: an account's root in the policy is not enough.
    noun: "nodes' disk",
    verb: "is encrypted under",
    types: ["aws:ec2/launchTemplate:LaunchTemplate"],
    names: ["blockDeviceMappings.*.ebs.kmsKeyId"],
    beside: "autoScalingGroup",
    principals: [`role:${autoScaling}`],
    target: "key",
    actions: [
      { action: "kms:CreateGrant", sends: { "kms:GrantIsForAWSResource": "true" } },
      ...use("kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext"),
    ],
    sends: { "kms:CallerAccount": "{account}" },
    source: `${guide}/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html`,
  },
  {
    // It makes the grant itself, through no other service.
    noun: "disk that GuardDuty scans",
    verb: "is encrypted under",
    types: ["aws:ebs/defaultKmsKey:DefaultKmsKey", "aws:ebs/volume:Volume", "aws:ec2/launchTemplate:LaunchTemplate"],
    names: ["keyArn", "kmsKeyId", "blockDeviceMappings.*.ebs.kmsKeyId"],
    beside: "malwareProtection",
    principals: ["account:{account}"],
    target: "key",
    actions: use("kms:CreateGrant"),
    sends: { "aws:PrincipalArn": malware, "kms:GrantIsForAWSResource": "true", "kms:CallerAccount": "{account}" },
    omits: ["kms:ViaService"],
    source: `${guide}/guardduty/latest/ug/slr-permissions-malware-protection.html`,
  },
  through("rds", "database", ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"], ["kmsKeyId"]),
  through("elasticfilesystem", "file system", ["aws:efs/fileSystem:FileSystem"], ["kmsKeyId"]),
  through("elasticache", "cache", ["aws:elasticache/replicationGroup:ReplicationGroup"], ["kmsKeyId"]),
  through("dynamodb", "table", ["aws:dynamodb/table:Table"], ["serverSideEncryption.kmsKeyArn"]),
  through("backup", "vault", ["aws:backup/vault:Vault"], ["kmsKeyArn"]),
  through("secretsmanager", "secret", ["aws:secretsmanager/secret:Secret"], ["kmsKeyId"], ["kms:GenerateDataKey", "kms:Decrypt"]),
  through("ssm", "parameter", ["aws:ssm/parameter:Parameter"], ["keyId"], ["kms:Encrypt"]),
];
