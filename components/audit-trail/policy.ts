import { type Input, interpolate } from "@pulumi/pulumi";
import type { Region } from "../../domain/defaults/regions.ts";
import type { IamStatement } from "../../domain/iam/statement.ts";

/** Trust policy of the role that writes the trail's log: CloudTrail, for this trail only. */
export const trustTrail = (trailArn: Input<string>) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "ThisTrail",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceArn": trailArn } },
    },
  ],
});

/** Statement of that role: it may write CloudTrail's own streams (docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html). */
export function logStatement(region: Region, accountId: Input<string>, logGroupName: string): IamStatement {
  return {
    Sid: "OwnStreams",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: interpolate`arn:aws:logs:${region}:${accountId}:log-group:${logGroupName}:log-stream:${accountId}_CloudTrail_${region}*`,
  };
}
