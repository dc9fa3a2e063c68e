import { masterSecret } from "./arns.ts";
import { type Asset, all, beside, here, together } from "./assets.ts";
import { store } from "./names.ts";

const database = all("aws:rds/instance:Instance", store);
/** Snapshots by hand, by RDS; those of AWS Backup are recovery points. */
const snapshots = beside(store, "snapshots", here("rds", `snapshot:rds:${store}-database-2026-11-01`));

const ofMaster = { "aws:ResourceTag/aws:rds:primaryDBInstanceArn": here("rds", `db:${store}-database`) };

/** What shoppers and staff have entrusted to the store, and the machines that have it. */
export const dataAssets: readonly Asset[] = [
  {
    // Who reads them by a copy needs a way to it as well: what is said here is that the copy is his.
    name: "orders and customers",
    of: together(database, snapshots),
    reads:
      "rds:ModifyDBSnapshotAttribute rds:CopyDBSnapshot rds:RestoreDB* rds:StartExportTask rds:CreateDBInstanceReadReplica rds:CreateIntegration rds:StartActivityStream rds:StartDBInstanceAutomatedBackupsReplication rds:CreateBlueGreenDeployment",
    changes: "rds:ModifyDBInstance",
    destroys: "rds:DeleteDBInstance",
    harmless: "rds:*",
  },
  {
    name: "database",
    of: together(database, snapshots, beside(store, "automated backup", here("rds", "auto-backup:ab-1"))),
    destroys: "rds:DeleteDBInstance rds:DeleteDBSnapshot rds:DeleteDBInstanceAutomatedBackup",
    changes:
      "rds:ModifyDBInstance rds:RebootDBInstance rds:StopDBInstance* rds:AddRole* rds:RemoveRole* rds:ModifyDBSnapshot rds:SwitchoverReadReplica rds:PromoteReadReplica rds:*ActivityStream rds:ApplyPendingMaintenanceAction",
    // Copies, which stand under orders and customers, and what MySQL has no use for: clusters, tenants of Oracle, proxies.
    harmless:
      "rds:Download* rds:ModifyDBSnapshotAttribute rds:CopyDBSnapshot rds:RestoreDB* rds:StartExportTask rds:Create* rds:StartDBInstance* rds:*TenantDatabase rds:*DBCluster rds:*DBProxyTargets rds:CrossRegionCommunication",
  },
  {
    name: "files",
    of: together(all("aws:efs/fileSystem:FileSystem", store), all("aws:efs/accessPoint:AccessPoint", store)),
    reads:
      "elasticfilesystem:ClientMount elasticfilesystem:CreateReplicationConfiguration elasticfilesystem:ReplicationRead elasticfilesystem:Backup",
    destroys: "elasticfilesystem:DeleteFileSystem elasticfilesystem:DeleteMountTarget elasticfilesystem:DeleteAccessPoint",
    changes:
      "elasticfilesystem:ClientWrite elasticfilesystem:ClientRootAccess elasticfilesystem:*FileSystemPolicy elasticfilesystem:UpdateFileSystem* elasticfilesystem:ModifyMountTargetSecurityGroups elasticfilesystem:PutBackupPolicy elasticfilesystem:Create* elasticfilesystem:DeleteReplicationConfiguration elasticfilesystem:PutLifecycleConfiguration elasticfilesystem:Restore elasticfilesystem:ReplicationWrite",
  },
  {
    name: "sessions and cache",
    of: all("aws:elasticache/replicationGroup:ReplicationGroup", store),
    reads: "elasticache:CreateSnapshot elasticache:CreateGlobalReplicationGroup elasticache:CreateReplicationGroup",
    destroys: "elasticache:DeleteReplicationGroup",
    changes: "elasticache:Modify* elasticache:TestFailover elasticache:*ReplicaCount elasticache:CreateCacheCluster",
  },
  {
    name: "secrets",
    of: together(all("aws:secretsmanager/secret:Secret", store), beside(store, "master user", masterSecret, { context: ofMaster })),
    underKey: "secretsmanager",
    reads:
      "secretsmanager:GetSecretValue secretsmanager:BatchGetSecretValue secretsmanager:PutResourcePolicy secretsmanager:ReplicateSecretToRegions",
    destroys: "secretsmanager:DeleteSecret",
    changes:
      "secretsmanager:PutSecretValue secretsmanager:UpdateSecret* secretsmanager:*RotateSecret secretsmanager:DeleteResourcePolicy secretsmanager:RestoreSecret",
    harmless:
      "secretsmanager:CreateSecret secretsmanager:GetResourcePolicy secretsmanager:ValidateResourcePolicy secretsmanager:*Replica* secretsmanager:RemoveRegions*",
  },
  {
    name: "releases (what runs)",
    of: all("aws:s3/bucket:Bucket", store, /^releases$/, (arn) => [
      arn,
      `${arn}/releases/1/release.tar.zst`,
      `${arn}/distributions/1`,
      `${arn}/host/1`,
    ]),
    underKey: "s3",
    reads:
      "s3:GetObject s3:GetObjectVersion s3:GetObjectTorrent s3:GetObjectVersionTorrent s3:GetObject*Annotation* s3:GetObjectVersionForReplication s3:PutReplicationConfiguration",
    destroys: "s3:DeleteObject s3:DeleteObjectVersion s3:DeleteBucket s3:PutLifecycleConfiguration",
    changes:
      "s3:PutObject s3:PutBucketPolicy s3:DeleteBucketPolicy s3:PutBucketAcl s3:PutObjectAcl s3:PutObjectVersionAcl s3:PutBucketPublicAccessBlock s3:PutBucketVersioning s3:PutEncryptionConfiguration s3:PutBucketOwnershipControls s3:ReplicateObject s3:ReplicateDelete s3:PutBucketLogging s3:PutBucketNotification s3:UpdateObjectEncryption s3:PutBucketAbac",
    harmless: "s3:*",
  },
];

const nodes = beside(store, "instances", here("ec2", "instance/i-1"), {
  also: ["ssm"],
  context: { "ssm:resourceTag/project": "xcart-hosting", "ssm:resourceTag/stack": store, "ssm:resourceTag/environment": "prod" },
});

/** What stands before the store, and what it runs on. */
export const serviceAssets: readonly Asset[] = [
  {
    name: "nodes",
    of: together(nodes, all("aws:ec2/launchTemplate:LaunchTemplate", store), all("aws:autoscaling/group:Group", store)),
    reads: "ssm:StartSession ec2:GetConsole* ec2:CreateImage ec2:CreateSnapshots ec2:CreateInstanceExportTask ec2:GetPasswordData",
    destroys:
      "ec2:TerminateInstances ec2:StopInstances ec2:DeleteLaunchTemplate autoscaling:DeleteAutoScalingGroup autoscaling:TerminateInstanceInAutoScalingGroup autoscaling:UpdateAutoScalingGroup autoscaling:SetDesiredCapacity",
    changes:
      "ssm:SendCommand ssm:*Association* ssm:PutComplianceItems ssm:PutInventory ssm:Update* ssm:RequestManagedInstanceRoleToken ec2:Modify* ec2:Attach* ec2:Detach* ec2:Associate* ec2:Disassociate* ec2:Replace* ec2:CreateReplaceRootVolumeTask ec2:*LaunchTemplate* ec2:RebootInstances ec2:StartInstances autoscaling:*",
    harmless: "ec2:* ssm:Get* ssm:StartAccessRequest",
  },
  {
    name: "web ACL and addresses of staff",
    of: together(all("aws:wafv2/webAcl:WebAcl", store), all("aws:wafv2/ipSet:IpSet", store)),
    destroys: "wafv2:DeleteWebACL wafv2:DeleteIPSet",
    changes: "wafv2:Update* wafv2:AssociateWebACL wafv2:*LoggingConfiguration wafv2:Create* wafv2:*FirewallManager*",
    harmless: "wafv2:Get* wafv2:DeleteRuleGroup",
  },
  {
    name: "load balancer",
    of: together(all("aws:lb/loadBalancer:LoadBalancer", store), all("aws:lb/listener:Listener", store)),
    destroys: "elasticloadbalancing:DeleteLoadBalancer elasticloadbalancing:DeleteListener elasticloadbalancing:DeleteRule",
    changes: "elasticloadbalancing:*",
    harmless: "elasticloadbalancing:Describe*",
  },
  {
    name: "DNS",
    of: all("aws:route53/zone:Zone", store),
    destroys: "route53:DeleteHostedZone",
    changes: "route53:ChangeResourceRecordSets route53:*QueryLoggingConfig route53:UpdateHostedZoneFeatures",
    harmless: "route53:Get* route53:*VPC* route53:UpdateHostedZoneComment route53:List*",
  },
  {
    name: "certificate",
    of: all("aws:acm/certificate:Certificate", store),
    destroys: "acm:DeleteCertificate acm:RevokeCertificate",
    changes: "acm:ImportCertificate acm:UpdateCertificate*",
    // An imported certificate's key is not exported.
    harmless: "acm:GetCertificate acm:RenewCertificate acm:ExportCertificate acm:ResendValidationEmail",
  },
  {
    name: "staff pool (who signs in)",
    of: all("aws:cognito/userPool:UserPool", store),
    reads: "cognito-idp:Admin*Get* cognito-idp:AdminList* cognito-idp:ListUsers",
    destroys: "cognito-idp:DeleteUserPool cognito-idp:AdminDeleteUser",
    changes: "cognito-idp:Admin* cognito-idp:Create* cognito-idp:Delete* cognito-idp:Set* cognito-idp:Update*",
    harmless: "cognito-idp:Get*",
  },
  {
    name: "functions",
    of: all("aws:lambda/function:Function", store),
    destroys: "lambda:DeleteFunction",
    changes: "lambda:Update* lambda:Put* lambda:AddPermission lambda:RemovePermission lambda:Create* lambda:Delete*",
    harmless: "lambda:Get* lambda:Invoke* lambda:*Replication lambda:PublishVersion",
  },
  {
    name: "settings of the store (parameters)",
    of: all("aws:ssm/parameter:Parameter", store),
    underKey: "ssm",
    reads: "ssm:GetParameter ssm:GetParameters ssm:GetParameterHistory ssm:GetParametersByPath",
    destroys: "ssm:DeleteParameter ssm:DeleteParameters",
    changes: "ssm:PutParameter ssm:PutResourcePolicy ssm:DeleteResourcePolicy",
    harmless: "ssm:*LabelParameterVersion ssm:GetResourcePolicies",
  },
  {
    name: "table of the login guard",
    of: all("aws:dynamodb/table:Table", store),
    reads:
      "dynamodb:GetItem dynamodb:BatchGetItem dynamodb:Query dynamodb:Scan dynamodb:PartiQLSelect dynamodb:ExportTableToPointInTime dynamodb:PutResourcePolicy dynamodb:CreateBackup",
    destroys: "dynamodb:DeleteTable",
    changes:
      "dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:BatchWriteItem dynamodb:PartiQL* dynamodb:UpdateTable dynamodb:UpdateTimeToLive dynamodb:UpdateContinuousBackups dynamodb:DeleteResourcePolicy",
    harmless: "dynamodb:*",
  },
];
