import type { Policy } from "../model/policy.ts";
import { configurationSet, toldBy } from "./types.ts";

const reasons = ["BOUNCE", "COMPLAINT"];

export const sesConfigurationsetEnableBounceHandling: Policy = {
  name: "aws-ses-configurationset-enable-bounce-handling",
  description: "Addresses that bounce or complain are suppressed and reported, and their rate is measured.",
  severity: "medium",
  controls: [
    {
      key: "SES-02",
      service: "SES (mail)",
      control: "Bounces and complaints are suppressed, reported and counted",
      pci: [],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Set suppressionOptions and reputationOptions, and add an event destination for BOUNCE and COMPLAINT.",
  url: "https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html",
  types: [configurationSet],
  check: (set, stack) => {
    const suppressed = set.list("suppressionOptions.suppressedReasons");
    const told = toldBy(set, stack);
    return [
      ...reasons
        .filter((reason) => !suppressed.includes(reason))
        .map((reason) => `suppressionOptions.suppressedReasons lacks ${reason}; add it`),
      ...(set.isTrue("reputationOptions.reputationMetricsEnabled") ? [] : ["reputationOptions.reputationMetricsEnabled is off; set true"]),
      ...reasons.filter((reason) => !told.includes(reason)).map((reason) => `no event destination receives ${reason}; add one`),
    ];
  },
};
