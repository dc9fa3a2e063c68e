import type { Resource } from "../model/stack.ts";

export const instanceTypes = ["aws:ec2/instance:Instance", "aws:ec2/spotInstanceRequest:SpotInstanceRequest"];
export const templateType = "aws:ec2/launchTemplate:LaunchTemplate";
export const configurationType = "aws:ec2/launchConfiguration:LaunchConfiguration";

/** Whatever says how a node is made. */
export const nodeTypes = [...instanceTypes, templateType, configurationType];

/** Whether it is a launch template, which nests what instances say at the top. */
export const isTemplate = (node: Resource): boolean => node.type === templateType;

/** A node's disks: where each says whether it is encrypted, and with which key. The root disk is there also when nobody says so. */
export function disksOf(node: Resource): string[] {
  if (isTemplate(node)) {
    const devices = node
      .list("blockDeviceMappings")
      .flatMap((_, index) =>
        node.has(`blockDeviceMappings.${index}.noDevice`) || node.has(`blockDeviceMappings.${index}.virtualName`)
          ? []
          : [`blockDeviceMappings.${index}.ebs`],
      );
    return devices.length > 0 ? devices : ["blockDeviceMappings.0.ebs"];
  }
  const root = Array.isArray(node.get("rootBlockDevice")) ? "rootBlockDevice.0" : "rootBlockDevice";
  return [root, ...node.list("ebsBlockDevices").map((_, index) => `ebsBlockDevices.${index}`)];
}
