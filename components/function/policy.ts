import type { Statement } from "../keys/policy.ts";

/** Who may take a function's role: Lambda. */
export const trustLambda = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
} as const;

/** What Lambda needs to put a function into subnets; these actions know no resources (docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html). */
export const inSubnets: readonly Statement[] = [
  {
    Sid: "NetworkInterfaces",
    Effect: "Allow",
    Action: [
      "ec2:AssignPrivateIpAddresses",
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "ec2:UnassignPrivateIpAddresses",
    ],
    Resource: "*",
  },
];
