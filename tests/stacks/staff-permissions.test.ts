import { globSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { shellCalls } from "../../cli/permissions/shell-calls.ts";
import { backupRoleNames } from "../../domain/defaults/backup.ts";
import { actionOf } from "../../domain/permissions/action-names.ts";
import { isAllowed, type RolePolicies } from "../support/judge.ts";
import { managedPolicy } from "../support/managed-policies.ts";
import { documentCalls } from "../support/node/told.ts";
import { rolesOf } from "../support/roles.ts";
import { graphWith } from "./graphs.ts";
import { placesOf, sent, sentWith } from "./staff-places.ts";

const root = new URL("../..", import.meta.url).pathname;
const accountId = "123456789012";

/** Of the account's owner alone, as the pages say: joiner-mover-leaver.md, default-vpc.md. */
const ofOwner = [
  ...["iam:AttachGroupPolicy", "iam:CreateGroup"],
  // No stack made or tagged the default VPC, so no role of the stacks reaches it.
  ...["ec2:CreateDefaultVpc", "ec2:DeleteInternetGateway", "ec2:DeleteSubnet", "ec2:DeleteVpc", "ec2:DetachInternetGateway"],
  "ec2:RevokeSecurityGroupIngress",
  // In accounts of one's own for approvals and for recovery: air-gapped-vault.md.
  ...["backup:CreateRestoreAccessBackupVault", "backup:RevokeRestoreAccessBackupVault", "mpa:CreateApprovalTeam"],
  ...["ram:CreateResourceShare", "ram:DeleteResourceShare", "ram:GetResourceShareInvitations", "ram:GetResourceShares"],
];

/** The roles by which a page's command is tried: the one on call first, those with more permissions after it. */
const who = ["operator", "administrator", "by hand", "break-glass"] as const;
let roles: Readonly<Record<(typeof who)[number], RolePolicies>>;
let seeing: RolePolicies;
beforeAll(async () => {
  const of = rolesOf(await graphWith("demo-account"), accountId);
  const managed = await Promise.all(["SecurityAudit", "ViewOnlyAccess"].map(async (name) => [name, await managedPolicy(name)] as const));
  const policies = Object.fromEntries(managed);
  const withReading = (role: RolePolicies): RolePolicies => ({ ...role, policies: { ...role.policies, ...policies } });
  seeing = { arn: of("demo-account-auditor").arn, accountId, policies };
  roles = {
    operator: withReading(of("demo-account-operator")),
    administrator: withReading(of("demo-account-administrator")),
    "by hand": of("demo-account-deploy-demo-prod"),
    "break-glass": withReading(of("break-glass")),
  };
});

const everywhere = async (role: RolePolicies, action: string, resources: readonly string[]) => {
  const answers = await Promise.all(
    resources.map(async (resource) => await isAllowed(role, { action, resource, context: sentWith(action, resource) })),
  );
  return answers.every(Boolean);
};

/** The role of the store's that a call hands to AWS Backup, which takes `iam:PassRole`. */
const handedOver: Readonly<Record<string, "backup" | "restore">> = {
  "backup:StartBackupJob": "backup",
  "backup:StartCopyJob": "backup",
  "backup:StartRestoreJob": "restore",
};

async function handsOver(role: RolePolicies, action: string): Promise<boolean> {
  const handed = handedOver[action];
  if (handed === undefined) return true;
  return await everywhere(role, "iam:PassRole", [`arn:aws:iam::${accountId}:role/${backupRoleNames("demo-prod")[handed]}`]);
}

/** The first who may do something on all of the resources. */
async function allowedTo(action: string, resources: readonly string[]): Promise<string> {
  for (const name of who) if ((await everywhere(roles[name], action, resources)) && (await handsOver(roles[name], action))) return name;
  return "no one";
}

/** Who may do what a command asks for, on what it is about. */
async function whoMay(action: string): Promise<string> {
  // What only shows is about everything.
  if (await everywhere(seeing, action, ["*"]).catch(() => false)) return "operator";
  const places = placesOf(action);
  return places ? await allowedTo(action, places) : "someone, once tests/stacks/staff-places.ts says what it is about";
}

async function byRole(actions: readonly string[]): Promise<Readonly<Record<string, readonly string[]>>> {
  const found = await Promise.all([...new Set(actions)].map(async (action) => ({ action, by: await whoMay(action) })));
  const groups = Object.groupBy(
    found.filter(({ by }) => by !== "operator"),
    ({ by }) => by,
  );
  return Object.fromEntries(Object.entries(groups).map(([by, list = []]) => [by, list.map(({ action }) => action)]));
}

test("each command of the pages is allowed to operators on what it is about, or to those whom this list names", async () => {
  const actions = shellCalls(root, ["docs/operations"], [".md"]).map(({ action }) => action);
  expect(await byRole(actions.filter((action) => !ofOwner.includes(action)))).toEqual({
    administrator: [
      "backup:StartRestoreJob",
      "cloudtrail:StartLogging",
      "config:StartConfigurationRecorder",
      "rds:ModifyDBInstance",
      "s3:DeleteObject",
      "secretsmanager:GetSecretValue",
      "secretsmanager:PutSecretValue",
      "secretsmanager:RestoreSecret",
      "secretsmanager:RotateSecret",
      "secretsmanager:UpdateSecretVersionStage",
      "sts:AssumeRole",
    ],
    // An administrator's, by the role that deploys the store: joiner-mover-leaver.md.
    "by hand": [
      "acm:ImportCertificate",
      // The vault's own policy leaves it to break-glass.
      "backup:PutBackupVaultAccessPolicy",
      "backup:PutBackupVaultLockConfiguration",
      "cloudwatch:DeleteAlarmMuteRule",
      "cognito-idp:AdminCreateUser",
      "cognito-idp:AdminDisableUser",
      "cognito-idp:UpdateUserPool",
      "dynamodb:UpdateTable",
      "ec2:AllocateAddress",
      "ec2:AssociateNatGatewayAddress",
      "elasticache:ModifyReplicationGroup",
      "elasticloadbalancing:ModifyLoadBalancerAttributes",
      "kms:CancelKeyDeletion",
      "kms:EnableKey",
      "logs:DeleteLogStream",
      "logs:PutLogGroupDeletionProtection",
      "network-firewall:UpdateFirewallDeleteProtection",
      "rds:CreateBlueGreenDeployment",
      "rds:CreateDBParameterGroup",
      "rds:DeleteBlueGreenDeployment",
      "rds:DeleteDBInstanceAutomatedBackup",
      "rds:StartDBInstance",
      "rds:SwitchoverBlueGreenDeployment",
      "route53:ChangeResourceRecordSets",
      "route53resolver:UpdateFirewallDomains",
      "sns:Subscribe",
      "ssm:GetParameterHistory",
      "ssm:PutParameter",
    ],
    "break-glass": [
      "backup:AssociateBackupVaultMpaApprovalTeam",
      "iam:DeactivateMFADevice",
      "iam:DeleteLoginProfile",
      "iam:DeleteVirtualMFADevice",
      "iam:PutRolePolicy",
      "iam:PutUserPolicy",
      "iam:UpdateAccessKey",
      "iam:UpdateAssumeRolePolicy",
      "kms:PutKeyPolicy",
      "kms:ScheduleKeyDeletion",
    ],
  });
});

/** How a page names a role, in any part but Escalate, which says whom to call. */
const naming: Readonly<Record<string, RegExp>> = {
  administrator: /administrator/i,
  "by hand": /deploy role|<account>-deploy-<stack>/,
  "break-glass": /break-glass/,
};

test("each page names the role that its commands need where an operator's does not do", async () => {
  const calls = shellCalls(root, ["docs/operations"], [".md"]).filter(({ action }) => !ofOwner.includes(action));
  const pages = Object.entries(Object.groupBy(calls, ({ file }) => file));
  const faults = pages.map(async ([file, of = []]) => {
    const parts = readFileSync(`${root}${file}`, "utf8").split(/^(?=## )/m);
    const text = parts.filter((part) => !part.startsWith("## Escalate")).join("");
    const needed = Object.entries(await byRole(of.map(({ action }) => action)));
    return needed.flatMap(([by, actions]) =>
      naming[by]?.test(text) ? [] : [`${file}: does not say that ${actions.join(", ")} needs ${by}`],
    );
  });
  expect((await Promise.all(faults)).flat()).toEqual([]);
});

describe("a restore", () => {
  test("is an administrator's, from the plan's first command to the last", async () => {
    const plan = shellCalls(root, ["tests/cli/restore"], [".txt"]).map(({ action }) => action);
    expect(await byRole(plan)).toEqual({
      administrator: [
        "backup:StartRestoreJob",
        "elasticloadbalancing:CreateRule",
        "elasticloadbalancing:DeleteRule",
        "rds:DeleteDBInstance",
        "rds:ModifyDBInstance",
        "rds:RestoreDBInstanceToPointInTime",
        "secretsmanager:GetSecretValue",
        "secretsmanager:RotateSecret",
      ],
    });
  });

  test("by --yes is, too", async () => {
    const imports = globSync("cli/restore/*.ts", { cwd: root }).flatMap((file) => [
      ...readFileSync(`${root}${file}`, "utf8").matchAll(/import \{([^}]+)\} from "@aws-sdk\/client-([\w-]+)"/g),
    ]);
    const calls = imports.flatMap(([, names = "", client = ""]) =>
      [...names.matchAll(/(?:(\w+)Command|paginate(\w+))\b/g)].flatMap(
        ([, command, paged]) => actionOf(client === "efs" ? "elasticfilesystem" : client, command ?? paged ?? "") ?? [],
      ),
    );
    expect(calls).toContain("rds:CopyDBSnapshot");
    const restoring = [
      "backup:GetRecoveryPointRestoreMetadata",
      "backup:StartRestoreJob",
      "rds:CopyDBSnapshot",
      "rds:ModifyDBInstance",
      "rds:RestoreDBInstanceFromDBSnapshot",
      "rds:RestoreDBInstanceToPointInTime",
    ];
    expect(Object.entries(await byRole(calls)).map(([by, actions]) => [by, [...actions].sort()])).toEqual([["administrator", restoring]]);
  });

  test("deletes what was put aside, and never the store's own database", async () => {
    const aside = "arn:aws:rds:us-east-1:123456789012:db:demo-prod-database";
    expect(await everywhere(roles.administrator, "rds:DeleteDBInstance", [aside])).toBe(false);
  });
});

test("each document that the pages run may be run by operators, who may run no other", async () => {
  const calls = globSync("docs/operations/*.md", { cwd: root }).flatMap((page) =>
    documentCalls(page, readFileSync(`${root}${page}`, "utf8")),
  );
  const names = [...new Set(calls.map(({ document }) => document))].filter((name) => !/[A-Z$]/.test(name));
  expect(names).toEqual(expect.arrayContaining(["node-caches", "node-statements", "move-files", "build-release"]));
  for (const name of names) {
    const document = `arn:aws:ssm:us-east-1:${accountId}:document/demo-prod-${name}`;
    const [action, places] = name.startsWith("node-")
      ? ["ssm:SendCommand", [document, `arn:aws:ec2:us-east-1:${accountId}:instance/i-1`]]
      : ["ssm:StartAutomationExecution", [`arn:aws:ssm:us-east-1:${accountId}:automation-definition/demo-prod-${name}:$DEFAULT`]];
    expect([name, await allowedTo(String(action), [...(places ?? [])])]).toEqual([name, "operator"]);
  }
  for (const other of ["AWS-RunRemoteScript", "AWS-ConfigureAWSPackage"])
    expect(await allowedTo("ssm:SendCommand", [`arn:aws:ssm:us-east-1::document/${other}`])).toBe("no one");
});

test("anyone who starts a backup or a copy can hand AWS Backup the role that it works by, and no other", async () => {
  const pass = (role: string, service: string) =>
    isAllowed(roles.operator, {
      action: "iam:PassRole",
      resource: `arn:aws:iam::${accountId}:role/${role}`,
      context: { ...sent, "iam:PassedToService": service },
    });
  const asked = await Promise.all([
    pass("demo-prod-backup", "backup.amazonaws.com"),
    pass("demo-prod-backup", "ec2.amazonaws.com"),
    pass("demo-prod-restore", "backup.amazonaws.com"),
  ]);
  expect(asked).toEqual([true, false, false]);
});

test("anyone who isolates a node can give it the group that lets nothing through, and no other", async () => {
  const ask = (resource: string, name: string) =>
    isAllowed(roles.operator, {
      action: "ec2:ModifyNetworkInterfaceAttribute",
      resource,
      context: { ...sent, "aws:ResourceTag/Name": name },
    });
  const group = `arn:aws:ec2:us-east-1:${accountId}:security-group/sg-1`;
  expect([await ask(group, "demo-prod-isolated"), await ask(group, "demo-prod-web")]).toEqual([true, false]);
});
