import { collect, OutsideStack } from "../model/collect.ts";
import { oncePerStack } from "../model/once.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { carriersOf, residentsOf } from "./carriers.ts";
import { contains, isPrivate } from "./cidr.ts";
import { groupsOfStore } from "./data-groups.ts";
import { dataStoreTypes, isProxy, portOf } from "./data-stores.ts";
import { isPublic, subnetTypes } from "./routes.ts";
import { isWide, type Rule, rulesOf, showPorts } from "./rules.ts";

export const vpcDatastoreConfigureSources: Policy = {
  name: "aws-vpc-datastore-configure-sources",
  description: "Only the application tier reaches a database, cache or file system, on its port only.",
  severity: "critical",
  controls: ["G20"],
  remediation: "Give each data store a group whose ingress names the nodes' group (referencedSecurityGroupId) and the store's port.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html",
  types: dataStoreTypes,
  check: (store, stack) => {
    const groups = groupsOfStore(store, stack);
    if (groups?.length === 0)
      return ["no security group is set, so that the VPC's default group applies; set one that allows only the nodes' group"];
    return groups?.flatMap((group) =>
      collect(
        rulesOf(group, stack).filter(({ direction }) => direction === "ingress"),
        (rule) => [...foreignSources(rule, group, stack), ...wrongPort(rule, group, stack)].map((fault) => `group ${group.name}: ${fault}`),
      ),
    );
  },
};

/** Sources outside the application tier that a rule allows. */
function foreignSources(rule: Rule, group: Resource, stack: Stack): string[] {
  const list = rule.hasPrefixList ? ["a prefix list has access; name the nodes' group"] : [];
  const peers = rule.peers.filter((peer) => peer !== group).flatMap((peer) => whyNot(peer, stack));
  const blocks = rule
    .cidrs()
    .filter((cidr) => !isOfNodes(cidr, stack))
    .map((cidr) => `${cidr} may call ${showPorts(rule)}, which is more than the application tier; name the nodes' group`);
  const found = [...list, ...peers, ...blocks];
  if (found.length === 0 && rule.namesOtherStack) throw new OutsideStack("referencedSecurityGroupId", "the other group");
  return found;
}

function whyNot(peer: Resource, stack: Stack): string[] {
  const carriers = carriersOf(peer, stack);
  const admitsInternet = rulesOf(peer, stack).some((rule) => rule.direction === "ingress" && rule.cidrs().some((cidr) => !isPrivate(cidr)));
  const wrong = carriers.find(({ role, resource }) => role !== "node" && !isProxy(resource));
  if (wrong) return [`${peer.name} may call, the group of ${wrong.resource.name}; allow the nodes' group only`];
  if (admitsInternet) return [`${peer.name} has access, which the internet reaches; allow the nodes' group only`];
  if (carriers.length === 0) throw new OutsideStack("referencedSecurityGroupId", `what has the group ${peer.name}`);
  return [];
}

/** Whether a block lies in a private subnet of nodes in which no data store is. */
function isOfNodes(cidr: string, stack: Stack): boolean {
  return subnetsOfNodes(stack).some((subnet) => contains(subnet.text("cidrBlock") ?? "", cidr) && !isPublic(subnet, stack));
}

const subnetsOfNodes = oncePerStack((stack) =>
  stack.ofType(...subnetTypes).filter((subnet) => residentsOf(subnet, stack).some(({ role }) => role === "node")),
);

/** A rule that opens more than the ports of the stores that have the group. */
function wrongPort(rule: Rule, group: Resource, stack: Stack): string[] {
  if (rule.peers.every((peer) => peer === group) && rule.cidrs().length === 0) return [];
  const ports = carriersOf(group, stack).flatMap(({ role, resource }) => (role === "data" ? [portOf(resource)] : []));
  const known = ports.filter((port) => port !== undefined);
  const isNamed = rule.from === rule.to && known.includes(rule.from) && rule.protocol === "tcp";
  if (isNamed || (known.length < ports.length && !isWide(rule))) return [];
  return [`${showPorts(rule)} is open; open tcp ${known.join(", ") || "on the store's port"} only`];
}
