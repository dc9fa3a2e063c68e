import { beforeAll, describe, expect, test } from "@jest/globals";
import { Network, type NetworkArgs } from "../../../components/network/network.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decide } from "../iam.ts";
import { accountId, inputsByName, ofType, only, region, textOf, withoutTags, zones } from "../registrations.ts";

const fixture: NetworkArgs = {
  region,
  accountId,
  cidr: "10.20.0.0/16",
  zoneIds: zones.slice(0, 2),
  internetPorts: [443, 587],
  edgePorts: [],
  firewallSubnets: false,
  protect: true,
  buckets: ["shop-prod-*"],
  flowLogsArn: "arn:aws:s3:::archive",
};

/** A network as its registrations; the VPC's IPv6 block is known. */
function deployNetwork(change: Partial<NetworkArgs> = {}): Promise<Registration[]> {
  const outputs = ({ type }: { type: string }) => (type === "aws:ec2/vpc:Vpc" ? { ipv6CidrBlock: "2600:1f18:aa:b00::/56" } : {});
  return deploy(() => new Network("network", { ...fixture, ...change }), { outputs });
}

let network: readonly Registration[] = [];
beforeAll(async () => {
  network = await deployNetwork();
});

describe("a network over two zones", () => {
  test("is one VPC of the given block, with DNS names and an IPv6 block of Amazon's", () => {
    expect(withoutTags(only(network, "aws:ec2/vpc:Vpc"))).toEqual({
      cidrBlock: "10.20.0.0/16",
      enableDnsHostnames: true,
      enableDnsSupport: true,
      assignGeneratedIpv6CidrBlock: true,
    });
    expect(only(network, "aws:ec2/vpc:Vpc").options.protect).toBe(true);
  });

  test("leaves the default security group, ACL and route table empty", () => {
    expect(withoutTags(only(network, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"))).toEqual({
      vpcId: "network-vpc-id",
      ingress: [],
      egress: [],
    });
    const acl = only(network, "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl");
    expect([acl.inputs.ingress, acl.inputs.egress, acl.options.ignoreChanges]).toEqual([[], [], ["subnetIds"]]);
    expect(only(network, "aws:ec2/defaultRouteTable:DefaultRouteTable").inputs.routes).toEqual([]);
  });

  test("has each tier's subnets, the firewall's left out, none of which gives out public addresses", () => {
    const subnets = ofType(network, "aws:ec2/subnet:Subnet").map(({ name, inputs }) => [name, inputs.cidrBlock, inputs.availabilityZoneId]);
    expect(subnets).toEqual([
      ["network-application-1", "10.20.0.0/19", "euc1-az1"],
      ["network-application-2", "10.20.64.0/19", "euc1-az2"],
      ["network-data-1", "10.20.32.0/20", "euc1-az1"],
      ["network-data-2", "10.20.96.0/20", "euc1-az2"],
      ["network-egress-1", "10.20.56.0/28", "euc1-az1"],
      ["network-egress-2", "10.20.120.0/28", "euc1-az2"],
      ["network-public-1", "10.20.48.0/21", "euc1-az1"],
      ["network-public-2", "10.20.112.0/21", "euc1-az2"],
    ]);
    const mapped = ofType(network, "aws:ec2/subnet:Subnet").map(({ inputs }) => [
      inputs.mapPublicIpOnLaunch,
      inputs.assignIpv6AddressOnCreation,
    ]);
    expect(mapped).toEqual(Array(8).fill([false, undefined]));
  });

  test("gives each subnet a route table of its own", () => {
    const names = ofType(network, "aws:ec2/subnet:Subnet").map(({ name }) => name);
    expect(inputsByName(network, "aws:ec2/routeTableAssociation:RouteTableAssociation")).toEqual(
      Object.fromEntries(names.map((name) => [name, { subnetId: `${name}-id`, routeTableId: `${name}-id` }])),
    );
    expect(ofType(network, "aws:ec2/routeTable:RouteTable").map(({ name, inputs }) => [name, inputs.routes])).toEqual(
      names.map((name) => [name, undefined]),
    );
  });

  test("leads to the internet from the public and egress tiers only, by IPv6 from the public one: application and data get no route", () => {
    const v4 = (name: string) => [
      `${name}-internet`,
      { routeTableId: `${name}-id`, destinationCidrBlock: "0.0.0.0/0", gatewayId: "network-gateway-id" },
    ];
    const v6 = (name: string) => [
      `${name}-internet-v6`,
      { routeTableId: `${name}-id`, destinationIpv6CidrBlock: "::/0", gatewayId: "network-gateway-id" },
    ];
    const open = ["network-public-1", "network-public-2"];
    expect(inputsByName(network, "aws:ec2/route:Route")).toEqual(
      Object.fromEntries([...open.map(v4), ...open.map(v6), ...["network-egress-1", "network-egress-2"].map(v4)]),
    );
  });

  test("gives IPv6 to the public subnets only, each a /64 of its own", () => {
    const blocks = ofType(network, "aws:cloudcontrol/resource:Resource").map(({ inputs }) => [
      inputs.typeName,
      JSON.parse(textOf(inputs.desiredState)),
    ]);
    expect(blocks).toEqual([
      ["AWS::EC2::SubnetCidrBlock", { SubnetId: "network-public-1-id", Ipv6CidrBlock: "2600:1f18:aa:b00::/64" }],
      ["AWS::EC2::SubnetCidrBlock", { SubnetId: "network-public-2-id", Ipv6CidrBlock: "2600:1f18:aa:b01::/64" }],
    ]);
  });

  test("reaches S3 by a gateway from the application tier's route tables, not from the data tier's", () => {
    const { policy, ...gateway } = withoutTags(only(network, "aws:ec2/vpcEndpoint:VpcEndpoint"));
    expect(gateway).toEqual({
      vpcId: "network-vpc-id",
      vpcEndpointType: "Gateway",
      serviceName: "com.amazonaws.eu-central-1.s3",
      routeTableIds: ["network-application-1-id", "network-application-2-id"],
    });
  });

  test("records every flow, each minute, in the given bucket", () => {
    expect(withoutTags(only(network, "aws:ec2/flowLog:FlowLog"))).toEqual({
      vpcId: "network-vpc-id",
      trafficType: "ALL",
      logDestinationType: "s3",
      logDestination: "arn:aws:s3:::archive",
      maxAggregationInterval: 60,
      destinationOptions: { fileFormat: "parquet", hiveCompatiblePartitions: true, perHourPartition: true },
    });
  });

  test("has an ACL for each tier, over all its subnets", () => {
    const acls = ofType(network, "aws:ec2/networkAcl:NetworkAcl").map(({ name, inputs }) => [name, inputs.subnetIds]);
    expect(acls).toEqual(
      ["application", "data", "egress", "public"].map((tier) => [`network-${tier}`, [`network-${tier}-1-id`, `network-${tier}-2-id`]]),
    );
  });

  test("numbers the entries of an ACL by tens and gives each its protocol: TCP, ICMP, and ICMPv6 for an IPv6 block", () => {
    expect(only(network, "aws:ec2/networkAcl:NetworkAcl", "network-public").inputs.ingress).toEqual([
      { ruleNo: 100, action: "allow", protocol: "6", fromPort: 80, toPort: 80, cidrBlock: "0.0.0.0/0" },
      { ruleNo: 110, action: "allow", protocol: "6", fromPort: 80, toPort: 80, ipv6CidrBlock: "::/0" },
      { ruleNo: 120, action: "allow", protocol: "6", fromPort: 443, toPort: 443, cidrBlock: "0.0.0.0/0" },
      { ruleNo: 130, action: "allow", protocol: "6", fromPort: 443, toPort: 443, ipv6CidrBlock: "::/0" },
      { ruleNo: 140, action: "allow", protocol: "6", fromPort: 1024, toPort: 65535, cidrBlock: "10.20.0.0/19" },
      { ruleNo: 150, action: "allow", protocol: "6", fromPort: 1024, toPort: 65535, cidrBlock: "10.20.64.0/19" },
      { ruleNo: 160, action: "allow", protocol: "1", icmpType: 3, icmpCode: 4, fromPort: 0, toPort: 0, cidrBlock: "0.0.0.0/0" },
      { ruleNo: 170, action: "allow", protocol: "58", icmpType: 2, icmpCode: 0, fromPort: 0, toPort: 0, ipv6CidrBlock: "::/0" },
    ]);
  });
});

describe("the S3 gateway's policy", () => {
  const decideS3 = (action: string, resource: string, context: Record<string, string>) =>
    decide(only(network, "aws:ec2/vpcEndpoint:VpcEndpoint").inputs.policy, { principal: "anonymous", action, resource, context });
  const own = { "aws:PrincipalAccount": accountId, "aws:ResourceAccount": accountId };

  test("lets this account into its own buckets of the names that the store calls", () => {
    expect(decideS3("s3:PutObject", "arn:aws:s3:::shop-prod-releases/x", own)).toBe("allowed");
    expect(decideS3("s3:ListBucket", "arn:aws:s3:::shop-prod-releases", own)).toBe("allowed");
    expect(decideS3("s3:PutObject", "arn:aws:s3:::another-store-releases/x", own)).toBe("unmentioned");
  });

  test.each([
    ["this account into another's bucket", { ...own, "aws:ResourceAccount": "999999999999" }],
    ["another account's credentials into our bucket", { ...own, "aws:PrincipalAccount": "999999999999" }],
    ["no one's credentials into our bucket", { "aws:ResourceAccount": accountId }],
  ])("does not let %s", (_who, context) => {
    expect(decideS3("s3:PutObject", "arn:aws:s3:::shop-prod-releases/x", context)).toBe("unmentioned");
    expect(decideS3("s3:GetObject", "arn:aws:s3:::shop-prod-releases/x", context)).toBe("unmentioned");
  });

  test("lets anyone read, not write, the packages of Amazon Linux in this Region", () => {
    const object = "arn:aws:s3:::al2023-repos-eu-central-1-de612dc2/core/x.rpm";
    expect(decideS3("s3:GetObject", object, {})).toBe("allowed");
    expect(decideS3("s3:PutObject", object, {})).toBe("unmentioned");
    expect(decideS3("s3:GetObject", "arn:aws:s3:::al2023-repos-us-east-1-de612dc2/core/x.rpm", {})).toBe("unmentioned");
  });

  // AWS's lists: "Reference: Amazon S3 buckets for patching operations", "SSM Agent communications with AWS managed S3 buckets".
  test.each([
    "aws-patch-manager-eu-central-1-9163fdaaf",
    "patch-baseline-snapshot-eu-central-1",
    "aws-ssm-eu-central-1",
    "aws-ssm-document-attachments-eu-central-1",
    "aws-ssm-distributor-file-eu-central-1",
    "amazon-ssm-eu-central-1",
    "amazon-ssm-packages-eu-central-1",
    "eu-central-1-birdwatcher-prod",
    "amazoncloudwatch-agent-eu-central-1",
  ])("lets anyone read, not write, AWS's %s", (bucket) => {
    expect(decideS3("s3:GetObject", `arn:aws:s3:::${bucket}/x`, {})).toBe("allowed");
    expect(decideS3("s3:PutObject", `arn:aws:s3:::${bucket}/x`, {})).toBe("unmentioned");
  });

  test.each(["aws-patch-manager-eu-central-1-mallory", "aws-patch-manager-us-east-1-1970c647d", "amazoncloudwatch-agent-mallory"])(
    "does not let anyone read %s, which is another's or another Region's",
    (bucket) => {
      expect(decideS3("s3:GetObject", `arn:aws:s3:::${bucket}/x`, {})).toBe("unmentioned");
    },
  );
});

test("a third zone, and the firewall's subnets, only add resources and change no existing subnet", async () => {
  const cidrs = (registrations: readonly Registration[]) =>
    ofType(registrations, "aws:ec2/subnet:Subnet").map(({ urn, inputs }) => [urn, inputs.cidrBlock]);
  const more = await deployNetwork({ zoneIds: zones, firewallSubnets: true });
  const urns = more.map(({ urn }) => urn);
  expect(network.filter(({ urn }) => !urns.includes(urn))).toEqual([]);
  expect(cidrs(more)).toEqual(expect.arrayContaining(cidrs(network)));
  expect(ofType(more, "aws:ec2/subnet:Subnet")).toHaveLength(15);
});
