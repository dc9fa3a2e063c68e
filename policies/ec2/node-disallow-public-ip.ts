import type { Policy } from "../model/policy.ts";
import { isTemplate, nodeTypes } from "./types.ts";

const addressTypes = ["aws:ec2/eip:Eip", "aws:ec2/eipAssociation:EipAssociation"];

export const ec2NodeDisallowPublicIp: Policy = {
  name: "aws-ec2-node-disallow-public-ip",
  description: "No node has a public address.",
  severity: "high",
  controls: ["EC2-03", "G20"],
  remediation:
    'Set associatePublicIpAddress: false ("false" in a launch template); put a load balancer before the nodes and NAT behind them.',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-9",
  types: [...nodeTypes, ...addressTypes],
  check: (resource) => {
    if (addressTypes.includes(resource.type)) {
      // A NAT gateway's address names its interface once it stands, but never an instance.
      const user = ["instance", "instanceId"].find((property) => resource.has(property));
      return user ? [`${user} is set, so that a node gets the Elastic IP address; remove it and use a NAT gateway`] : undefined;
    }
    const places = isTemplate(resource)
      ? resource.list("networkInterfaces").map((_, index) => `networkInterfaces.${index}.associatePublicIpAddress`)
      : ["associatePublicIpAddress"];
    return places.filter((place) => resource.isTrue(place)).map((place) => `${place} is true; set false`);
  },
};
