import type { Operation } from "./requests.ts";

/** Services that sign by another name than IAM knows them by. */
const prefixes: Readonly<Record<string, string>> = {
  monitoring: "cloudwatch",
  cloudcontrolapi: "cloudformation",
  email: "ses",
  "sso-admin": "sso",
};

/**
 * Operations whose action has another name.
 * Source: docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html, and each service's page in
 * docs.aws.amazon.com/service-authorization/latest/reference
 */
const actions: Readonly<Record<string, string | undefined>> = {
  "lambda:Invoke": "lambda:InvokeFunction",
  "s3:DeleteBucketEncryption": "s3:PutEncryptionConfiguration",
  "s3:DeleteBucketLifecycle": "s3:PutLifecycleConfiguration",
  "s3:DeleteBucketOwnershipControls": "s3:PutBucketOwnershipControls",
  "s3:DeleteBucketTagging": "s3:PutBucketTagging",
  "s3:DeleteObjects": "s3:DeleteObject",
  "s3:DeletePublicAccessBlock": "s3:PutBucketPublicAccessBlock",
  "s3:GetBucketAccelerateConfiguration": "s3:GetAccelerateConfiguration",
  "s3:GetBucketCors": "s3:GetBucketCORS",
  "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
  "s3:GetBucketLifecycleConfiguration": "s3:GetLifecycleConfiguration",
  "s3:GetBucketNotificationConfiguration": "s3:GetBucketNotification",
  "s3:GetBucketReplication": "s3:GetReplicationConfiguration",
  "s3:GetObjectLockConfiguration": "s3:GetBucketObjectLockConfiguration",
  "s3:GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock",
  "s3:HeadBucket": "s3:ListBucket",
  "s3:HeadObject": "s3:GetObject",
  "s3:ListBuckets": "s3:ListAllMyBuckets",
  "s3:ListObjectVersions": "s3:ListBucketVersions",
  "s3:ListObjects": "s3:ListBucket",
  "s3:ListObjectsV2": "s3:ListBucket",
  "s3:PutBucketCors": "s3:PutBucketCORS",
  "s3:PutBucketEncryption": "s3:PutEncryptionConfiguration",
  "s3:PutBucketLifecycleConfiguration": "s3:PutLifecycleConfiguration",
  "s3:PutBucketNotificationConfiguration": "s3:PutBucketNotification",
  "s3:PutObjectLockConfiguration": "s3:PutBucketObjectLockConfiguration",
  "s3:CompleteMultipartUpload": "s3:PutObject",
  "s3:CreateMultipartUpload": "s3:PutObject",
  "s3:PutPublicAccessBlock": "s3:PutBucketPublicAccessBlock",
  "s3:UploadPart": "s3:PutObject",
  // Asks for no right: docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  "sts:GetCallerIdentity": undefined,
};

/** The IAM action of an operation; undefined where AWS asks for none. */
export function actionOf({ service, name }: Operation): string | undefined {
  // One right to see budgets and what belongs to them, one to change it.
  if (service === "budgets" && !name.includes("Tag")) return `budgets:${name.startsWith("Describe") ? "View" : "Modify"}Budget`;
  const action = `${prefixes[service] ?? service}:${name}`;
  return action in actions ? actions[action] : action;
}

/** What stands for a placeholder of an ARN in a call's parameters: the parameter of that name, or of the kind's. */
export function placeholderValues({ service, parameters }: Operation, template: string, placeholder: string): readonly string[] {
  const kind = /[:/]([a-z-]+)[:/](?:\[[^\]]*\])?\$\{\w+\}[^$]*$/.exec(template)?.[1]?.replaceAll("-", "") ?? "";
  const typed = parameters.get("resourcetype")?.[0]?.toLowerCase();
  if (typed !== undefined) return typed === kind ? (parameters.get("resourceid") ?? []).map((value) => lastPart(value, placeholder)) : [];
  if (service === "ec2" && parameters.has("resourceid"))
    return (parameters.get("resourceid") ?? []).filter((id) => ec2Kinds[id.split("-")[0] ?? ""] === kind);
  const stem = placeholder.toLowerCase().replace(/(name|id|identifier|arn)$/, "");
  const ends = /Id$/.test(placeholder) ? ["id", "identifier", "ids"] : ["name", "id", "identifier", "ids", "names", "s", ""];
  const names = [
    ...(byService[`${service}.${placeholder}`] ?? []),
    placeholder.toLowerCase(),
    ...ends.map((end) => stem + end),
    ...["name", "id", "identifier", "ids", "names"].map((end) => kind + end),
    `db${stem}name`,
  ];
  for (const name of names) {
    const values = (parameters.get(name) ?? []).filter(isName).map((value) => lastPart(value, placeholder));
    if (values.length > 0) return values;
  }
  return [];
}

/** What an id of EC2 is the id of, by what it begins with. */
const ec2Kinds: Readonly<Record<string, string>> = {
  acl: "networkacl",
  eipalloc: "elasticip",
  fl: "vpcflowlog",
  igw: "internetgateway",
  lt: "launchtemplate",
  nat: "natgateway",
  rtb: "routetable",
  sg: "securitygroup",
  sgr: "securitygrouprule",
  subnet: "subnet",
  vpc: "vpc",
  vpce: "vpcendpoint",
};

/** A certificate's text is in a parameter called `certificate` too. */
const isName = (value: string): boolean => value.length <= 256 && !value.includes("\n");

/** What a name is within its ARN: the last part of an URL, an ARN or a path with a kind in front; a log group's or a parameter's path is a name. */
function lastPart(value: string, placeholder: string): string {
  if (placeholder === "ParameterNameWithoutLeadingSlash") return value.replace(/^\//, "");
  if (placeholder === "Scope") return value.toLowerCase();
  if (placeholder === "LogGroupName" || placeholder === "ObjectName") return value;
  if (placeholder === "RoleNameWithPath") return linkedRole(value);
  // IAM is asked about the key behind an alias.
  if (placeholder === "KeyId" && value.startsWith("alias/")) return "*";
  return value.split("/").at(-1) ?? value;
}

/** A service's own role by its service, or that of a store's nodes by its name, has a path; another role has none. */
function linkedRole(value: string): string {
  // The deletion of one is a task with the role's path in its name.
  if (value.startsWith("task/")) return value.split("/").slice(1, 4).join("/");
  if (value.endsWith(".amazonaws.com")) return `aws-service-role/${value}/*`;
  return value.startsWith("AWSServiceRoleForAutoScaling") ? `aws-service-role/autoscaling.amazonaws.com/${value}` : value;
}

/** Where a parameter is called other than the placeholder. */
const byService: Readonly<Record<string, readonly string[]>> = {
  "events.RuleName": ["name", "rule"],
  "elasticloadbalancing.LoadBalancerName": ["name"],
  "elasticloadbalancing.TargetGroupName": ["name"],
  "autoscaling.GroupFriendlyName": ["autoscalinggroupname"],
  "ec2.SecurityGroupId": ["groupid"],
  "scheduler.GroupName": ["groupname", "name"],
  "secretsmanager.SecretId": ["secretid", "name"],
  "sqs.QueueName": ["queuename", "queueurl"],
  "ssm.ParameterNameWithoutLeadingSlash": ["name", "resourceid"],
  "ssm.DocumentName": ["name"],
  "ssm.WindowId": ["windowid"],
  "ssm.PatchBaselineIdResourceId": ["baselineid"],
  "logs.LogGroupName": ["loggroupname", "loggroupnameprefix"],
  "kms.KeyId": ["keyid", "targetkeyid"],
  "s3.ObjectName": ["key"],
  "iam.RoleNameWithPath": ["rolename", "awsservicename", "deletiontaskid"],
};
