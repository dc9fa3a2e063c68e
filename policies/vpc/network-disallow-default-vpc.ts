import type { Policy } from "../model/policy.ts";

export const vpcNetworkDisallowDefaultVpc: Policy = {
  name: "aws-vpc-network-disallow-default-vpc",
  description: "Nothing lives in the default VPC, whose subnets are all public.",
  severity: "medium",
  controls: ["NET-15"],
  remediation: "Make a VPC of its own with private subnets.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html",
  types: ["aws:ec2/defaultVpc:DefaultVpc", "aws:ec2/defaultSubnet:DefaultSubnet"],
  check: () => ["the default VPC is adopted; create a VPC"],
};
