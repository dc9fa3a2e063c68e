import { expect, test } from "@jest/globals";
import picocolors from "picocolors";
import type { GraphResource } from "../../cli/offline/graph.ts";
import { hourlyCosts } from "../../cli/preview/hourly.ts";
import { counted, kindOf } from "../../cli/preview/kinds.ts";
import { summarize } from "../../cli/preview/preview.ts";
import { previewText, summaryLines } from "../../cli/preview/text.ts";
import { SECRET, SIGNATURE, UNKNOWN } from "../../domain/graph-values.ts";
import { costOf } from "../../domain/prices/cost.ts";

const plain = { columns: Number.POSITIVE_INFINITY, colors: picocolors.createColors(false) };
const STACK = "urn:pulumi:shop-prod::xcart-hosting::pulumi:pulumi:Stack::xcart-hosting-shop-prod";
const urn = (type: string, name: string) => `urn:pulumi:shop-prod::xcart-hosting::${type}::${name}`;

const stack = (outputs: Record<string, unknown>): GraphResource => ({ urn: STACK, custom: false, type: "pulumi:pulumi:Stack", outputs });
const component = (type: string, name: string, parent = STACK): GraphResource => ({
  urn: urn(`xcart-hosting:index:${type}`, name),
  custom: false,
  type: `xcart-hosting:index:${type}`,
  parent,
});
const made = (type: string, name: string, inputs: Record<string, unknown> = {}, parent = STACK): GraphResource => ({
  urn: urn(type, name),
  custom: true,
  type,
  parent,
  inputs,
});

const provider = made("pulumi:providers:aws", "aws", { region: "us-east-1" });
const network = component("Network", "network");
const tier = component("Tier", "network-data", network.urn);
const vpc = made("aws:ec2/vpc:Vpc", "network-vpc", {}, network.urn);
const graph = [
  stack({
    url: "https://shop.example.com/",
    vpcId: UNKNOWN,
    key: { [SIGNATURE]: SECRET, ciphertext: "[secret]" },
    hosts: ["a", UNKNOWN],
    relaxations: ["database.requireTls: test data only"],
  }),
  provider,
  network,
  vpc,
  tier,
  made("aws:ec2/subnet:Subnet", "network-data-a", {}, tier.urn),
  made("aws:ec2/subnet:Subnet", "network-data-b", {}, tier.urn),
  made("aws:ec2/natGateway:NatGateway", "egress-a", {}, vpc.urn),
  made("aws:sns/topic:Topic", "alerts"),
];

test("the preview of a graph counts resources by component and kind, providers left out", () => {
  expect(summarize("shop-prod", graph)).toEqual({
    stack: "shop-prod",
    engine: "sdk",
    counts: { resources: 5, components: 2 },
    tree: {
      name: "shop-prod",
      type: "Stack",
      resources: 5,
      kinds: [{ kind: "topic", count: 1 }],
      children: [
        {
          name: "network",
          type: "Network",
          resources: 4,
          kinds: [
            { kind: "NAT gateway", count: 1 },
            { kind: "VPC", count: 1 },
          ],
          children: [{ name: "network-data", type: "Tier", resources: 2, kinds: [{ kind: "subnet", count: 2 }], children: [] }],
        },
      ],
    },
    hourly: [{ what: "NAT gateway", size: "", count: 1 }],
    // 730 hours of 0.045, and 50 GB of 0.045.
    cost: { region: "us-east-1", prices: { from: "2025-06-30", to: "2025-06-30" }, usd: { from: 35.1, to: 35.1 }, missing: 0 },
    outputs: { url: "https://shop.example.com/", vpcId: "known after apply", key: "[secret]", hosts: ["a", "known after apply"] },
    relaxations: ["database.requireTls: test data only"],
  });
});

test("the text shows the plan, hourly costs, relaxations and outputs in columns", () => {
  expect(previewText(summarize("shop-prod", graph), plain).split("\n")).toEqual([
    "shop-prod  previewed offline by Pulumi's SDK: AWS was not asked, nothing was changed",
    "",
    "Plan",
    "  Component             Resources  Of its own",
    "  network  Network              4  1 NAT gateway, 1 VPC",
    "    network-data  Tier          2  2 subnets",
    "  outside a component: 1 topic",
    "  5 resources in 2 components",
    "",
    "Costs",
    "    1  NAT gateway",
    "  about USD 35 a month (list prices of 2025-06-30, us-east-1, ±20%): store cost shop-prod",
    "",
    "Relaxed by the settings",
    "  database.requireTls: test data only",
    "",
    "Outputs",
    "  hosts  a, known after apply",
    "  key    [secret]",
    "  url    https://shop.example.com/",
    "  known after apply: vpcId",
  ]);
});

test("a stack without anything has neither costs nor outputs in its text", () => {
  expect(previewText(summarize("shop-prod", [stack({})]), plain).split("\n")).toEqual([
    "shop-prod  previewed offline by Pulumi's SDK: AWS was not asked, nothing was changed",
    "",
    "Plan",
    "  0 resources in 0 components",
  ]);
});

test("many kinds in one component are cut to a line, the rest counted", () => {
  const many = ["RouteTableAssociation", "NetworkAclAssociation", "SecurityGroupRule", "InternetGateway", "FlowLog"];
  const lines = previewText(summarize("shop-prod", [stack({}), ...many.map((type) => made(`aws:ec2/x:${type}`, type))]), plain).split("\n");
  expect(lines[3]).toEqual("  outside a component: 1 flow log, 1 internet gateway, 3 more");
});

test("a component that is called as the one around it is known by its type", () => {
  const certificate = component("Certificate", "certificate");
  const inside = component("StoreFunction", "certificate", `${certificate.urn}`);
  const same = { ...inside, urn: urn("xcart-hosting:index:Certificate$xcart-hosting:index:StoreFunction", "certificate") };
  const lines = previewText(summarize("shop-prod", [stack({}), certificate, same]), plain).split("\n");
  expect(lines.slice(4, 6)).toEqual(["  certificate  Certificate          0", "    StoreFunction                   0"]);
});

test("the plan of a narrow screen leaves out the kinds", () => {
  const at = (columns: number) =>
    previewText(summarize("shop-prod", graph), { ...plain, columns })
      .split("\n")
      .find((line) => line.startsWith("  network "));
  expect([at(60), at(40)]).toEqual(["  network  Network              4  1 NAT gateway, 1 VPC", "  network  Network              4"]);
});

test("many stacks have a row each", () => {
  const quiet = { ...summarize("a-dev", [stack({})]) };
  expect(summaryLines([quiet, summarize("shop-prod", graph)], plain)).toEqual([
    "Stack      Resources  Components  Billed hourly  Relaxed",
    "a-dev              0           0              0",
    "shop-prod          5           2              1        1",
  ]);
});

test.each([
  ["aws:ec2/natGateway:NatGateway", {}, [{ what: "NAT gateway", size: "", count: 1 }]],
  [
    "aws:rds/instance:Instance",
    { instanceClass: "db.m7g.large", multiAz: true },
    [{ what: "database instance", size: "db.m7g.large", count: 2 }],
  ],
  ["aws:rds/instance:Instance", { instanceClass: "db.t4g.micro" }, [{ what: "database instance", size: "db.t4g.micro", count: 1 }]],
  [
    "aws:elasticache/replicationGroup:ReplicationGroup",
    { engine: "valkey", nodeType: "cache.t4g.small", numCacheClusters: 3 },
    [{ what: "cache node", size: "cache.t4g.small", count: 3 }],
  ],
  [
    "aws:elasticache/replicationGroup:ReplicationGroup",
    { engine: "valkey", nodeType: "cache.t4g.small", numNodeGroups: 2, replicasPerNodeGroup: 1 },
    [{ what: "cache node", size: "cache.t4g.small", count: 4 }],
  ],
  [
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    { vpcEndpointType: "Interface", subnetIds: ["a", UNKNOWN] },
    [{ what: "interface endpoint in a zone", size: "", count: 2 }],
  ],
  ["aws:ec2/vpcEndpoint:VpcEndpoint", { vpcEndpointType: "Gateway" }, []],
  [
    "aws:lb/loadBalancer:LoadBalancer",
    { internal: false, subnets: ["a", "b"] },
    [
      { what: "load balancer", size: "", count: 1 },
      { what: "public IPv4 address", size: "", count: 2 },
    ],
  ],
  ["aws:lb/loadBalancer:LoadBalancer", { internal: true, subnets: ["a", "b"] }, [{ what: "load balancer", size: "", count: 1 }]],
  [
    "aws:networkfirewall/firewall:Firewall",
    { subnetMappings: [{ subnetId: "a" }] },
    [{ what: "Network Firewall endpoint", size: "", count: 1 }],
  ],
  ["aws:kms/key:Key", {}, []],
])("%s with %j is billed by the hour as %j", (type, inputs, expected) => {
  expect(hourlyCosts(costOf([provider, made(type, "x", inputs)]))).toEqual(expected);
});

test("an auto scaling group has the size of its launch template, and alike things are counted together", () => {
  const template = made("aws:ec2/launchTemplate:LaunchTemplate", "web", { instanceType: "m7g.large" });
  const group = { ...made("aws:autoscaling/group:Group", "web", { minSize: 2, desiredCapacity: 3 }), dependencies: [template.urn] };
  const gateways = ["a", "b"].map((zone) => made("aws:ec2/natGateway:NatGateway", zone));
  expect(hourlyCosts(costOf([provider, template, group, ...gateways]))).toEqual([
    { what: "EC2 instance", size: "m7g.large", count: 3 },
    { what: "NAT gateway", size: "", count: 2 },
  ]);
});

test.each([
  ["aws:ec2/routeTable:RouteTable", 2, "2 route tables"],
  ["aws:iam/policy:Policy", 2, "2 IAM policies"],
  ["aws:kms/alias:Alias", 2, "2 KMS aliases"],
  ["aws:ec2/eip:Eip", 1, "1 elastic IP address"],
  ["aws:rds/instance:Instance", 1, "1 RDS instance"],
])("%s times %i reads %s", (type, count, text) => {
  expect(counted(count, kindOf(type))).toEqual(text);
});
