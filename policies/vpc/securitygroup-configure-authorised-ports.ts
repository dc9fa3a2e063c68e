import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { carriersOf, loadBalancerTypes, naming } from "./carriers.ts";
import { eachRule, typesWithRules } from "./each-rule.ts";
import { groupTypes, internetBlocks, type Rule, showPorts } from "./rules.ts";

const listenerTypes = loadBalancerTypes.map((type) => type.replace("loadBalancer:LoadBalancer", "listener:Listener"));

export const vpcSecuritygroupConfigureAuthorisedPorts: Policy = {
  name: "aws-vpc-securitygroup-configure-authorised-ports",
  description: "From the internet only 443 is open, and 80 where a load balancer redirects it to HTTPS.",
  severity: "high",
  controls: ["NET-05"],
  remediation: "Open only 443; open 80 only on the group of a load balancer whose listener on 80 redirects.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18",
  types: typesWithRules,
  check: eachRule("ingress", (rule, stack) =>
    internetBlocks(rule).flatMap((cidr) => {
      if (isPathMtu(rule)) return [];
      if (rule.protocol === "tcp" && rule.from === 443 && rule.to === 443) return [];
      if (rule.protocol !== "tcp" || rule.from !== 80 || rule.to !== 80)
        return [`${showPorts(rule)} is open to ${cidr}; open tcp 443 only`];
      return groupsOf(rule, stack).every((group) => isRedirecting(group, stack))
        ? []
        : [`tcp 80 is open to ${cidr} and no load balancer of the group redirects it; redirect it to HTTPS, or close the port`];
    }),
  ),
};

/** "Fragmentation needed" and "packet too big": routers tell a sender what fits, and without them large answers hang. */
const isPathMtu = ({ protocol, from, to }: Rule): boolean =>
  (protocol === "icmp" && from === 3 && to === 4) || (protocol === "icmpv6" && from === 2 && to === 0);

const groupsOf = (rule: Rule, stack: Stack): Resource[] =>
  groupTypes.includes(rule.source.type) ? [rule.source] : stack.referred(rule.source, "securityGroupId", groupTypes);

function isRedirecting(group: Resource, stack: Stack): boolean {
  const balancers = carriersOf(group, stack).map(({ resource }) => resource);
  return balancers.length > 0 && balancers.every((balancer) => loadBalancerTypes.includes(balancer.type) && redirects(balancer, stack));
}

function redirects(balancer: Resource, stack: Stack): boolean {
  const listeners = naming(balancer, "loadBalancerArn", listenerTypes, stack).filter((listener) => listener.number("port") === 80);
  return listeners.length > 0 && listeners.every((listener) => listener.text("defaultActions.0.type") === "redirect");
}
