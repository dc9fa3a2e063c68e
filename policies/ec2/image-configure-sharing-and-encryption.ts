import { collect } from "../model/collect.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { show } from "../model/values.ts";

const permissionType = "aws:ec2/amiLaunchPermission:AmiLaunchPermission";
const distributionType = "aws:imagebuilder/distributionConfiguration:DistributionConfiguration";
const lists: Readonly<Record<string, string>> = {
  "aws:ec2/ami:Ami": "ebsBlockDevices",
  "aws:imagebuilder/imageRecipe:ImageRecipe": "blockDeviceMappings",
};

export const ec2ImageConfigureSharingAndEncryption: Policy = {
  name: "aws-ec2-image-configure-sharing-and-encryption",
  description: "Images are encrypted and not shared.",
  severity: "high",
  controls: ["EC2-12"],
  remediation: "Encrypt each device of an image, and do not share images.",
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html",
  types: [...Object.keys(lists), "aws:ec2/amiCopy:AmiCopy", permissionType, distributionType],
  check: (resource) => {
    if (resource.type === permissionType) return ["the image is shared with other accounts; remove the permission"];
    if (resource.type === distributionType) return shared(resource);
    const list = lists[resource.type];
    const suffix = list === "blockDeviceMappings" ? ".ebs.encrypted" : ".encrypted";
    const places = list ? resource.list(list).map((_, index) => `${list}.${index}${suffix}`) : ["encrypted"];
    return collect(places, (place) => (resource.isTrue(place) ? [] : [`${place} is ${show(resource.get(place))}; set true`]));
  },
};

function shared(distribution: Resource): string[] {
  return distribution.list("distributions").flatMap((_, index) => {
    const at = `distributions.${index}.amiDistributionConfiguration`;
    const open = ["userGroups", "userIds", "organizationArns", "organizationalUnitArns"].filter((who) =>
      distribution.has(`${at}.launchPermission.${who}`),
    );
    return [
      ...open.map((who) => `${at}.launchPermission.${who} is set; share no image`),
      ...(distribution.has(at) && !distribution.has(`${at}.kmsKeyId`) ? [`${at}.kmsKeyId is unset; set a customer-managed key`] : []),
    ];
  });
}
