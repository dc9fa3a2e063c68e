import type { Policy } from "../model/policy.ts";
import { naming } from "./carriers.ts";
import { subnetTypes } from "./routes.ts";

const nodeTypes = ["aws:ec2/instance:Instance", "aws:autoscaling/group:Group"];

export const vpcNetworkMissingEc2Endpoint: Policy = {
  name: "aws-vpc-network-missing-ec2-endpoint",
  description: "A VPC with nodes reaches EC2's API through its own endpoint, not over the internet.",
  severity: "medium",
  controls: ["NET-16"],
  remediation: "Add an aws.ec2.VpcEndpoint of the type Interface for com.amazonaws.<region>.ec2.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-10",
  types: ["aws:ec2/vpc:Vpc"],
  check: (vpc, stack) => {
    const subnets = naming(vpc, "vpcId", subnetTypes, stack);
    const hasNodes = subnets.some((subnet) =>
      ["subnetId", "vpcZoneIdentifiers"].some((property) => naming(subnet, property, nodeTypes, stack).length > 0),
    );
    if (!hasNodes) return undefined;
    const endpoints = naming(vpc, "vpcId", ["aws:ec2/vpcEndpoint:VpcEndpoint"], stack);
    return endpoints.some((endpoint) => /\.ec2$/.test(endpoint.text("serviceName") ?? ""))
      ? []
      : ["no interface endpoint for com.amazonaws.<region>.ec2; add one"];
  },
};
