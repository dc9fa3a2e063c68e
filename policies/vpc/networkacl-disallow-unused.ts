import type { Policy } from "../model/policy.ts";
import { naming } from "./carriers.ts";

export const vpcNetworkaclDisallowUnused: Policy = {
  name: "aws-vpc-networkacl-disallow-unused",
  description: "Each network ACL belongs to a subnet.",
  severity: "low",
  controls: ["NET-10"],
  remediation: "Set subnetIds, or remove the ACL.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-16",
  types: ["aws:ec2/networkAcl:NetworkAcl"],
  check: (acl, stack) =>
    acl.has("subnetIds") || naming(acl, "networkAclId", ["aws:ec2/networkAclAssociation:NetworkAclAssociation"], stack).length > 0
      ? []
      : ["no subnet uses the ACL; set subnetIds or remove it"],
};
