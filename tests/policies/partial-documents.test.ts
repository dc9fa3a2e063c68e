import { expect, test } from "@jest/globals";
import { markOf } from "../../domain/graph-values.ts";
import { iamPolicyDisallowAdministrator } from "../../policies/iam/policy-disallow-administrator.ts";
import { iamPolicyDisallowEveryKey } from "../../policies/iam/policy-disallow-every-key.ts";
import { iamRoleDisallowForeignThings } from "../../policies/iam/role-disallow-foreign-things.ts";
import { iamRoleDisallowPublicTrust } from "../../policies/iam/role-disallow-public-trust.ts";
import { conditionHas } from "../../policies/model/documents.ts";
import { UnknownValue } from "../../policies/model/values.ts";
import { snsTopicDisallowPublicAccess } from "../../policies/sns/topic-disallow-public-access.ts";
import { cases } from "./policy-cases.ts";
import { resource, unknown, violations } from "./support.ts";

const arn = markOf("aws:s3/bucket:Bucket", "shop", "arn");
const text = (...Statement: readonly unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const policy = (...statements: readonly unknown[]) => resource("aws:iam/policy:Policy", "it", { policy: text(...statements) });
const reading = { Effect: "Allow", Action: "s3:GetObject", Resource: `${arn}/*` };
const trust = (Principal: unknown, rest = {}) =>
  resource("aws:iam/role:Role", "it", {
    assumeRolePolicy: text({ Effect: "Allow", Principal, Action: "sts:AssumeRole", ...rest }),
  });
const byWebIdentity = { Action: "sts:AssumeRoleWithWebIdentity" };
const topic = (...statements: readonly unknown[]) => resource("aws:sns/topic:Topic", "it", { policy: text(...statements) });

cases(
  iamPolicyDisallowAdministrator,
  ["passes an unknown ARN", "compliant", policy(reading)],
  [
    "refuses everything beside an unknown ARN",
    ["allows every action on every resource; name the actions and the resources"],
    policy(reading, { Effect: "Allow", Action: "*", Resource: "*" }),
  ],
  ["does not know unknown actions", "unknown", policy({ ...reading, Action: unknown })],
  ["does not know actions that are known in part", "unknown", policy({ ...reading, Action: `s3:${arn}` })],
  ["does not know whether it is an allowance", "unknown", policy({ ...reading, Effect: unknown })],
  ["does not know a resource that may be every one", "unknown", policy({ Effect: "Allow", Action: "*", Resource: [unknown] })],
);
cases(iamPolicyDisallowEveryKey, [
  "takes every key of an unknown account for every key",
  ["allows kms:Decrypt with every key; name the keys"],
  policy({ Effect: "Allow", Action: "kms:Decrypt", Resource: `arn:aws:kms:eu-central-1:${unknown}:key/*` }),
]);
cases(
  iamRoleDisallowPublicTrust,
  ["passes a role's ARN", "compliant", trust({ AWS: markOf("aws:iam/role:Role", "node", "arn") })],
  ["does not know a principal that may be anyone", "unknown", trust({ AWS: unknown })],
  ["does not know an unknown account", "unknown", trust({ AWS: `arn:aws:iam::${unknown}:root` })],
);
cases(
  snsTopicDisallowPublicAccess,
  [
    "refuses anyone beside an unknown ARN",
    ["a statement allows sns:Publish to all principals; name principals"],
    topic({ Effect: "Allow", Principal: "*", Action: "sns:Publish", Resource: arn }),
  ],
  [
    "knows another account by the stack's, where the topic's ARN is unknown",
    ["a statement allows AWS:arn:aws:iam::999999999999:root, of another account; remove it"],
    topic({ Effect: "Allow", Principal: { AWS: "arn:aws:iam::999999999999:root" }, Action: "sns:Publish", Resource: arn }),
    resource("pulumi:providers:aws", "aws", { allowedAccountIds: '["123456789012"]' }),
  ],
);

test("a job's role that may write to everything of an unknown account is reported", () => {
  const role = trust({ Federated: markOf("aws:iam/openIdConnectProvider:OpenIdConnectProvider", "github", "arn") }, byWebIdentity);
  const own = policy({ Effect: "Allow", Action: "rds:DeleteDBInstance", Resource: `arn:aws:rds:eu-central-1:${unknown}:db:*` });
  const attached = resource(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "it",
    {},
    { propertyDependencies: { role: [role.urn], policyArn: [own.urn] } },
  );
  expect(violations(iamRoleDisallowForeignThings, role, own, attached)).toEqual([expect.stringMatching(/^allows rds:DeleteDBInstance /)]);
});

test("whether a condition asks for a value is unknown where it names one that is unknown", () => {
  const asks = (value: unknown) => () => conditionHas({ StringEquals: { "aws:SourceArn": value } }, "aws:SourceArn", "*");
  expect(asks([arn, "*"])()).toBe(true);
  expect(asks(arn)).toThrow(UnknownValue);
  expect(conditionHas({ StringEquals: { "aws:SourceArn": arn } }, "aws:SourceArn")).toBe(true);
});
