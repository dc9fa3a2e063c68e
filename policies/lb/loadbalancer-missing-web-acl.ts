import type { Policy } from "../model/policy.ts";
import { balancerTypes, kindOf } from "./types.ts";

export const lbLoadbalancerMissingWebAcl: Policy = {
  name: "aws-lb-loadbalancer-missing-web-acl",
  description: "Each public load balancer has a web ACL.",
  severity: "high",
  controls: ["ALB-08"],
  remediation: "Add an aws.wafv2.WebAclAssociation with the load balancer's ARN as resourceArn.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-16",
  types: balancerTypes,
  check: (balancer, stack) => {
    if (kindOf(balancer) !== "application" || balancer.isTrue("internal")) return undefined;
    const associations = ["aws:wafv2/webAclAssociation:WebAclAssociation", "aws:wafregional/webAclAssociation:WebAclAssociation"];
    const own = stack
      .referring(balancer, "resourceArn", associations)
      .filter((association) => association.has("webAclArn") || association.has("webAclId"));
    return own.length > 0 ? [] : ["no web ACL is associated; add an aws.wafv2.WebAclAssociation"];
  },
};
