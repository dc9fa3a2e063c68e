import type { Policy } from "../model/policy.ts";
import { naming } from "./carriers.ts";

const users = ["allocationId", "secondaryAllocationIds", "subnetMappings", "endpointDetails", "addressAllocationIds"];

export const vpcElasticipDisallowUnused: Policy = {
  name: "aws-vpc-elasticip-disallow-unused",
  description: "Each Elastic IP address is in use.",
  severity: "low",
  controls: ["NET-11"],
  remediation: "Give the address to a NAT gateway or load balancer, or release it.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-12",
  types: ["aws:ec2/eip:Eip"],
  check: (address, stack) => {
    const isTaken = ["instance", "networkInterface", "associationId"].some((property) => address.has(property));
    const isNamed = users.some((user) => naming(address, user, stack.types, stack).length > 0);
    return isTaken || isNamed ? [] : ["no resource of the stack uses the address; attach or release it"];
  },
};
