import { isRecord } from "../../../domain/values.ts";
import { vpcNetworkaclEnforceReplies } from "../../../policies/vpc/networkacl-enforce-replies.ts";
import { broken } from "../broken.ts";
import { testCases } from "../data-cases.ts";
import { rework } from "../mutate.ts";
import { resource } from "../support.ts";

// A foreign program's export: ids instead of a record of what was made of what.
const vpc = resource("aws:ec2/vpc:Vpc", "vpc", { id: "vpc-1", cidrBlock: "10.0.0.0/16" });
const subnet = (name: string, cidrBlock: string) =>
  resource("aws:ec2/subnet:Subnet", name, { id: `subnet-${name}`, vpcId: "vpc-1", cidrBlock });
const group = (name: string, properties: object = {}) =>
  resource("aws:ec2/securityGroup:SecurityGroup", name, { id: `sg-${name}`, vpcId: "vpc-1", ...properties });
const tcp = (port: number, rest: object) => ({ protocol: "tcp", fromPort: port, toPort: port, ...rest });
const line = (ruleNo: number, fromPort: number, toPort: number, cidrBlock = "0.0.0.0/0", action = "allow") => ({
  ruleNo,
  action,
  protocol: "6",
  fromPort,
  toPort,
  cidrBlock,
});
const acl = (name: string, ingress: object[], egress: object[]) =>
  resource("aws:ec2/networkAcl:NetworkAcl", name, { id: `acl-${name}`, vpcId: "vpc-1", subnetIds: [`subnet-${name}`], ingress, egress });
const lambda = resource("aws:lambda/function:Function", "orders", {
  vpcConfig: { subnetIds: ["subnet-app"], securityGroupIds: ["sg-app"] },
});
const instance = resource("aws:ec2/instance:Instance", "worker", { subnetId: "subnet-app", vpcSecurityGroupIds: ["sg-app"] });
const database = [
  resource("aws:rds/subnetGroup:SubnetGroup", "data", { name: "data", subnetIds: ["subnet-data"] }),
  resource("aws:rds/instance:Instance", "db", { engine: "mysql", dbSubnetGroupName: "data", vpcSecurityGroupIds: ["sg-data"] }),
];
const talking = [
  vpc,
  subnet("app", "10.0.1.0/24"),
  subnet("data", "10.0.2.0/24"),
  group("app"),
  group("data", { ingress: [tcp(3306, { securityGroups: ["sg-app"] })] }),
  ...database,
];
const narrow = acl("app", [line(100, 32768, 60999)], [line(100, 0, 65535)]);
const table = (name: string, route: object) => [
  resource("aws:ec2/routeTable:RouteTable", name, { id: `rtb-${name}`, vpcId: "vpc-1" }),
  resource("aws:ec2/routeTableAssociation:RouteTableAssociation", name, { subnetId: `subnet-${name}`, routeTableId: `rtb-${name}` }),
  resource("aws:ec2/route:Route", name, { routeTableId: `rtb-${name}`, destinationCidrBlock: "0.0.0.0/0", ...route }),
];
const nat = [
  subnet("public", "10.0.3.0/24"),
  resource("aws:ec2/natGateway:NatGateway", "nat", { id: "nat-1", subnetId: "subnet-public" }),
  resource("aws:ec2/internetGateway:InternetGateway", "igw", { id: "igw-1", vpcId: "vpc-1" }),
  ...table("public", { gatewayId: "igw-1" }),
];
const calling = [vpc, subnet("app", "10.0.1.0/24"), group("app", { egress: [tcp(443, { cidrBlocks: ["0.0.0.0/0"] })] }), lambda, narrow];
const policy = vpcNetworkaclEnforceReplies;

testCases([
  [policy, "no ACL of its own", [], ...talking, lambda],
  [
    policy,
    "a function behind an ACL for instances",
    ["orders → db 3306 is refused by network ACL app, in: replies to orders on ports 1024-3388"],
    ...talking,
    lambda,
    narrow,
  ],
  [policy, "an instance behind the same ACL", [], ...talking, instance, narrow],
  [policy, "a function behind an ACL for everyone", [], ...talking, lambda, acl("app", [line(100, 1024, 65535)], [line(100, 0, 65535)])],
  [
    policy,
    "a denial before what admits replies",
    ["worker → db 3306 is refused by network ACL app, in: replies to worker on ports 50000-50010"],
    ...talking,
    instance,
    acl("app", [line(50, 50000, 50010, "0.0.0.0/0", "deny"), line(100, 1024, 65535)], [line(100, 0, 65535)]),
  ],
  [
    policy,
    "a database's ACL that does not let it answer",
    ["worker → db 3306 is refused by network ACL data, out: replies to worker on ports 49152-60999"],
    ...talking,
    instance,
    acl("data", [line(100, 3306, 3306)], [line(100, 443, 443)]),
  ],
  [policy, "a block that is no block", "unknown", ...talking, lambda, acl("app", [line(100, 32768, 60999, "var.cidr")], [])],
  [policy, "a VPC whose block AWS picks", "unknown", resource("aws:ec2/vpc:Vpc", "vpc", { id: "vpc-1" })],
  [policy, "what may not even be asked", [], ...talking, lambda, acl("app", [], [])],
  [
    policy,
    "a group that admits no other by name",
    [],
    ...talking.filter(({ urn }) => !urn.endsWith("::data")),
    group("data"),
    lambda,
    narrow,
  ],
  [policy, "a way out that is another stack's", [], ...calling, ...table("app", { natGatewayId: "nat-elsewhere" })],
  [policy, "no route table of this stack", [], ...calling],
  [
    policy,
    "a function that calls the internet by NAT",
    ["orders → a host of the internet 443 is refused by network ACL app, in: replies to orders on ports 1024-3388"],
    ...calling,
    ...nat,
    ...table("app", { natGatewayId: "nat-1" }),
  ],
  [
    policy,
    "routers' messages that no ACL admits, which loses large packets only",
    [],
    ...calling.filter(({ urn }) => !urn.endsWith("NetworkAcl::app")),
    acl("app", [line(100, 1024, 65535)], [line(100, 0, 65535)]),
    ...nat,
    ...table("app", { natGatewayId: "nat-1" }),
  ],
]);

broken(
  "NET-19",
  "an ACL that admits replies to nodes' ports only",
  rework(["aws:ec2/networkAcl:NetworkAcl", "network-application"], "ingress", (entries) =>
    Array.isArray(entries) ? entries.filter((entry) => isRecord(entry) && entry.fromPort !== 1024) : entries,
  ),
);
