import { collect } from "../model/collect.ts";
import type { Policy } from "../model/policy.ts";
import { carriersOf } from "./carriers.ts";
import { groupTypes, isWide, rulesOf, showPorts } from "./rules.ts";

export const vpcSecuritygroupConfigureNodeSources: Policy = {
  name: "aws-vpc-securitygroup-configure-node-sources",
  description: "Ingress to nodes and endpoints names the clients' groups and the port, and allows no data store.",
  severity: "high",
  controls: ["G20"],
  remediation: "Write one ingress rule for each port, with referencedSecurityGroupId of the load balancer's or the nodes' group.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  types: groupTypes,
  check: (group, stack) => {
    const roles = carriersOf(group, stack).map(({ role }) => role);
    const ingress = rulesOf(group, stack).filter(({ direction }) => direction === "ingress");
    if (!roles.some((role) => role === "node" || role === "endpoint") || roles.includes("data") || ingress.length === 0) return undefined;
    return collect(ingress, (rule) => {
      const others = rule.peers.filter((peer) => peer !== group);
      const wide =
        isWide(rule) && others.length > 0 ? [`${showPorts(rule)} from ${others.map(({ name }) => name).join(", ")}; name the port`] : [];
      const data = others
        .filter((peer) => carriersOf(peer, stack).some(({ role }) => role === "data"))
        .map((peer) => `the data tier's group ${peer.name} may call ${showPorts(rule)}; remove the rule`);
      return [...wide, ...data];
    });
  },
};
