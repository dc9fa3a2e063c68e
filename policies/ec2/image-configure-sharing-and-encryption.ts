import { isUnknown } from "../../domain/graph-values.ts";
import { collect } from "../model/collect.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { show } from "../model/values.ts";
import { nodeTypes } from "./types.ts";

const permissionType = "aws:ec2/amiLaunchPermission:AmiLaunchPermission";
const distributionType = "aws:imagebuilder/distributionConfiguration:DistributionConfiguration";
const lists: Readonly<Record<string, string>> = {
  "aws:ec2/ami:Ami": "ebsBlockDevices",
  "aws:imagebuilder/imageRecipe:ImageRecipe": "blockDeviceMappings",
};

export const ec2ImageConfigureSharingAndEncryption: Policy = {
  name: "aws-ec2-image-configure-sharing-and-encryption",
  description: "Images are encrypted and the account's own, and nodes take theirs from AWS or by an exact id.",
  severity: "high",
  controls: ["EC2-12", "G22"],
  remediation: "Encrypt each device of an image, share none, and name an image by its id or by AWS's public parameter.",
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html",
  types: [...Object.keys(lists), "aws:ec2/amiCopy:AmiCopy", permissionType, distributionType, ...nodeTypes],
  check: (resource) => {
    if (resource.type === permissionType) return ["the image is shared with others; remove the permission"];
    if (resource.type === distributionType) return shared(resource);
    if (nodeTypes.includes(resource.type)) return named(resource);
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

function named(node: Resource): string[] | undefined {
  const image = isUnknown(node.properties.imageId) ? node.get("imageId") : node.properties.imageId;
  if (typeof image !== "string" || image === "") return undefined;
  return /^(ami-[0-9a-f]+|resolve:ssm:\S+|\/aws\/service\/\S+)$/.test(image)
    ? []
    : [`imageId is ${image}; set an id or resolve:ssm:/aws/service/…`];
}
