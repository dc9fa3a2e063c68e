import { add, change, changeOne, type Mutation, rework, say, sayIn, several, type Which } from "./mutate.ts";
import type { Change } from "./strangers-changes.ts";

const policyType = "aws:iam/policy:Policy";
const node: Which = [policyType, "web"];
const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const roleType = "aws:iam/role:Role";
const nodeRole: Which = [roleType, "node"];
const dataKey: Which = ["aws:kms/key:Key", "keys-data"];
const allow = (Action: unknown, Resource: unknown = "*", rest: object = {}): Mutation => say(node, { Action, Resource, ...rest });
const trust = (statement: object): Mutation => sayIn(roleType, { Action: "sts:AssumeRole", ...statement }, "assumeRolePolicy");
const attach = (policyArn: string): Mutation => changeOne(attachment, { policyArn });
const aws = "arn:aws:iam::aws:policy";
const own = "arn:aws:iam::123456789012";

/** What a store's nodes, functions and people may from now on. */
export const permissions: readonly Change[] = [
  ["everything of IAM in small letters", allow("iam:*", "*")],
  ["a role handed on by a pattern of an action", allow("iam:Pass*")],
  ["the same in small letters", allow("iam:passrole", "*")],
  ["a role made into another, by a pattern in its middle", allow("iam:*RolePolicy", `${own}:role/*`)],
  ["every action but a few", say(node, { NotAction: ["iam:*"], Resource: "*" })],
  ["every action on all but one bucket", say(node, { Action: "*", NotResource: "arn:aws:s3:::demo-prod-logs-123456789012" })],
  ["objects of every bucket but one", say(node, { Action: "s3:GetObject", NotResource: "arn:aws:s3:::demo-prod-logs-123456789012/*" })],
  ["every secret of the account", allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:123456789012:secret:*")],
  [
    "every secret, small letters and a question mark",
    allow("secretsmanager:getsecretvalu?", "arn:aws:secretsmanager:us-east-1:*:secret:*"),
  ],
  ["every parameter", allow("ssm:GetParameter*", "arn:aws:ssm:us-east-1:123456789012:parameter/*")],
  ["commands on every node", allow("ssm:SendCommand", "arn:aws:ec2:us-east-1:123456789012:instance/*")],
  ["a session on every node", allow("ssm:StartSession", ["arn:aws:ec2:*:*:instance/*"])],
  ["every key opened", allow("kms:Decrypt", "arn:aws:kms:*:123456789012:key/*")],
  ["every key opened through any service", allow("kms:Decrypt", "*", { Condition: { StringLike: { "kms:ViaService": "*" } } })],
  ["any role taken", allow("sts:AssumeRole", `${own}:role/*`)],
  ["any role taken in another partition", allow("sts:AssumeRole", "arn:aws-us-gov:iam::123456789012:role/admin")],
  ["code of every function", allow("lambda:UpdateFunctionCode", "arn:aws:lambda:us-east-1:123456789012:function:*")],
  ["a user's keys", allow("iam:CreateAccessKey", `${own}:user/*`)],
  ["policy versions", allow(["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"], `${own}:policy/*`)],
  ["instances with a role of their own", allow(["ec2:RunInstances", "iam:PassRole"])],
  ["tables of the account", allow("dynamodb:*", "arn:aws:dynamodb:us-east-1:123456789012:table/*")],
  ["snapshots handed on", allow("rds:ModifyDBSnapshotAttribute", "arn:aws:rds:us-east-1:123456789012:snapshot:*")],
  ["volumes handed on", allow("ec2:ModifySnapshotAttribute", "*")],
  ["a bucket's policy", allow("s3:PutBucketPolicy", "arn:aws:s3:::demo-prod-*")],
  ["records of logs", allow("logs:DeleteLogGroup", "arn:aws:logs:us-east-1:123456789012:log-group:*")],
  ["a trail that stops", allow("cloudtrail:StopLogging", "*")],
  [
    "a policy inline, in a role",
    change(nodeRole, { inlinePolicies: [{ name: "x", policy: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}' }] }),
  ],
  [
    "a policy of a role alone",
    add(
      "aws:iam/rolePolicy:RolePolicy",
      { policy: '{"Statement":[{"Effect":"Allow","Action":"S3:GET*","Resource":"*"}]}' },
      { role: nodeRole },
    ),
  ],
  ["AWS's administrator", attach(`${aws}/AdministratorAccess`)],
  ["AWS's power user", attach(`${aws}/PowerUserAccess`)],
  ["AWS's IAM", attach(`${aws}/IAMFullAccess`)],
  ["AWS's secrets", attach(`${aws}/SecretsManagerReadWrite`)],
  ["AWS's old agent", attach(`${aws}/service-role/AmazonEC2RoleforSSM`)],
  ["AWS's database administrator", attach(`${aws}/job-function/DatabaseAdministrator`)],
  ["managed policies in a role itself", change(nodeRole, { managedPolicyArns: [`${aws}/AdministratorAccess`] })],
  [
    "an exclusive list with one more",
    add("aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", { policyArns: [`${aws}/AdministratorAccess`] }),
  ],
  [
    "an attachment of many",
    add("aws:iam/policyAttachment:PolicyAttachment", { policyArn: `${aws}/ReadOnlyAccess`, roles: ["demo-prod-node"] }),
  ],
  ["a role that anybody takes, by a list", trust({ Principal: { AWS: ["*"] } })],
  ["a role that anybody takes, with any id", trust({ Principal: { AWS: "*" }, Condition: { StringLike: { "sts:ExternalId": "*" } } })],
  [
    "a role that anybody takes where nothing says who",
    trust({ Principal: "*", Condition: { StringEqualsIfExists: { "aws:PrincipalAccount": "123456789012" } } }),
  ],
  [
    "a role that a service takes for anybody",
    trust({ Principal: { Service: "lambda.amazonaws.com" }, Condition: { StringLike: { "aws:SourceAccount": "*" } } }),
  ],
  ["a role for all but one", trust({ NotPrincipal: { AWS: `${own}:root` } })],
  [
    "a role for whoever signs in with SAML",
    trust({ Action: "sts:AssumeRoleWithSAML", Principal: { Federated: `${own}:saml-provider/x` } }),
  ],
  ["a role for whoever Amazon knows", trust({ Action: "sts:AssumeRoleWithWebIdentity", Principal: { Federated: "www.amazon.com" } })],
  ["a role for instances of others", trust({ Principal: { Service: "ecs-tasks.amazonaws.com" } })],
  ["a session of twelve hours", changeOne(roleType, { maxSessionDuration: 43200 })],
  ["a role without its boundary", change(nodeRole, { permissionsBoundary: undefined })],
  ["a boundary of AWS's that bounds nothing", change(nodeRole, { permissionsBoundary: `${aws}/AdministratorAccess` })],
  [
    "a boundary that bounds nothing",
    change([policyType, "ci-boundary-demo-prod"], {
      policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    }),
    "demo-account",
  ],
  [
    "a deployment of any branch",
    rework([roleType, "ci-deploy-demo-prod"], "assumeRolePolicy", (text) => String(text).replace(/"repo:[^"]*"/, '"repo:*"')),
    "demo-account",
  ],
  [
    "a deployment of any job of the repository",
    rework([roleType, "ci-deploy-demo-prod"], "assumeRolePolicy", (text) =>
      String(text)
        .replace(/(environment:)demo-prod/, "$1*")
        .replaceAll("StringEquals", "StringLike"),
    ),
    "demo-account",
  ],
  [
    "another audience of tokens",
    change("aws:iam/openIdConnectProvider:OpenIdConnectProvider", { clientIdLists: ["sts.amazonaws.com", "them"] }),
    "demo-account",
  ],
  [
    "an administrator without a second factor",
    rework([roleType, "staff-administrator"], "assumeRolePolicy", (text) =>
      String(text).replaceAll("aws:MultiFactorAuthPresent", "aws:SecureTransport"),
    ),
    "demo-account",
  ],
  [
    "auditors who may write",
    say([policyType, "staff-auditor"], {
      Action: ["s3:PutObject", "s3:DeleteObject"],
      Resource: "arn:aws:s3:::demo-account-log-archive-*",
    }),
    "demo-account",
  ],
  ["operators who hand roles on", say([policyType, "staff-operator"], { Action: "iam:PassRole", Resource: "*" }), "demo-account"],
  ["the data key's use for all of the account", say(dataKey, { Principal: { AWS: "*" }, Action: "kms:Decrypt", Resource: "*" })],
  [
    "the data key's use for whom nothing names",
    say(dataKey, {
      Principal: "*",
      Action: ["kms:decrypt"],
      Resource: "*",
      Condition: { StringEqualsIfExists: { "kms:CallerAccount": "123456789012" } },
    }),
  ],
  ["a grant by anybody on the data key", say(dataKey, { Principal: { AWS: `${own}:root` }, Action: "kms:CreateGrant", Resource: "*" })],
  [
    "the backup key's policy for everybody's",
    rework(["aws:kms/key:Key", "backup"], "policy", (text) =>
      JSON.stringify({
        ...JSON.parse(String(text)),
        Statement: JSON.parse(String(text)).Statement.filter(({ Effect }: { Effect: string }) => Effect !== "Deny"),
      }),
    ),
  ],
  ["a key of seven days", change(dataKey, { deletionWindowInDays: 7 })],
  ["a key that rotates each seven years", change(dataKey, { rotationPeriodInDays: 2560 })],
  ["a key that is off", change(dataKey, { isEnabled: false })],
  ["a key in every Region", change(dataKey, { multiRegion: true })],
  [
    "a grant in small letters",
    several(add("aws:kms/grant:Grant", { operations: ["Decrypt"], granteePrincipal: `${own}:role/x` }, { keyId: dataKey })),
  ],
];
