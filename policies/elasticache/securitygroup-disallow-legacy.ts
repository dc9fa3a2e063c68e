import type { Policy } from "../model/policy.ts";
import { cluster, replicationGroup } from "./types.ts";

const legacy = "aws:elasticache/securityGroup:SecurityGroup";

export const elasticacheSecuritygroupDisallowLegacy: Policy = {
  name: "aws-elasticache-securitygroup-disallow-legacy",
  description: "No cache security groups of EC2-Classic: the VPC's security groups control access to a cache.",
  severity: "medium",
  controls: ["ELC-09"],
  remediation: "Use securityGroupIds.",
  url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VPCs.html",
  types: [legacy, replicationGroup, cluster],
  check: (resource) => {
    if (resource.type === legacy) return ["it is a cache security group of EC2-Classic; use aws.ec2.SecurityGroup and securityGroupIds"];
    return resource.has("securityGroupNames") ? ["securityGroupNames is set; use securityGroupIds"] : [];
  },
};
