import { Resource as CloudControlResource } from "@pulumi/aws/cloudcontrol/resource.js";
import { type Input, jsonStringify, type Resource } from "@pulumi/pulumi";

/** Arguments for a subnet's IPv6 block. */
export interface Ipv6BlockArgs {
  readonly subnetId: Input<string>;
  /** A /64 of the VPC's /56. */
  readonly cidr: Input<string>;
}

const typeName = "AWS::EC2::SubnetCidrBlock";

/**
 * The type's schema, as far as Cloud Control needs it; given here, so that it is not fetched at each plan
 * (docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnetcidrblock.html).
 */
const schema = JSON.stringify({
  typeName,
  properties: { Id: { type: "string" }, Ipv6CidrBlock: { type: "string" }, SubnetId: { type: "string" } },
  additionalProperties: false,
  required: ["SubnetId"],
  createOnlyProperties: ["/properties/Ipv6CidrBlock", "/properties/SubnetId"],
  readOnlyProperties: ["/properties/Id"],
  primaryIdentifier: ["/properties/Id"],
});

/**
 * IPv6 for a subnet, as a resource of its own: it comes and goes without touching the subnet, and the subnet also exists
 * where IPv6 does not, such as in the emulated AWS that every change is tried in (docs/decisions/0004).
 */
export function createIpv6Block(name: string, { subnetId, cidr }: Ipv6BlockArgs, parent: Resource): Resource {
  const desiredState = jsonStringify({ SubnetId: subnetId, Ipv6CidrBlock: cidr });
  return new CloudControlResource(`${name}-ipv6`, { typeName, schema, desiredState }, { parent });
}
