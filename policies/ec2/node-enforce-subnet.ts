import type { Policy } from "../model/policy.ts";
import { instanceTypes } from "./types.ts";

const groupType = "aws:autoscaling/group:Group";

export const ec2NodeEnforceSubnet: Policy = {
  name: "aws-ec2-node-enforce-subnet",
  description: "Nodes are placed in named subnets, not in the account's default VPC.",
  severity: "high",
  controls: ["EC2-04"],
  remediation: "Set subnetId (instance) or vpcZoneIdentifiers (Auto Scaling group).",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/ec2-instances-in-vpc.html",
  types: [...instanceTypes, groupType],
  check: (node) => {
    const ways =
      node.type === groupType ? ["vpcZoneIdentifiers"] : ["subnetId", "networkInterfaces", "primaryNetworkInterface", "launchTemplate"];
    return ways.some((way) => node.has(way)) ? [] : [`${ways[0]} is unset, so that the node is in the default VPC; name a private subnet`];
  },
};
