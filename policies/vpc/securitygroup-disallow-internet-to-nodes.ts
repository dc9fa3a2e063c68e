import { collect, OutsideStack } from "../model/collect.ts";
import type { Policy } from "../model/policy.ts";
import { carriersOf } from "./carriers.ts";
import { isPrivate } from "./cidr.ts";
import { groupTypes, rulesOf, showPorts } from "./rules.ts";

export const vpcSecuritygroupDisallowInternetToNodes: Policy = {
  name: "aws-vpc-securitygroup-disallow-internet-to-nodes",
  description: "Only load balancers are reachable from the internet.",
  severity: "critical",
  controls: ["G20"],
  remediation: "Allow the load balancer's group (referencedSecurityGroupId) instead of internet addresses.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-best-practices.html",
  types: groupTypes,
  check: (group, stack) => {
    const ingress = rulesOf(group, stack).filter(({ direction }) => direction === "ingress");
    if (ingress.length === 0) return undefined;
    const carriers = carriersOf(group, stack);
    const inner = carriers.filter(({ role }) => role !== "edge").map(({ resource }) => resource.name);
    if (carriers.length > 0 && inner.length === 0) return [];
    return collect(ingress, (rule) => {
      const outside = rule.sources().filter((cidr) => !isPrivate(cidr));
      if (outside.length > 0 && carriers.length === 0)
        throw new OutsideStack("securityGroups", `what has the group that admits ${outside.join(", ")}`);
      return outside.map((cidr) => `${cidr} reaches ${inner.join(", ")} on ${showPorts(rule)}; allow the load balancer's group only`);
    });
  },
};
