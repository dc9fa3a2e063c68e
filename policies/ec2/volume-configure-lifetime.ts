import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { disksOf, nodeTypes } from "./types.ts";

const volumeType = "aws:ebs/volume:Volume";

export const ec2VolumeConfigureLifetime: Policy = {
  name: "aws-ec2-volume-configure-lifetime",
  description: "No disk is left behind: each is attached to a node, or deleted with it.",
  severity: "low",
  controls: ["EC2-15"],
  remediation: "Set deleteOnTermination: true on block devices; attach or remove volumes.",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/ec2-volume-inuse-check.html",
  types: [volumeType, ...nodeTypes],
  check: (resource, stack) => {
    if (resource.type === volumeType)
      return isAttached(resource, stack) ? [] : ["no resource of the stack attaches the volume; attach or remove it"];
    const kept = disksOf(resource).map((disk) => `${disk}.deleteOnTermination`);
    // True where it is unset.
    return kept.filter((place) => resource.has(place) && !resource.isTrue(place)).map((place) => `${place} is false; set true`);
  },
};

const isAttached = (volume: Resource, stack: Stack): boolean =>
  stack.referring(volume, "volumeId", ["aws:ec2/volumeAttachment:VolumeAttachment"]).length > 0;
