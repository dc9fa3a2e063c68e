import type { Policy } from "../model/policy.ts";

export const lbLoadbalancerDisallowClassic: Policy = {
  name: "aws-lb-loadbalancer-disallow-classic",
  description: "No Classic Load Balancer is used, since it cannot have a web ACL.",
  severity: "high",
  controls: ["ALB-11"],
  remediation: "Replace it with an Application Load Balancer (aws.lb.LoadBalancer).",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/migrate-classic-load-balancer.html",
  types: ["aws:elb/loadBalancer:LoadBalancer", "aws:elasticloadbalancing/loadBalancer:LoadBalancer"],
  check: () => ["it is a Classic Load Balancer; use aws.lb.LoadBalancer"],
};
