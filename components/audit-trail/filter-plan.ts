import { anyOf, type EverydayLife, type PlannedFilter, role, told } from "./filter.ts";
import { lossFilter } from "./loss-plan.ts";
import { pipelineFilters } from "./pipeline-plan.ts";

const networkCalls: Readonly<Record<string, readonly string[]>> = {
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
};

const policyCalls = [
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
];
/** Calls that create a principal, or give one more permissions. */
const makingCalls = [
  "CreateRole",
  "CreateUser",
  "CreateAccessKey",
  "CreateLoginProfile",
  "CreateOpenIDConnectProvider",
  "CreateSAMLProvider",
  "PutRolePermissionsBoundary",
  "DeleteRolePermissionsBoundary",
  "DeleteUserPermissionsBoundary",
];
const keyCalls = ["DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy", "ReplicateKey", "UpdatePrimaryRegion"];
const trailCalls = ["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging", "PutEventSelectors", "PutInsightSelectors"];
const configCalls = [
  "StopConfigurationRecorder",
  "DeleteConfigurationRecorder",
  "PutConfigurationRecorder",
  "DeleteDeliveryChannel",
  "PutDeliveryChannel",
  "DeleteConformancePack",
  "DeleteConfigRule",
];
const detectionCalls: Readonly<Record<string, readonly string[]>> = {
  guardduty: ["DeleteDetector", "UpdateDetector", "CreateFilter", "DisassociateFromAdministratorAccount"],
  securityhub: ["DisableSecurityHub", "BatchDisableStandards", "BatchUpdateStandardsControlAssociations", "UpdateStandardsControl"],
  inspector2: ["Disable", "CreateFilter"],
  "access-analyzer": ["DeleteAnalyzer", "CreateArchiveRule"],
};
/** A mute rule without targets, which mutes every alarm of the account, and names none that IAM could be asked about. */
const muteOfAll = '(($.eventName = "PutAlarmMuteRule") && ($.requestParameters.muteTargets NOT EXISTS))';
/** Calls that change which images may be started, or that make images of the account's own, which EC2 never refuses. */
const imageCalls = [
  "EnableAllowedImagesSettings",
  "DisableAllowedImagesSettings",
  "ReplaceImageCriteriaInAllowedImagesSettings",
  "CreateImage",
  "CopyImage",
  "RegisterImage",
  "ImportImage",
  "CreateRestoreImageTask",
];
const bucketCalls = [
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
];

/**
 * Calls that raise an alarm: those of the CIS AWS Foundations Benchmark (section on monitoring), which PCI DSS 10.2.1 and 10.4.1.1 ask for
 * in other words. What the pipeline's roles change in networks and permissions is reviewed in pull requests and does not fire; whatever
 * touches the records themselves fires for every principal.
 */
export function plannedFilters(life: EverydayLife): PlannedFilter[] {
  const ofOthers = notBy(life.expectedRoles);
  const changes = (calls: readonly string[]) => `{ (${anyOf(calls)})${ofOthers} }`;
  return [
    ...signIns(life),
    { ...told("account-changes", "iam-policies", "IAM permissions were changed"), pattern: changes(policyCalls) },
    {
      ...told("account-changes", "iam-roles", "A role, user or key was created, or a permissions boundary was removed"),
      pattern: changes(makingCalls),
    },
    ...pipelineFilters(life),
    ...stateFilters(life),
    ...records(),
    lossFilter(),
    { ...told("account-changes", "bucket-policies", "A bucket's policy was changed"), pattern: changes(bucketCalls) },
    {
      ...told("account-changes", "images", "An image was created, or the list of allowed images was changed"),
      pattern: `{ ($.eventSource = "ec2.amazonaws.com") && (${anyOf(imageCalls)}) }`,
    },
    ...Object.entries(networkCalls).map(([name, calls]) => ({
      ...told("account-changes", name, `The network was changed: ${name.replace("-", " ")}`),
      pattern: changes(calls),
    })),
  ];
}

/** Secrets of a store stand in its state, sealed: it is read by jobs, and by people who take their roles. The account's own is read by people. */
function stateFilters({ stack, state }: EverydayLife): PlannedFilter[] {
  if (!state) return [];
  const object = `($.requestParameters.bucketName = "${state.bucket}") && ($.requestParameters.key != "*/${stack}.json*")`;
  return [
    {
      ...told("account-changes", "state-read", "Pulumi's state of a store was read or written outside a deployment"),
      pattern: `{ ($.eventSource = "s3.amazonaws.com") && ($.eventName = "*Object") && ${object}${notBy(state.readers)} }`,
    },
  ];
}

function signIns({ refusedCalls, failedSignIns }: EverydayLife): PlannedFilter[] {
  return [
    {
      ...told("root-use", "root-use", "The account's root user was used"),
      pattern: '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }',
    },
    {
      ...told("console-sign-ins", "sign-in-without-mfa", "A console sign-in without a second factor"),
      // People of an identity provider show their second factor there, and the record says No for each of them.
      pattern:
        '{ ($.eventName = "ConsoleLogin") && ($.responseElements.ConsoleLogin = "Success") && ($.userIdentity.type = "IAMUser") && (($.additionalEventData.MFAUsed NOT EXISTS) || ($.additionalEventData.MFAUsed != "Yes")) }',
    },
    {
      ...told("console-sign-ins", "failed-sign-ins", "Sign-ins to the console fail"),
      pattern: '{ ($.eventName = "ConsoleLogin") && ($.errorMessage = "Failed authentication") }',
      tolerated: failedSignIns,
    },
    {
      ...told(
        "refused-calls",
        "refused-calls",
        "Many calls are denied: an attacker probes what stolen credentials can do, or a permission is missing",
      ),
      pattern: '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
      tolerated: refusedCalls,
    },
  ];
}

/** Calls that touch the audit records, and the keys that encrypt them: never part of daily work. */
function records(): PlannedFilter[] {
  return [
    { ...told("audit-changes", "trail", "The trail was changed"), pattern: `{ ${anyOf(trailCalls)} }` },
    {
      ...told("audit-changes", "config", "AWS Config's recorder was changed"),
      pattern: `{ ($.eventSource = "config.amazonaws.com") && (${anyOf(configCalls)}) }`,
    },
    {
      ...told(
        "audit-changes",
        "detection",
        "The configuration of GuardDuty, Security Hub, Inspector or Access Analyzer was changed, or every alarm was muted",
      ),
      pattern: `{ ${Object.entries(detectionCalls)
        .map(([service, calls]) => `(($.eventSource = "${service}.amazonaws.com") && (${anyOf(calls)}))`)
        .concat(muteOfAll)
        .join(" || ")} }`,
    },
    {
      ...told("key-deletion", "keys", "A key was disabled, its deletion scheduled, or its policy changed"),
      pattern: `{ ($.eventSource = "kms.amazonaws.com") && (${anyOf(keyCalls)}) }`,
    },
  ];
}

/** A comparison with a field that is not there holds neither way: users and root have no role. */
function notBy(roles: readonly string[]): string {
  if (roles.length === 0) return "";
  return ` && ((${role} NOT EXISTS) || (${roles.map((name) => `(${role} != "${name}")`).join(" && ")}))`;
}
