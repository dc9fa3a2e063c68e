import { vpcAddressDisallowPublicDns } from "../../policies/vpc/address-disallow-public-dns.ts";
import { vpcClockDisallowOutsideTime } from "../../policies/vpc/clock-disallow-outside-time.ts";
import { vpcDefaultgroupDisallowRules } from "../../policies/vpc/defaultgroup-disallow-rules.ts";
import { vpcElasticipDisallowUnused } from "../../policies/vpc/elasticip-disallow-unused.ts";
import { vpcEndpointConfigurePolicy } from "../../policies/vpc/endpoint-configure-policy.ts";
import { vpcNetworkDisallowDefaultVpc } from "../../policies/vpc/network-disallow-default-vpc.ts";
import { vpcNetworkEnableFlowLogs } from "../../policies/vpc/network-enable-flow-logs.ts";
import { vpcNetworkMissingEc2Endpoint } from "../../policies/vpc/network-missing-ec2-endpoint.ts";
import { vpcNetworkaclDisallowRemoteAccess } from "../../policies/vpc/networkacl-disallow-remote-access.ts";
import { vpcNetworkaclDisallowUnused } from "../../policies/vpc/networkacl-disallow-unused.ts";
import { vpcRouteDisallowInternetOutsidePublicTier } from "../../policies/vpc/route-disallow-internet-outside-public-tier.ts";
import { vpcSecuritygroupConfigureAuthorisedPorts } from "../../policies/vpc/securitygroup-configure-authorised-ports.ts";
import { vpcSecuritygroupConfigureEgressPorts } from "../../policies/vpc/securitygroup-configure-egress-ports.ts";
import { vpcSecuritygroupDisallowMixedRules } from "../../policies/vpc/securitygroup-disallow-mixed-rules.ts";
import { vpcSecuritygroupDisallowRemoteAccess } from "../../policies/vpc/securitygroup-disallow-remote-access.ts";
import { vpcSecuritygroupDisallowRiskyPorts } from "../../policies/vpc/securitygroup-disallow-risky-ports.ts";
import { vpcSecuritygroupDisallowUnused } from "../../policies/vpc/securitygroup-disallow-unused.ts";
import { vpcSecuritygroupMissingDescription } from "../../policies/vpc/securitygroup-missing-description.ts";
import { vpcSubnetDisallowPublicAddresses } from "../../policies/vpc/subnet-disallow-public-addresses.ts";
import { maker, testCases } from "./data-cases.ts";
import { resource, unknown, urnOf } from "./support.ts";

// As an export writes them: with ids, without a record of what was made of what.
const group = (properties: object = {}) =>
  resource("aws:ec2/securityGroup:SecurityGroup", "g", { id: "sg-1", description: "Nodes", ...properties });
const ingress = (properties: object) =>
  resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "in", {
    securityGroupId: "sg-1",
    ipProtocol: "tcp",
    ...properties,
  });
const egress = (properties: object) =>
  resource("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "out", { securityGroupId: "sg-1", ipProtocol: "tcp", ...properties });
const oldRule = (properties: object) =>
  resource("aws:ec2/securityGroupRule:SecurityGroupRule", "old", {
    type: "ingress",
    securityGroupId: "sg-1",
    protocol: "tcp",
    ...properties,
  });
const port = (number: number) => ({ fromPort: number, toPort: number });
const internet = { cidrIpv4: "0.0.0.0/0" };
const inline = (rule: object) => group({ ingress: [{ protocol: "tcp", ...rule }] });
const vpc = resource("aws:ec2/vpc:Vpc", "vpc", { id: "vpc-1" });
const subnet = (properties: object = {}) => resource("aws:ec2/subnet:Subnet", "subnet", { id: "subnet-1", vpcId: "vpc-1", ...properties });
const acl = (properties: object) => resource("aws:ec2/networkAcl:NetworkAcl", "acl", { id: "acl-1", ...properties });
const anyAcl = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlock: "0.0.0.0/0" };
const balancer = resource("aws:lb/loadBalancer:LoadBalancer", "lb", { arn: "arn:lb", securityGroups: ["sg-1"] });
const plain = (type: string) =>
  resource("aws:lb/listener:Listener", "http", { loadBalancerArn: "arn:lb", port: 80, defaultActions: [{ type }] });
const instance = resource("aws:ec2/instance:Instance", "node", { id: "i-1", subnetId: "subnet-1", vpcSecurityGroupIds: ["sg-1"] });
const table = (properties: object = {}) =>
  resource("aws:ec2/routeTable:RouteTable", "table", { id: "rtb-1", vpcId: "vpc-1", ...properties });
const association = resource("aws:ec2/routeTableAssociation:RouteTableAssociation", "a", { subnetId: "subnet-1", routeTableId: "rtb-1" });
const route = (properties: object) =>
  resource("aws:ec2/route:Route", "route", { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0", ...properties });
const endpoint = maker("aws:ec2/vpcEndpoint:VpcEndpoint");
const policyOf = (statement: object) =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*", ...statement }] });
const record = (...records: string[]) => resource("aws:route53/record:Record", "r", { type: "A", zoneId: "Z1", records });
const rest = "allow tcp 443, 465, 587, 2465, 2587 only, one rule each";

testCases([
  [vpcSecuritygroupDisallowRemoteAccess, "SSH from a group", [], ingress({ ...port(22), referencedSecurityGroupId: "sg-2" })],
  [
    vpcSecuritygroupDisallowRemoteAccess,
    "SSH by a rule resource",
    ["tcp 22 from 0.0.0.0/0 admits 22; remove it"],
    ingress({ ...port(22), ...internet }),
  ],
  [
    vpcSecuritygroupDisallowRemoteAccess,
    "SSH by an old rule resource",
    ["tcp 22 from ::/0 admits 22; remove it"],
    oldRule({ ...port(22), ipv6CidrBlocks: ["::/0"] }),
  ],
  [
    vpcSecuritygroupDisallowRemoteAccess,
    "everything by an inline rule",
    ["all ports from 0.0.0.0/0 admits 22 and 3389; remove it"],
    inline({ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }),
  ],
  [vpcSecuritygroupDisallowRemoteAccess, "a group without rules", "notApplicable", group()],
  [vpcSecuritygroupDisallowRemoteAccess, "SSH from a block that AWS gives", "unknown", inline({ ...port(22), cidrBlocks: [unknown] })],
  [
    vpcSecuritygroupDisallowRiskyPorts,
    "MySQL from the internet",
    ["tcp 3306 from 0.0.0.0/0 opens 3306; name the group that needs it"],
    ingress({ ...port(3306), ...internet }),
  ],
  [vpcSecuritygroupDisallowRiskyPorts, "HTTPS from the internet", [], ingress({ ...port(443), ...internet })],
  [vpcSecuritygroupConfigureAuthorisedPorts, "HTTPS", [], ingress({ ...port(443), ...internet })],
  [
    vpcSecuritygroupConfigureAuthorisedPorts,
    "another port",
    ["tcp 8443 is open to 0.0.0.0/0; open tcp 443 only"],
    ingress({ ...port(8443), ...internet }),
  ],
  [
    vpcSecuritygroupConfigureAuthorisedPorts,
    "80 of a load balancer that redirects",
    [],
    group(),
    balancer,
    plain("redirect"),
    ingress({ ...port(80), ...internet }),
  ],
  [
    vpcSecuritygroupConfigureAuthorisedPorts,
    "80 of a load balancer that serves it",
    ["tcp 80 is open to 0.0.0.0/0 and no load balancer of the group redirects it; redirect it to HTTPS, or close the port"],
    group(),
    balancer,
    plain("forward"),
    ingress({ ...port(80), ...internet }),
  ],
  [
    vpcSecuritygroupConfigureAuthorisedPorts,
    "80 of a node, inline",
    ["tcp 80 is open to 0.0.0.0/0 and no load balancer of the group redirects it; redirect it to HTTPS, or close the port"],
    inline({ ...port(80), cidrBlocks: ["0.0.0.0/0"] }),
    instance,
  ],
  [
    vpcSecuritygroupConfigureEgressPorts,
    "HTTPS and mail",
    [],
    egress({ ...port(443), ...internet }),
    { ...egress({ ...port(587), ...internet }), urn: "urn:pulumi:test-prod::x::y::mail" },
  ],
  [
    vpcSecuritygroupConfigureEgressPorts,
    "everything",
    [`all ports is allowed to 0.0.0.0/0; ${rest}`],
    egress({ ipProtocol: "-1", ...internet }),
  ],
  [vpcSecuritygroupConfigureEgressPorts, "a port within the VPC", [], egress({ ...port(3306), cidrIpv4: "10.0.0.0/16" })],
  [vpcSecuritygroupConfigureEgressPorts, "ingress only", "notApplicable", ingress({ ...port(80), ...internet })],
  [
    vpcClockDisallowOutsideTime,
    "NTP",
    ["udp 123 to 0.0.0.0/0 allows other time servers; remove it, 169.254.169.123 needs no rule"],
    egress({ ...port(123), ipProtocol: "udp", ...internet }),
  ],
  [vpcClockDisallowOutsideTime, "HTTPS", [], egress({ ...port(443), ...internet })],
  [vpcSecuritygroupMissingDescription, "all described", [], inline({ ...port(443), cidrBlocks: [], description: "Shoppers" })],
  [
    vpcSecuritygroupMissingDescription,
    "the provider's placeholder",
    ["description is unset; describe the group's purpose"],
    group({ description: "Managed by Pulumi" }),
  ],
  [
    vpcSecuritygroupMissingDescription,
    "an inline rule without one",
    ["ingress tcp 443 has no description; describe why it is needed"],
    inline(port(443)),
  ],
  [vpcSecuritygroupDisallowMixedRules, "inline only", "notApplicable", inline(port(443))],
  [
    vpcSecuritygroupDisallowMixedRules,
    "a refreshed state repeats the rule",
    [],
    inline({ ...port(443), cidrBlocks: ["0.0.0.0/0"] }),
    ingress({ ...port(443), ...internet }),
  ],
  [
    vpcSecuritygroupDisallowMixedRules,
    "both",
    ["1 inline rules beside in; move them into rules of their own"],
    inline(port(80)),
    ingress({ ...port(443), ...internet }),
  ],
  [
    vpcDefaultgroupDisallowRules,
    "no one empties it",
    [
      "the VPC's default security group is not emptied, so that it allows its own members and all egress; add an empty aws.ec2.DefaultSecurityGroup",
    ],
    vpc,
  ],
  [
    vpcDefaultgroupDisallowRules,
    "emptied",
    [],
    vpc,
    maker("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")({ vpcId: "vpc-1", ingress: [], egress: [] }),
  ],
  [
    vpcDefaultgroupDisallowRules,
    "a rule is left",
    ["the default group has a rule (egress all ports); remove it"],
    maker("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")({
      egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
    }),
  ],
  [vpcNetworkEnableFlowLogs, "none", ["the VPC has no flow log; add an aws.ec2.FlowLog with its vpcId"], vpc],
  [vpcNetworkEnableFlowLogs, "of all", [], vpc, maker("aws:ec2/flowLog:FlowLog")({ vpcId: "vpc-1", trafficType: "ALL" })],
  [
    vpcNetworkEnableFlowLogs,
    "of what is accepted",
    ["trafficType of the flow log is ACCEPT; set ALL"],
    vpc,
    maker("aws:ec2/flowLog:FlowLog")({ vpcId: "vpc-1", trafficType: "ACCEPT" }),
  ],
  [vpcSubnetDisallowPublicAddresses, "none", [], subnet()],
  [vpcSubnetDisallowPublicAddresses, "given out", ["mapPublicIpOnLaunch is true; set false"], subnet({ mapPublicIpOnLaunch: true })],
  [vpcNetworkDisallowDefaultVpc, "adopted", ["the default VPC is adopted; create a VPC"], maker("aws:ec2/defaultVpc:DefaultVpc")()],
  [
    vpcRouteDisallowInternetOutsidePublicTier,
    "a public tier without nodes",
    [],
    subnet(),
    table(),
    association,
    route({ gatewayId: "igw-1" }),
  ],
  [
    vpcRouteDisallowInternetOutsidePublicTier,
    "by NAT",
    [],
    subnet(),
    table({ routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" }] }),
    association,
    instance,
  ],
  [
    vpcRouteDisallowInternetOutsidePublicTier,
    "a node beside the gateway",
    ["0.0.0.0/0 goes to an internet gateway from subnet (node); use a NAT gateway"],
    subnet(),
    table(),
    association,
    instance,
    route({ gatewayId: "igw-1" }),
  ],
  [
    vpcRouteDisallowInternetOutsidePublicTier,
    "a node beside the gateway, inline",
    ["::/0 goes to an internet gateway from subnet (node); use a NAT gateway"],
    subnet(),
    table({ routes: [{ ipv6CidrBlock: "::/0", gatewayId: "igw-1" }] }),
    association,
    instance,
  ],
  [
    vpcRouteDisallowInternetOutsidePublicTier,
    "the main table",
    ["0.0.0.0/0 goes to an internet gateway from every subnet without a table of its own; use a NAT gateway"],
    maker("aws:ec2/defaultRouteTable:DefaultRouteTable")({ routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] }),
  ],
  [
    vpcRouteDisallowInternetOutsidePublicTier,
    "an instance in between",
    ["0.0.0.0/0 is routed through an instance or interface; use a NAT gateway"],
    table(),
    route({ networkInterfaceId: "eni-1" }),
  ],
  [
    vpcNetworkaclDisallowRemoteAccess,
    "named ports",
    [],
    acl({ ingress: [{ ruleNo: 1, action: "allow", protocol: "6", ...port(443), cidrBlock: "0.0.0.0/0" }] }),
  ],
  [
    vpcNetworkaclDisallowRemoteAccess,
    "everything, inline",
    ["entry 100 admits 0.0.0.0/0 to all ports, 20, 21, 22, 3389 among them; name the ports"],
    acl({ ingress: [{ ruleNo: 100, action: "allow", ...anyAcl }] }),
  ],
  [
    vpcNetworkaclDisallowRemoteAccess,
    "everything, by a rule resource",
    ["entry 7 admits ::/0 to tcp 1024-65535, 3389 among them; name the ports"],
    acl({}),
    maker("aws:ec2/networkAclRule:NetworkAclRule")({
      networkAclId: "acl-1",
      ruleNumber: 7,
      ruleAction: "allow",
      protocol: "tcp",
      fromPort: 1024,
      toPort: 65535,
      ipv6CidrBlock: "::/0",
    }),
  ],
  [
    vpcNetworkaclDisallowRemoteAccess,
    "denied before",
    [],
    acl({
      ingress: [
        { ruleNo: 9, action: "deny", ...anyAcl },
        { ruleNo: 10, action: "allow", ...anyAcl },
      ],
    }),
  ],
  [vpcNetworkaclDisallowUnused, "of a subnet that is made with it", [], acl({ subnetIds: [unknown] })],
  [vpcNetworkaclDisallowUnused, "of none", ["no subnet uses the ACL; set subnetIds or remove it"], acl({})],
  [
    vpcNetworkaclDisallowUnused,
    "associated from outside",
    [],
    acl({}),
    maker("aws:ec2/networkAclAssociation:NetworkAclAssociation")({ networkAclId: "acl-1", subnetId: "subnet-1" }),
  ],
  [
    vpcElasticipDisallowUnused,
    "of NAT",
    [],
    maker("aws:ec2/eip:Eip")({ id: "eipalloc-1" }),
    maker("aws:ec2/natGateway:NatGateway")({ allocationId: "eipalloc-1" }),
  ],
  [
    vpcElasticipDisallowUnused,
    "of no one",
    ["no resource of the stack uses the address; attach or release it"],
    maker("aws:ec2/eip:Eip")({ id: "eipalloc-1" }),
  ],
  [vpcSecuritygroupDisallowUnused, "attached", [], group(), instance],
  [
    vpcSecuritygroupDisallowUnused,
    "only in a rule",
    ["no resource of the stack has this group; attach or remove it"],
    group(),
    ingress(port(443)),
  ],
  [
    vpcEndpointConfigurePolicy,
    "none",
    ["policy is unset, so that any account's credentials work through the endpoint; allow this account only"],
    endpoint(),
  ],
  [
    vpcEndpointConfigurePolicy,
    "anybody",
    ["a statement allows * to all principals on *; add conditions on aws:PrincipalAccount and aws:ResourceAccount"],
    endpoint({ policy: policyOf({}) }),
  ],
  [
    vpcEndpointConfigurePolicy,
    "this account, everyone's resources",
    ["a statement allows * on any account's resources; add a condition on aws:ResourceAccount, or name resources"],
    endpoint({ policy: policyOf({ Condition: { StringEquals: { "aws:PrincipalAccount": "1" } } }) }),
  ],
  [
    vpcEndpointConfigurePolicy,
    "this account, every bucket by a pattern",
    ["a statement allows * on any account's resources; add a condition on aws:ResourceAccount, or name resources"],
    endpoint({ policy: policyOf({ Resource: "arn:aws:s3:::*", Condition: { StringEquals: { "aws:PrincipalAccount": "1" } } }) }),
  ],
  [
    vpcEndpointConfigurePolicy,
    "this account, its own resources, also where a call names none",
    [],
    endpoint({
      policy: policyOf({
        Condition: { StringEquals: { "aws:PrincipalAccount": "1" }, StringEqualsIfExists: { "aws:ResourceAccount": "1" } },
      }),
    }),
  ],
  [
    vpcEndpointConfigurePolicy,
    "by a policy resource",
    [],
    endpoint({ id: "vpce-1" }),
    maker("aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy")({ vpcEndpointId: "vpce-1", policy: policyOf({ Resource: "arn:aws:s3:::own/*" }) }),
  ],
  [vpcEndpointConfigurePolicy, "of a firewall", "notApplicable", endpoint({ vpcEndpointType: "GatewayLoadBalancer" })],
  [
    vpcEndpointConfigurePolicy,
    "made of what AWS decides",
    "unknown",
    resource("aws:ec2/vpcEndpoint:VpcEndpoint", "e", { policy: unknown }, { propertyDependencies: { policy: [urnOf("a", "b")] } }),
  ],
  [vpcNetworkMissingEc2Endpoint, "a VPC without nodes", "notApplicable", vpc, subnet()],
  [
    vpcNetworkMissingEc2Endpoint,
    "nodes without one",
    ["no interface endpoint for com.amazonaws.<region>.ec2; add one"],
    vpc,
    subnet(),
    instance,
  ],
  [
    vpcNetworkMissingEc2Endpoint,
    "nodes with one",
    [],
    vpc,
    subnet(),
    instance,
    endpoint({ vpcId: "vpc-1", serviceName: "com.amazonaws.eu-west-1.ec2" }),
  ],
  [vpcAddressDisallowPublicDns, "a public address", [], record("203.0.113.9")],
  [
    vpcAddressDisallowPublicDns,
    "an internal one",
    ["10.1.2.3 is an internal address in a public zone; use an alias of the load balancer"],
    record("10.1.2.3"),
  ],
  [
    vpcAddressDisallowPublicDns,
    "a private zone",
    "notApplicable",
    resource("aws:route53/zone:Zone", "z", { id: "Z1", vpcs: [{ vpcId: "vpc-1" }] }),
    record("10.1.2.3"),
  ],
]);
