import { collect } from "../model/collect.ts";
import type { Policy } from "../model/policy.ts";
import { aclTypes, allowed } from "./acls.ts";
import { isInternet } from "./cidr.ts";
import { admits, showPorts } from "./rules.ts";

export const remoteAclPorts = [20, 21, 22, 3389];

export const vpcNetworkaclDisallowRemoteAccess: Policy = {
  name: "aws-vpc-networkacl-disallow-remote-access",
  description: "No network ACL allows the internet to reach FTP, SSH or RDP, or all ports.",
  severity: "high",
  controls: ["NET-09"],
  remediation: "Name the ports that the tier serves; exclude 3389 from ranges for replies (1024-3388 and 3390-65535).",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-21",
  types: [...aclTypes],
  check: (acl, stack) =>
    collect(
      allowed(acl, "ingress", stack).filter(({ cidr }) => isInternet(cidr)),
      (entry) => {
        const open = remoteAclPorts.filter((port) => admits(entry, port) || admits(entry, port, "udp"));
        return open.length === 0
          ? []
          : [`entry ${entry.number} admits ${entry.cidr} to ${showPorts(entry)}, ${open.join(", ")} among them; name the ports`];
      },
    ),
};
