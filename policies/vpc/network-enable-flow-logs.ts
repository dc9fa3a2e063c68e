import { isUnknown } from "../../domain/graph-values.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { naming } from "./carriers.ts";

export const vpcNetworkEnableFlowLogs: Policy = {
  name: "aws-vpc-network-enable-flow-logs",
  description: "Each VPC logs all its traffic, accepted and rejected.",
  severity: "high",
  controls: ["NET-01"],
  remediation: 'Add an aws.ec2.FlowLog with the VPC\'s vpcId and trafficType "ALL".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6",
  types: ["aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc"],
  check: (vpc, stack) => {
    const logs = naming(vpc, "vpcId", ["aws:ec2/flowLog:FlowLog"], stack);
    if (logs.length === 0) return ["the VPC has no flow log; add an aws.ec2.FlowLog with its vpcId"];
    const types = logs.map((log) => log.text("trafficType") ?? "unset");
    return [
      ...(types.includes("ALL") ? [] : [`trafficType of the flow log is ${types.join(", ")}; set ALL`]),
      ...(stack.isOurs && logs.every((log) => log.has("logDestination")) && logs.every(isElsewhere)
        ? ["its flow logs go to a bucket or group that is not for logs; set the account's archive or the stack's log bucket"]
        : []),
    ];
  },
};

/** Whether a flow log is known to go to a destination that is not for logs. */
function isElsewhere({ properties: { logDestination } }: Resource): boolean {
  return typeof logDestination === "string" && !isUnknown(logDestination) && !/^arn:[^:]*:(s3:::[^/]*log|logs:)/.test(logDestination);
}
