import type { Input } from "@pulumi/pulumi";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";
import { inSubnets as bySubnets } from "../../domain/permissions/in-roles-name.ts";

/** Trust policy of a function's role: Lambda. */
export const trustLambda = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
} as const;

/**
 * Statements that Lambda needs to put a function into subnets, on all resources as AWS asks, refused to the function's own code: only
 * calls of that come with the function's ARN (docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html).
 */
export const inSubnets = (functionName: string): readonly IamStatement[] => [
  allow("NetworkInterfaces", bySubnets.actions, "*"),
  {
    Sid: "NotByItsCode",
    Effect: "Deny",
    Action: bySubnets.actions,
    Resource: "*",
    Condition: { ArnLike: { "lambda:SourceFunctionArn": `arn:aws:lambda:*:*:function:${functionName}` } },
  },
];

/**
 * Trust policy of a schedule's role: EventBridge Scheduler, for this group only. By the group's ARN, as AWS asks: a schedule's own is no
 * source (docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html).
 */
export const trustScheduler = (accountId: Input<string>, groupArn: Input<string>) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "ThisSchedule",
      Effect: "Allow",
      Principal: { Service: "scheduler.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": accountId, "aws:SourceArn": groupArn } },
    },
  ],
});
