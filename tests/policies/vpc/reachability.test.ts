import { sharedSuffixes } from "../../../domain/defaults/shared-hosts.ts";
import { vpcDatastoreConfigureSources } from "../../../policies/vpc/datastore-configure-sources.ts";
import { vpcDatastoreDisallowEgress } from "../../../policies/vpc/datastore-disallow-egress.ts";
import { vpcNetworkDisallowSharedEgress } from "../../../policies/vpc/network-disallow-shared-egress.ts";
import { vpcNetworkMissingEgressAllowList } from "../../../policies/vpc/network-missing-egress-allow-list.ts";
import { vpcNetworkaclConfigureNodeEgress } from "../../../policies/vpc/networkacl-configure-node-egress.ts";
import { vpcSecuritygroupConfigureNodeSources } from "../../../policies/vpc/securitygroup-configure-node-sources.ts";
import { vpcSecuritygroupDisallowInternetToNodes } from "../../../policies/vpc/securitygroup-disallow-internet-to-nodes.ts";
import { vpcSubnetDisallowInternetForData } from "../../../policies/vpc/subnet-disallow-internet-for-data.ts";
import { vpcSubnetDisallowNodesInPublicTier } from "../../../policies/vpc/subnet-disallow-nodes-in-public-tier.ts";
import { testCases } from "../data-cases.ts";
import { resource, unknown, urnOf } from "../support.ts";

// A foreign program's export: ids instead of a record of what was made of what.
const group = (id: string, properties: object = {}) =>
  resource("aws:ec2/securityGroup:SecurityGroup", id, { id, vpcId: "vpc-1", ...properties });
const tcp = (port: number, rest: object) => ({ protocol: "tcp", fromPort: port, toPort: port, ...rest });
const database = (properties: object = {}) =>
  resource("aws:rds/instance:Instance", "db", {
    engine: "mysql",
    dbSubnetGroupName: "data",
    vpcSecurityGroupIds: ["sg-db"],
    ...properties,
  });
const subnetGroup = resource("aws:rds/subnetGroup:SubnetGroup", "data", { name: "data", subnetIds: ["subnet-data"] });
const subnet = (name: string, cidrBlock: string) =>
  resource("aws:ec2/subnet:Subnet", name, { id: `subnet-${name}`, vpcId: "vpc-1", cidrBlock });
const node = resource("aws:ec2/instance:Instance", "node", { subnetId: "subnet-app", vpcSecurityGroupIds: ["sg-app"] });
const balancer = resource("aws:alb/loadBalancer:LoadBalancer", "lb", { arn: "arn:lb", securityGroups: ["sg-lb"] });
const subnets = [subnet("data", "10.0.1.0/24"), subnet("app", "10.0.2.0/24")];
const tables = (name: string, routes: object[]) => [
  resource("aws:ec2/routeTable:RouteTable", name, { id: `rtb-${name}`, routes }),
  resource("aws:ec2/routeTableAssociation:RouteTableAssociation", name, { subnetId: `subnet-${name}`, routeTableId: `rtb-${name}` }),
];
const rest = [node, balancer, ...subnets, subnetGroup, group("sg-app"), group("sg-lb")];
const admitting = (...ingress: object[]) => group("sg-db", { ingress });
const vpc = resource("aws:ec2/vpc:Vpc", "vpc", { id: "vpc-1" });
const byNat = tables("app", [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" }]);
const dns = (priority: number, domains: string[] = ["*"], action = "BLOCK") => [
  resource("aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup", "dns", { id: "rslvr-1" }),
  resource("aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation", "dns", {
    vpcId: "vpc-1",
    firewallRuleGroupId: "rslvr-1",
  }),
  resource("aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList", "allowed", { id: "list-1", domains: ["api.example.com"] }),
  resource("aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList", "all", { id: "list-2", domains }),
  resource("aws:route53/resolverFirewallRule:ResolverFirewallRule", "allow", {
    firewallRuleGroupId: "rslvr-1",
    firewallDomainListId: "list-1",
    action: "ALLOW",
    priority: 10,
  }),
  resource("aws:route53/resolverFirewallRule:ResolverFirewallRule", "block", {
    firewallRuleGroupId: "rslvr-1",
    firewallDomainListId: "list-2",
    action,
    priority,
  }),
];
const packets = (statefulDefaultActions: string[]) => [
  resource("aws:networkfirewall/firewall:Firewall", "f", { vpcId: "vpc-1", firewallPolicyArn: "arn:policy" }),
  resource("aws:networkfirewall/firewallPolicy:FirewallPolicy", "p", {
    arn: "arn:policy",
    firewallPolicy: { statefulDefaultActions, statelessDefaultActions: ["aws:forward_to_sfe"] },
  }),
];
const route53 = (type: string, name: string, properties: Record<string, unknown>) =>
  resource(`aws:route53/resolver${type}:Resolver${type}`, name, properties);
/** Rules in the order in which they are asked. */
const nameRules = (...rules: (readonly [name: string, action: string, domains: readonly string[]])[]) => [
  route53("FirewallRuleGroup", "dns", { id: "rslvr-1" }),
  route53("FirewallRuleGroupAssociation", "dns", { vpcId: "vpc-1", firewallRuleGroupId: "rslvr-1" }),
  ...rules.flatMap(([name, action, domains], i) => [
    route53("FirewallDomainList", name, { id: `list-${name}`, domains }),
    route53("FirewallRule", name, { firewallRuleGroupId: "rslvr-1", firewallDomainListId: `list-${name}`, action, priority: i + 1 }),
  ]),
];
const exact = [
  "exact",
  "ALLOW",
  ["api.example.com.", "*.c0ffee123abc.eu-central-1.rds.amazonaws.com.", "*.eu-central-1.compute.internal."],
] as const;
const blockShared = ["shared", "BLOCK", sharedSuffixes.flatMap(({ suffix }) => [`${suffix}.`, `*.${suffix}.`])] as const;
const wildcards = ["wildcards", "ALLOW", ["*.example.org."]] as const;
const blockAll = ["all", "BLOCK", ["*."]] as const;
const unblocked = `no DNS firewall rule blocks amazonaws.com, api.aws, on.aws and ${sharedSuffixes.length - 3} more before wildcards are allowed, so that a wildcard added later would allow names that anyone can register; add BLOCK for each suffix and *.suffix`;
const noDns = "nodes may reach any host: no DNS firewall is associated with the VPC; add one with an allow-list";
const noBlock = "the DNS firewall has no rule that blocks all other names; add BLOCK for * after the allow-list";

testCases([
  [vpcDatastoreConfigureSources, "the nodes' group, inline", [], database(), admitting(tcp(3306, { securityGroups: ["sg-app"] })), ...rest],
  [
    vpcDatastoreConfigureSources,
    "the nodes' group, by an old rule resource",
    [],
    database(),
    group("sg-db"),
    resource("aws:ec2/securityGroupRule:SecurityGroupRule", "r", {
      type: "ingress",
      securityGroupId: "sg-db",
      sourceSecurityGroupId: "sg-app",
      ...tcp(3306, {}),
    }),
    ...rest,
  ],
  [
    vpcDatastoreConfigureSources,
    "a private subnet of nodes",
    [],
    database(),
    admitting(tcp(3306, { cidrBlocks: ["10.0.2.0/24"] })),
    ...rest,
  ],
  [
    vpcDatastoreConfigureSources,
    "members of the group itself",
    [],
    database(),
    admitting({ protocol: "-1", fromPort: 0, toPort: 0, self: true }),
    ...rest,
  ],
  [
    vpcDatastoreConfigureSources,
    "the load balancer's group",
    ["group sg-db: sg-lb may call, the group of lb; allow the nodes' group only"],
    database(),
    admitting(tcp(3306, { securityGroups: ["sg-lb"] })),
    ...rest,
  ],
  [
    vpcDatastoreConfigureSources,
    "the whole VPC",
    ["group sg-db: 10.0.0.0/16 may call tcp 3306, which is more than the application tier; name the nodes' group"],
    database(),
    admitting(tcp(3306, { cidrBlocks: ["10.0.0.0/16"] })),
    ...rest,
  ],
  [
    vpcDatastoreConfigureSources,
    "every port",
    ["group sg-db: tcp 0-65535 is open; open tcp 3306 only"],
    database(),
    admitting({ protocol: "tcp", fromPort: 0, toPort: 65535, securityGroups: ["sg-app"] }),
    ...rest,
  ],
  [
    vpcDatastoreConfigureSources,
    "a port of its own",
    [],
    database({ port: 3307 }),
    admitting(tcp(3307, { securityGroups: ["sg-app"] })),
    ...rest,
  ],
  [
    vpcDatastoreConfigureSources,
    "a group that the internet reaches",
    ["group sg-db: sg-open has access, which the internet reaches; allow the nodes' group only"],
    database(),
    admitting(tcp(3306, { securityGroups: ["sg-open"] })),
    group("sg-open", { ingress: [tcp(443, { cidrBlocks: ["0.0.0.0/0"] })] }),
    ...rest,
  ],
  [
    vpcDatastoreConfigureSources,
    "a group of another stack",
    "unknown",
    database(),
    admitting(tcp(3306, { securityGroups: ["sg-elsewhere"] })),
    ...rest,
  ],
  [
    vpcDatastoreConfigureSources,
    "a group that no one of this stack has",
    "unknown",
    database(),
    admitting(tcp(3306, { securityGroups: ["sg-x"] })),
    group("sg-x"),
    ...rest,
  ],
  [vpcDatastoreConfigureSources, "its own group is another stack's", "unknown", database({ vpcSecurityGroupIds: ["sg-elsewhere"] })],
  [
    vpcDatastoreConfigureSources,
    "no group",
    ["no security group is set, so that the VPC's default group applies; set one that allows only the nodes' group"],
    database({ vpcSecurityGroupIds: undefined }),
  ],
  [vpcDatastoreConfigureSources, "a replica", "notApplicable", database({ vpcSecurityGroupIds: undefined, replicateSourceDb: "db-0" })],
  [
    vpcDatastoreConfigureSources,
    "files open to the internet",
    ["group sg-db: 0.0.0.0/0 may call tcp 2049, which is more than the application tier; name the nodes' group"],
    resource("aws:efs/mountTarget:MountTarget", "files", { subnetId: "subnet-data", securityGroups: ["sg-db"] }),
    admitting(tcp(2049, { cidrBlocks: ["0.0.0.0/0"] })),
  ],
  [vpcDatastoreDisallowEgress, "nothing out", [], database(), group("sg-db", { egress: [] })],
  [
    vpcDatastoreDisallowEgress,
    "everything out",
    ["group sg-db lets all ports out to 0.0.0.0/0; remove the rule"],
    database(),
    group("sg-db", { egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }] }),
  ],
  [
    vpcDatastoreDisallowEgress,
    "a proxy calls its database",
    [],
    resource("aws:rds/proxy:Proxy", "proxy", { vpcSecurityGroupIds: ["sg-proxy"] }),
    group("sg-proxy", { egress: [tcp(3306, { securityGroups: ["sg-db"] })] }),
    database(),
    group("sg-db"),
  ],
  [vpcSubnetDisallowInternetForData, "no route", [], ...rest, database(), ...tables("data", [])],
  [
    vpcSubnetDisallowInternetForData,
    "a route by NAT",
    ["a route leads to 0.0.0.0/0 through a NAT gateway; remove it"],
    ...rest,
    database(),
    ...tables("data", [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" }]),
  ],
  [
    vpcSubnetDisallowInternetForData,
    "an ACL for everyone",
    ["the ACL lets all ports in from 0.0.0.0/0; name the application tier"],
    ...rest,
    database(),
    resource("aws:ec2/networkAcl:NetworkAcl", "acl", {
      subnetIds: ["subnet-data"],
      ingress: [{ ruleNo: 1, action: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0" }],
    }),
  ],
  [vpcSubnetDisallowInternetForData, "a subnet without data", "notApplicable", subnet("app", "10.0.2.0/24")],
  [vpcSubnetDisallowNodesInPublicTier, "a private subnet", [], ...rest, ...byNat],
  [
    vpcSubnetDisallowNodesInPublicTier,
    "a public subnet",
    ["node is in a public subnet; use a private one"],
    ...rest,
    ...tables("app", [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }]),
  ],
  [
    vpcSecuritygroupDisallowInternetToNodes,
    "a load balancer",
    [],
    balancer,
    group("sg-lb", { ingress: [tcp(443, { cidrBlocks: ["0.0.0.0/0"] })] }),
  ],
  [
    vpcSecuritygroupDisallowInternetToNodes,
    "a node",
    ["0.0.0.0/0 reaches node on tcp 443; allow the load balancer's group only"],
    node,
    group("sg-app", { ingress: [tcp(443, { cidrBlocks: ["0.0.0.0/0"] })] }),
  ],
  [
    vpcSecuritygroupDisallowInternetToNodes,
    "what another stack attaches",
    "unknown",
    group("sg-lb", { ingress: [tcp(443, { cidrBlocks: ["0.0.0.0/0"] })] }),
  ],
  [
    vpcSecuritygroupConfigureNodeSources,
    "the load balancer on a port",
    [],
    balancer,
    group("sg-lb"),
    node,
    group("sg-app", { ingress: [tcp(443, { securityGroups: ["sg-lb"] })] }),
  ],
  [
    vpcSecuritygroupConfigureNodeSources,
    "the load balancer on every port",
    ["all ports from sg-lb; name the port"],
    balancer,
    group("sg-lb"),
    node,
    group("sg-app", { ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, securityGroups: ["sg-lb"] }] }),
  ],
  [
    vpcSecuritygroupConfigureNodeSources,
    "the database",
    ["the data tier's group sg-db may call tcp 443; remove the rule"],
    database(),
    group("sg-db"),
    node,
    group("sg-app", { ingress: [tcp(443, { securityGroups: ["sg-db"] })] }),
  ],
  [vpcNetworkaclConfigureNodeEgress, "no ACL of its own", "notApplicable", ...rest],
  [
    vpcNetworkaclConfigureNodeEgress,
    "all ports",
    ["the ACL lets tcp 1024-65535 out to 0.0.0.0/0; allow tcp 443, 465, 587, 2465, 2587 only"],
    ...rest,
    resource("aws:ec2/networkAcl:NetworkAcl", "acl", {
      subnetIds: ["subnet-app"],
      egress: [
        { ruleNo: 1, action: "allow", ...tcp(443, {}), cidrBlock: "0.0.0.0/0" },
        { ruleNo: 2, action: "allow", protocol: "6", fromPort: 1024, toPort: 65535, cidrBlock: "0.0.0.0/0" },
      ],
    }),
  ],
  [vpcNetworkDisallowSharedEgress, "no list", "notApplicable", vpc],
  [vpcNetworkDisallowSharedEgress, "shared names blocked before wildcards", [], vpc, ...nameRules(exact, blockShared, wildcards, blockAll)],
  [vpcNetworkDisallowSharedEgress, "shared names not blocked", [unblocked], vpc, ...nameRules(exact, wildcards, blockAll)],
  [
    vpcNetworkDisallowSharedEgress,
    "shared names blocked too late",
    [unblocked],
    vpc,
    ...nameRules(exact, wildcards, blockShared, blockAll),
  ],
  [
    vpcNetworkDisallowSharedEgress,
    "wildcards over shared names, of AWS and of others",
    [
      "exact allows *.eu-central-1.amazonaws.com: names below amazonaws.com belong to many owners (AWS's buckets, APIs, queues, load balancers and databases of every account); name the hosts",
      "exact allows *.shop.cloudfront.net: names below cloudfront.net belong to many owners (AWS's CDN, accelerators and application platforms); name the hosts",
      "exact allows *.com: names below amazonaws.com belong to many owners (AWS's buckets, APIs, queues, load balancers and databases of every account); name the hosts",
    ],
    vpc,
    ...nameRules(["exact", "ALLOW", ["*.eu-central-1.amazonaws.com.", "*.shop.cloudfront.net.", "*.com."]], blockShared, blockAll),
  ],
  [
    vpcNetworkDisallowSharedEgress,
    "a network firewall's list with a shared suffix",
    [
      "names allows *.eu-central-1.amazonaws.com: names below amazonaws.com belong to many owners (AWS's buckets, APIs, queues, load balancers and databases of every account); name the hosts",
    ],
    vpc,
    resource("aws:networkfirewall/firewall:Firewall", "f", { vpcId: "vpc-1", firewallPolicyArn: "arn:policy" }),
    resource("aws:networkfirewall/firewallPolicy:FirewallPolicy", "p", {
      arn: "arn:policy",
      firewallPolicy: { statefulDefaultActions: ["aws:drop_established"], statefulRuleGroupReferences: [{ resourceArn: "arn:names" }] },
    }),
    resource("aws:networkfirewall/ruleGroup:RuleGroup", "names", {
      arn: "arn:names",
      ruleGroup: {
        rulesSource: { rulesSourceList: { generatedRulesType: "ALLOWLIST", targets: ["api.example.com", ".eu-central-1.amazonaws.com"] } },
      },
    }),
  ],
  [vpcNetworkMissingEgressAllowList, "no way out", "notApplicable", vpc, ...subnets],
  [vpcNetworkMissingEgressAllowList, "a way out and no list", [noDns], vpc, ...subnets, ...byNat],
  [vpcNetworkMissingEgressAllowList, "names on a list, the rest blocked", [], vpc, ...subnets, ...byNat, ...dns(20)],
  [
    vpcNetworkMissingEgressAllowList,
    "the block comes first",
    ["no DNS firewall rule allows names before the block; list the hosts that nodes call"],
    vpc,
    ...subnets,
    ...byNat,
    ...dns(1),
  ],
  [vpcNetworkMissingEgressAllowList, "only some names are blocked", [noBlock], vpc, ...subnets, ...byNat, ...dns(20, ["bad.example.com"])],
  [vpcNetworkMissingEgressAllowList, "the last rule only alerts", [noBlock], vpc, ...subnets, ...byNat, ...dns(20, ["*"], "ALERT")],
  [vpcNetworkMissingEgressAllowList, "packets are dropped by default", [], vpc, ...subnets, ...byNat, ...packets(["aws:drop_strict"])],
  [
    vpcNetworkMissingEgressAllowList,
    "packets pass by default",
    ["the network firewall passes traffic that no rule names; set statefulDefaultActions to aws:drop_established"],
    vpc,
    ...subnets,
    ...byNat,
    ...packets([]),
  ],
  [
    vpcNetworkMissingEgressAllowList,
    "names that AWS tells",
    "unknown",
    vpc,
    ...subnets,
    ...byNat,
    ...dns(20).filter(({ urn }) => !urn.endsWith("::all")),
    resource(
      "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList",
      "all",
      { id: "list-2", domains: unknown },
      { propertyDependencies: { domains: [urnOf("a", "b")] } },
    ),
  ],
]);
