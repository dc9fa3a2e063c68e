import { vpcConfigureAuthorisedPorts } from "../../policies/vpc/configure-authorised-ports.ts";
import { vpcConfigureEgressPorts } from "../../policies/vpc/configure-egress-ports.ts";
import { vpcConfigureEndpointPolicies } from "../../policies/vpc/configure-endpoint-policies.ts";
import { vpcDisallowDefaultGroupRules } from "../../policies/vpc/disallow-default-group-rules.ts";
import { vpcDisallowDefaultVpc } from "../../policies/vpc/disallow-default-vpc.ts";
import { vpcDisallowInternalNames } from "../../policies/vpc/disallow-internal-names.ts";
import { vpcDisallowInternetRoutes } from "../../policies/vpc/disallow-internet-routes.ts";
import { vpcDisallowMixedRules } from "../../policies/vpc/disallow-mixed-rules.ts";
import { vpcDisallowOpenAcls } from "../../policies/vpc/disallow-open-acls.ts";
import { vpcDisallowOutsideTime } from "../../policies/vpc/disallow-outside-time.ts";
import { vpcDisallowPublicAddresses } from "../../policies/vpc/disallow-public-addresses.ts";
import { vpcDisallowRemoteAccess } from "../../policies/vpc/disallow-remote-access.ts";
import { vpcDisallowRiskyPorts } from "../../policies/vpc/disallow-risky-ports.ts";
import { vpcDisallowUnusedAcls } from "../../policies/vpc/disallow-unused-acls.ts";
import { vpcDisallowUnusedAddresses } from "../../policies/vpc/disallow-unused-addresses.ts";
import { vpcDisallowUnusedGroups } from "../../policies/vpc/disallow-unused-groups.ts";
import { vpcEnableFlowLogs } from "../../policies/vpc/enable-flow-logs.ts";
import { vpcMissingDescription } from "../../policies/vpc/missing-description.ts";
import { vpcMissingEndpoints } from "../../policies/vpc/missing-endpoints.ts";
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
  [vpcDisallowRemoteAccess, "SSH from a group", [], ingress({ ...port(22), referencedSecurityGroupId: "sg-2" })],
  [
    vpcDisallowRemoteAccess,
    "SSH by a rule resource",
    ["tcp 22 from 0.0.0.0/0 admits 22; remove it"],
    ingress({ ...port(22), ...internet }),
  ],
  [
    vpcDisallowRemoteAccess,
    "SSH by an old rule resource",
    ["tcp 22 from ::/0 admits 22; remove it"],
    oldRule({ ...port(22), ipv6CidrBlocks: ["::/0"] }),
  ],
  [
    vpcDisallowRemoteAccess,
    "everything by an inline rule",
    ["all ports from 0.0.0.0/0 admits 22 and 3389; remove it"],
    inline({ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }),
  ],
  [vpcDisallowRemoteAccess, "a group without rules", "notApplicable", group()],
  [vpcDisallowRemoteAccess, "SSH from a block that AWS gives", "unknown", inline({ ...port(22), cidrBlocks: [unknown] })],
  [
    vpcDisallowRiskyPorts,
    "MySQL from the internet",
    ["tcp 3306 from 0.0.0.0/0 opens 3306; name the group that needs it"],
    ingress({ ...port(3306), ...internet }),
  ],
  [vpcDisallowRiskyPorts, "HTTPS from the internet", [], ingress({ ...port(443), ...internet })],
  [vpcConfigureAuthorisedPorts, "HTTPS", [], ingress({ ...port(443), ...internet })],
  [
    vpcConfigureAuthorisedPorts,
    "another port",
    ["tcp 8443 is open to 0.0.0.0/0; open tcp 443 only"],
    ingress({ ...port(8443), ...internet }),
  ],
  [
    vpcConfigureAuthorisedPorts,
    "80 of a load balancer that redirects",
    [],
    group(),
    balancer,
    plain("redirect"),
    ingress({ ...port(80), ...internet }),
  ],
  [
    vpcConfigureAuthorisedPorts,
    "80 of a load balancer that serves it",
    ["tcp 80 is open to 0.0.0.0/0 and no load balancer of the group redirects it; redirect it to HTTPS or close it"],
    group(),
    balancer,
    plain("forward"),
    ingress({ ...port(80), ...internet }),
  ],
  [
    vpcConfigureAuthorisedPorts,
    "80 of a node, inline",
    ["tcp 80 is open to 0.0.0.0/0 and no load balancer of the group redirects it; redirect it to HTTPS or close it"],
    inline({ ...port(80), cidrBlocks: ["0.0.0.0/0"] }),
    instance,
  ],
  [
    vpcConfigureEgressPorts,
    "HTTPS and mail",
    [],
    egress({ ...port(443), ...internet }),
    { ...egress({ ...port(587), ...internet }), urn: "urn:pulumi:test-prod::x::y::mail" },
  ],
  [vpcConfigureEgressPorts, "everything", [`all ports may leave for 0.0.0.0/0; ${rest}`], egress({ ipProtocol: "-1", ...internet })],
  [vpcConfigureEgressPorts, "a port within the VPC", [], egress({ ...port(3306), cidrIpv4: "10.0.0.0/16" })],
  [vpcConfigureEgressPorts, "ingress only", "notApplicable", ingress({ ...port(80), ...internet })],
  [
    vpcDisallowOutsideTime,
    "NTP",
    ["udp 123 to 0.0.0.0/0 lets clocks follow strangers; remove it, 169.254.169.123 needs no rule"],
    egress({ ...port(123), ipProtocol: "udp", ...internet }),
  ],
  [vpcDisallowOutsideTime, "HTTPS", [], egress({ ...port(443), ...internet })],
  [vpcMissingDescription, "all described", [], inline({ ...port(443), cidrBlocks: [], description: "Shoppers" })],
  [
    vpcMissingDescription,
    "the provider's placeholder",
    ["description is unset; say what the group is for"],
    group({ description: "Managed by Pulumi" }),
  ],
  [vpcMissingDescription, "an inline rule without one", ["ingress tcp 443 has no description; say why it is needed"], inline(port(443))],
  [vpcDisallowMixedRules, "inline only", "notApplicable", inline(port(443))],
  [
    vpcDisallowMixedRules,
    "a refreshed state repeats the rule",
    [],
    inline({ ...port(443), cidrBlocks: ["0.0.0.0/0"] }),
    ingress({ ...port(443), ...internet }),
  ],
  [
    vpcDisallowMixedRules,
    "both",
    ["1 inline rules beside in; move them into rules of their own"],
    inline(port(80)),
    ingress({ ...port(443), ...internet }),
  ],
  [
    vpcDisallowDefaultGroupRules,
    "nobody empties it",
    [
      "nobody empties the VPC's default security group, which admits its own members and lets everything out; add an empty aws.ec2.DefaultSecurityGroup",
    ],
    vpc,
  ],
  [
    vpcDisallowDefaultGroupRules,
    "emptied",
    [],
    vpc,
    maker("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")({ vpcId: "vpc-1", ingress: [], egress: [] }),
  ],
  [
    vpcDisallowDefaultGroupRules,
    "a rule is left",
    ["the default group has a rule (egress all ports); remove it"],
    maker("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")({
      egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
    }),
  ],
  [vpcEnableFlowLogs, "none", ["no flow log; add an aws.ec2.FlowLog with its vpcId"], vpc],
  [vpcEnableFlowLogs, "of all", [], vpc, maker("aws:ec2/flowLog:FlowLog")({ vpcId: "vpc-1", trafficType: "ALL" })],
  [
    vpcEnableFlowLogs,
    "of what is accepted",
    ["trafficType of the flow log is ACCEPT; set ALL"],
    vpc,
    maker("aws:ec2/flowLog:FlowLog")({ vpcId: "vpc-1", trafficType: "ACCEPT" }),
  ],
  [vpcDisallowPublicAddresses, "none", [], subnet()],
  [vpcDisallowPublicAddresses, "given out", ["mapPublicIpOnLaunch is true; set false"], subnet({ mapPublicIpOnLaunch: true })],
  [vpcDisallowDefaultVpc, "adopted", ["the default VPC is adopted; make a VPC of its own"], maker("aws:ec2/defaultVpc:DefaultVpc")()],
  [vpcDisallowInternetRoutes, "a public tier without nodes", [], subnet(), table(), association, route({ gatewayId: "igw-1" })],
  [
    vpcDisallowInternetRoutes,
    "by NAT",
    [],
    subnet(),
    table({ routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" }] }),
    association,
    instance,
  ],
  [
    vpcDisallowInternetRoutes,
    "a node beside the gateway",
    ["0.0.0.0/0 goes to an internet gateway from subnet (node); use a NAT gateway"],
    subnet(),
    table(),
    association,
    instance,
    route({ gatewayId: "igw-1" }),
  ],
  [
    vpcDisallowInternetRoutes,
    "a node beside the gateway, inline",
    ["::/0 goes to an internet gateway from subnet (node); use a NAT gateway"],
    subnet(),
    table({ routes: [{ ipv6CidrBlock: "::/0", gatewayId: "igw-1" }] }),
    association,
    instance,
  ],
  [
    vpcDisallowInternetRoutes,
    "the main table",
    ["0.0.0.0/0 goes to an internet gateway from every subnet without a table of its own; use a NAT gateway"],
    maker("aws:ec2/defaultRouteTable:DefaultRouteTable")({ routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] }),
  ],
  [
    vpcDisallowInternetRoutes,
    "an instance in between",
    ["0.0.0.0/0 goes through an instance or interface; use a NAT gateway"],
    table(),
    route({ networkInterfaceId: "eni-1" }),
  ],
  [
    vpcDisallowOpenAcls,
    "named ports",
    [],
    acl({ ingress: [{ ruleNo: 1, action: "allow", protocol: "6", ...port(443), cidrBlock: "0.0.0.0/0" }] }),
  ],
  [
    vpcDisallowOpenAcls,
    "everything, inline",
    ["entry 100 admits 0.0.0.0/0 to all ports, 20, 21, 22, 3389 among them; name the ports"],
    acl({ ingress: [{ ruleNo: 100, action: "allow", ...anyAcl }] }),
  ],
  [
    vpcDisallowOpenAcls,
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
    vpcDisallowOpenAcls,
    "denied before",
    [],
    acl({
      ingress: [
        { ruleNo: 9, action: "deny", ...anyAcl },
        { ruleNo: 10, action: "allow", ...anyAcl },
      ],
    }),
  ],
  [vpcDisallowUnusedAcls, "of a subnet that is made with it", [], acl({ subnetIds: [unknown] })],
  [vpcDisallowUnusedAcls, "of none", ["no subnet uses the ACL; set subnetIds or remove it"], acl({})],
  [
    vpcDisallowUnusedAcls,
    "associated from outside",
    [],
    acl({}),
    maker("aws:ec2/networkAclAssociation:NetworkAclAssociation")({ networkAclId: "acl-1", subnetId: "subnet-1" }),
  ],
  [
    vpcDisallowUnusedAddresses,
    "of NAT",
    [],
    maker("aws:ec2/eip:Eip")({ id: "eipalloc-1" }),
    maker("aws:ec2/natGateway:NatGateway")({ allocationId: "eipalloc-1" }),
  ],
  [
    vpcDisallowUnusedAddresses,
    "of nobody",
    ["nothing in the stack uses the address; attach or release it"],
    maker("aws:ec2/eip:Eip")({ id: "eipalloc-1" }),
  ],
  [vpcDisallowUnusedGroups, "attached", [], group(), instance],
  [vpcDisallowUnusedGroups, "only in a rule", ["nothing in the stack has this group; attach or remove it"], group(), ingress(port(443))],
  [
    vpcConfigureEndpointPolicies,
    "none",
    ["policy is unset: anybody's credentials work through the endpoint; admit this account only"],
    endpoint(),
  ],
  [
    vpcConfigureEndpointPolicies,
    "anybody",
    ["a statement allows * to anybody on *; add a condition on aws:PrincipalAccount"],
    endpoint({ policy: policyOf({}) }),
  ],
  [
    vpcConfigureEndpointPolicies,
    "this account",
    [],
    endpoint({ policy: policyOf({ Condition: { StringEquals: { "aws:PrincipalAccount": "1" } } }) }),
  ],
  [
    vpcConfigureEndpointPolicies,
    "by a policy resource",
    [],
    endpoint({ id: "vpce-1" }),
    maker("aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy")({ vpcEndpointId: "vpce-1", policy: policyOf({ Resource: "arn:aws:s3:::own/*" }) }),
  ],
  [vpcConfigureEndpointPolicies, "of a firewall", "notApplicable", endpoint({ vpcEndpointType: "GatewayLoadBalancer" })],
  [
    vpcConfigureEndpointPolicies,
    "made of what AWS decides",
    "unknown",
    resource("aws:ec2/vpcEndpoint:VpcEndpoint", "e", { policy: unknown }, { propertyDependencies: { policy: [urnOf("a", "b")] } }),
  ],
  [vpcMissingEndpoints, "a VPC without nodes", "notApplicable", vpc, subnet()],
  [vpcMissingEndpoints, "nodes without one", ["no interface endpoint for com.amazonaws.<region>.ec2; add one"], vpc, subnet(), instance],
  [
    vpcMissingEndpoints,
    "nodes with one",
    [],
    vpc,
    subnet(),
    instance,
    endpoint({ vpcId: "vpc-1", serviceName: "com.amazonaws.eu-west-1.ec2" }),
  ],
  [vpcDisallowInternalNames, "a public address", [], record("203.0.113.9")],
  [
    vpcDisallowInternalNames,
    "an internal one",
    ["10.1.2.3 is an internal address in a public zone; use an alias of the load balancer"],
    record("10.1.2.3"),
  ],
  [
    vpcDisallowInternalNames,
    "a private zone",
    "notApplicable",
    resource("aws:route53/zone:Zone", "z", { id: "Z1", vpcs: [{ vpcId: "vpc-1" }] }),
    record("10.1.2.3"),
  ],
]);
