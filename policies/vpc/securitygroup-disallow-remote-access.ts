import type { Policy } from "../model/policy.ts";
import { eachRule, typesWithRules } from "./each-rule.ts";
import { admits, internetBlocks, showPorts } from "./rules.ts";

export const remotePorts = [22, 3389];

export const vpcSecuritygroupDisallowRemoteAccess: Policy = {
  name: "aws-vpc-securitygroup-disallow-remote-access",
  description: "SSH and RDP cannot be reached from the internet.",
  severity: "critical",
  controls: ["NET-03"],
  remediation: "Remove the rule; people reach nodes through Session Manager, which needs no open port.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-13",
  types: typesWithRules,
  check: eachRule("ingress", (rule) =>
    remotePorts.some((port) => admits(rule, port))
      ? internetBlocks(rule).map(
          (cidr) => `${showPorts(rule)} from ${cidr} admits ${remotePorts.filter((port) => admits(rule, port)).join(" and ")}; remove it`,
        )
      : [],
  ),
};
