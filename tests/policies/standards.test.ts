import { expect, test } from "@jest/globals";
import { plannedFilters } from "../../components/audit-trail/filter-plan.ts";
import { strongKeys } from "../../policies/acm/certificate-configure-key-algorithm.ts";
import { refusedActions } from "../../policies/backup/vault-disallow-manual-deletion.ts";
import managed from "../../policies/iam/managed-policies.json" with { type: "json" };
import { readingActions } from "../../policies/iam/policy-disallow-every-key.ts";
import { escalatingAlone, escalatingWithAnyRole } from "../../policies/iam/policy-disallow-privilege-escalation.ts";
import { deputies, sourceConditions } from "../../policies/iam/role-configure-source.ts";
import { actionsWithoutResource } from "../../policies/iam/unscoped-actions.ts";
import { adminEntrances } from "../../policies/lb/listener-enforce-sign-in.ts";
import { narrowingConditions } from "../../policies/model/demands.ts";
import { defaultAdministrators } from "../../policies/rds/instance-disallow-default-administrator.ts";
import { tamperingActions } from "../../policies/s3/bucket-disallow-log-tampering.ts";
import { dangerousActions } from "../../policies/s3/bucket-enforce-least-privilege.ts";
import { agentPermissions } from "../../policies/ssm/node-missing-agent-permissions.ts";
import { remoteAclPorts } from "../../policies/vpc/networkacl-disallow-remote-access.ts";
import { remotePorts } from "../../policies/vpc/securitygroup-disallow-remote-access.ts";
import { riskyPorts } from "../../policies/vpc/securitygroup-disallow-risky-ports.ts";
import { classifiedPolicies } from "../support/managed-classes.ts";
import { unscopedActions } from "../support/unscoped-actions.ts";

/** Lists that come from a standard, a benchmark or AWS's reference, whole: an entry that gets lost is a hole that no sample shows. */
const lists: Readonly<Record<string, readonly [actual: readonly unknown[], expected: readonly unknown[]]>> = {
  riskyPorts: [
    riskyPorts,
    [
      20, 21, 22, 23, 25, 110, 111, 135, 143, 445, 1433, 1434, 2049, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 6379, 8080, 8088, 8888,
      9200, 9300, 11211, 27017,
    ],
  ],
  remotePorts: [remotePorts, [22, 3389]],
  remoteAclPorts: [remoteAclPorts, [20, 21, 22, 3389]],
  escalatingAlone: [
    escalatingAlone,
    [
      "iam:AddUserToGroup",
      "iam:AttachGroupPolicy",
      "iam:AttachRolePolicy",
      "iam:AttachUserPolicy",
      "iam:CreateAccessKey",
      "iam:CreateLoginProfile",
      "iam:CreatePolicyVersion",
      "iam:PutGroupPolicy",
      "iam:PutRolePolicy",
      "iam:PutUserPolicy",
      "iam:SetDefaultPolicyVersion",
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateLoginProfile",
      "iam:DeleteRolePermissionsBoundary",
      "iam:PutRolePermissionsBoundary",
      "lambda:UpdateFunctionCode",
    ],
  ],
  escalatingWithAnyRole: [
    escalatingWithAnyRole,
    [
      "cloudformation:CreateStack",
      "codebuild:CreateProject",
      "ec2:RunInstances",
      "ecs:RunTask",
      "glue:CreateDevEndpoint",
      "glue:CreateJob",
      "lambda:CreateFunction",
      "sagemaker:CreateNotebookInstance",
      "scheduler:CreateSchedule",
      "ssm:StartAutomationExecution",
      "states:CreateStateMachine",
    ],
  ],
  deputies: [
    deputies,
    [
      "autoscaling",
      "cloudformation",
      "codebuild",
      "config",
      "datasync",
      "dms",
      "events",
      "imagebuilder",
      "logs",
      "monitoring.rds",
      "pipes",
      "rds",
      "scheduler",
      "ssm",
      "states",
      "transfer",
      "vpc-flow-logs",
    ],
  ],
  sourceConditions: [sourceConditions, ["aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths", "sts:ExternalId"]],
  readingActions: [readingActions, ["kms:Decrypt", "kms:ReEncryptFrom"]],
  narrowingConditions: [
    narrowingConditions,
    [
      "aws:PrincipalAccount",
      "aws:PrincipalArn",
      "aws:PrincipalOrgID",
      "aws:PrincipalOrgPaths",
      "aws:SourceAccount",
      "aws:SourceArn",
      "aws:SourceOrgID",
      "aws:SourceOwner",
      "aws:SourceVpc",
      "aws:SourceVpce",
      "kms:CallerAccount",
      "s3:DataAccessPointAccount",
    ],
  ],
  tamperingActions: [
    tamperingActions,
    ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObject", "s3:BypassGovernanceRetention", "s3:PutLifecycleConfiguration"],
  ],
  dangerousActions: [
    dangerousActions,
    ["s3:DeleteBucketPolicy", "s3:PutBucketAcl", "s3:PutBucketPolicy", "s3:PutEncryptionConfiguration", "s3:PutObjectAcl"],
  ],
  refusedActions: [
    refusedActions,
    ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle", "backup:PutBackupVaultAccessPolicy"],
  ],
  strongKeys: [strongKeys, ["RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"]],
  defaultAdministrators: [defaultAdministrators, ["admin", "administrator", "awsuser", "mysql", "postgres", "root", "sa"]],
  agentPermissions: [
    agentPermissions,
    ["ssm:UpdateInstanceInformation", "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel"],
  ],
  adminEntrances: [adminEntrances, ["/admin", "/admin/", "/admin.php", "/service.php", "/service.php/auth"]],
};

test.each(Object.entries(lists))("%s is the whole list", (_, [actual, expected]) => {
  expect(actual).toEqual(expected);
});

test("actions that know no resource are those of AWS's service authorization reference", async () => {
  // After an update of the reference: node tests/support/unscoped-actions.ts
  const byService = Object.entries(await unscopedActions());
  const expected = byService.flatMap(([service, names]) => names.map((name) => `${service}:${name}`.toLowerCase()));
  expect([...actionsWithoutResource].sort()).toEqual(expected.sort());
});

test("what AWS's own policies give away is judged by AWS's documents", async () => {
  // After an update of moto, or of what the pack thinks broad: node tests/support/managed-classes.ts
  expect(managed).toEqual(await classifiedPolicies());
});

test("the trail's filters name every call of the CIS benchmark, and of what watches the account", () => {
  const calls = plannedFilters({ stack: "demo-account", expectedRoles: ["deploy"], refusedCalls: 5, failedSignIns: 3 }).map(
    ({ name, pattern }) => [name, [...pattern.matchAll(/eventName = "?([A-Za-z]+)"?/g)].map(([, call]) => call)],
  );
  expect(Object.fromEntries(calls)).toEqual({
    "root-use": [],
    "sign-in-without-mfa": ["ConsoleLogin"],
    "failed-sign-ins": ["ConsoleLogin"],
    "refused-calls": [],
    "iam-policies": [
      "DeleteGroupPolicy",
      "DeleteRolePolicy",
      "DeleteUserPolicy",
      "PutGroupPolicy",
      "PutRolePolicy",
      "PutUserPolicy",
      "CreatePolicy",
      "DeletePolicy",
      "CreatePolicyVersion",
      "DeletePolicyVersion",
      "SetDefaultPolicyVersion",
      "AttachRolePolicy",
      "DetachRolePolicy",
      "AttachUserPolicy",
      "DetachUserPolicy",
      "AttachGroupPolicy",
      "DetachGroupPolicy",
      "UpdateAssumeRolePolicy",
    ],
    trail: ["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging", "PutEventSelectors", "PutInsightSelectors"],
    config: [
      "StopConfigurationRecorder",
      "DeleteConfigurationRecorder",
      "PutConfigurationRecorder",
      "DeleteDeliveryChannel",
      "PutDeliveryChannel",
      "DeleteConformancePack",
      "DeleteConfigRule",
    ],
    detection: [
      "DeleteDetector",
      "UpdateDetector",
      "CreateFilter",
      "DisassociateFromAdministratorAccount",
      "DisableSecurityHub",
      "BatchDisableStandards",
      "BatchUpdateStandardsControlAssociations",
      "UpdateStandardsControl",
      "Disable",
      "CreateFilter",
      "DeleteAnalyzer",
      "CreateArchiveRule",
      "PutAlarmMuteRule",
    ],
    keys: ["DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy", "ReplicateKey", "UpdatePrimaryRegion"],
    "data-deletion": [
      ...["DeleteDBInstance", "DeleteDBCluster", "DeleteDBSnapshot", "DeleteFileSystem", "DeleteReplicationGroup", "DeleteTable"],
      ...["DeleteBucket", "DeleteSecret", "DeleteUserPool", "DeleteHostedZone"],
      ...["DeleteBackupPlan", "DeleteBackupVault", "DeleteRecoveryPoint"],
    ],
    images: [
      ...["EnableAllowedImagesSettings", "DisableAllowedImagesSettings", "ReplaceImageCriteriaInAllowedImagesSettings"],
      ...["CreateImage", "CopyImage", "RegisterImage", "ImportImage", "CreateRestoreImageTask"],
    ],
    "iam-roles": [
      "CreateRole",
      "CreateUser",
      "CreateAccessKey",
      "CreateLoginProfile",
      "CreateOpenIDConnectProvider",
      "CreateSAMLProvider",
      "PutRolePermissionsBoundary",
      "DeleteRolePermissionsBoundary",
      "DeleteUserPermissionsBoundary",
    ],
    "bucket-policies": [
      "PutBucketAcl",
      "PutBucketPolicy",
      "PutBucketCors",
      "PutBucketLifecycle",
      "PutBucketReplication",
      "DeleteBucketPolicy",
      "DeleteBucketCors",
      "DeleteBucketLifecycle",
      "DeleteBucketReplication",
      "PutBucketPublicAccessBlock",
      "DeleteBucketPublicAccessBlock",
      "PutAccountPublicAccessBlock",
      "DeleteAccountPublicAccessBlock",
    ],
    "security-groups": [
      "AuthorizeSecurityGroupIngress",
      "AuthorizeSecurityGroupEgress",
      "ModifySecurityGroupRules",
      "RevokeSecurityGroupIngress",
      "RevokeSecurityGroupEgress",
      "CreateSecurityGroup",
      "DeleteSecurityGroup",
    ],
    "network-acls": [
      "CreateNetworkAcl",
      "CreateNetworkAclEntry",
      "DeleteNetworkAcl",
      "DeleteNetworkAclEntry",
      "ReplaceNetworkAclEntry",
      "ReplaceNetworkAclAssociation",
    ],
    gateways: [
      "CreateCustomerGateway",
      "DeleteCustomerGateway",
      "AttachInternetGateway",
      "CreateInternetGateway",
      "DeleteInternetGateway",
      "DetachInternetGateway",
      "CreateNatGateway",
      "DeleteNatGateway",
    ],
    routes: [
      "CreateRoute",
      "CreateRouteTable",
      "ReplaceRoute",
      "ReplaceRouteTableAssociation",
      "DeleteRouteTable",
      "DeleteRoute",
      "DisassociateRouteTable",
    ],
    vpcs: [
      "CreateVpc",
      "DeleteVpc",
      "ModifyVpcAttribute",
      "AcceptVpcPeeringConnection",
      "CreateVpcPeeringConnection",
      "DeleteVpcPeeringConnection",
      "RejectVpcPeeringConnection",
    ],
  });
});
