import type { Policy } from "../model/policy.ts";
import { residentsOf } from "./carriers.ts";
import { isPublic, subnetTypes } from "./routes.ts";

export const vpcSubnetDisallowNodesInPublicTier: Policy = {
  name: "aws-vpc-subnet-disallow-nodes-in-public-tier",
  description: "Nodes are in subnets without a route to an internet gateway.",
  severity: "high",
  controls: ["G20", "NET-08"],
  remediation: "Put nodes into private subnets behind a load balancer, with a NAT gateway for egress.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-example-private-subnets-nat.html",
  types: subnetTypes,
  check: (subnet, stack) => {
    const nodes = residentsOf(subnet, stack).filter(({ role }) => role === "node");
    if (nodes.length === 0) return undefined;
    return isPublic(subnet, stack)
      ? [`${nodes.map(({ resource }) => resource.name).join(", ")} is in a public subnet; use a private one`]
      : [];
  },
};
