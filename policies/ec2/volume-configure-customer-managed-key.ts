import type { Policy } from "../model/policy.ts";
import { configurationType, disksOf, nodeTypes } from "./types.ts";

const volumeType = "aws:ebs/volume:Volume";

export const ec2VolumeConfigureCustomerManagedKey: Policy = {
  name: "aws-ec2-volume-configure-customer-managed-key",
  description: "Disks are encrypted with a customer-managed key, whose use can be audited and stopped.",
  severity: "medium",
  controls: ["EC2-08"],
  remediation: "Set kmsKeyId on the volume or block device to a customer-managed key's ARN.",
  url: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
  // A launch configuration cannot name a key.
  types: [volumeType, ...nodeTypes.filter((type) => type !== configurationType)],
  check: (resource) => {
    const places = resource.type === volumeType ? ["kmsKeyId"] : disksOf(resource).map((disk) => `${disk}.kmsKeyId`);
    return places
      .filter((place) => !resource.has(place) || String(valueAt(resource.properties, place)).includes("alias/aws/ebs"))
      .map((place) => `${place} is unset or AWS's own key; set a customer-managed key`);
  },
};

function valueAt(from: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, step) => (typeof value === "object" && value !== null ? Reflect.get(value, step) : value), from);
}
