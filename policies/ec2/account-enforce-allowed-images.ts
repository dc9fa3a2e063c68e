import { type Policy, wholeStack } from "../model/policy.ts";
import { asksAccount } from "../model/presence.ts";
import type { Resource } from "../model/stack.ts";
import { asList, read, show } from "../model/values.ts";

const settingType = "aws:ec2/allowedImagesSettings:AllowedImagesSettings";

export const ec2AccountEnforceAllowedImages: Policy = {
  name: "aws-ec2-account-enforce-allowed-images",
  description: "All instances of the account start from named images of named owners only.",
  severity: "high",
  controls: [
    {
      key: "EC2-18",
      service: "EC2 / EBS / AMI",
      control: "Allowed AMIs enforced for the account: owner and name of each image that may be started",
      pci: ["2.2.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Add an aws.ec2.AllowedImagesSettings with state: enabled, each criterion of which names providers and images.",
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-allowed-amis.html",
  types: [wholeStack, settingType],
  check: (resource, stack) => {
    if (resource.type === settingType) return weak(resource);
    if (!asksAccount(stack, "ec2Defaults")) return undefined;
    return stack.ofType(settingType).length > 0 ? [] : ["nothing refuses other owners' images; add an aws.ec2.AllowedImagesSettings"];
  },
};

function weak(setting: Resource): string[] {
  const state = setting.get("state");
  const criteria = setting.list("imageCriterions");
  const open = criteria.flatMap((criterion, i) => {
    const at = `imageCriterions.${i}`;
    const providers = asList(read(criterion, "imageProviders"));
    const names = [...asList(read(criterion, "imageNames")), ...asList(read(criterion, "marketplaceProductCodes"))];
    const all = names.filter((name) => !/\w{3}/.test(String(name)));
    return [
      ...(providers.length === 0 ? [`${at}.imageProviders is unset, which allows every owner; name the owners`] : []),
      ...(names.length === 0 ? [`${at}.imageNames is unset, which allows every image of these owners; name the images`] : []),
      ...all.map((name) => `${at}.imageNames has ${show(name)}, which matches every image; name the images`),
    ];
  });
  return [
    ...(state === "enabled" ? [] : [`state is ${show(state)}, which refuses nothing; set enabled`]),
    ...(criteria.length === 0 ? ["imageCriterions is unset, which allows every image; name owners and images"] : []),
    ...open,
  ];
}
