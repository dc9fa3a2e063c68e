import type { Policy } from "../model/policy.ts";
import { subnetTypes } from "./routes.ts";

export const vpcSubnetDisallowPublicAddresses: Policy = {
  name: "aws-vpc-subnet-disallow-public-addresses",
  description: "Subnets do not assign public addresses automatically.",
  severity: "high",
  controls: ["NET-07"],
  remediation: "Set mapPublicIpOnLaunch: false; load balancers and NAT gateways get theirs without it.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-15",
  types: subnetTypes,
  check: (subnet) => {
    const isDefault = subnet.type.includes("defaultSubnet") && !subnet.has("mapPublicIpOnLaunch");
    return subnet.isTrue("mapPublicIpOnLaunch") || isDefault
      ? [`mapPublicIpOnLaunch is ${isDefault ? "unset, true in a default subnet" : "true"}; set false`]
      : [];
  },
};
