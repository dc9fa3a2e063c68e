import { Eip } from "@pulumi/aws/ec2/eip.js";
import { NatGateway } from "@pulumi/aws/ec2/natGateway.js";
import { Route } from "@pulumi/aws/ec2/route.js";
import { ComponentResource, type ComponentResourceOptions, type Output, type Resource } from "@pulumi/pulumi";
import { nameTag, typeToken } from "../naming.ts";
import type { NetworkSubnet } from "./network.ts";

/** Arguments for {@link Egress}; the lists hold one subnet a zone, in the same order. */
export interface EgressArgs {
  /** A gateway in each zone, or one for all: then a zone's outage can end the others' egress. */
  readonly nat: "per-zone" | "single";
  readonly egressSubnets: readonly NetworkSubnet[];
  readonly applicationSubnets: readonly NetworkSubnet[];
  /** The firewall between nodes and NAT, by zone. @default - none: nodes' routes lead to NAT at once */
  readonly firewall?: { readonly subnets: readonly NetworkSubnet[]; readonly endpointIds: readonly Output<string>[] };
  /** The VPC's internet gateway: NAT cannot be made before it. */
  readonly gateway: Resource;
  /** Keeps the addresses, which payment providers may have on their lists, from being released. */
  readonly protect: boolean;
}

/**
 * NAT gateways and the nodes' default routes, through AWS Network Firewall where there is one.
 * @see docs/decisions/0005-egress-by-dns-allow-list.md
 */
export class Egress extends ComponentResource {
  /** The addresses that the store's calls come from. */
  readonly addresses: readonly Output<string>[];
  readonly natGatewayIds: readonly Output<string>[];

  constructor(name: string, args: EgressArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Egress"), name, {}, opts);
    const parent = this;

    const gateways = args.egressSubnets.slice(0, args.nat === "single" ? 1 : undefined).map(createGateway);
    args.applicationSubnets.forEach(routeOut);

    this.addresses = gateways.map(({ address }) => address.publicIp);
    this.natGatewayIds = gateways.map(({ gateway }) => gateway.id);
    this.registerOutputs({ addresses: this.addresses });

    function createGateway(subnet: NetworkSubnet) {
      const part = `${name}-nat-${subnet.zone + 1}`;
      const address = new Eip(part, { domain: "vpc", tags: nameTag(part) }, { parent, protect: args.protect, dependsOn: [args.gateway] });
      const gateway = new NatGateway(
        part,
        { allocationId: address.id, subnetId: subnet.id, connectivityType: "public", tags: nameTag(part) },
        { parent, dependsOn: [args.gateway] },
      );
      return { address, gateway, subnet };
    }

    function routeOut(application: NetworkSubnet) {
      const nat = gateways[application.zone] ?? gateways[0];
      const firewallSubnet = args.firewall?.subnets[application.zone];
      const endpoint = args.firewall?.endpointIds[application.zone];
      const part = `${name}-${application.name}`;
      if (!nat) return;
      if (!firewallSubnet || !endpoint) {
        new Route(
          part,
          { routeTableId: application.routeTableId, destinationCidrBlock: "0.0.0.0/0", natGatewayId: nat.gateway.id },
          { parent },
        );
        return;
      }
      new Route(part, { routeTableId: application.routeTableId, destinationCidrBlock: "0.0.0.0/0", vpcEndpointId: endpoint }, { parent });
      new Route(
        `${part}-inspected`,
        { routeTableId: firewallSubnet.routeTableId, destinationCidrBlock: "0.0.0.0/0", natGatewayId: nat.gateway.id },
        { parent },
      );
      // Replies pass the same endpoint, or the firewall sees half a connection and drops it.
      new Route(
        `${part}-replies`,
        { routeTableId: nat.subnet.routeTableId, destinationCidrBlock: application.cidr, vpcEndpointId: endpoint },
        { parent },
      );
    }
  }
}
