import { type Input, interpolate } from "@pulumi/pulumi";
import { stateParameter } from "../../domain/contracts/store-state.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";
import { nodeTag } from "./builder-steps.ts";
import { builderOnly, buildStatements, through } from "./policy.ts";
import { snapshotPrefix } from "./promote-document.ts";

interface Place {
  readonly stack: string;
  readonly region: Region;
  readonly accountId: Input<string>;
  readonly dataKeyArn: Input<string>;
}

/** Permissions of an execution that closes and opens a store: change two parameters, and command the store's nodes. */
export function doorStatements({ stack, region, accountId, dataKeyArn }: Place): IamStatement[] {
  const parameter = (which: "door" | "upgrade") => interpolate`arn:aws:ssm:${region}:${accountId}:parameter${stateParameter(stack, which)}`;
  return [
    allow("State", ["ssm:GetParameter", "ssm:PutParameter"], [parameter("door"), parameter("upgrade")]),
    allow("StateKey", ["kms:Decrypt", "kms:Encrypt"], dataKeyArn, through(region, ["ssm"])),
    allow("ShellOnNodes", ["ssm:SendCommand"], `arn:aws:ssm:${region}::document/AWS-RunShellScript`),
    allow("CommandNodes", ["ssm:SendCommand"], interpolate`arn:aws:ec2:${region}:${accountId}:instance/*`, {
      StringEquals: { "aws:ResourceTag/Name": nodeTag(stack) },
    }),
    allow("LookAtCommands", ["ssm:GetCommandInvocation", "ssm:ListCommandInvocations", "ssm:ListCommands"], "*"),
  ];
}

/** Permissions of an execution that promotes, beside those of one that builds: close the store, and keep its database as it is. */
export function promoteStatements(args: Parameters<typeof buildStatements>[0]): IamStatement[] {
  const { stack, region, accountId } = args;
  const rds = (what: string) => interpolate`arn:aws:rds:${region}:${accountId}:${what}`;
  const snapshots = rds(`snapshot:${snapshotPrefix(stack)}*`);
  return [
    ...buildStatements(args),
    ...doorStatements(args),
    allow("Snapshot", ["rds:CreateDBSnapshot"], [rds(`db:${stack}-database`), snapshots]),
    allow("TagSnapshot", ["rds:AddTagsToResource"], snapshots, { StringEquals: { "aws:RequestTag/stack": stack } }),
    allow("FindSnapshot", ["rds:DescribeDBSnapshots"], [rds(`db:${stack}-database`), snapshots]),
  ];
}

/** Permissions of an execution that prepares a rollback: close the store, start a builder, nothing on databases. */
export const rollbackStatements = (args: Parameters<typeof builderOnly>[0]): IamStatement[] => [
  ...builderOnly(args),
  ...doorStatements(args),
];

/** Further permissions of the builder for promotions: be the user of the store's database who changes its schema. */
export const upgraderStatements = ({
  region,
  secretArn,
  dataKeyArn,
}: {
  region: Region;
  secretArn: Input<string>;
  dataKeyArn: Input<string>;
}): IamStatement[] => [
  allow("PasswordOfUpgrade", ["secretsmanager:GetSecretValue"], secretArn),
  allow("UpgradeKey", ["kms:Decrypt"], dataKeyArn, through(region, ["secretsmanager"])),
];
