import { isUnknown } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import type { Policy } from "../model/policy.ts";
import { functionType } from "./types.ts";

const groupType = "aws:cloudwatch/logGroup:LogGroup";

export const lambdaFunctionMissingLogGroup: Policy = {
  name: "aws-lambda-function-missing-log-group",
  description:
    "A function's log group is in the stack, with key and retention: the one that Lambda creates keeps logs forever, under AWS's key.",
  severity: "medium",
  controls: ["LAM-03"],
  remediation: "Add a LogGroup named /aws/lambda/<function>, or the one that loggingConfig names.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html",
  types: [functionType],
  check: (lambda, stack) => {
    const own = `/aws/lambda/${lambda.text("name") ?? ""}`;
    const isNamed = lambda.has("loggingConfig.logGroup");
    const { loggingConfig } = lambda.properties;
    const isMade = isRecord(loggingConfig) && isUnknown(loggingConfig.logGroup);
    if (isMade && stack.referred(lambda, "loggingConfig", [groupType]).length > 0) return [];
    const name = isNamed ? lambda.text("loggingConfig.logGroup") : own;
    // Filters and subscriptions look for a function's lines in the group of its name.
    const others = stack.ofType(functionType).filter((one) => one !== lambda && name === `/aws/lambda/${String(one.properties.name)}`);
    if (others.length > 0) return [`the function writes to ${name}, which belongs to another resource; set ${own}`];
    return stack.ofType(groupType).some((group) => group.text("name") === name)
      ? []
      : [`its log group ${name} is not in the stack; add it`];
  },
};
