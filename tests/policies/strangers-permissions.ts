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
const attach = (to: string, policyArn: string): Mutation => change([attachment, to], { policyArn });
const aws = "arn:aws:iam::aws:policy";
const own = "arn:aws:iam::123456789012";

/** What a store's nodes, functions and people may from now on. */
export const permissions: readonly Change[] = [
  ["aws-iam-policy-disallow-full-service", "everything of IAM in small letters", allow("iam:*", "*")],
  ["aws-iam-policy-disallow-every-resource", "a role handed on by a pattern of an action", allow("iam:Pass*")],
  ["aws-iam-policy-disallow-every-resource", "the same in small letters", allow("iam:passrole", "*")],
  [
    "aws-iam-policy-disallow-privilege-escalation",
    "a role made into another, by a pattern in its middle",
    allow("iam:*RolePolicy", `${own}:role/*`),
  ],
  ["aws-iam-policy-disallow-any-sender", "every action but a few", say(node, { NotAction: ["iam:*"], Resource: "*" })],
  [
    "aws-iam-policy-disallow-administrator",
    "every action on all but one bucket",
    say(node, { Action: "*", NotResource: "arn:aws:s3:::demo-prod-logs-123456789012" }),
  ],
  [
    "aws-iam-policy-disallow-every-resource",
    "objects of every bucket but one",
    say(node, { Action: "s3:GetObject", NotResource: "arn:aws:s3:::demo-prod-logs-123456789012/*" }),
  ],
  [
    "aws-iam-policy-disallow-every-resource",
    "every secret of the account",
    allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:123456789012:secret:*"),
  ],
  [
    "aws-iam-policy-disallow-every-resource",
    "every secret, small letters and a question mark",
    allow("secretsmanager:getsecretvalu?", "arn:aws:secretsmanager:us-east-1:*:secret:*"),
  ],
  [
    "aws-iam-policy-disallow-every-resource",
    "every parameter",
    allow("ssm:GetParameter*", "arn:aws:ssm:us-east-1:123456789012:parameter/*"),
  ],
  [
    "aws-iam-policy-disallow-every-resource",
    "commands on every node",
    allow("ssm:SendCommand", "arn:aws:ec2:us-east-1:123456789012:instance/*"),
  ],
  ["aws-iam-policy-disallow-every-resource", "a session on every node", allow("ssm:StartSession", ["arn:aws:ec2:*:*:instance/*"])],
  ["aws-iam-policy-disallow-every-key", "every key opened", allow("kms:Decrypt", "arn:aws:kms:*:123456789012:key/*")],
  [
    "aws-iam-policy-disallow-every-key",
    "every key opened through any service",
    allow("kms:Decrypt", "*", { Condition: { StringLike: { "kms:ViaService": "*" } } }),
  ],
  ["aws-iam-policy-disallow-every-resource", "any role taken", allow("sts:AssumeRole", `${own}:role/*`)],
  [
    "aws-iam-policy-disallow-privilege-escalation",
    "code of every function",
    allow("lambda:UpdateFunctionCode", "arn:aws:lambda:us-east-1:123456789012:function:*"),
  ],
  ["aws-iam-policy-disallow-privilege-escalation", "a user's keys", allow("iam:CreateAccessKey", `${own}:user/*`)],
  [
    "aws-iam-policy-disallow-privilege-escalation",
    "policy versions",
    allow(["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"], `${own}:policy/*`),
  ],
  ["aws-iam-policy-disallow-privilege-escalation", "instances with a role of their own", allow(["ec2:RunInstances", "iam:PassRole"])],
  ["aws-iam-policy-disallow-full-service", "tables of the account", allow("dynamodb:*", "arn:aws:dynamodb:us-east-1:123456789012:table/*")],
  [
    "aws-iam-policy-disallow-every-resource",
    "snapshots handed on",
    allow("rds:ModifyDBSnapshotAttribute", "arn:aws:rds:us-east-1:123456789012:snapshot:*"),
  ],
  ["aws-iam-policy-disallow-every-resource", "volumes handed on", allow("ec2:ModifySnapshotAttribute", "*")],
  [
    "aws-iam-policy-disallow-every-resource",
    "records of logs",
    allow("logs:DeleteLogGroup", "arn:aws:logs:us-east-1:123456789012:log-group:*"),
  ],
  ["aws-iam-policy-disallow-every-resource", "a trail that stops", allow("cloudtrail:StopLogging", "*")],
  [
    "aws-iam-policy-disallow-inline",
    "a policy inline, in a role",
    change(nodeRole, { inlinePolicies: [{ name: "x", policy: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}' }] }),
  ],
  [
    "aws-iam-policy-disallow-inline",
    "a policy of a role alone",
    add(
      "aws:iam/rolePolicy:RolePolicy",
      { policy: '{"Statement":[{"Effect":"Allow","Action":"S3:GET*","Resource":"*"}]}' },
      { role: nodeRole },
    ),
  ],
  ["aws-iam-attachment-disallow-broad-managed", "AWS's administrator", attach("web", `${aws}/AdministratorAccess`)],
  ["aws-iam-attachment-disallow-broad-managed", "AWS's power user", attach("patching", `${aws}/PowerUserAccess`)],
  ["aws-iam-attachment-disallow-broad-managed", "AWS's IAM", attach("canary", `${aws}/IAMFullAccess`)],
  ["aws-iam-attachment-disallow-broad-managed", "AWS's secrets", attach("promotion", `${aws}/SecretsManagerReadWrite`)],
  ["aws-iam-attachment-disallow-broad-managed", "AWS's old agent", attach("builder", `${aws}/service-role/AmazonEC2RoleforSSM`)],
  [
    "aws-iam-attachment-disallow-broad-managed",
    "AWS's database administrator",
    attach("mail", `${aws}/job-function/DatabaseAdministrator`),
  ],
  [
    "aws-iam-attachment-disallow-broad-managed",
    "managed policies in a role itself",
    change(nodeRole, { managedPolicyArns: [`${aws}/AdministratorAccess`] }),
  ],
  [
    "aws-iam-attachment-disallow-broad-managed",
    "an exclusive list with one more",
    add("aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", { policyArns: [`${aws}/AdministratorAccess`] }),
  ],
  [
    "aws-iam-attachment-disallow-broad-managed",
    "an attachment of many",
    add("aws:iam/policyAttachment:PolicyAttachment", { policyArn: `${aws}/ReadOnlyAccess`, roles: ["demo-prod-node"] }),
  ],
  ["aws-iam-role-disallow-public-trust", "a role that anyone takes, by a list", trust({ Principal: { AWS: ["*"] } })],
  [
    "aws-iam-role-disallow-public-trust",
    "a role that anyone takes, with any id",
    trust({ Principal: { AWS: "*" }, Condition: { StringLike: { "sts:ExternalId": "*" } } }),
  ],
  [
    "aws-iam-role-disallow-public-trust",
    "a role that anyone takes where nothing says who",
    trust({ Principal: "*", Condition: { StringEqualsIfExists: { "aws:PrincipalAccount": "123456789012" } } }),
  ],
  [
    "aws-iam-role-configure-source",
    "a role that a service takes for anyone",
    trust({ Principal: { Service: "scheduler.amazonaws.com" }, Condition: { StringLike: { "aws:SourceAccount": "*" } } }),
  ],
  ["aws-iam-role-disallow-public-trust", "a role for all but one", trust({ NotPrincipal: { AWS: `${own}:root` } })],
  [
    "aws-iam-role-configure-oidc-claims",
    "a role for anyone whom Amazon knows",
    trust({ Action: "sts:AssumeRoleWithWebIdentity", Principal: { Federated: "www.amazon.com" } }),
  ],
  ["aws-iam-role-configure-session-length", "a session of twelve hours", changeOne(roleType, { maxSessionDuration: 43200 })],
  ["aws-iam-role-enforce-common-boundary", "a role without its boundary", change(nodeRole, { permissionsBoundary: undefined })],
  [
    "aws-iam-role-enforce-common-boundary",
    "a boundary of AWS's that bounds nothing",
    change(nodeRole, { permissionsBoundary: `${aws}/AdministratorAccess` }),
  ],
  [
    "aws-iam-policy-disallow-boundless-boundary",
    "a boundary that bounds nothing",
    change([policyType, "ci-boundary-demo-prod"], {
      policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    }),
    "demo-account",
  ],
  [
    "aws-iam-role-configure-oidc-claims",
    "a deployment of any branch",
    rework([roleType, "ci-deploy-demo-prod"], "assumeRolePolicy", (text) => String(text).replace(/"repo:[^"]*"/, '"repo:*"')),
    "demo-account",
  ],
  [
    "aws-pulumi-resource-disallow-foreign-accounts",
    "a deployment of any job of the repository",
    rework([roleType, "ci-deploy-demo-prod"], "assumeRolePolicy", (text) =>
      String(text)
        .replace(/(environment:)demo-prod/, "$1*")
        .replaceAll("StringEquals", "StringLike"),
    ),
    "demo-account",
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "another audience of tokens",
    change("aws:iam/openIdConnectProvider:OpenIdConnectProvider", { clientIdLists: ["sts.amazonaws.com", "them"] }),
    "demo-account",
  ],
  [
    "aws-iam-policy-disallow-privilege-escalation",
    "operators who hand roles on",
    say([policyType, "staff-operator"], { Action: "iam:PassRole", Resource: "*" }),
    "demo-account",
  ],
  [
    "aws-kms-key-disallow-wildcard-principals",
    "the data key's use for all of the account",
    say(dataKey, { Principal: { AWS: "*" }, Action: "kms:Decrypt", Resource: "*" }),
  ],
  [
    "aws-kms-key-disallow-wildcard-principals",
    "the data key's use for whom nothing names",
    say(dataKey, {
      Principal: "*",
      Action: ["kms:decrypt"],
      Resource: "*",
      Condition: { StringEqualsIfExists: { "kms:CallerAccount": "123456789012" } },
    }),
  ],
  [
    "aws-kms-key-disable-lockout-bypass",
    "the backup key's policy for everyone's",
    rework(["aws:kms/key:Key", "backup"], "policy", (text) =>
      JSON.stringify({
        ...JSON.parse(String(text)),
        Statement: JSON.parse(String(text)).Statement.filter(({ Effect }: { Effect: string }) => Effect !== "Deny"),
      }),
    ),
  ],
  ["aws-kms-key-configure-deletion-window", "a key of seven days", change(dataKey, { deletionWindowInDays: 7 })],
  ["aws-kms-key-enable-key-rotation", "a key that rotates each seven years", change(dataKey, { rotationPeriodInDays: 2560 })],
  ["aws-kms-key-configure-deletion-window", "a key that is off", change(dataKey, { isEnabled: false })],
  ["aws-pulumi-resource-disallow-weakening-values", "a key in every Region", change(dataKey, { multiRegion: true })],
  [
    "aws-pulumi-resource-disallow-foreign-kinds",
    "a grant in small letters",
    several(add("aws:kms/grant:Grant", { operations: ["Decrypt"], granteePrincipal: `${own}:role/x` }, { keyId: dataKey })),
  ],
];
