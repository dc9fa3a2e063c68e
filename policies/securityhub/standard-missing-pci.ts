import { standards } from "../../domain/defaults/detection.ts";
import type { Policy } from "../model/policy.ts";

const newest = standards.pci;

export const securityhubStandardMissingPci: Policy = {
  name: "aws-securityhub-standard-missing-pci",
  description: "Security Hub checks PCI DSS v4.0.1.",
  severity: "medium",
  controls: ["G10"],
  remediation: "Add a securityhub.StandardsSubscription to standards/pci-dss/v/4.0.1.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/pci-standard.html",
  types: ["aws:securityhub/account:Account"],
  check: (_, stack) => {
    const standards = stack
      .ofType("aws:securityhub/standardsSubscription:StandardsSubscription")
      .map((one) => one.text("standardsArn") ?? "");
    if (standards.some((arn) => arn.endsWith(newest))) return [];
    const old = standards.find((arn) => arn.includes("pci-dss"));
    return [`${old ? `the standard is ${old}` : "no PCI DSS standard is subscribed"}; subscribe to ${newest}`];
  },
};
