import { makes } from "../../domain/permissions/made-resources.ts";

/** What commands of the pages are about, in the account of the demo stacks; a store's things are demo-prod's. */
const here = "us-east-1:123456789012";
const stack = "demo-prod";

const at = (service: string, what: string) => `arn:aws:${service}:${here}:${what}`;
const alarms = at("cloudwatch", `alarm:${stack}-web-cpu-1`);
const balancer = at("elasticloadbalancing", `loadbalancer/app/${stack}-1/1`);
const group = at("autoscaling", `autoScalingGroup:1:autoScalingGroupName/${stack}-web-1`);
const instance = at("ec2", "instance/i-1");
const log = at("logs", `log-group:/${stack}/web`);
const vault = at("backup", `backup-vault:${stack}-backup`);
const user = "arn:aws:iam::123456789012:user/jane@example.com";
const releases = `arn:aws:s3:::${stack}-releases-123456789012`;

/** What a restored database is made of. */
const restored = [`db:${stack}-database-20261120t031200`, `subgrp:${stack}-database-1`, `pg:${stack}-database-1`].map((what) =>
  at("rds", what),
);

/** By service, where its actions are about one kind of thing. */
const byService: Readonly<Record<string, string>> = {
  acm: at("acm", "certificate/1"),
  "arc-zonal-shift": balancer,
  autoscaling: group,
  cloudtrail: at("cloudtrail", "trail/demo-account"),
  cloudwatch: alarms,
  "cognito-idp": at("cognito-idp", "userpool/us-east-1_1"),
  config: at("config", "configuration-recorder/demo-account/1"),
  dynamodb: at("dynamodb", `table/${stack}-login-guard`),
  elasticache: at("elasticache", `replicationgroup:${stack}-cache-1`),
  kms: at("kms", "key/1"),
  logs: log,
  "network-firewall": at("network-firewall", `firewall/${stack}-1`),
  pi: at("pi", "metrics/rds/db-1"),
  rds: at("rds", `db:${stack}-database`),
  route53: "arn:aws:route53:::hostedzone/Z012345678DEMOPROD",
  route53resolver: at("route53resolver", "firewall-domain-list/rslvr-1"),
  sns: at("sns", `${stack}-alerts`),
  sqs: at("sqs", "demo-account-findings-failed"),
};

/** By action, where that says too little; of several, each has to be allowed. */
const byAction: Readonly<Record<string, readonly string[]>> = {
  "arc-zonal-shift:ListZonalShifts": ["*"],
  "cloudwatch:DeleteAlarmMuteRule": [at("cloudwatch", `alarm-mute-rule:${stack}-1`)],
  "backup:GetRecoveryPointRestoreMetadata": [at("backup", "recovery-point:1")],
  "backup:AssociateBackupVaultMpaApprovalTeam": [at("backup", `backup-vault:${stack}-backup-air-gapped`)],
  "backup:PutBackupVaultAccessPolicy": [vault],
  "backup:PutBackupVaultLockConfiguration": [vault],
  "backup:StartBackupJob": [vault],
  "backup:StartCopyJob": [at("backup", "recovery-point:1")],
  "backup:StartRestoreJob": [at("backup", "recovery-point:1")],
  "dynamodb:UpdateTable": [at("dynamodb", `table/${stack}-login-guard`)],
  "ec2:AllocateAddress": [at("ec2", "elastic-ip/eipalloc-1")],
  "ec2:AssociateNatGatewayAddress": [at("ec2", "natgateway/nat-1")],
  "ec2:DeleteInternetGateway": [at("ec2", "internet-gateway/igw-1")],
  "ec2:DeleteSubnet": [at("ec2", "subnet/subnet-1")],
  "ec2:DeleteVpc": [at("ec2", "vpc/vpc-1")],
  "ec2:DetachInternetGateway": [at("ec2", "internet-gateway/igw-1")],
  "ec2:GetConsoleOutput": [instance],
  "ec2:ModifyNetworkInterfaceAttribute": [at("ec2", "network-interface/eni-1"), at("ec2", "security-group/sg-1")],
  "ec2:RevokeSecurityGroupIngress": [at("ec2", "security-group/sg-1")],
  "elasticloadbalancing:CreateRule": [at("elasticloadbalancing", `listener/app/${stack}-1/1/1`)],
  "elasticloadbalancing:DeleteRule": [at("elasticloadbalancing", `listener-rule/app/${stack}-1/1/1/1`)],
  "elasticloadbalancing:ModifyLoadBalancerAttributes": [balancer],
  "iam:DeactivateMFADevice": [user],
  "iam:DeleteLoginProfile": [user],
  "iam:DeleteVirtualMFADevice": ["arn:aws:iam::123456789012:mfa/jane"],
  "iam:PutRolePolicy": ["arn:aws:iam::123456789012:role/demo-account-operator"],
  "iam:PutUserPolicy": [user],
  "iam:UpdateAccessKey": [user],
  "iam:UpdateAssumeRolePolicy": ["arn:aws:iam::123456789012:role/demo-account-operator"],
  "lambda:InvokeFunction": [
    ...["certificate", "database-users"].map((name) => at("lambda", `function:${stack}-${name}`)),
    at("lambda", "function:demo-account-scan-report"),
  ],
  "logs:DeleteLogStream": [at("logs", `log-group:/${stack}/logins:log-stream:1`)],
  "rds:CreateBlueGreenDeployment": [
    at("rds", "deployment:bgd-1"),
    at("rds", `db:${stack}-database`),
    at("rds", `pg:${stack}-database-next`),
  ],
  "rds:CreateDBParameterGroup": [at("rds", `pg:${stack}-database-next`)],
  "rds:CreateDBSnapshot": [at("rds", `db:${stack}-database`), at("rds", "snapshot:final")],
  "rds:CopyDBSnapshot": [at("rds", "snapshot:nightly"), at("rds", `snapshot:${stack}-database-20261120t031200`)],
  "rds:DeleteBlueGreenDeployment": [at("rds", "deployment:bgd-1")],
  "rds:DeleteDBInstanceAutomatedBackup": [at("rds", "auto-backup:ab-1")],
  "rds:DeleteDBInstance": [at("rds", `db:${stack}-database-before-20261120t031200`)],
  "rds:RestoreDBInstanceFromDBSnapshot": [...restored, at("rds", "snapshot:nightly")],
  "rds:RestoreDBInstanceToPointInTime": restored,
  "rds:SwitchoverBlueGreenDeployment": [at("rds", "deployment:bgd-1")],
  "s3:DeleteObject": [`${releases}/move-in/files/1.pdf`],
  "s3:GetObject": [`${releases}/releases/5.6.0.12-1/release.json`],
  "s3:ListBucketVersions": [releases],
  "s3:PutObject": [`${releases}/releases/5.6.0.12-1/release.json`],
  "scheduler:GetSchedule": [at("scheduler", `schedule/${stack}-certificate-schedule/${stack}-certificate-schedule`)],
  "secretsmanager:GetSecretValue": [
    at("secretsmanager", "secret:rds!db-1-a1b2c3"),
    at("secretsmanager", `secret:${stack}-application-a1b2c3`),
  ],
  "secretsmanager:PutSecretValue": [at("secretsmanager", `secret:${stack}-application-a1b2c3`)],
  "secretsmanager:RestoreSecret": [at("secretsmanager", `secret:${stack}-application-a1b2c3`)],
  "secretsmanager:RotateSecret": ["store", "upgrade"].map((user) =>
    at("secretsmanager", `secret:${stack}-database-${user}-1a2b3c4-a1b2c3`),
  ),
  "secretsmanager:UpdateSecretVersionStage": [at("secretsmanager", `secret:${stack}-database-store-1a2b3c4-a1b2c3`)],
  "ssm:GetCommandInvocation": ["*"],
  "ssm:GetParameterHistory": [at("ssm", `parameter/${stack}/image`)],
  "ssm:PutParameter": [at("ssm", `parameter/${stack}/image`)],
  "ssm:GetParameter": [at("ssm", `parameter/${stack}/image`), at("ssm", `parameter/${stack}/patching/state`)],
  "ssm:ListCommandInvocations": ["*"],
  "ssm:SendCommand": [instance, "arn:aws:ssm:us-east-1::document/AWS-RunShellScript"],
  "ssm:StartAutomationExecution": [at("ssm", `automation-definition/${stack}-move-files:$DEFAULT`)],
  "ssm:StartSession": [instance, at("ssm", "document/SSM-SessionManagerRunShell")],
  "sts:AssumeRole": ["arn:aws:iam::123456789012:role/demo-account-deploy-demo-prod"],
};

/** The resources that a command of the pages is about; undefined where no one has said. */
export const placesOf = (action: string): readonly string[] | undefined => byAction[action] ?? one(byService[action.split(":")[0] ?? ""]);

const one = (place: string | undefined) => (place === undefined ? undefined : [place]);

/** Tags that commands of the pages give what they make. */
const given = { "aws:RequestTag/stack": stack };

/** What AWS sends along with a call: of what it makes, the tags that are given; of what is there, the tags that the stacks gave it. */
export const sentWith = (action: string, resource: string): Readonly<Record<string, string>> => (makes(action, resource) ? given : sent);

/** What AWS sends along of what the stacks made, and the key of what is asked for. */
export const sent: Readonly<Record<string, string>> = {
  "aws:ResourceTag/project": "xcart-hosting",
  "aws:ResourceTag/stack": stack,
  "aws:ResourceTag/Name": `${stack}-isolated`,
  "kms:ResourceAliases": `alias/${stack}-data`,
  "iam:PassedToService": "backup.amazonaws.com",
  "ssm:resourceTag/project": "xcart-hosting",
  "ssm:SessionDocumentAccessCheck": "true",
};
