import type { Policy } from "../model/policy.ts";

export const vpcNetworkDisallowDefaultVpc: Policy = {
  name: "aws-vpc-network-disallow-default-vpc",
  description: "The default VPC, whose subnets are all public, is not used.",
  severity: "medium",
  controls: ["NET-15"],
  remediation: "Create a VPC with private subnets.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html",
  types: ["aws:ec2/defaultVpc:DefaultVpc", "aws:ec2/defaultSubnet:DefaultSubnet"],
  check: () => ["the default VPC is adopted; create a VPC"],
};
