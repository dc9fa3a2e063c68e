import { interpolate } from "@pulumi/pulumi";
import { databaseCopyTag, developedEnvironments } from "../../domain/defaults/staff.ts";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";
import type { StaffPolicyArgs } from "./policy-args.ts";
import { sessions } from "./sessions.ts";

const environment = "aws:ResourceTag/environment";
const [copyTag] = Object.keys(databaseCopyTag);

/** Permissions of developers that no other policy of theirs gives them. */
export function developerStatements(args: StaffPolicyArgs): IamStatement[] {
  return [
    // Without Logs Insights: a query's result can be read by its id, by any caller, and ids of all queries are listed.
    allow(
      "ReadLogs",
      ["logs:FilterLogEvents", "logs:GetLogEvents", "logs:GetLogGroupFields", "logs:StartLiveTail"],
      interpolate`arn:aws:logs:*:${args.accountId}:log-group:*`,
      { StringEquals: { [environment]: developedEnvironments } },
    ),
    allow("ReadMetrics", ["cloudwatch:GetMetricData", "cloudwatch:GetMetricStatistics"], "*"),
    ...sessions(args, { "ssm:resourceTag/environment": developedEnvironments }),
    ...refusals,
  ];
}

const deny = (Sid: string, Action: readonly string[], Condition: unknown): IamStatement => ({
  Sid,
  Effect: "Deny",
  Action,
  Resource: "*",
  Condition,
});

/** AWS's own policy SecurityAudit reads databases' logs, in which statements are, and lists who has an account in a user pool. */
const refusals: readonly IamStatement[] = [
  deny(
    "OnlyOfTrials",
    [
      "cognito-idp:ListUsers*",
      "logs:FilterLogEvents",
      "logs:GetLog*",
      "logs:GetQuery*",
      "logs:StartLiveTail",
      "logs:StartQuery",
      "logs:Unmask",
      "rds:Download*",
    ],
    { StringNotEquals: { [environment]: developedEnvironments } },
  ),
  // What production stores, and every copy that is made of it there, is encrypted with its keys.
  deny("KeysOfProduction", ["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"], {
    StringEquals: { [environment]: "prod" },
  }),
  // By both names that AWS sends a tag of an instance under.
  ...["aws:ResourceTag", "ssm:resourceTag"].map((key, i) =>
    deny(`NoCopies${i + 1}`, ["ssm:SendCommand", "ssm:StartSession"], { Null: { [`${key}/${copyTag}`]: "false" } }),
  ),
];
