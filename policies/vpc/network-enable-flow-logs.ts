import type { Policy } from "../model/policy.ts";
import { naming } from "./carriers.ts";

export const vpcNetworkEnableFlowLogs: Policy = {
  name: "aws-vpc-network-enable-flow-logs",
  description: "Each VPC records all its traffic, what is refused and what is not.",
  severity: "high",
  controls: ["NET-01"],
  remediation: 'Add an aws.ec2.FlowLog with the VPC\'s vpcId and trafficType "ALL".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6",
  types: ["aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc"],
  check: (vpc, stack) => {
    const logs = naming(vpc, "vpcId", ["aws:ec2/flowLog:FlowLog"], stack);
    if (logs.length === 0) return ["no flow log; add an aws.ec2.FlowLog with its vpcId"];
    const types = logs.map((log) => log.text("trafficType") ?? "unset");
    return types.includes("ALL") ? [] : [`trafficType of the flow log is ${types.join(", ")}; set ALL`];
  },
};
