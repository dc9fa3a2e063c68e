import { standards } from "../../domain/defaults/detection.ts";
import type { Policy } from "../model/policy.ts";

const { fsbp } = standards;

export const securityhubStandardMissingFsbp: Policy = {
  name: "aws-securityhub-standard-missing-fsbp",
  description: "Security Hub also checks AWS Foundational Security Best Practices, which cover services that the PCI DSS standard omits.",
  severity: "medium",
  controls: ["G10"],
  remediation: `Add a securityhub.StandardsSubscription to ${fsbp}.`,
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html",
  types: ["aws:securityhub/account:Account"],
  check: (hub, stack) => {
    const subscribed = stack
      .ofType("aws:securityhub/standardsSubscription:StandardsSubscription")
      .some((one) => one.text("standardsArn")?.endsWith(fsbp));
    // On by itself, unless the hub says no.
    const byDefault = hub.has("enableDefaultStandards") ? hub.isTrue("enableDefaultStandards") : true;
    return subscribed || byDefault ? [] : [`AWS Foundational Security Best Practices is not enabled; subscribe to ${fsbp}`];
  },
};
