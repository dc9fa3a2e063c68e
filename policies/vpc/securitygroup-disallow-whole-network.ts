import { collect, OutsideStack } from "../model/collect.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { carriersOf } from "./carriers.ts";
import { cover, isPrivate } from "./cidr.ts";
import { groupTypes, rulesOf, showPorts } from "./rules.ts";

const vpcType = "aws:ec2/vpc:Vpc";
const secondType = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";

export const vpcSecuritygroupDisallowWholeNetwork: Policy = {
  name: "aws-vpc-securitygroup-disallow-whole-network",
  description: "Nodes and endpoints allow groups, not every address of the network.",
  severity: "high",
  controls: [
    {
      key: "NET-40",
      service: "VPC / network",
      control: "The application tier allows groups, not a whole network",
      pci: ["1.3.1", "1.4.4"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation:
    "Write ingress rules with the clients' referencedSecurityGroupId; an address range also allows resources that are added to it later.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  types: groupTypes,
  check: (group, stack) => {
    const names = carriersOf(group, stack).flatMap(({ role, resource }) => (role === "node" || role === "endpoint" ? [resource.name] : []));
    const ingress = rulesOf(group, stack).filter(({ direction }) => direction === "ingress");
    if (names.length === 0 || ingress.length === 0) return undefined;
    return collect(ingress, (rule) => {
      const own = rule.sources().filter(isPrivate);
      if (own.length === 0) return [];
      // Several rules of a block each are as good as one of several blocks.
      const others = ingress
        .filter((other) => !other.hasPrefixList && showPorts(other) === showPorts(rule))
        .flatMap((other) => other.cidrs());
      const whole = networksOf(group, stack).find((network) => cover([...own, ...others], network));
      return whole === undefined
        ? []
        : [`${own.join(", ")} reaches ${names.join(", ")} on ${showPorts(rule)}: all of ${whole} is allowed; name the callers' group`];
    });
  },
};

/** The blocks of a group's VPC. */
function networksOf(group: Resource, stack: Stack): string[] {
  const vpcs = stack.referred(group, "vpcId", [vpcType]);
  if (vpcs.length === 0) throw new OutsideStack("vpcId", "the VPC");
  return vpcs.flatMap((vpc) => [vpc, ...stack.referring(vpc, "vpcId", [secondType])].flatMap((holder) => holder.text("cidrBlock") ?? []));
}
