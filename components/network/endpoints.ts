import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint.js";
import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import { interfaceServices } from "../../domain/defaults/aws-hosts.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { nameTag, typeToken } from "../naming.ts";
import { endpointPolicy } from "./endpoint-policies.ts";
import type { NetworkSubnet } from "./network.ts";

/** What {@link InterfaceEndpoints} are made of. */
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

/** Private ways to AWS services, those that nodes call unless told otherwise, each with a policy that admits this account to its own only. */
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
