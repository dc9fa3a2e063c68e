import { iamAttachmentDisallowBroadManaged } from "../../../policies/iam/attachment-disallow-broad-managed.ts";
import { iamPolicyDisallowAdministrator } from "../../../policies/iam/policy-disallow-administrator.ts";
import { iamPolicyDisallowEveryKey } from "../../../policies/iam/policy-disallow-every-key.ts";
import { iamPolicyDisallowEveryResource } from "../../../policies/iam/policy-disallow-every-resource.ts";
import { broken } from "../broken.ts";
import { document } from "../data-cases.ts";
import { type Mutation, rework } from "../mutate.ts";
import { type Case, cases } from "../policy-cases.ts";
import { resource } from "../support.ts";

const policyType = "aws:iam/policy:Policy";
const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const account = "123456789012";
const policy = (Action: string | string[], Resource: string | string[], rest: object = {}) =>
  resource(policyType, "policy", { policy: document({ Effect: "Allow", Action, Resource, ...rest }) });

/** An action on a pattern that is as good as `*`. */
const wide: readonly (readonly [action: string, pattern: string])[] = [
  ["s3:GetObject", "arn:aws:s3:::*"],
  ["s3:GetObject", "arn:aws:s3:::*/*"],
  ["s3:PutBucketPolicy", "arn:*:s3:::**"],
  ["s3:ListBucket", "arn:aws:s3:::*"],
  ["secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:*"],
  ["secretsmanager:GetSecretValue", `arn:aws:secretsmanager:us-east-1:${account}:*`],
  ["dynamodb:Scan", `arn:aws:dynamodb:us-east-1:${account}:table/*`],
  ["dynamodb:DeleteItem", "arn:aws:dynamodb:*:*:table/*/index/*"],
  ["sqs:ReceiveMessage", `arn:aws:sqs:us-east-1:${account}:*`],
  ["sns:Publish", `arn:aws:sns:*:${account}:*`],
  ["lambda:InvokeFunction", `arn:aws:lambda:*:${account}:function:*`],
  ["ssm:GetParameters", `arn:aws:ssm:*:${account}:parameter/*`],
  ["ssm:SendCommand", `arn:aws:ec2:*:${account}:instance/*`],
  ["sts:AssumeRole", `arn:aws:iam::${account}:role/*`],
  ["iam:PassRole", "arn:aws:iam::*:role/*"],
  ["rds-db:connect", "arn:aws:rds-db:*:*:dbuser:*/*"],
  ["s3:DeleteObject", `arn:aws:*:*:${account}:*`],
  ["sns:Publish", "arn*"],
  ["sqs:SendMessage", "?*"],
];
const refused = ([action, pattern]: (typeof wide)[number]): Case => [
  `refuses ${action} on ${pattern}`,
  [`allows ${action} on every resource; name the resources`],
  policy(action, pattern),
];

cases(
  iamPolicyDisallowEveryResource,
  ...wide.map(refused),
  ["passes the objects of one bucket", "compliant", policy("s3:GetObject", "arn:aws:s3:::shop/*")],
  ["passes a store's own names", "compliant", policy("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:shop-*")],
  ["passes tables of a prefix", "compliant", policy("dynamodb:Scan", "arn:aws:dynamodb:*:*:table/shop-*")],
  ["passes a path of roles", "compliant", policy("iam:GetRole", `arn:aws:iam::${account}:role/aws-service-role/*`)],
  ["passes ids that AWS makes up", "compliant", policy("backup:StartRestoreJob", `arn:aws:backup:*:${account}:recovery-point:*`)],
  [
    "passes nodes of a tag",
    "compliant",
    policy("ssm:SendCommand", `arn:aws:ec2:*:${account}:instance/*`, {
      Condition: { StringEquals: { "aws:ResourceTag/stack": "shop" } },
    }),
  ],
  [
    "judges each action by its own resources",
    ["allows s3:GetObject on every resource; name the resources"],
    policy(["s3:GetObject", "sqs:SendMessage"], ["arn:aws:s3:::*", `arn:aws:sqs:us-east-1:${account}:shop`]),
  ],
  ["passes traces, which know no resource", "compliant", policy(["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*")],
);

cases(iamPolicyDisallowAdministrator, [
  "takes an account for everything",
  ["allows every action on every resource; name the actions and the resources"],
  policy("*", `arn:aws:*:*:${account}:*`),
]);
cases(iamPolicyDisallowEveryKey, [
  "refuses every key under several stars",
  ["allows kms:Decrypt with every key; name the keys"],
  policy("kms:Decrypt", "arn:aws:kms:*:*:key/**"),
]);

const arn = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const attach = (name: string) => resource(attachmentType, "it", { role: "backup", policyArn: arn(name) });
const role = (service: string) =>
  resource("aws:iam/role:Role", "backup", {
    name: "backup",
    assumeRolePolicy: document({ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }),
  });
const gives = (name: string, what: string) => [`policyArn is ${arn(name)}, which grants ${what}; attach a narrower policy`];
const forBackups = "service-role/AWSBackupServiceRolePolicyForBackup";

cases(
  iamAttachmentDisallowBroadManaged,
  ["refuses who reads all, whatever its name", gives("ReadOnlyAccess", "the data and secrets of all stores"), attach("ReadOnlyAccess")],
  [
    "refuses who reads all of a service",
    gives("AmazonDynamoDBReadOnlyAccess", "the data and secrets of all stores"),
    attach("AmazonDynamoDBReadOnlyAccess"),
  ],
  [
    "refuses a job's policy that can take any rights",
    gives("job-function/SystemAdministrator", "permissions to gain all others"),
    attach("job-function/SystemAdministrator"),
  ],
  ["refuses all of a service, whatever its name", gives("AmazonCognitoPowerUser", "a whole service"), attach("AmazonCognitoPowerUser")],
  ["takes a list of all actions at its word", gives("AWSWAFFullAccess", "a whole service"), attach("AWSWAFFullAccess")],
  ["passes what looks at settings alone", "compliant", attach("SecurityAudit")],
  ["passes what names things", "compliant", attach("job-function/ViewOnlyAccess")],
  ["passes requests to AWS's support", "compliant", attach("AWSSupportAccess")],
  ["passes the agent's", "compliant", attach("AmazonSSMManagedInstanceCore")],
  ["does not know what is newer than its data", "unknown", attach("ReadEverythingOf2031")],
  ["passes AWS Backup's on a role of AWS Backup", [], attach(forBackups), role("backup.amazonaws.com")],
  [
    "refuses AWS Backup's on someone else's role",
    gives(forBackups, "the data and secrets of all stores"),
    attach(forBackups),
    role("ec2.amazonaws.com"),
  ],
);

/** What a policy of a demo stack allows, made wider by another statement. */
const allowing = (name: string, Action: string, Resource: string): Mutation =>
  rework([policyType, name], "policy", (text) => {
    const { Statement, ...rest } = JSON.parse(String(text));
    return JSON.stringify({ ...rest, Statement: [...Statement, { Effect: "Allow", Action, Resource }] });
  });
for (const [action, pattern] of wide)
  broken("IAM-08", `${action} on ${pattern} for the canary`, allowing("canary-schedule", action, pattern));
for (const name of [
  "ReadOnlyAccess",
  "SecretsManagerReadWrite",
  "AmazonS3ReadOnlyAccess",
  "AmazonSQSFullAccess",
  "job-function/DataScientist",
])
  broken(
    "IAM-07",
    `AWS's ${name} on the node's role`,
    rework([attachmentType, "web"], "policyArn", () => arn(name)),
  );
