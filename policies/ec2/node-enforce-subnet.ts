import type { Policy } from "../model/policy.ts";
import { instanceTypes } from "./types.ts";

const groupType = "aws:autoscaling/group:Group";

export const ec2NodeEnforceSubnet: Policy = {
  name: "aws-ec2-node-enforce-subnet",
  description: "Nodes are put into named subnets of a VPC, not into whatever the account has by default.",
  severity: "high",
  controls: ["EC2-04"],
  remediation: "Set subnetId (an instance) or vpcZoneIdentifiers (an auto scaling group).",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/ec2-instances-in-vpc.html",
  types: [...instanceTypes, groupType],
  check: (node) => {
    const ways =
      node.type === groupType ? ["vpcZoneIdentifiers"] : ["subnetId", "networkInterfaces", "primaryNetworkInterface", "launchTemplate"];
    return ways.some((way) => node.has(way)) ? [] : [`${ways[0]} is unset, so the default VPC takes it; name a private subnet`];
  },
};
