import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { configurationSet, legacySet } from "./types.ts";

export const sesConfigurationsetEnforceTls: Policy = {
  name: "aws-ses-configurationset-enforce-tls",
  description: "Email is delivered only with TLS.",
  severity: "medium",
  controls: [
    {
      key: "SES-01",
      service: "SES (mail)",
      control: "Configuration sets require TLS for delivery",
      pci: [],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Set deliveryOptions.tlsPolicy to REQUIRE.",
  url: "https://docs.aws.amazon.com/ses/latest/dg/security-protocols.html",
  types: [configurationSet, legacySet],
  check: (set) => {
    const policy = set.text("deliveryOptions.tlsPolicy");
    return policy?.toUpperCase() === "REQUIRE" ? [] : [`deliveryOptions.tlsPolicy is ${show(policy)}; set REQUIRE`];
  },
};
