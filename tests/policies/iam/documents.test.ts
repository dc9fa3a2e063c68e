import { describe, expect, test } from "@jest/globals";
import { iamAttachmentDisallowBroadManaged } from "../../../policies/iam/attachment-disallow-broad-managed.ts";
import { iamPolicyDisallowAdministrator } from "../../../policies/iam/policy-disallow-administrator.ts";
import { iamPolicyDisallowEveryKey } from "../../../policies/iam/policy-disallow-every-key.ts";
import { iamPolicyDisallowEveryResource } from "../../../policies/iam/policy-disallow-every-resource.ts";
import { iamPolicyDisallowFullService } from "../../../policies/iam/policy-disallow-full-service.ts";
import { iamPolicyDisallowInline } from "../../../policies/iam/policy-disallow-inline.ts";
import { iamPolicyDisallowPrivilegeEscalation } from "../../../policies/iam/policy-disallow-privilege-escalation.ts";
import { needsEveryResource } from "../../../policies/iam/unscoped-actions.ts";
import { cases } from "../policy-cases.ts";
import { resource, unknown, urnOf } from "../support.ts";

const policyType = "aws:iam/policy:Policy";
const json = (...statements: readonly unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (Action: string | string[], Resource: string | string[] = "*", Condition?: unknown) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});
const policy = (...statements: readonly unknown[]) => resource(policyType, "policy", { policy: json(...statements) });
const boundaryArn = "arn:aws:iam::123456789012:policy/boundary";
const named = (...statements: readonly unknown[]) => resource(policyType, "boundary", { arn: boundaryArn, policy: json(...statements) });
const later = resource(policyType, "policy", { policy: unknown }, { propertyDependencies: { policy: ["urn"] } });
const readBucket = allow("s3:GetObject", "arn:aws:s3:::shop/*");
const plainRole = resource("aws:iam/role:Role", "role", { inlinePolicies: [{}] });
const everything = "allows every action on every resource; name the actions and the resources";
const attach = (policyArn: unknown, type = "aws:iam/rolePolicyAttachment:RolePolicyAttachment", property = "policyArn") =>
  resource(type, "it", { [property]: policyArn });
const managed = (name: string) => `arn:aws:iam::aws:policy/${name}`;

cases(
  iamPolicyDisallowAdministrator,
  ["passes named actions", "compliant", policy(readBucket)],
  ["refuses everything", [everything], policy(allow("*"))],
  ["refuses everything written as an ARN of any service", [everything], policy(allow("*:*", "arn:aws:*:*:*:*"))],
  [
    "refuses everything but some",
    ["allows everything except iam:*; name the actions instead"],
    policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
  ],
  ["takes NotResource for every resource", [everything], policy({ Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::x" })],
  ["passes a denial of everything", "compliant", policy({ Effect: "Deny", Action: "*", Resource: "*" })],
  ["reads one statement alone, and an object", [everything], resource(policyType, "policy", { policy: { Statement: allow("*") } })],
  [
    "reads a role's inline policies",
    [everything],
    resource("aws:iam/role:Role", "role", { inlinePolicies: [{ name: "x", policy: json(allow("*")) }] }),
  ],
  [
    "reads a permission set's inline policy",
    [everything],
    resource("aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", "set", { inlinePolicy: json(allow("*")) }),
  ],
  [
    "passes a boundary, which gives no one anything",
    [],
    named(allow("*")),
    resource("aws:iam/role:Role", "role", { permissionsBoundary: boundaryArn }),
  ],
  [
    "refuses a boundary that is attached as well",
    [everything],
    named(allow("*")),
    resource("aws:iam/role:Role", "role", { permissionsBoundary: boundaryArn }),
    resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "role", { role: "other", policyArn: boundaryArn }),
  ],
  ["has no opinion on a role without documents", "notApplicable", plainRole],
  ["does not know what is known after apply", "unknown", later],
);

cases(
  iamPolicyDisallowFullService,
  ["passes named actions", "compliant", policy(readBucket)],
  [
    "refuses all of a service, on one resource too",
    ["allows s3:*; name the actions"],
    policy(allow(["s3:*", "sqs:SendMessage"], "arn:aws:s3:::shop")),
  ],
  ["does not know what is known after apply", "unknown", later],
);

cases(
  iamPolicyDisallowEveryResource,
  ["passes named resources", "compliant", policy(readBucket)],
  [
    "passes actions that know no resources",
    "compliant",
    policy(allow(["cloudwatch:PutMetricData", "ec2:Describe*", "ssmmessages:*", "kms:ListAliases"])),
  ],
  [
    "passes a tag of the resource",
    "compliant",
    policy(allow("ec2:TerminateInstances", "*", { StringEquals: { "aws:ResourceTag/stack": "demo" } })),
  ],
  [
    "refuses reading all objects",
    ["allows s3:GetObject, secretsmanager:GetSecretValue on every resource; name the resources"],
    policy(allow(["s3:GetObject", "secretsmanager:GetSecretValue", "ec2:DescribeTags"])),
  ],
  [
    "names the first few of many",
    ["allows s3:GetObject, s3:PutObject, s3:DeleteObject, sns:Publish and 1 more on every resource; name the resources"],
    policy(allow(["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "sns:Publish", "sqs:SendMessage"])),
  ],
  [
    "refuses a pattern that takes in more than it may",
    ["allows cloudwatch:Put* on every resource; name the resources"],
    policy(allow("cloudwatch:Put*")),
  ],
  [
    "refuses a condition on something else",
    ["allows s3:GetObject on every resource; name the resources"],
    policy(allow("s3:GetObject", "*", { Bool: { "aws:SecureTransport": "true" } })),
  ],
  ["does not know what is known after apply", "unknown", later],
);

cases(
  iamPolicyDisallowEveryKey,
  ["passes one key", "compliant", policy(allow("kms:Decrypt", "arn:aws:kms:eu-central-1:123456789012:key/1"))],
  [
    "passes keys by alias",
    "compliant",
    policy(allow("kms:Decrypt", "*", { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/shop" } })),
  ],
  ["passes what reads nothing", "compliant", policy(allow("kms:DescribeKey"))],
  ["refuses decryption with all", ["allows kms:Decrypt with every key; name the keys"], policy(allow("kms:Decrypt"))],
  [
    "refuses all keys of an account",
    ["allows kms:Decrypt, kms:ReEncryptFrom with every key; name the keys"],
    policy(allow("kms:*", "arn:aws:kms:*:123456789012:key/*")),
  ],
  [
    "is not appeased by kms:ViaService",
    ["allows kms:Decrypt with every key; name the keys"],
    policy(allow("kms:Decrypt", "*", { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } })),
  ],
  ["does not know what is known after apply", "unknown", later],
);

cases(
  iamPolicyDisallowPrivilegeEscalation,
  [
    "passes named roles",
    "compliant",
    policy(allow(["iam:PassRole", "iam:PutRolePolicy"], "arn:aws:iam::123456789012:role/shop-node"), allow("ec2:RunInstances")),
  ],
  [
    "passes roles of a path, bound by a boundary",
    "compliant",
    policy(allow("iam:AttachRolePolicy", "*", { StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::1:policy/b" } })),
  ],
  [
    "refuses new versions of any policy",
    ["allows iam:CreatePolicyVersion on every resource; name the resources"],
    policy(allow("iam:CreatePolicyVersion")),
  ],
  [
    "refuses every role of an account",
    ["allows iam:AttachRolePolicy on every resource; name the resources"],
    policy(allow("iam:AttachRolePolicy", "arn:aws:iam::123456789012:role/*")),
  ],
  [
    "joins statements: any role, and something to give it to",
    ["allows iam:PassRole of every role together with lambda:CreateFunction; name the roles"],
    policy(allow("iam:PassRole"), allow("lambda:CreateFunction", "arn:aws:lambda:eu-central-1:123456789012:function:x")),
  ],
  ["passes any role with nothing to give it to", "compliant", policy(allow("iam:PassRole"))],
  ["does not know what is known after apply", "unknown", later],
);

cases(
  iamAttachmentDisallowBroadManaged,
  ["passes a narrow one of AWS's", "compliant", attach(managed("service-role/AmazonRDSEnhancedMonitoringRole"))],
  [
    "refuses the administrator",
    [`policyArn is ${managed("AdministratorAccess")}, which grants the whole account; attach a narrower policy`],
    attach(managed("AdministratorAccess")),
  ],
  [
    "refuses all of a service",
    [`policyArn is ${managed("AmazonS3FullAccess")}, which grants the data and secrets of all stores; attach a narrower policy`],
    attach(managed("AmazonS3FullAccess"), "aws:iam/groupPolicyAttachment:GroupPolicyAttachment"),
  ],
  [
    "reads a role's own list",
    [`managedPolicyArns is ${managed("PowerUserAccess")}, which grants the whole account; attach a narrower policy`],
    attach([managed("PowerUserAccess")], "aws:iam/role:Role", "managedPolicyArns"),
  ],
  [
    "reads a permission set",
    [`managedPolicyArn is ${managed("AdministratorAccess")}, which grants the whole account; attach a narrower policy`],
    attach(managed("AdministratorAccess"), "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment", "managedPolicyArn"),
  ],
  ["has no opinion on a role that lists none", "notApplicable", plainRole],
  [
    "passes a policy of this stack, whose ARN is known after apply",
    [],
    resource(
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      "it",
      { policyArn: unknown },
      { propertyDependencies: { policyArn: [urnOf(policyType, "policy")] } },
    ),
    policy(readBucket),
  ],
  [
    "does not know what is known after apply",
    "unknown",
    resource(
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      "it",
      { policyArn: unknown },
      { propertyDependencies: { policyArn: ["urn"] } },
    ),
  ],
);

cases(
  iamPolicyDisallowInline,
  ["passes a role without", "compliant", plainRole],
  [
    "refuses the split form",
    ["is an inline policy; convert it to an iam.Policy and attach that"],
    resource("aws:iam/rolePolicy:RolePolicy", "x", { policy: json(readBucket) }),
  ],
  [
    "refuses the inline form",
    ["inlinePolicies has 1; convert each to an iam.Policy and attach that"],
    resource("aws:iam/role:Role", "x", { inlinePolicies: [{ policy: json(readBucket) }] }),
  ],
);

describe("actions on every resource", () => {
  test.each([
    ["cloudwatch:PutMetricData", true],
    ["EC2:describeinstances", true],
    ["ssm:UpdateInstanceInformation", true],
    ["ec2messages:GetMessages", true],
    ["s3:ListAllMyBuckets", false],
    ["s3:ListBucket", false],
    ["s3:GetObject", false],
    ["kms:Decrypt", false],
    ["iam:PassRole", false],
    ["nosuch:Thing", false],
  ])("%s may be allowed: %s", (action, expected) => {
    expect(needsEveryResource(action)).toBe(expected);
  });
});
