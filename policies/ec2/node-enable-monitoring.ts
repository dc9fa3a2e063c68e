import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { configurationType, isTemplate, nodeTypes } from "./types.ts";

export const ec2NodeEnableMonitoring: Policy = {
  name: "aws-ec2-node-enable-monitoring",
  description: "Nodes report their metrics each minute.",
  severity: "low",
  controls: ["EC2-13"],
  remediation: "Set monitoring: true (monitoring.enabled in a launch template).",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/ec2-instance-detailed-monitoring-enabled.html",
  types: nodeTypes,
  check: (node) => {
    const place = isTemplate(node) ? "monitoring.enabled" : node.type === configurationType ? "enableMonitoring" : "monitoring";
    // On by default in a launch configuration.
    if (node.isTrue(place) || (node.type === configurationType && !node.has(place))) return [];
    return [`${place} is ${show(node.get(place))}; set true`];
  },
};
