import type { Policy } from "../model/policy.ts";

export const pulumiProviderDisallowDefault: Policy = {
  name: "aws-pulumi-provider-disallow-default",
  description: "Resources are made by a provider that the program made, which says which account and Region they belong to.",
  severity: "low",
  controls: ["G23"],
  remediation:
    "Make an aws.Provider with region and allowedAccountIds, hand it to the resources, and set pulumi:disable-default-providers.",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/providers/#disabling-default-providers",
  types: ["pulumi:providers:aws"],
  check: (provider) => {
    if (/^default(_|$)/.test(provider.name)) return ["it is the default provider, from whoever's environment; make an explicit one"];
    return provider.has("region") ? [] : ["region is unset; set it"];
  },
};
