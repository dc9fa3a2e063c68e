import { DefaultNetworkAcl } from "@pulumi/aws/ec2/defaultNetworkAcl.js";
import { DefaultRouteTable } from "@pulumi/aws/ec2/defaultRouteTable.js";
import { DefaultSecurityGroup } from "@pulumi/aws/ec2/defaultSecurityGroup.js";
import { FlowLog } from "@pulumi/aws/ec2/flowLog.js";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway.js";
import { NetworkAcl } from "@pulumi/aws/ec2/networkAcl.js";
import { Route } from "@pulumi/aws/ec2/route.js";
import { RouteTable } from "@pulumi/aws/ec2/routeTable.js";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation.js";
import { Subnet } from "@pulumi/aws/ec2/subnet.js";
import { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint.js";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output, type Resource } from "@pulumi/pulumi";
import type { Region } from "../../domain/defaults/regions.ts";
import { nameTag, typeToken } from "../naming.ts";
import { type AclRule, aclRules } from "./acls.ts";
import { s3Policy } from "./endpoint-policies.ts";
import { createIpv6Block } from "./ipv6-block.ts";
import { ipv6Subnet, type PlannedSubnet, planSubnets, type Tier, tiers } from "./plan.ts";

/** Arguments for {@link Network}. */
export interface NetworkArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
  /** IPv4 block of the VPC, private, /16 to /20. Changing it replaces the network. */
  readonly cidr: string;
  /** Zone ids, two or three, such as `use1-az1`. */
  readonly zoneIds: readonly string[];
  /** TCP ports of the internet that nodes may reach. */
  readonly internetPorts: readonly number[];
  /** TCP ports of the internet that the load balancer may reach. */
  readonly edgePorts: readonly number[];
  /** Whether subnets for AWS Network Firewall's endpoints are made. */
  readonly firewallSubnets: boolean;
  /** Pulumi's protect, of the VPC: another block would take the database's subnets away under it. */
  readonly protect: boolean;
  /** The account's own buckets that are called from here, by patterns of their names. */
  readonly buckets: readonly string[];
  /** Bucket that flow logs are written to, under `AWSLogs/<account>/`. */
  readonly flowLogsArn: Input<string>;
}

/** A subnet with the route table that is its own. */
export interface NetworkSubnet extends PlannedSubnet {
  readonly id: Output<string>;
  readonly routeTableId: Output<string>;
}

/**
 * A VPC in tiers, with a network ACL each and flow logs: public (load balancer), egress (NAT), application (nodes) and data, which has
 * no route to the internet. Only the public tier has IPv6. The default security group, network ACL and route table are emptied.
 * @see docs/decisions/0002-zone-ids-and-a-plan-that-stays.md
 */
export class Network extends ComponentResource {
  readonly vpcId: Output<string>;
  readonly subnets: readonly NetworkSubnet[];
  /** The gateway that NAT and load balancers depend on: AWS refuses them in a VPC that has no internet gateway yet. */
  readonly gateway: Resource;
  /** The IPv6 blocks of the public subnets, which a dual-stack load balancer depends on. */
  readonly ipv6Blocks: readonly Resource[];
  /** The prefix list of S3's addresses in the Region, for security groups. */
  readonly s3PrefixListId: Output<string>;

  constructor(name: string, args: NetworkArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Network"), name, {}, opts);
    const parent = this;

    const plan = planSubnets(args.cidr, args.zoneIds).filter(({ tier }) => tier !== "firewall" || args.firewallSubnets);
    const vpc = createVpc();
    emptyDefaults();
    const gateway = new InternetGateway(`${name}-gateway`, { vpcId: vpc.id, tags: nameTag(name) }, { parent });
    const ipv6Blocks: Resource[] = [];
    const subnets = plan.map(createSubnet);
    for (const tier of tiers) if (subnets.some((subnet) => subnet.tier === tier)) createAcl(tier);
    const s3 = createS3Gateway();
    recordFlows();

    this.vpcId = vpc.id;
    this.subnets = subnets;
    this.gateway = gateway;
    this.ipv6Blocks = ipv6Blocks;
    this.s3PrefixListId = s3.prefixListId;
    this.registerOutputs({ vpcId: this.vpcId });

    function createVpc() {
      return new Vpc(
        `${name}-vpc`,
        { cidrBlock: args.cidr, enableDnsHostnames: true, enableDnsSupport: true, assignGeneratedIpv6CidrBlock: true, tags: nameTag(name) },
        { parent, protect: args.protect },
      );
    }

    function emptyDefaults() {
      new DefaultSecurityGroup(
        `${name}-default-group`,
        { vpcId: vpc.id, ingress: [], egress: [], tags: nameTag(`${name}-unused`) },
        { parent },
      );
      new DefaultNetworkAcl(
        `${name}-default-acl`,
        // AWS puts subnets without an ACL here while they are made; ours have one each.
        { defaultNetworkAclId: vpc.defaultNetworkAclId, ingress: [], egress: [], tags: nameTag(`${name}-unused`) },
        { parent, ignoreChanges: ["subnetIds"] },
      );
      new DefaultRouteTable(
        `${name}-default-routes`,
        { defaultRouteTableId: vpc.defaultRouteTableId, routes: [], tags: nameTag(`${name}-unused`) },
        { parent },
      );
    }

    function createSubnet(planned: PlannedSubnet): NetworkSubnet {
      const part = `${name}-${planned.name}`;
      const isPublic = planned.tier === "public";
      const subnet = new Subnet(
        part,
        {
          vpcId: vpc.id,
          cidrBlock: planned.cidr,
          availabilityZoneId: planned.zoneId,
          mapPublicIpOnLaunch: false,
          tags: { ...nameTag(part), tier: planned.tier },
        },
        { parent, ignoreChanges: ["ipv6CidrBlock"] },
      );
      const table = new RouteTable(part, { vpcId: vpc.id, tags: nameTag(part) }, { parent });
      new RouteTableAssociation(part, { subnetId: subnet.id, routeTableId: table.id }, { parent });
      if (isPublic || planned.tier === "egress") {
        new Route(`${part}-internet`, { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id }, { parent });
      }
      if (isPublic) {
        const cidr = vpc.ipv6CidrBlock.apply((block) => ipv6Subnet(block, planned.zone));
        ipv6Blocks.push(createIpv6Block(part, { subnetId: subnet.id, cidr }, parent));
        new Route(`${part}-internet-v6`, { routeTableId: table.id, destinationIpv6CidrBlock: "::/0", gatewayId: gateway.id }, { parent });
      }
      return { ...planned, id: subnet.id, routeTableId: table.id };
    }

    function createAcl(tier: Tier) {
      const rules = aclRules(tier, plan, args);
      const entries = (direction: AclRule["direction"]) => rules.filter((rule) => rule.direction === direction).map(aclEntry);
      new NetworkAcl(
        `${name}-${tier}`,
        {
          vpcId: vpc.id,
          subnetIds: subnets.filter((subnet) => subnet.tier === tier).map((subnet) => subnet.id),
          ingress: entries("ingress"),
          egress: entries("egress"),
          tags: nameTag(`${name}-${tier}`),
        },
        { parent },
      );
    }

    function createS3Gateway() {
      return new VpcEndpoint(
        `${name}-s3`,
        {
          vpcId: vpc.id,
          vpcEndpointType: "Gateway",
          serviceName: `com.amazonaws.${args.region}.s3`,
          // Not the data tier's: that has no egress at all.
          routeTableIds: subnets.filter((subnet) => subnet.tier === "application").map((subnet) => subnet.routeTableId),
          policy: s3Policy(args),
          tags: nameTag(`${name}-s3`),
        },
        { parent },
      );
    }

    function recordFlows() {
      new FlowLog(
        `${name}-flows`,
        {
          vpcId: vpc.id,
          trafficType: "ALL",
          logDestinationType: "s3",
          logDestination: args.flowLogsArn,
          maxAggregationInterval: 60,
          destinationOptions: { fileFormat: "parquet", hiveCompatiblePartitions: true, perHourPartition: true },
          tags: nameTag(name),
        },
        { parent },
      );
    }
  }

  /** The subnets of one tier, in the order of the zones. */
  tier(tier: Tier): NetworkSubnet[] {
    return this.subnets.filter((subnet) => subnet.tier === tier);
  }
}

/** Entries are numbered by tens, so that one can be put between by hand in an emergency. */
function aclEntry({ ports, cidr }: AclRule, index: number) {
  const isV6 = cidr.includes(":");
  const pathMtu = isV6 ? { protocol: "58", icmpType: 2, icmpCode: 0 } : { protocol: "1", icmpType: 3, icmpCode: 4 };
  return {
    ruleNo: 100 + index * 10,
    action: "allow",
    ...(ports === "path-mtu" ? { ...pathMtu, fromPort: 0, toPort: 0 } : { protocol: "6", fromPort: ports[0], toPort: ports[1] }),
    ...(isV6 ? { ipv6CidrBlock: cidr } : { cidrBlock: cidr }),
  };
}
