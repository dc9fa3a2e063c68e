import type { Policy } from "../model/policy.ts";
import { wholeStack } from "../model/policy.ts";
import { accountNeeds } from "../model/presence.ts";

export const configConformancePackMissingInAccount: Policy = {
  name: "aws-config-conformance-pack-missing-in-account",
  description: "AWS Config evaluates what it records, by a conformance pack or by rules.",
  severity: "medium",
  controls: ["G10"],
  remediation: "Deploy the conformance pack for PCI DSS, or its rules.",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/operational-best-practices-for-pci-dss.html",
  types: [wholeStack],
  check: accountNeeds(
    undefined,
    "no conformance pack evaluates the account's resources; deploy a cfg.ConformancePack",
    (stack) =>
      stack.ofType(
        "aws:cfg/conformancePack:ConformancePack",
        "aws:cfg/organizationConformancePack:OrganizationConformancePack",
        "aws:cfg/rule:Rule",
      ).length > 0,
  ),
};
