import type { Policy } from "../model/policy.ts";

export const lbLoadbalancerDisallowClassic: Policy = {
  name: "aws-lb-loadbalancer-disallow-classic",
  description: "No Classic Load Balancer is used: no web ACL can stand before one.",
  severity: "high",
  controls: ["ALB-11"],
  remediation: "Replace it by an application load balancer (aws.lb.LoadBalancer).",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/migrate-classic-load-balancer.html",
  types: ["aws:elb/loadBalancer:LoadBalancer", "aws:elasticloadbalancing/loadBalancer:LoadBalancer"],
  check: () => ["it is a Classic Load Balancer; use aws.lb.LoadBalancer"],
};
