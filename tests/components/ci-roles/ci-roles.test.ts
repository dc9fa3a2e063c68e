import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { CiRoles, type CiRolesArgs } from "../../../components/ci-roles/ci-roles.ts";
import { ownState } from "../../../components/pulumi-state/state-place.ts";
import { refusedOnKeys } from "../../../domain/defaults/keys.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decide } from "../iam.ts";
import { accountId, only } from "../registrations.ts";
import { askAs, managedOf } from "../role-policies.ts";

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
  deploy: [
    {
      stack: "shop-prod",
      plan: ["repo:shops/hosting:environment:shop-prod-plan"],
      subjects: ["repo:shops/hosting:environment:shop-prod"],
      zones: ["Z012345SHOP"],
      createsZone: false,
      reads: ["shop-staging"],
    },
  ],
  state: ownState(stack, accountId),
  deployers: [administrator],
  breakGlassRole: "break-glass",
  archive,
};

let made: readonly Registration[];
beforeAll(async () => {
  made = await deploy(() => new CiRoles("ci", args), { stack });
});
const policy = (name: string) => `arn:aws:iam::${accountId}:policy/${name}`;
const boundary = policy(`${stack}-boundary-shop-prod`);
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
    ["plan-shop-prod", "repo:shops/hosting:environment:shop-prod-plan", "allowed"],
    ["plan-shop-prod", "repo:shops/hosting:environment:shop-prod", "unmentioned"],
    ["plan-shop-prod", "repo:shops/hosting:environment:shop-dev-plan", "unmentioned"],
    ["plan-shop-prod", "repo:shops/hosting:pull_request", "unmentioned"],
    ["plan-shop-prod", "repo:evil/hosting:environment:shop-prod-plan", "unmentioned"],
    ["deploy-shop-prod", "repo:shops/hosting:environment:shop-prod-plan", "unmentioned"],
    ["deploy-shop-prod", "repo:shops/hosting:environment:shop-prod", "allowed"],
    ["deploy-shop-prod", "repo:shops/hosting:pull_request", "unmentioned"],
    ["deploy-shop-prod", "repo:shops/hosting:ref:refs/heads/main", "unmentioned"],
    ["deploy-shop-prod", "repo:shops/hosting:environment:shop-dev", "unmentioned"],
    ["deploy-shop-prod", "repo:shops/hosting:environment:shop-prod-2", "unmentioned"],
    ["deploy-shop-prod", "repo:evil/hosting:environment:shop-prod", "unmentioned"],
  ])("%s by %s: %s", (name, subject, expected) => {
    expect(ask(name, subject)).toBe(expected);
  });

  test("no one with a token for someone else, or of another provider", () => {
    const subject = "repo:shops/hosting:environment:shop-prod";
    expect(ask("deploy-shop-prod", subject, "https://github.com/shops")).toBe("unmentioned");
    expect(ask("deploy-shop-prod", subject, "sts.amazonaws.com", provider.replace(github, "gitlab.com"))).toBe("unmentioned");
  });

  test("administrators deploy by hand, others do not, and no one plans so", () => {
    const byHand = (name: string, principal: string) =>
      decide(only(made, "aws:iam/role:Role", `ci-${name}`).inputs.assumeRolePolicy, {
        principal,
        action: "sts:AssumeRole",
        context: { "aws:PrincipalArn": principal },
      });
    expect([
      byHand("deploy-shop-prod", administrator),
      byHand("deploy-shop-prod", role(`${stack}-operator`)),
      byHand("plan-shop-prod", administrator),
    ]).toEqual(["allowed", "unmentioned", "unmentioned"]);
  });
});

describe("what a deployment may do", () => {
  const bounded = { "iam:PermissionsBoundary": boundary };
  const ours = { "aws:ResourceTag/stack": "shop-prod" };
  type Row = readonly [action: string, resource: string, context: Readonly<Record<string, string>>];
  const another = { "aws:ResourceTag/stack": "shop-dev" };
  const sent = { "aws:RequestTag/stack": "shop-prod" };
  const monitoring = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole";
  const bucket = `arn:aws:s3:::${stack}-pulumi-state-${accountId}`;
  const state = (file: string) => `${bucket}/.pulumi/${file}`;
  const inAccount = { "s3:ResourceAccount": accountId };
  const may: readonly Row[] = [
    ["ec2:CreateVpc", arn("ec2", "vpc/vpc-1"), sent],
    ["ec2:DeleteVpc", arn("ec2", "vpc/vpc-1"), ours],
    ["ec2:CreateTags", arn("ec2", "network-acl/acl-1"), sent],
    ["ec2:DescribeVpcs", "*", {}],
    ["rds:CreateDBInstance", arn("rds", "db:shop-prod-database"), {}],
    ["lambda:UpdateFunctionCode", arn("lambda", "function:shop-prod-canary"), {}],
    ["s3:PutBucketPolicy", "arn:aws:s3:::shop-prod-logs-123456789012", {}],
    ["logs:CreateLogGroup", arn("logs", "log-group:/shop-prod/web"), {}],
    ["iam:CreateRole", role("shop-prod-web"), bounded],
    ["iam:AttachRolePolicy", role("shop-prod-web"), { ...bounded, "iam:PolicyARN": policy("shop-prod-web-1a2b3c4") }],
    ["iam:AttachRolePolicy", role("shop-prod-monitoring"), { ...bounded, "iam:PolicyARN": monitoring }],
    ["iam:PassRole", role("shop-prod-web"), { "iam:PassedToService": "ec2.amazonaws.com" }],
    [
      "iam:CreateServiceLinkedRole",
      role("aws-service-role/autoscaling.amazonaws.com/x"),
      { "iam:AWSServiceName": "autoscaling.amazonaws.com" },
    ],
    ["kms:CreateKey", "*", sent],
    ["kms:TagResource", arn("kms", "key/1"), sent],
    ["kms:CreateGrant", arn("kms", "key/1"), { ...ours, "kms:GrantIsForAWSResource": "true" }],
    ["s3:PutObject", state("stacks/xcart-hosting/shop-prod.json"), inAccount],
    ["s3:DeleteObject", state("locks/organization/xcart-hosting/shop-prod/1.json"), inAccount],
    ["s3:GetObject", state("stacks/xcart-hosting/shop-staging.json"), inAccount],
    ["s3:GetObject", state(`stacks/xcart-hosting/${stack}.json`), inAccount],
    ["wafv2:UpdateWebACL", arn("wafv2", "regional/webacl/shop-prod-1/1"), {}],
    ["route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z012345SHOP", {}],
  ];
  const mayNot: readonly Row[] = [
    // Who opens the store's own backups to others, or without a restore.
    ["backup:CreateBackupAccessPoint", arn("backup", "recovery-point:1"), ours],
    ["backup:PutBackupVaultSharingPolicy", arn("backup", "backup-vault:shop-prod-backup"), {}],
    // Of another store.
    ["lambda:UpdateFunctionCode", arn("lambda", "function:shop-dev-canary"), {}],
    ["s3:PutBucketPolicy", "arn:aws:s3:::shop-dev-logs-123456789012", {}],
    ["secretsmanager:GetSecretValue", arn("secretsmanager", "secret:shop-dev-cache"), {}],
    ["iam:PassRole", role("shop-dev-web"), { "iam:PassedToService": "ec2.amazonaws.com" }],
    ["kms:Decrypt", arn("kms", "key/1"), another],
    ["kms:CreateKey", "*", {}],
    ["kms:TagResource", arn("kms", "key/1"), { ...another, ...sent }],
    ["ec2:CreateTags", arn("ec2", "vpc/vpc-1"), { ...another, ...sent }],
    ["ec2:DeleteVpc", arn("ec2", "vpc/vpc-1"), another],
    ["cognito-idp:AdminSetUserPassword", arn("cognito-idp", "userpool/1"), another],
    ["rds:DeleteDBInstance", arn("rds", "db:shop-dev-database"), {}],
    ["elasticfilesystem:PutFileSystemPolicy", arn("elasticfilesystem", "file-system/fs-1"), another],
    ["wafv2:UpdateIPSet", arn("wafv2", "regional/ipset/shop-dev-staff/1"), {}],
    ["route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z1", {}],
    ["route53:CreateHostedZone", "*", {}],
    ["sns:Unsubscribe", arn("sns", "shop-dev-alerts"), {}],
    ["s3:GetObject", state("stacks/xcart-hosting/shop-dev.json"), inAccount],
    ["s3:PutObject", state("stacks/xcart-hosting/shop-staging.json"), inAccount],
    ["s3:PutObject", state(`stacks/xcart-hosting/${stack}.json`), inAccount],
    // A name that goes on from the store's.
    ["s3:PutObject", state("stacks/xcart-hosting/shop-prod-2.json"), inAccount],
    // With the store's tag, or another's: no one takes what is someone's, or gives it away.
    ["ec2:CreateTags", arn("ec2", "vpc/vpc-1"), { ...ours, "aws:RequestTag/stack": "shop-dev" }],
    // Scripts on nodes that are told by tags alone.
    ["ssm:CreateAssociation", arn("ssm", "document/shop-prod-evil"), sent],
    // More than it is.
    ["iam:CreateRole", role("shop-prod-web"), {}],
    ["iam:CreateRole", role("shop-prod-web"), { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" }],
    ["iam:CreateRole", role("shop-prod-web"), { "iam:PermissionsBoundary": policy(`${stack}-boundary`) }],
    ["iam:CreateRole", role("shop-prod-web"), { "iam:PermissionsBoundary": policy(`${stack}-boundary-shop-dev`) }],
    ["iam:AttachRolePolicy", role("shop-prod-web"), { ...bounded, "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" }],
    ["iam:AttachRolePolicy", role("shop-prod-web"), { "iam:PolicyARN": policy("shop-prod-web") }],
    ["iam:AttachRolePolicy", role("OrganizationAccountAccessRole"), { ...bounded, "iam:PolicyARN": policy("shop-prod-web") }],
    ["iam:UpdateAssumeRolePolicy", role("OrganizationAccountAccessRole"), {}],
    ["iam:PutRolePermissionsBoundary", role("shop-prod-web"), { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
    ["iam:DeleteRolePermissionsBoundary", role("shop-prod-web"), bounded],
    ["iam:PassRole", role("shop-prod-web"), { "iam:PassedToService": "sagemaker.amazonaws.com" }],
    ["iam:UpdateAssumeRolePolicy", role(`${stack}-deploy-shop-prod`), {}],
    ["iam:CreatePolicyVersion", boundary, {}],
    ["iam:UpdateAssumeRolePolicy", role("break-glass"), {}],
    ["iam:CreateUser", `arn:aws:iam::${accountId}:user/eve`, {}],
    ["iam:CreateAccessKey", `arn:aws:iam::${accountId}:user/ada@example.com`, {}],
    // Keys: their policies and their end are break-glass's.
    ...refusedOnKeys.map((action): Row => [action, arn("kms", "key/1"), { ...ours, "kms:ScheduleKeyDeletionPendingWindowInDays": "30" }]),
    ["kms:CreateGrant", arn("kms", "key/1"), { ...ours, "kms:GrantIsForAWSResource": "false" }],
    // What watches.
    ["cloudtrail:StopLogging", arn("cloudtrail", "trail/shops-account-trail"), {}],
    ["guardduty:DeleteDetector", arn("guardduty", "detector/1"), {}],
    ["guardduty:CreateFilter", arn("guardduty", "detector/1"), {}],
    ["config:PutConfigurationRecorder", arn("config", "configuration-recorder/x/y"), {}],
    ["logs:DeleteLogGroup", arn("logs", `log-group:/${stack}/trail`), {}],
    ["cloudwatch:DeleteAlarms", arn("cloudwatch", `alarm:${stack}-trail-keys`), {}],
    ["sns:DeleteTopic", arn("sns", `${stack}-alerts`), {}],
    ["events:DeleteRule", arn("events", `rule/${stack}-findings`), {}],
    ["ec2:DisableEbsEncryptionByDefault", "*", {}],
    ["ec2:EnableSerialConsoleAccess", arn("ec2", "x"), {}],
    // Which images may be started, and images that always may.
    ...["Disable", "Enable", "ReplaceImageCriteriaIn"].map((verb): Row => [`ec2:${verb}AllowedImagesSettings`, "*", {}]),
    ...["Copy", "Create", "Import", "Register"].map((verb): Row => [`ec2:${verb}Image`, arn("ec2", "instance/i-1"), ours]),
    ["s3:DeleteObject", `${archive.bucketArn}/AWSLogs/1`, {}],
  ];

  test.each(may)("%s on %s", (action, resource, context) => {
    expect(askAs(made, "ci-deploy-shop-prod")(action, resource, context)).toBe("allowed");
  });
  test.each(mayNot)("not %s on %s", (action, resource, context) => {
    expect(askAs(made, "ci-deploy-shop-prod")(action, resource, context)).not.toBe("allowed");
  });
  test.each([...may, ...mayNot].filter(([action]) => !/:(Describe|GetObject)/.test(action)))(
    "a plan: not %s on %s",
    (action, resource, context) => {
      expect(askAs(made, "ci-plan-shop-prod")(action, resource, context)).not.toBe("allowed");
    },
  );
});

describe("a plan", () => {
  const bucket = `arn:aws:s3:::${stack}-pulumi-state-${accountId}`;
  const ask = (action: string, path: string, owner: string = accountId) =>
    askAs(made, "ci-plan-shop-prod")(action, `${bucket}/${path}`, { "s3:ResourceAccount": owner });
  const ofProject = ".pulumi/stacks/xcart-hosting";

  test("reads its own state and that of what it reads, and leaves itself for who approves it", () => {
    const read = ["shop-prod", "shop-staging", stack].map((one) => ask("s3:GetObject", `${ofProject}/${one}.json`));
    expect([...read, ask("s3:GetObject", ".pulumi/meta.yaml"), ask("s3:PutObject", "plans/shop-prod/1.json")]).toEqual(
      Array(5).fill("allowed"),
    );
  });

  test("reads no other's state, nor a bucket of another account, and changes no state", () => {
    expect([
      ask("s3:GetObject", `${ofProject}/shop-dev.json`),
      ask("s3:GetObject", `${ofProject}/shop-prod.json`, "999999999999"),
      ask("s3:PutObject", `${ofProject}/shop-prod.json`),
      ask("s3:PutObject", ".pulumi/locks/organization/xcart-hosting/shop-prod/1.json"),
      ask("s3:PutObject", "plans/shop-staging/1.json"),
      ask("s3:GetObject", "plans/shop-prod/1.json"),
    ]).toEqual(Array(6).fill("unmentioned"));
  });

  test("sees how things are set up, and of secrets the sign-in's alone", () => {
    expect(managedOf(made, "ci-plan-shop-prod")).toEqual([
      "arn:aws:iam::aws:policy/SecurityAudit",
      "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
    ]);
    const read = (name: string) =>
      askAs(made, "ci-plan-shop-prod")("secretsmanager:GetSecretValue", arn("secretsmanager", `secret:${name}`));
    expect([read("shop-prod-oidc-AbCdEf"), read("shop-prod-cache-AbCdEf"), read("shop-dev-oidc-AbCdEf")]).toEqual([
      "allowed",
      "unmentioned",
      "unmentioned",
    ]);
  });
});

describe("keys of the state", () => {
  /** AWS's answer for a key of the account's stack with this alias. */
  const ask = (who: string, action: string, alias: string, more: object = {}) =>
    askAs(made, `ci-${who}-shop-prod`)(action, arn("kms", "key/1"), {
      "aws:ResourceTag/stack": stack,
      "kms:ResourceAliases": [`alias/${stack}-${alias}`],
      ...more,
    });
  const throughS3 = { "kms:ViaService": "s3.eu-central-1.amazonaws.com" };

  test.each(["plan", "deploy"])("a %s opens objects, its own secrets and those of what it reads", (who) => {
    expect([
      ask(who, "kms:Decrypt", "pulumi-state", throughS3),
      ask(who, "kms:GenerateDataKey", "pulumi-state", throughS3),
      ask(who, "kms:Decrypt", "pulumi-secrets-shop-prod"),
      ask(who, "kms:Decrypt", "pulumi-secrets-shop-staging"),
      ask(who, "kms:Decrypt", `pulumi-secrets-${stack}`),
    ]).toEqual(Array(5).fill("allowed"));
  });

  test.each(["plan", "deploy"])("a %s opens no one else's, and objects through S3 alone", (who) => {
    const answers = [
      ask(who, "kms:Decrypt", "pulumi-secrets-shop-dev"),
      ask(who, "kms:Decrypt", "pulumi-state"),
      ask(who, "kms:Decrypt", "logs"),
      ask(who, "kms:Encrypt", "pulumi-secrets-shop-staging"),
      ask(who, "kms:CreateGrant", "pulumi-secrets-shop-prod", { "kms:GrantIsForAWSResource": "true" }),
      ask(who, "kms:TagResource", "pulumi-secrets-shop-prod"),
    ];
    expect(answers).not.toContain("allowed");
  });

  test("a deployment seals, a plan does not", () => {
    const seal = (who: string) => ask(who, "kms:Encrypt", "pulumi-secrets-shop-prod");
    expect([seal("deploy"), seal("plan")]).toEqual(["allowed", "unmentioned"]);
  });
});

test("where someone else made the bucket, its key is the one of its objects and secrets", async () => {
  const keyArn = arn("kms", "key/of-the-state");
  const place = { kind: "foreign", bucketArn: "arn:aws:s3:::company-state", keyArn } as const;
  const elsewhere = await deploy(() => new CiRoles("ci", { ...args, state: place }), { stack });
  const ask = (who: string, action: string) => askAs(elsewhere, `ci-${who}-shop-prod`)(action, keyArn);
  expect([ask("plan", "kms:Decrypt"), ask("deploy", "kms:Encrypt"), ask("plan", "kms:Encrypt")]).toEqual([
    "allowed",
    "allowed",
    "unmentioned",
  ]);
});

test("the boundary holds whatever a store's role is given", () => {
  const policy = only(made, "aws:iam/policy:Policy", "ci-boundary").inputs;
  expect(policy.name).toBe("shops-account-boundary");
  expect(only(made, "aws:iam/role:Role", "ci-deploy-shop-prod").inputs.permissionsBoundary).toBe("arn:aws:test:::ci-boundary");
});

test("the workflow takes the roles for no longer than they last", () => {
  const workflow = readFileSync(new URL("../../../.github/workflows/bring-up.yml", import.meta.url), "utf8");
  const asked = [...workflow.matchAll(/role-duration-seconds: (\d+)/g)].map(([, seconds]) => Number(seconds));
  const longest = ["plan", "deploy"].map((job) => only(made, "aws:iam/role:Role", `ci-${job}-shop-prod`).inputs.maxSessionDuration);
  expect(asked).toEqual(longest);
});
