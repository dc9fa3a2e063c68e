import type { Policy } from "../model/policy.ts";
import { configurationSet, toldBy } from "./types.ts";

const reasons = ["BOUNCE", "COMPLAINT"];

export const sesConfigurationsetEnableBounceHandling: Policy = {
  name: "aws-ses-configurationset-enable-bounce-handling",
  description: "Addresses that bounce or complain get no more mail, somebody is told of them, and their share is counted.",
  severity: "medium",
  controls: [
    {
      key: "SES-02",
      service: "SES (mail)",
      control: "Bounces and complaints are suppressed, told and counted",
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
      ...reasons.filter((reason) => !told.includes(reason)).map((reason) => `no event destination is told of ${reason}; add one`),
    ];
  },
};
