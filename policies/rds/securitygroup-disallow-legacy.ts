import type { Policy } from "../model/policy.ts";
import { instance } from "./types.ts";

const legacy = "aws:rds/securityGroup:SecurityGroup";

export const rdsSecuritygroupDisallowLegacy: Policy = {
  name: "aws-rds-securitygroup-disallow-legacy",
  description: "No DB security groups of EC2-Classic: the VPC's security groups control access to a database.",
  severity: "medium",
  controls: ["RDS-23"],
  remediation: "Use vpcSecurityGroupIds.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html",
  types: [legacy, instance],
  check: (resource) => {
    if (resource.type === legacy) return ["it is a DB security group of EC2-Classic; use aws.ec2.SecurityGroup and vpcSecurityGroupIds"];
    return resource.has("securityGroupNames") ? ["securityGroupNames is set; use vpcSecurityGroupIds"] : [];
  },
};
