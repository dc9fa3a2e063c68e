import type { Policy } from "../model/policy.ts";
import { instanceTypes, templateType } from "./types.ts";

export const ec2NodeDisallowSeveralInterfaces: Policy = {
  name: "aws-ec2-node-disallow-several-interfaces",
  description: "A node has one network interface, so that it does not connect two networks.",
  severity: "low",
  controls: ["EC2-16"],
  remediation: "Keep one network interface for each node.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-17",
  types: [...instanceTypes, templateType],
  check: (node, stack) => {
    const inline = Math.max(node.list("networkInterfaces").length, node.type === templateType ? 0 : 1);
    const later = stack.referring(node, "instanceId", ["aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment"]).length;
    return inline + later > 1 ? [`${inline + later} network interfaces are configured; keep one`] : [];
  },
};
