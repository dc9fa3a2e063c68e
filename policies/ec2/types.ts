import type { Resource } from "../model/stack.ts";

export const instanceTypes = ["aws:ec2/instance:Instance", "aws:ec2/spotInstanceRequest:SpotInstanceRequest"];
export const templateType = "aws:ec2/launchTemplate:LaunchTemplate";
export const configurationType = "aws:ec2/launchConfiguration:LaunchConfiguration";

/** Types that define a node. */
export const nodeTypes = [...instanceTypes, templateType, configurationType];

/** Whether it is a launch template, which nests the properties that instances have at the top level. */
export const isTemplate = (node: Resource): boolean => node.type === templateType;

/** Paths of a node's disks, each with its encryption and key. The root disk is included even if it is not configured. */
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
