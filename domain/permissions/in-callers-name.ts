import { isRecord } from "../values.ts";
import type { InCallersName } from "./callers-permission.ts";
import { canaryInCallersName } from "./canary-calls.ts";
import { linkedRoles } from "./linked-roles.ts";

const key = ["arn:aws:kms:{region}:{account}:key/*"];
const via = (service: string) => ({ "kms:ViaService": `${service}.{region}.amazonaws.com` });
const docs = "docs.aws.amazon.com";

/** A key that a service uses in the name of the principal that makes the resource. */
const keyFor = (type: string, having: string, service: string, actions: readonly string[], source: string): InCallersName => ({
  type,
  having,
  actions: actions.map((action) => `kms:${action}`),
  resources: key,
  context: via(service),
  source: `${docs}/${source}`,
});

/** Log deliveries that are set up in the name of the principal that turns a log on. */
const deliveries = (type: string, source: string): InCallersName => ({
  type,
  actions: ["CreateLogDelivery", "DeleteLogDelivery", "GetLogDelivery", "ListLogDeliveries", "UpdateLogDelivery"].map(
    (action) => `logs:${action}`,
  ),
  resources: ["*"],
  source: `${docs}/${source}`,
});

const logsGuide = "AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html";

/** Cloud Control, which makes every resource with the caller's permissions. */
const cloudControl = "aws:cloudcontrol/resource:Resource";
const handlers = `${docs}/cloudcontrolapi/latest/userguide/security.html`;

/** EFS puts its network interfaces into the caller's subnets, without tags. */
const mountTargets = `${docs}/efs/latest/ug/API_CreateMountTarget.html`;

/** The table. */
export const inCallersName: readonly InCallersName[] = [
  {
    type: "aws:rds/instance:Instance",
    having: "manageMasterUserPassword",
    actions: ["secretsmanager:CreateSecret", "secretsmanager:TagResource"],
    resources: ["arn:aws:secretsmanager:{region}:{account}:secret:rds!db-*"],
    untagged: true,
    source: `${docs}/AmazonRDS/latest/UserGuide/rds-secrets-manager.html#rds-secrets-manager-permissions`,
  },
  keyFor(
    "aws:rds/instance:Instance",
    "masterUserSecretKmsKeyId",
    "secretsmanager",
    ["CreateGrant", "Decrypt", "DescribeKey", "GenerateDataKey"],
    "AmazonRDS/latest/UserGuide/rds-secrets-manager.html#rds-secrets-manager-permissions",
  ),
  keyFor(
    "aws:rds/instance:Instance",
    "kmsKeyId",
    "rds",
    ["CreateGrant", "DescribeKey"],
    "AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html",
  ),
  keyFor(
    "aws:efs/fileSystem:FileSystem",
    "kmsKeyId",
    "elasticfilesystem",
    ["CreateGrant", "Decrypt", "DescribeKey", "GenerateDataKeyWithoutPlaintext"],
    "efs/latest/ug/EFSKMS.html",
  ),
  keyFor(
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "kmsKeyId",
    "elasticache",
    ["CreateGrant", "Decrypt", "DescribeKey", "GenerateDataKeyWithoutPlaintext"],
    "AmazonElastiCache/latest/dg/at-rest-encryption.html",
  ),
  keyFor(
    "aws:dynamodb/table:Table",
    "serverSideEncryption.kmsKeyArn",
    "dynamodb",
    ["CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey"],
    "amazondynamodb/latest/developerguide/encryption.usagenotes.html",
  ),
  {
    type: "aws:backup/vault:Vault",
    having: "kmsKeyArn",
    actions: ["CreateGrant", "Decrypt", "DescribeKey", "GenerateDataKey", "RetireGrant"].map((action) => `kms:${action}`),
    resources: key,
    source: `${docs}/aws-backup/latest/devguide/create-a-vault.html`,
  },
  {
    type: "aws:backup/vault:Vault",
    actions: ["backup-storage:MountCapsule"],
    resources: ["*"],
    source: `${docs}/aws-backup/latest/devguide/create-a-vault.html`,
  },
  {
    type: "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault",
    actions: ["backup-storage:MountCapsule"],
    resources: ["*"],
    source: `${docs}/aws-backup/latest/devguide/logicallyairgappedvault.html`,
  },
  keyFor(
    "aws:ssm/parameter:Parameter",
    "keyId",
    "ssm",
    ["Decrypt", "Encrypt"],
    "systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
  ),
  keyFor(
    "aws:secretsmanager/secret:Secret",
    "kmsKeyId",
    "secretsmanager",
    ["Decrypt", "GenerateDataKey"],
    "secretsmanager/latest/userguide/security-encryption.html",
  ),
  {
    type: "aws:secretsmanager/secretRotation:SecretRotation",
    actions: ["lambda:InvokeFunction"],
    resources: ["arn:aws:lambda:{region}:{account}:function:{stack}-*"],
    source: `${docs}/secretsmanager/latest/apireference/API_RotateSecret.html`,
  },
  keyFor(
    "aws:s3/bucketObjectv2:BucketObjectv2",
    "bucket",
    "s3",
    ["Decrypt", "GenerateDataKey"],
    "AmazonS3/latest/userguide/UsingKMSEncryption.html",
  ),
  keyFor(
    "aws:lambda/function:Function",
    "kmsKeyArn",
    "lambda",
    ["CreateGrant", "Decrypt", "Encrypt"],
    "lambda/latest/dg/configuration-envvars-encryption.html",
  ),
  {
    type: "aws:lambda/function:Function",
    having: "vpcConfig",
    actions: ["ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"],
    resources: ["*"],
    source: `${docs}/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions`,
  },
  {
    type: "aws:autoscaling/group:Group",
    actions: ["ec2:RunInstances"],
    resources: ["image/*", "instance/*", "launch-template/*", "network-interface/*", "security-group/*", "subnet/*", "volume/*"].map(
      (rest) => (rest === "image/*" ? "arn:aws:ec2:{region}::image/*" : `arn:aws:ec2:{region}:{account}:${rest}`),
    ),
    source: `${docs}/autoscaling/ec2/userguide/ec2-auto-scaling-api-permissions.html`,
  },
  {
    type: "aws:autoscaling/group:Group",
    actions: ["ec2:CreateTags"],
    resources: ["instance/*", "volume/*"].map((rest) => `arn:aws:ec2:{region}:{account}:${rest}`),
    context: { "aws:RequestTag/stack": "{stack}" },
    untagged: true,
    source: `${docs}/autoscaling/ec2/userguide/ec2-auto-scaling-api-permissions.html`,
  },
  {
    type: "aws:efs/mountTarget:MountTarget",
    actions: ["ec2:CreateNetworkInterface"],
    resources: ["security-group/*", "subnet/*"].map((rest) => `arn:aws:ec2:{region}:{account}:${rest}`),
    source: mountTargets,
  },
  {
    type: "aws:efs/mountTarget:MountTarget",
    actions: ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:ModifyNetworkInterfaceAttribute"],
    resources: ["arn:aws:ec2:{region}:{account}:network-interface/*"],
    untagged: true,
    source: mountTargets,
  },
  {
    type: "aws:ec2/flowLog:FlowLog",
    actions: ["logs:CreateLogDelivery", "logs:DeleteLogDelivery"],
    resources: ["*"],
    source: `${docs}/vpc/latest/userguide/flow-logs-s3-permissions.html`,
  },
  {
    type: "aws:wafv2/webAcl:WebAcl",
    actions: ["elasticloadbalancing:SetWebACL"],
    resources: ["*"],
    source: `${docs}/waf/latest/APIReference/API_AssociateWebACL.html`,
  },
  {
    ...deliveries("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", logsGuide),
    actions: [
      "logs:CreateLogDelivery",
      "logs:DeleteLogDelivery",
      "logs:DescribeLogGroups",
      "logs:DescribeResourcePolicies",
      "logs:PutResourcePolicy",
    ],
  },
  deliveries(
    "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig",
    "Route53/latest/DeveloperGuide/resolver-query-logs-choosing-target-resource.html",
  ),
  deliveries(
    "aws:networkfirewall/loggingConfiguration:LoggingConfiguration",
    "network-firewall/latest/developerguide/logging-cw-logs.html",
  ),
  deliveries("aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration", logsGuide),
  {
    type: cloudControl,
    having: "typeName",
    of: "AWS::EC2::SubnetCidrBlock",
    actions: ["ec2:AssociateSubnetCidrBlock", "ec2:DisassociateSubnetCidrBlock"],
    resources: ["arn:aws:ec2:{region}:{account}:subnet/*"],
    source: handlers,
  },
  {
    type: cloudControl,
    having: "typeName",
    of: "AWS::Cognito::UserPoolRiskConfigurationAttachment",
    actions: ["cognito-idp:DescribeRiskConfiguration", "cognito-idp:SetRiskConfiguration"],
    resources: ["arn:aws:cognito-idp:{region}:{account}:userpool/*"],
    source: handlers,
  },
  ...canaryInCallersName,
  ...linkedRoles,
];

/** Whether a resource of a graph has an input, known or not. */
export function has(inputs: Readonly<Record<string, unknown>>, path: string): boolean {
  const value = path.split(".").reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), inputs);
  return value !== undefined && value !== null && value !== false;
}
