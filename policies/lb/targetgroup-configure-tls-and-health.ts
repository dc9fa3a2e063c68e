import type { Policy } from "../model/policy.ts";
import { targetGroupTypes } from "./types.ts";

export const lbTargetgroupConfigureTlsAndHealth: Policy = {
  name: "aws-lb-targetgroup-configure-tls-and-health",
  description: "Load balancers use TLS to the nodes and check each node's health.",
  severity: "high",
  controls: ["ALB-09"],
  remediation: "Set protocol: HTTPS and a healthCheck with a path that succeeds only if the node can serve.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
  types: targetGroupTypes,
  check: (targets) => {
    if (targets.text("targetType") === "lambda") return undefined;
    const protocol = (targets.text("protocol") ?? "HTTP").toUpperCase();
    const plain = protocol === "HTTP" ? ["protocol is HTTP; set HTTPS"] : [];
    const at = Array.isArray(targets.get("healthCheck")) ? "healthCheck.0" : "healthCheck";
    if (!targets.has(at)) return [...plain, "healthCheck is unset; set one with a path"];
    if (targets.has(`${at}.enabled`) && !targets.isTrue(`${at}.enabled`)) return [...plain, "healthCheck.enabled is false; set true"];
    const needsPath = protocol.startsWith("HTTP") && !targets.has(`${at}.path`);
    return [...plain, ...(needsPath ? ["healthCheck.path is unset; set a path"] : [])];
  },
};
