import { interpolate } from "@pulumi/pulumi";
import { sessionKeyAlias, sessionPreferences } from "../../domain/defaults/staff.ts";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";
import { anyKey } from "../buckets/archive-place.ts";
import type { StaffPolicyArgs } from "./policy-args.ts";
import { variable } from "./trust.ts";

/** A session on a node, by the preferences only: another document would leave no log. */
export function sessions({ accountId }: Pick<StaffPolicyArgs, "accountId">, nodes: Readonly<Record<string, unknown>> = {}): IamStatement[] {
  const own = [interpolate`arn:aws:ssm:*:${accountId}:session/${variable("aws:userid")}-*`];
  return [
    allow("OpenSessions", ["ssm:StartSession"], interpolate`arn:aws:ec2:*:${accountId}:instance/*`, {
      StringEquals: { "ssm:resourceTag/project": "xcart-hosting", ...nodes },
      // Asks for the document below as well, where a call names none.
      BoolIfExists: { "ssm:SessionDocumentAccessCheck": "true" },
    }),
    allow("SessionsByPreferences", ["ssm:StartSession"], interpolate`arn:aws:ssm:*:${accountId}:document/${sessionPreferences}`),
    allow("OwnSessions", ["ssm:ResumeSession", "ssm:TerminateSession"], own),
    // By its alias: each Region has its own.
    allow("SessionKey", ["kms:GenerateDataKey"], anyKey(accountId), {
      "ForAnyValue:StringLike": { "kms:ResourceAliases": sessionKeyAlias("*") },
    }),
  ];
}
