import type { Policy } from "../model/policy.ts";

export const pulumiProviderDisallowDefault: Policy = {
  name: "aws-pulumi-provider-disallow-default",
  description: "Resources use a provider that the program creates, with an explicit account and Region.",
  severity: "low",
  controls: ["G23"],
  remediation:
    "Create an aws.Provider with region and allowedAccountIds, pass it to the resources, and set pulumi:disable-default-providers.",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/providers/#disabling-default-providers",
  types: ["pulumi:providers:aws"],
  check: (provider) => {
    if (/^default(_|$)/.test(provider.name))
      return ["it is the default provider, which takes its account and Region from the environment; create an explicit aws.Provider"];
    return provider.has("region") ? [] : ["region is unset; set the stack's Region"];
  },
};
