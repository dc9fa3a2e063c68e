import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { CiRoles, type CiRolesArgs } from "../../../components/ci-roles/ci-roles.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decide } from "../iam.ts";
import { accountId, listed, only } from "../registrations.ts";
import { askAs, longestPolicy, managedOf, policyCharacters } from "../role-policies.ts";

const stack = "shops-account";
const github = "token.actions.githubusercontent.com";
const provider = `arn:aws:iam::${accountId}:oidc-provider/${github}`;
const archive = { bucketArn: `arn:aws:s3:::${stack}-log-archive-${accountId}`, keyAlias: `alias/${stack}-log-archive` };
const administrator = `arn:aws:iam::${accountId}:role/${stack}-administrator`;
const args: CiRolesArgs = {
  accountId,
  issuer: `https://${github}`,
  audience: "sts.amazonaws.com",
  providerArn: provider,
  preview: ["repo:shops/hosting:pull_request"],
  deploy: [{ stack: "shop-prod", subjects: ["repo:shops/hosting:environment:shop-prod"] }],
  state: { bucketArn: "arn:aws:s3:::shops-state" },
  deployers: [administrator],
  breakGlassRole: "break-glass",
  archive,
};

let made: readonly Registration[];
beforeAll(async () => {
  made = await deploy(() => new CiRoles("ci", args), { stack });
});
const boundary = `arn:aws:iam::${accountId}:policy/${stack}-boundary`;
const arn = (service: string, rest: string) => `arn:aws:${service}:eu-central-1:${accountId}:${rest}`;
const role = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;

describe("who takes a role", () => {
  const ask = (name: string, sub: string, aud = "sts.amazonaws.com", from = provider) =>
    decide(only(made, "aws:iam/role:Role", `ci-${name}`).inputs.assumeRolePolicy, {
      principal: from,
      action: "sts:AssumeRoleWithWebIdentity",
      context: { [`${github}:sub`]: sub, [`${github}:aud`]: aud },
    });

  test.each([
    ["preview", "repo:shops/hosting:pull_request", "allowed"],
    ["preview", "repo:shops/hosting:environment:shop-prod", "unmentioned"],
    ["preview", "repo:evil/hosting:pull_request", "unmentioned"],
    ["deploy-shop-prod", "repo:shops/hosting:environment:shop-prod", "allowed"],
    ["deploy-shop-prod", "repo:shops/hosting:pull_request", "unmentioned"],
    ["deploy-shop-prod", "repo:shops/hosting:ref:refs/heads/main", "unmentioned"],
    ["deploy-shop-prod", "repo:shops/hosting:environment:shop-dev", "unmentioned"],
    ["deploy-shop-prod", "repo:shops/hosting:environment:shop-prod-2", "unmentioned"],
    ["deploy-shop-prod", "repo:evil/hosting:environment:shop-prod", "unmentioned"],
  ])("%s by %s: %s", (name, subject, expected) => {
    expect(ask(name, subject)).toBe(expected);
  });

  test("nobody with a token for somebody else, or of another provider", () => {
    const subject = "repo:shops/hosting:environment:shop-prod";
    expect(ask("deploy-shop-prod", subject, "https://github.com/shops")).toBe("unmentioned");
    expect(ask("deploy-shop-prod", subject, "sts.amazonaws.com", provider.replace(github, "gitlab.com"))).toBe("unmentioned");
  });

  test("administrators deploy by hand, others do not, and nobody previews so", () => {
    const byHand = (name: string, principal: string) =>
      decide(only(made, "aws:iam/role:Role", `ci-${name}`).inputs.assumeRolePolicy, {
        principal,
        action: "sts:AssumeRole",
        context: { "aws:PrincipalArn": principal },
      });
    expect([
      byHand("deploy-shop-prod", administrator),
      byHand("deploy-shop-prod", role(`${stack}-operator`)),
      byHand("preview", administrator),
    ]).toEqual(["allowed", "unmentioned", "unmentioned"]);
  });
});

describe("what a deployment may do", () => {
  const bounded = { "iam:PermissionsBoundary": boundary };
  const ours = { "aws:ResourceTag/stack": "shop-prod" };
  type Row = readonly [action: string, resource: string, context: Readonly<Record<string, string>>];
  const may: readonly Row[] = [
    ["ec2:CreateVpc", arn("ec2", "vpc/vpc-1"), {}],
    ["ec2:DescribeVpcs", "*", {}],
    ["rds:CreateDBInstance", arn("rds", "db:shop-prod-database"), {}],
    ["lambda:UpdateFunctionCode", arn("lambda", "function:shop-prod-canary"), {}],
    ["s3:PutBucketPolicy", "arn:aws:s3:::shop-prod-logs-123456789012", {}],
    ["logs:CreateLogGroup", arn("logs", "log-group:/shop-prod/web"), {}],
    ["iam:CreateRole", role("shop-prod-web"), bounded],
    ["iam:AttachRolePolicy", role("shop-prod-web"), bounded],
    ["iam:PassRole", role("shop-prod-web"), { "iam:PassedToService": "ec2.amazonaws.com" }],
    [
      "iam:CreateServiceLinkedRole",
      role("aws-service-role/autoscaling.amazonaws.com/x"),
      { "iam:AWSServiceName": "autoscaling.amazonaws.com" },
    ],
    ["kms:CreateKey", "*", { "aws:RequestTag/stack": "shop-prod" }],
    ["kms:ScheduleKeyDeletion", arn("kms", "key/1"), ours],
    ["s3:PutObject", "arn:aws:s3:::shops-state/.pulumi/stacks/shop-prod.json", { "s3:ResourceAccount": accountId }],
    ["wafv2:UpdateWebACL", arn("wafv2", "regional/webacl/shop-prod/1"), {}],
    ["route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z1", {}],
  ];
  const mayNot: readonly Row[] = [
    // Of another store.
    ["lambda:UpdateFunctionCode", arn("lambda", "function:shop-dev-canary"), {}],
    ["s3:PutBucketPolicy", "arn:aws:s3:::shop-dev-logs-123456789012", {}],
    ["secretsmanager:GetSecretValue", arn("secretsmanager", "secret:shop-dev-cache"), {}],
    ["iam:PassRole", role("shop-dev-web"), { "iam:PassedToService": "ec2.amazonaws.com" }],
    ["kms:Decrypt", arn("kms", "key/1"), { "aws:ResourceTag/stack": "shop-dev" }],
    ["kms:CreateKey", "*", {}],
    // More than it is.
    ["iam:CreateRole", role("shop-prod-web"), {}],
    ["iam:CreateRole", role("shop-prod-web"), { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" }],
    ["iam:AttachRolePolicy", role("shop-prod-web"), {}],
    ["iam:PutRolePermissionsBoundary", role("shop-prod-web"), { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
    ["iam:DeleteRolePermissionsBoundary", role("shop-prod-web"), bounded],
    ["iam:PassRole", role("shop-prod-web"), { "iam:PassedToService": "sagemaker.amazonaws.com" }],
    ["iam:UpdateAssumeRolePolicy", role(`${stack}-deploy-shop-prod`), {}],
    ["iam:CreatePolicyVersion", boundary, {}],
    ["iam:UpdateAssumeRolePolicy", role("break-glass"), {}],
    ["iam:CreateUser", `arn:aws:iam::${accountId}:user/eve`, {}],
    ["iam:CreateAccessKey", `arn:aws:iam::${accountId}:user/ada@example.com`, {}],
    // What watches.
    ["cloudtrail:StopLogging", arn("cloudtrail", "trail/shops-account-trail"), {}],
    ["guardduty:DeleteDetector", arn("guardduty", "detector/1"), {}],
    ["ec2:DisableEbsEncryptionByDefault", "*", {}],
    ["ec2:EnableSerialConsoleAccess", arn("ec2", "x"), {}],
    ["s3:DeleteObject", `${archive.bucketArn}/AWSLogs/1`, {}],
  ];

  test.each(may)("%s on %s", (action, resource, context) => {
    expect(askAs(made, "ci-deploy-shop-prod")(action, resource, context)).toBe("allowed");
  });
  test.each(mayNot)("not %s on %s", (action, resource, context) => {
    expect(askAs(made, "ci-deploy-shop-prod")(action, resource, context)).not.toBe("allowed");
  });
  test.each([...may, ...mayNot].filter(([action]) => !/:Describe/.test(action)))("a preview: not %s on %s", (action, resource, context) => {
    expect(askAs(made, "ci-preview")(action, resource, context)).not.toBe("allowed");
  });
});

test("a preview reads Pulumi's state and how things are set up", () => {
  const ask = askAs(made, "ci-preview");
  expect(ask("s3:GetObject", "arn:aws:s3:::shops-state/.pulumi/x", { "s3:ResourceAccount": accountId })).toBe("allowed");
  expect(ask("s3:GetObject", "arn:aws:s3:::shops-state/.pulumi/x", { "s3:ResourceAccount": "999999999999" })).toBe("unmentioned");
  expect(managedOf(made, "ci-preview")).toEqual([
    "arn:aws:iam::aws:policy/SecurityAudit",
    "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
  ]);
});

test("the boundary holds whatever a store's role is given", () => {
  const policy = only(made, "aws:iam/policy:Policy", "ci-boundary").inputs;
  expect(policy.name).toBe("shops-account-boundary");
  expect(only(made, "aws:iam/role:Role", "ci-deploy-shop-prod").inputs.permissionsBoundary).toBe("arn:aws:test:::ci-boundary");
});

test("policies are no longer than IAM takes, nor more than a role has", () => {
  expect(longestPolicy(made)).toBeLessThanOrEqual(policyCharacters);
  const attached = listed(made).filter((line) => line.startsWith("aws:iam/rolePolicyAttachment:RolePolicyAttachment ci-deploy-shop-prod"));
  expect(attached.length).toBeLessThanOrEqual(10);
});

test("the workflow takes the role for no longer than it lasts", () => {
  const workflow = readFileSync(new URL("../../../.github/workflows/deploy.yml", import.meta.url), "utf8");
  const asked = Number(/role-duration-seconds: (\d+)/.exec(workflow)?.[1]);
  expect(only(made, "aws:iam/role:Role", "ci-deploy-shop-prod").inputs.maxSessionDuration).toBeGreaterThanOrEqual(asked);
});
