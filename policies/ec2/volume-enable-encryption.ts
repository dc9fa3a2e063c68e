import { collect } from "../model/collect.ts";
import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { disksOf, nodeTypes } from "./types.ts";

const volumeTypes = ["aws:ebs/volume:Volume"];

export const ec2VolumeEnableEncryption: Policy = {
  name: "aws-ec2-volume-enable-encryption",
  description: "Every disk is encrypted: volumes, and the disks of instances, launch templates and launch configurations.",
  severity: "critical",
  controls: ["EC2-07"],
  remediation: "Set encrypted: true on the volume and on each block device, the root device too.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-3",
  types: [...volumeTypes, ...nodeTypes],
  check: (resource) => {
    const places = volumeTypes.includes(resource.type) ? ["encrypted"] : disksOf(resource).map((disk) => `${disk}.encrypted`);
    return collect(places, (place) => (resource.isTrue(place) ? [] : [`${place} is ${show(resource.get(place))}; set true`]));
  },
};
