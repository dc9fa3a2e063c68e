import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint.js";
import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import { interfaceServices } from "../../domain/defaults/aws-hosts.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { nameTag, typeToken } from "../naming.ts";
import { endpointPolicy } from "./endpoint-policies.ts";
import type { NetworkSubnet } from "./network.ts";

/** Arguments for {@link InterfaceEndpoints}. */
export interface InterfaceEndpointsArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
  readonly vpcId: Input<string>;
  /** Subnets that hold the interface endpoints; each costs by the hour. */
  readonly subnets: readonly NetworkSubnet[];
  /** Security group of the endpoints. */
  readonly securityGroupId: Input<string>;
  /** Services by the end of their name, such as `rds`. @default - those that nodes call */
  readonly services?: readonly string[];
}

/**
 * Interface VPC endpoints for AWS services, those that nodes call unless set otherwise, with policies that allow only this account to
 * reach only its own resources.
 * @see docs/decisions/0062-egress-by-exact-name.md
 */
export class InterfaceEndpoints extends ComponentResource {
  constructor(name: string, args: InterfaceEndpointsArgs, opts?: ComponentResourceOptions) {
    super(typeToken("InterfaceEndpoints"), name, {}, opts);
    const parent = this;

    for (const service of args.services ?? interfaceServices) createInterface(service);
    this.registerOutputs({});

    function createInterface(service: string) {
      new VpcEndpoint(
        `${name}-${service}`,
        {
          vpcId: args.vpcId,
          vpcEndpointType: "Interface",
          serviceName: `com.amazonaws.${args.region}.${service}`,
          privateDnsEnabled: true,
          subnetIds: args.subnets.map((subnet) => subnet.id),
          securityGroupIds: [args.securityGroupId],
          policy: endpointPolicy(service, args),
          tags: nameTag(`${name}-${service}`),
        },
        { parent },
      );
    }
  }
}
