import { interpolate } from "@pulumi/pulumi";
import type { StaffRole } from "../../domain/defaults/staff.ts";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";
import { anyKey } from "../buckets/archive-place.ts";
import { ours, type StaffPolicyArgs } from "./policy-args.ts";

type Account = Pick<StaffPolicyArgs, "accountId">;

const inAccount =
  ({ accountId }: Account) =>
  (service: string, kind: string) =>
    interpolate`arn:aws:${service}:*:${accountId}:${kind}`;

/** The stores' keys for one thing, by their aliases: they are other stacks'. */
const ofKeys = (part: "data" | "logs") => ({ "ForAnyValue:StringLike": { "kms:ResourceAliases": `alias/*-${part}` } });

/** Permissions of each role for the pages in docs/operations, as a policy of its own: with the rest it would be longer than IAM takes. */
export function runbookStatements(role: StaffRole, account: Account): IamStatement[] {
  if (role !== "administrator" && role !== "operator") return [];
  return [...followsRunbooks(account), ...(role === "administrator" ? movesIn(account) : [])];
}

/** Permissions of the person on call; tests/stacks/staff-permissions.test.ts compares them with the runbooks. */
function followsRunbooks(account: Account): IamStatement[] {
  const at = inAccount(account);
  return [
    allow("ConsoleOfNodes", ["ec2:GetConsoleOutput"], at("ec2", "instance/*"), ours),
    // As root, with the command and its output in Systems Manager's history and the call in CloudTrail.
    allow("CommandsOnNodes", ["ssm:SendCommand"], at("ec2", "instance/*"), {
      StringEquals: { "ssm:resourceTag/project": "xcart-hosting" },
    }),
    allow("CommandsByShell", ["ssm:SendCommand"], "arn:aws:ssm:*::document/AWS-RunShellScript"),
    allow("CommandsByDocument", ["ssm:SendCommand"], at("ssm", "document/*-node-*")),
    // Of a node that may be compromised, for the group that lets nothing in or out.
    allow("IsolateNodes", ["ec2:ModifyNetworkInterfaceAttribute"], at("ec2", "network-interface/*"), ours),
    allow("ByIsolation", ["ec2:ModifyNetworkInterfaceAttribute"], at("ec2", "security-group/*"), {
      ...ours,
      StringLike: { "aws:ResourceTag/Name": "*-isolated" },
    }),
    allow("OutputOfCommands", ["ssm:GetCommandInvocation", "ssm:ListCommandInvocations"], "*"),
    allow("StateOfPatching", ["ssm:GetParameter"], [at("ssm", "parameter/*/image"), at("ssm", "parameter/*/patching/state")]),
    allow("StateOfPatchingKey", ["kms:Decrypt"], anyKey(account.accountId), {
      ...ofKeys("data"),
      StringLike: { "kms:EncryptionContext:PARAMETER_ARN": at("ssm", "parameter/*/patching/state") },
    }),
    allow("LoadOfDatabase", ["pi:DescribeDimensionKeys"], at("pi", "metrics/rds/*")),
    allow("CopiesOfCaches", ["elasticache:DecreaseReplicaCount", "elasticache:IncreaseReplicaCount"], at("elasticache", "*")),
    allow(
      "ZoneAway",
      ["arc-zonal-shift:CancelZonalShift", "arc-zonal-shift:StartZonalShift"],
      at("elasticloadbalancing", "loadbalancer/app/*"),
    ),
    allow("ZonesAway", ["arc-zonal-shift:ListZonalShifts"], "*"),
    allow("Schedules", ["scheduler:GetSchedule"], at("scheduler", "schedule/*")),
    allow(
      "RunNow",
      ["lambda:InvokeFunction"],
      ["certificate", "database-users", "scan-report"].map((name) => at("lambda", `function:*-${name}`)),
    ),
    allow("BlockedLogins", ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:Query"], at("dynamodb", "table/*-login-guard")),
    allow(
      "SetAsideFindings",
      ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:SendMessage", "sqs:StartMessageMoveTask"],
      at("sqs", "*-findings*"),
    ),
    allow("KeyOfFindings", ["kms:Decrypt", "kms:GenerateDataKey"], anyKey(account.accountId), {
      ...ofKeys("logs"),
      StringLike: { "kms:EncryptionContext:aws:sqs:arn": at("sqs", "*-findings*") },
    }),
    allow(
      "NewReleases",
      ["s3:PutObject"],
      ["releases", "distributions"].map((folder) => interpolate`arn:aws:s3:::*-releases-${account.accountId}/${folder}/*`),
    ),
    allow(
      "ReadReleases",
      ["s3:GetObject", "s3:ListBucket", "s3:ListBucketVersions"],
      interpolate`arn:aws:s3:::*-releases-${account.accountId}*`,
    ),
    allow("KeyOfReleases", ["kms:Decrypt", "kms:GenerateDataKey"], anyKey(account.accountId), {
      ...ofKeys("data"),
      StringLike: { "kms:EncryptionContext:aws:s3:arn": interpolate`arn:aws:s3:::*-releases-${account.accountId}*` },
    }),
  ];
}

/** Permissions for pages that only an administrator follows: to move a store in, reach the database, turn the account's watching on again. */
function movesIn(account: Account): IamStatement[] {
  const at = inAccount(account);
  return [
    allow("MoveIn", ["s3:DeleteObject", "s3:PutObject"], interpolate`arn:aws:s3:::*-releases-${account.accountId}/move-in/*`),
    allow(
      "Secrets",
      ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"],
      ["*-administrator-*", "*-application-*", "*-certificate-*", "*-xcart-licence-*", "rds!db-*"].map((name) =>
        at("secretsmanager", `secret:${name}`),
      ),
    ),
    allow("KeyOfSecrets", ["kms:Decrypt", "kms:GenerateDataKey"], anyKey(account.accountId), {
      ...ofKeys("data"),
      StringLike: { "kms:EncryptionContext:SecretARN": at("secretsmanager", "secret:*") },
    }),
    allow("PortsByNodes", ["ssm:StartSession"], "arn:aws:ssm:*::document/AWS-StartPortForwardingSessionToRemoteHost"),
    allow("WatchAgain", ["cloudtrail:StartLogging"], at("cloudtrail", "trail/*")),
    allow("RecordAgain", ["config:StartConfigurationRecorder"], at("config", "configuration-recorder/*")),
  ];
}
