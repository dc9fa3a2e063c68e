import { expect, test } from "@jest/globals";
import { keysOf } from "../../policies/catalogue.ts";
import { evaluate } from "../../policies/model/evaluate.ts";
import { type ExportedResource, stackOf } from "../../policies/model/graph.ts";
import { graphWith } from "../stacks/graphs.ts";
import { add, change, drop, type Mutation, remake, rework, several, type Which } from "./mutate.ts";
import { policiesOf } from "./support.ts";

const own = policiesOf("autoscaling", "ec2", "lb", "tag", "vpc", "wafv2");
const graphs = {
  "demo-prod": await graphWith("demo-prod"),
  "demo-staging": await graphWith("demo-staging"),
  "demo-dev": await graphWith("demo-dev"),
  "demo-account": await graphWith("demo-account"),
};
type StackName = keyof typeof graphs;

const findings = (resources: readonly ExportedResource[]) =>
  evaluate(own, stackOf(resources)).flatMap(({ policy, violations, faults }) => {
    if (faults[0]) throw new Error(faults[0].error);
    return violations.map(({ resource, message }) => ({ policy, text: `${policy.name}: ${resource.name}: ${message}` }));
  });

const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const group = (name: string): Which => ["aws:ec2/securityGroup:SecurityGroup", `security-${name}`];
const table = (name: string): Which => ["aws:ec2/routeTable:RouteTable", `network-${name}`];
const acl = (name: string): Which => ["aws:ec2/networkAcl:NetworkAcl", `network-${name}`];
const template: Which = "aws:ec2/launchTemplate:LaunchTemplate";
const nodes: Which = "aws:autoscaling/group:Group";
const balancer: Which = "aws:lb/loadBalancer:LoadBalancer";
const https: Which = ["aws:lb/listener:Listener", "edge-https"];
const plain: Which = ["aws:lb/listener:Listener", "edge-http"];
const webAcl = "aws:wafv2/webAcl:WebAcl";
const internetGateway = "aws:ec2/internetGateway:InternetGateway";

const tcp = (port: number, rest: Record<string, unknown>) => ({
  ipProtocol: "tcp",
  fromPort: port,
  toPort: port,
  description: "For a test",
  ...rest,
});
const admit = (to: string, port: number, rest: Record<string, unknown>) =>
  add(ingressType, tcp(port, rest), { securityGroupId: group(to) });
const letOut = (from: string, port: number, rest: Record<string, unknown>) =>
  add(egressType, tcp(port, rest), { securityGroupId: group(from) });
const fromInternet = { cidrIpv4: "0.0.0.0/0" };
const admitGroup = (to: string, from: string, port: number) =>
  add(ingressType, tcp(port, {}), { securityGroupId: group(to), referencedSecurityGroupId: group(from) });
const routeOut = (from: string, by: Record<string, Which>, rest: Record<string, unknown> = { destinationCidrBlock: "0.0.0.0/0" }) =>
  add("aws:ec2/route:Route", rest, { routeTableId: table(from), ...by });
const entry = (name: string, direction: string, cidr: string, [from, to]: readonly [number, number], protocol = "6") =>
  rework(acl(name), direction, (entries) => [
    ...(Array.isArray(entries) ? entries : []),
    { ruleNo: 900, action: "allow", protocol, fromPort: from, toPort: to, cidrBlock: cidr },
  ]);
const metadata = (fields: Record<string, unknown>) =>
  rework(template, "metadataOptions", (value) => ({ ...(typeof value === "object" ? value : {}), ...fields }));
const disk = (fields: Record<string, unknown>) =>
  rework(template, "blockDeviceMappings", () => [
    {
      deviceName: "/dev/xvda",
      ebs: { encrypted: "true", kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/1", deleteOnTermination: "true", ...fields },
    },
  ]);
const visibilityConfig = { cloudwatchMetricsEnabled: true, metricName: "x", sampledRequestsEnabled: true };
const wafRule = (name: string, priority: number, rest: Record<string, unknown>) => ({ name, priority, visibilityConfig, ...rest });
const firewall = (...rules: readonly object[]) => add(webAcl, { visibilityConfig, rules });
const login = (action: string, limit: number) =>
  wafRule("login", 10, {
    action: { [action]: {} },
    statement: {
      rateBasedStatement: { limit, evaluationWindowSec: 300, scopeDownStatement: { byteMatchStatement: { searchString: "target=login" } } },
    },
  });
const apiLogin = wafRule("login", 5, {
  action: { count: {} },
  ruleLabels: [{ name: "form:login" }],
  statement: { byteMatchStatement: { searchString: "/api-login", positionalConstraint: "STARTS_WITH", fieldToMatch: { uriPath: {} } } },
});
const managed = (name: string, override = "none", priority = 20) =>
  wafRule(name, priority, { overrideAction: { [override]: {} }, statement: { managedRuleGroupStatement: { name, vendorName: "AWS" } } });

const mutations: readonly (readonly [control: string, what: string, Mutation, stack?: StackName])[] = [
  ["NET-01", "no flow log", drop("aws:ec2/flowLog:FlowLog")],
  ["NET-01", "only what is refused is logged", change("aws:ec2/flowLog:FlowLog", { trafficType: "REJECT" })],
  ["NET-02", "no one empties the default group", drop("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")],
  [
    "NET-02",
    "the default group has a rule",
    change("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", { ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }] }),
  ],
  ["NET-03", "SSH from the internet", admit("web", 22, fromInternet)],
  ["NET-03", "RDP in two halves of the internet", admit("web", 3389, { cidrIpv4: "128.0.0.0/1" })],
  ["NET-03", "SSH over IPv6", admit("edge", 22, { cidrIpv6: "::/0" })],
  [
    "NET-03",
    "SSH by an inline rule",
    change(group("web"), { ingress: [{ protocol: "tcp", fromPort: 0, toPort: 65535, cidrBlocks: ["0.0.0.0/0"] }] }),
  ],
  ["NET-04", "MySQL from the internet", admit("database", 3306, fromInternet)],
  ["NET-05", "another port on the load balancer", admit("edge", 8443, fromInternet)],
  ["NET-05", "all protocols", admit("edge", 443, { ...fromInternet, ipProtocol: "-1", fromPort: undefined, toPort: undefined })],
  ["NET-05", "80 does not redirect", change(plain, { defaultActions: [{ type: "forward", targetGroupArn: "arn" }] })],
  ["NET-05", "nothing listens on 80", drop(plain)],
  ["NET-05", "80 on the nodes", admit("web", 80, fromInternet)],
  ["NET-06", "everything may leave", letOut("web", 0, { ...fromInternet, ipProtocol: "-1" })],
  ["NET-06", "SSH may leave", letOut("web", 22, fromInternet)],
  [
    "NET-07",
    "a subnet gives out public addresses",
    change(["aws:ec2/subnet:Subnet", "network-application-1"], { mapPublicIpOnLaunch: true }),
  ],
  ["NET-08", "nodes' subnets lead to the internet gateway", routeOut("application-1", { gatewayId: internetGateway })],
  ["NET-08", "an instance routes", routeOut("application-1", {}, { destinationCidrBlock: "0.0.0.0/0", networkInterfaceId: "eni-1" })],
  [
    "NET-08",
    "the main table leads to the internet",
    change("aws:ec2/defaultRouteTable:DefaultRouteTable", { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] }),
  ],
  ["NET-09", "an ACL admits SSH", entry("public", "ingress", "0.0.0.0/0", [22, 22])],
  ["NET-09", "an ACL admits everything", entry("application", "ingress", "0.0.0.0/0", [0, 0], "-1")],
  ["NET-10", "an ACL without subnets", change(acl("data"), { subnetIds: [] })],
  ["NET-11", "an address that no one uses", add("aws:ec2/eip:Eip", { domain: "vpc" })],
  ["NET-12", "a group that no one has", add("aws:ec2/securityGroup:SecurityGroup", { description: "Left behind" })],
  ["NET-13", "a group without a description", change(group("web"), { description: undefined })],
  ["NET-13", "a rule without a description", change([ingressType, "security-edge-web-443"], { description: undefined })],
  [
    "NET-14",
    "an inline rule beside separate ones",
    change(group("web"), {
      ingress: [{ protocol: "tcp", fromPort: 8443, toPort: 8443, cidrBlocks: ["10.20.0.0/19"], description: "Test" }],
    }),
  ],
  ["NET-15", "the default VPC", add("aws:ec2/defaultVpc:DefaultVpc", {})],
  ["NET-16", "an endpoint without a policy", change(["aws:ec2/vpcEndpoint:VpcEndpoint", "endpoints-kms"], { policy: undefined })],
  [
    "NET-16",
    "an endpoint for anyone",
    change(["aws:ec2/vpcEndpoint:VpcEndpoint", "network-s3"], {
      policy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] }),
    }),
  ],
  ["NET-16", "no endpoint for EC2", drop(["aws:ec2/vpcEndpoint:VpcEndpoint", "endpoints-ec2"])],
  [
    "NET-17",
    "an internal address in public DNS",
    add("aws:route53/record:Record", { type: "A", name: "db", records: ["10.20.16.5"] }, { zoneId: "aws:route53/zone:Zone" }),
  ],
  ["TAG-01", "no environment", change("pulumi:providers:aws", { defaultTags: '{"tags":{"project":"x"}}' })],
  [
    "TAG-01",
    "no tags at all",
    several(change("pulumi:providers:aws", { defaultTags: undefined }), change("aws:kms/key:Key", { tags: undefined })),
  ],
  ["EC2-01", "metadata without a token", metadata({ httpTokens: "optional" })],
  ["EC2-01", "metadata as AWS pleases", change(template, { metadataOptions: undefined })],
  ["EC2-02", "metadata two hops away", metadata({ httpPutResponseHopLimit: 2 })],
  ["EC2-03", "public addresses", change(template, { networkInterfaces: [{ associatePublicIpAddress: "true", securityGroups: ["sg"] }] })],
  ["EC2-03", "an address for an instance", add("aws:ec2/eip:Eip", { instance: "i-1" })],
  ["EC2-04", "no subnets", change(nodes, { vpcZoneIdentifiers: undefined })],
  ["EC2-05", "no profile", change(template, { iamInstanceProfile: undefined })],
  ["EC2-06", "a key pair", change(template, { keyName: "admin" })],
  ["EC2-07", "a disk in the clear", disk({ encrypted: "false" })],
  ["EC2-07", "the image's own disk", change(template, { blockDeviceMappings: undefined })],
  ["EC2-08", "AWS's key", disk({ kmsKeyId: undefined })],
  ["EC2-09", "not on for the account", drop("aws:ebs/encryptionByDefault:EncryptionByDefault"), "demo-account"],
  ["EC2-10", "not blocked for the account", drop("aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess"), "demo-account"],
  ["EC2-11", "a snapshot in the clear", add("aws:ebs/snapshotCopy:SnapshotCopy", { encrypted: false })],
  ["EC2-12", "an image for others", add("aws:ec2/amiLaunchPermission:AmiLaunchPermission", { imageId: "ami-1", group: "all" })],
  ["EC2-12", "an image by its id", change(template, { imageId: "ami-0bad0bad0bad0bad0" })],
  ["EC2-12", "another's parameter", change(template, { imageId: "resolve:ssm:/evil/image" })],
  ["EC2-18", "any image for the account", drop("aws:ec2/allowedImagesSettings:AllowedImagesSettings"), "demo-account"],
  ["EC2-13", "metrics each five minutes", change(template, { monitoring: { enabled: false } })],
  ["EC2-14", "a password at start", change(template, { userData: Buffer.from("export DB_PASSWORD=hunter2hunter2\n").toString("base64") })],
  ["EC2-15", "a disk left behind", disk({ deleteOnTermination: "false" })],
  ["EC2-16", "two interfaces", change(template, { networkInterfaces: [{ deviceIndex: 0 }, { deviceIndex: 1 }] })],
  ["EC2-17", "disks on the common network", change(template, { ebsOptimized: "false" })],
  ["ASG-01", "EC2's health checks", change(nodes, { healthCheckType: "EC2" })],
  ["ASG-02", "a launch configuration", change(nodes, { launchConfiguration: "old" })],
  ["ASG-03", "tags stay with the group", change(nodes, { tags: [{ key: "environment", value: "prod", propagateAtLaunch: false }] })],
  ["ALB-01", "plain HTTP is served", change(plain, { defaultActions: [{ type: "fixed-response" }] })],
  [
    "ALB-01",
    "a redirect to HTTP",
    change(plain, { defaultActions: [{ type: "redirect", redirect: { protocol: "HTTP", statusCode: "HTTP_301" } }] }),
  ],
  ["ALB-01", "no HTTPS", drop(https)],
  ["ALB-02", "an old TLS policy", change(https, { sslPolicy: "ELBSecurityPolicy-2016-08" })],
  ["ALB-02", "an extended TLS policy", change(https, { sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06" })],
  ["ALB-03", "a certificate of IAM", change(https, { certificateArn: "arn:aws:iam::123456789012:server-certificate/x" })],
  ["ALB-04", "headers pass", change(balancer, { dropInvalidHeaderFields: false })],
  ["ALB-05", "desync is only watched", change(balancer, { desyncMitigationMode: "monitor" })],
  ["ALB-06", "no log", change(balancer, { accessLogs: undefined })],
  ["ALB-07", "deletable", change(balancer, { enableDeletionProtection: false })],
  ["ALB-08", "no web ACL", drop("aws:wafv2/webAclAssociation:WebAclAssociation")],
  ["ALB-09", "plain HTTP to the nodes", change("aws:lb/targetGroup:TargetGroup", { protocol: "HTTP" })],
  ["ALB-09", "no health check", change("aws:lb/targetGroup:TargetGroup", { healthCheck: undefined })],
  [
    "ALB-10",
    "a network load balancer of single zones",
    add("aws:lb/loadBalancer:LoadBalancer", { loadBalancerType: "network", internal: true }),
  ],
  ["ALB-11", "a Classic Load Balancer", add("aws:elb/loadBalancer:LoadBalancer", {})],
  ["WAF-01", "a web ACL without a log", firewall(login("block", 100))],
  ["WAF-02", "a web ACL without rules", firewall()],
  ["WAF-03", "a rule without an action", firewall(wafRule("idle", 1, { statement: { geoMatchStatement: { countryCodes: ["XX"] } } }))],
  ["WAF-04", "a rule without metrics", firewall({ ...login("block", 100), visibilityConfig: { cloudwatchMetricsEnabled: false } })],
  ["WAF-05", "known bad inputs are let in", firewall(managed("AWSManagedRulesCommonRuleSet"))],
  ["WAF-06", "WAF Classic", add("aws:wafregional/webAcl:WebAcl", {})],
  ["G1", "logins are only counted", firewall(login("count", 100))],
  ["G1", "logins at any rate", firewall(login("block", 5000))],
  ["G2", "bots are let in", firewall(managed("AWSManagedRulesCommonRuleSet"))],
  ["G3", "a group only counts", firewall(managed("AWSManagedRulesCommonRuleSet", "count"))],
  [
    "G3",
    "an allow-list before the rules",
    firewall(
      wafRule("friends", 1, { action: { allow: {} }, statement: { geoMatchStatement: { countryCodes: ["XX"] } } }),
      login("block", 100),
    ),
  ],
  [
    "G4",
    "the scanner's list is the internet",
    add("aws:wafv2/ipSet:IpSet", { name: "asv", addresses: ["0.0.0.0/1"], tags: { until: "2099-01-01" } }),
  ],
  ["G4", "the scanner's list has no end", add("aws:wafv2/ipSet:IpSet", { name: "asv", addresses: ["198.51.100.0/24"] })],
  ["G27", "X-Cart's API is open to everyone", firewall(apiLogin)],
  ["G19", "time from outside", letOut("web", 123, { ...fromInternet, ipProtocol: "udp" })],
  ["G19", "an ACL for time from outside", entry("application", "egress", "0.0.0.0/0", [123, 123], "17")],
  ["G20", "the internet reaches nodes", admit("web", 443, fromInternet)],
  ["G20", "one address of the internet reaches nodes", admit("web", 443, { cidrIpv4: "203.0.113.7/32" })],
  ["G20", "the load balancer reaches the database", admitGroup("database", "edge", 3306)],
  [
    "G20",
    "the database admits the load balancer in place of nodes",
    remake([ingressType, "security-web-database-3306"], "referencedSecurityGroupId", group("edge")),
  ],
  ["G20", "the endpoints' group reaches the cache", admitGroup("cache", "endpoints", 6379)],
  ["G20", "the cache reaches the database", admitGroup("database", "cache", 3306)],
  ["G20", "the whole VPC reaches the database", admit("database", 3306, { cidrIpv4: "10.20.0.0/16" })],
  ["G20", "the public tier reaches the files", admit("files", 2049, { cidrIpv4: "10.20.48.0/21" })],
  [
    "G20",
    "the nodes reach every port of the database",
    change([ingressType, "security-web-database-3306"], { fromPort: 0, toPort: 65535 }),
  ],
  [
    "G20",
    "the nodes reach another port of the database",
    change([ingressType, "security-web-database-3306"], { fromPort: 22, toPort: 22 }),
  ],
  ["G20", "the database calls out", letOut("database", 443, fromInternet)],
  [
    "G20",
    "the cache calls nodes",
    add(egressType, tcp(443, {}), { securityGroupId: group("cache"), referencedSecurityGroupId: group("web") }),
  ],
  ["G20", "the data tier has a NAT gateway", routeOut("data-1", { natGatewayId: "aws:ec2/natGateway:NatGateway" })],
  ["G20", "the data tier has an IPv6 way out", routeOut("data-2", {}, { destinationIpv6CidrBlock: "::/0", egressOnlyGatewayId: "eigw-1" })],
  ["G20", "an inline route of the data tier", change(table("data-1"), { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] })],
  [
    "G20",
    "the data tier loses its table to the public one",
    remake(["aws:ec2/routeTableAssociation:RouteTableAssociation", "network-data-1"], "routeTableId", table("public-1")),
  ],
  ["G20", "the data tier's ACL admits the internet", entry("data", "ingress", "0.0.0.0/0", [3306, 3306])],
  ["G20", "the data tier's ACL lets out", entry("data", "egress", "0.0.0.0/0", [443, 443])],
  ["G20", "the database takes the load balancer's group", remake("aws:rds/instance:Instance", "vpcSecurityGroupIds", group("edge"))],
  ["G20", "the database takes the default group", change("aws:rds/instance:Instance", { vpcSecurityGroupIds: undefined })],
  ["G20", "nodes move into the public tier", remake(nodes, "vpcZoneIdentifiers", ["aws:ec2/subnet:Subnet", "network-public-1"])],
  [
    "G20",
    "the load balancer reaches every port of the nodes",
    change([ingressType, "security-edge-web-443"], { ipProtocol: "-1", fromPort: undefined, toPort: undefined }),
  ],
  ["G20", "the database reaches nodes", admitGroup("web", "database", 443)],
  ["G21", "no DNS firewall", drop("aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation")],
  ["G21", "no final block", drop(["aws:route53/resolverFirewallRule:ResolverFirewallRule", "dns-firewall-block"])],
  [
    "G21",
    "the block only alerts",
    change(["aws:route53/resolverFirewallRule:ResolverFirewallRule", "dns-firewall-block"], { action: "ALERT" }),
  ],
  [
    "G21",
    "the block comes first",
    change(["aws:route53/resolverFirewallRule:ResolverFirewallRule", "dns-firewall-block"], { priority: 1 }),
  ],
  [
    "G21",
    "every name is allowed",
    change(["aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList", "dns-firewall-allowed"], { domains: ["*"] }),
  ],
  [
    "G21",
    "AWS's names of a Region are allowed",
    rework(["aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList", "dns-firewall-allowed"], "domains", (domains) => [
      ...(Array.isArray(domains) ? domains : []),
      "*.us-east-1.amazonaws.com.",
    ]),
  ],
  [
    "G21",
    "names that anyone can have are not blocked",
    drop(["aws:route53/resolverFirewallRule:ResolverFirewallRule", "dns-firewall-block-shared"]),
  ],
  ["G21", "open on failure", change("aws:route53/resolverFirewallConfig:ResolverFirewallConfig", { firewallFailOpen: "ENABLED" })],
  ["G21", "another port may leave", letOut("web", 8080, fromInternet)],
  ["G21", "the nodes' ACL lets everything out", entry("application", "egress", "0.0.0.0/0", [0, 65535])],
  [
    "G21",
    "neither names nor packets are held back",
    several(
      drop("aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation"),
      change("aws:networkfirewall/firewallPolicy:FirewallPolicy", {
        firewallPolicy: { statelessDefaultActions: ["aws:pass"], statelessFragmentDefaultActions: ["aws:forward_to_sfe"] },
      }),
    ),
    "demo-staging",
  ],
  ["G22", "nodes get old", change(nodes, { maxInstanceLifetime: 0 })],
  ["G22", "nodes are not replaced", change(nodes, { instanceRefresh: undefined })],
  ["G22", "patching that is switched off", change(["aws:scheduler/schedule:Schedule", "patching-schedule"], { state: "DISABLED" })],
];

test.each(Object.entries(graphs))("%s has no violation of a mandatory policy of this part", (_, graph) => {
  expect(findings(graph).flatMap(({ policy, text }) => (policy.advisoryBecause ? [] : [text]))).toEqual([]);
});

test("without DNS firewall a network firewall that drops by default is enough", () => {
  const graph = drop("aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation")(graphs["demo-staging"]);
  expect(findings(graph).filter(({ policy }) => keysOf(policy).includes("G21"))).toEqual([]);
});

test.each(mutations.map(([control, what, mutate, stack]) => ({ control, what, mutate, stack })))(
  "$control: $what is reported",
  ({ control, mutate, stack }) => {
    const found = findings(mutate(graphs[stack ?? "demo-prod"]));
    expect(found.filter(({ policy }) => keysOf(policy).includes(control)).map(({ text }) => text)).not.toEqual([]);
  },
);
