import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { nodeTypes } from "./types.ts";

export const ec2NodeEnableEbsOptimization: Policy = {
  name: "aws-ec2-node-enable-ebs-optimization",
  description: "A node's disks have dedicated bandwidth, so that network load does not slow them down.",
  severity: "low",
  controls: ["EC2-17"],
  remediation: 'Set ebsOptimized: true ("true" in a launch template).',
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-optimized.html",
  types: nodeTypes,
  check: (node) => (node.isTrue("ebsOptimized") ? [] : [`ebsOptimized is ${show(node.get("ebsOptimized"))}; set true`]),
};
