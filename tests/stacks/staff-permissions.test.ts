import { beforeAll, expect, test } from "@jest/globals";
import { shellCalls } from "../../cli/permissions/shell-calls.ts";
import { covers } from "../../domain/iam/glob.ts";
import { list, statementsOf } from "../components/iam.ts";
import { managedPolicy } from "../support/managed-policies.ts";
import { offlineGraph } from "../support/offline.ts";
import { rolesOf } from "../support/roles.ts";

const root = new URL("../..", import.meta.url).pathname;

/** Of the account's owner alone, as the pages say: joiner-mover-leaver.md, default-vpc.md. */
const ofOwner = ["ec2:CreateDefaultVpc", "iam:AttachGroupPolicy", "iam:CreateGroup"];

let mayBy: Readonly<Record<string, (action: string) => boolean>>;
beforeAll(async () => {
  const roles = rolesOf(await offlineGraph("demo-account"), "123456789012");
  const patterns = (policies: readonly unknown[]) =>
    policies
      .flatMap((policy) => statementsOf(policy).filter(({ Effect }) => Effect === "Allow"))
      .flatMap(({ Action }) => list(Action).map((action) => action.toLowerCase()));
  const seeing = patterns(await Promise.all(["SecurityAudit", "ViewOnlyAccess"].map(managedPolicy)));
  const names = {
    operator: "demo-account-operator",
    administrator: "demo-account-administrator",
    "by hand": "demo-account-deploy-demo-prod",
    "break-glass": "break-glass",
  };
  mayBy = Object.fromEntries(
    Object.entries(names).map(([who, name]) => {
      const own = [...patterns(Object.values(roles(name).policies)), ...(who === "by hand" ? [] : seeing)];
      return [who, (action: string) => own.some((pattern) => covers(pattern, action.toLowerCase()))];
    }),
  );
});

test("each command of the pages is allowed to someone on call: to operators, or to those whom this list names", () => {
  const actions = [...new Set(shellCalls(root, ["docs/operations"], [".md"]).map(({ action }) => action))];
  const others = actions.filter((action) => !mayBy.operator?.(action) && !ofOwner.includes(action));
  const who = (action: string) => Object.keys(mayBy).find((role) => mayBy[role]?.(action)) ?? "nobody";
  const byRole = Object.groupBy(others, who);
  expect(byRole).toEqual({
    administrator: [
      "cloudtrail:StartLogging",
      "config:StartConfigurationRecorder",
      "s3:DeleteObject",
      "secretsmanager:GetSecretValue",
      "secretsmanager:PutSecretValue",
      "sts:AssumeRole",
    ],
    // An administrator's, by the role that deploys the store: joiner-mover-leaver.md.
    "by hand": [
      "acm:ImportCertificate",
      "backup:PutBackupVaultLockConfiguration",
      "backup:StartRestoreJob",
      "cognito-idp:AdminCreateUser",
      "cognito-idp:AdminDisableUser",
      "dynamodb:UpdateTable",
      "ec2:AllocateAddress",
      "ec2:AssociateNatGatewayAddress",
      "ec2:DeleteInternetGateway",
      "ec2:DeleteSubnet",
      "ec2:DeleteVpc",
      "ec2:DetachInternetGateway",
      "ec2:RevokeSecurityGroupIngress",
      "elasticache:ModifyReplicationGroup",
      "elasticloadbalancing:ModifyLoadBalancerAttributes",
      "iam:UpdateAssumeRolePolicy",
      "kms:CancelKeyDeletion",
      "kms:EnableKey",
      "logs:DeleteLogStream",
      "logs:PutLogGroupDeletionProtection",
      "network-firewall:UpdateFirewallDeleteProtection",
      "rds:CreateBlueGreenDeployment",
      "rds:CreateDBParameterGroup",
      "rds:DeleteBlueGreenDeployment",
      "rds:DeleteDBInstanceAutomatedBackup",
      "rds:ModifyDBInstance",
      "rds:StartDBInstance",
      "rds:SwitchoverBlueGreenDeployment",
      "route53:ChangeResourceRecordSets",
      "route53resolver:UpdateFirewallDomains",
      "sns:Subscribe",
    ],
    "break-glass": [
      "iam:DeactivateMFADevice",
      "iam:DeleteLoginProfile",
      "iam:DeleteVirtualMFADevice",
      "iam:PutRolePolicy",
      "iam:PutUserPolicy",
      "iam:UpdateAccessKey",
    ],
  });
});
