import { collect } from "../model/collect.ts";
import type { Policy } from "../model/policy.ts";
import { aclOf, allowed } from "./acls.ts";
import { residentsOf } from "./carriers.ts";
import { isPrivate } from "./cidr.ts";
import { outwardPorts } from "./ports.ts";
import { isPublic, subnetTypes } from "./routes.ts";
import { showPorts } from "./rules.ts";

export const vpcNetworkaclConfigureNodeEgress: Policy = {
  name: "aws-vpc-networkacl-configure-node-egress",
  description: "If nodes' subnets have a network ACL, it allows only HTTPS and mail submission to the internet.",
  severity: "medium",
  controls: ["G21"],
  remediation: "Allow each port by its own entry; replies to internet clients come from the load balancer, not from nodes.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
  types: subnetTypes,
  check: (subnet, stack) => {
    const acl = aclOf(subnet, stack);
    if (!acl || !residentsOf(subnet, stack).some(({ role }) => role === "node") || isPublic(subnet, stack)) return undefined;
    const outward = allowed(acl, "egress", stack).filter(({ cidr, protocol }) => !isPrivate(cidr) && !protocol.startsWith("icmp"));
    return collect(outward, (entry) =>
      entry.protocol === "tcp" && entry.from === entry.to && outwardPorts.includes(entry.from)
        ? []
        : [`the ACL lets ${showPorts(entry)} out to ${entry.cidr}; allow tcp ${outwardPorts.join(", ")} only`],
    );
  },
};
