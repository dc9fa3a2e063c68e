import { expect, test } from "@jest/globals";
import { storeAssumptionsIn } from "../../../domain/prices/assumptions.ts";
import type { PricedResource } from "../../../domain/prices/charge.ts";
import { costOf } from "../../../domain/prices/cost.ts";
import { freeTypes, unpricedTypes } from "../../../domain/prices/rules/free.ts";
import { billingOf, isKnown } from "../../../domain/prices/rules.ts";
import { kindTypes } from "../../../policies/pulumi/kinds.ts";

const provider: PricedResource = { urn: "aws", type: "pulumi:providers:aws", custom: true, inputs: { region: "us-east-1" } };
const made = (type: string, inputs: Record<string, unknown> = {}, more: Partial<PricedResource> = {}): PricedResource => ({
  urn: type,
  type,
  custom: true,
  inputs,
  ...more,
});
/** `count what size: US dollars` of each line. */
const linesOf = (...resources: PricedResource[]) =>
  costOf([provider, ...resources], storeAssumptionsIn("prod")).items.map(
    ({ count, what, size, usd }) => `${count.from}${count.to === count.from ? "" : `-${count.to}`} ${what} ${size}: ${usd.from}`,
  );

test("someone has said how each type of a store and an account is billed", () => {
  expect(kindTypes.filter((type) => !isKnown(type))).toEqual([]);
  expect(kindTypes.length).toBeGreaterThan(150);
});

test("what is free or unpriced is a type that stacks have", () => {
  expect([...freeTypes, ...Object.keys(unpricedTypes)].filter((type) => !kindTypes.includes(type))).toEqual([]);
});

test("a type that no one has thought of is named as unpriced", () => {
  expect([isKnown("aws:kafka/cluster:Cluster"), billingOf("aws:kafka/cluster:Cluster")]).toEqual([
    false,
    { unpriced: "aws:kafka/cluster:Cluster: no rule says how it is billed" },
  ]);
});

const web = "aws:autoscaling/group:Group";
const template = made("aws:ec2/launchTemplate:LaunchTemplate", {
  instanceType: "t4g.small",
  monitoring: { enabled: true },
  blockDeviceMappings: [{ ebs: { volumeSize: 30, volumeType: "gp3" } }],
});

test("a group costs what its launch template says, between its fewest and its most nodes", () => {
  const group = made(web, { minSize: 1, maxSize: 3 }, { dependencies: [template.urn] });
  expect(linesOf(template, group)).toEqual([
    // A quarter of t4g.large's 0.0672, for 730 hours.
    "1-3 EC2 instance t4g.small: 12.26",
    "1-3 volume 30 GiB gp3: 2.4",
    "40 metrics of nodes and functions : 12",
    "1-3 instance monitored each minute : 2.1",
  ]);
});

test("how many nodes there are may be known to AWS alone", () => {
  expect(costOf([provider, template, made(web, { minSize: "04da6b54" }, { dependencies: [template.urn] })]).unpriced).toEqual([
    "EC2 instance t4g.small: how many only AWS knows",
    "instance monitored each minute: how many only AWS knows",
    "volume 30 GiB gp3: how many only AWS knows",
  ]);
});

test("as many NAT gateways as there are firewall endpoints cost nothing, nor does what goes through them", () => {
  const nats = ["a", "b", "c"].map((urn) => made("aws:ec2/natGateway:NatGateway", {}, { urn }));
  const firewall = made("aws:networkfirewall/firewall:Firewall", { subnetMappings: [{}, {}] });
  expect(linesOf(...nats)).toEqual(["3 NAT gateway : 98.55", "50 through NAT gateways : 2.25"]);
  expect(linesOf(...nats, firewall)).toEqual([
    "2 Network Firewall endpoint : 576.7",
    "1 NAT gateway : 32.85",
    "50 through the network firewall : 3.25",
    "16.666667 through NAT gateways : 0.75",
  ]);
});

test("a standby doubles a database and its storage", () => {
  const inputs = { instanceClass: "db.t4g.medium", allocatedStorage: 20 };
  expect(linesOf(made("aws:rds/instance:Instance", inputs))).toEqual([
    "1 database instance db.t4g.medium: 47.18",
    "1 database storage 20 GiB: 2.3",
  ]);
  expect(linesOf(made("aws:rds/instance:Instance", { ...inputs, multiAz: true, manageMasterUserPassword: true }))).toEqual([
    "2 database instance db.t4g.medium: 94.35",
    "2 database storage 20 GiB: 4.6",
    "1 secret : 0.4",
  ]);
});

test("what has no price is counted, since the sum is too low; what costs cents is not", () => {
  const of = (...types: string[]) => costOf([provider, ...types.map((type) => made(type))]).missing;
  expect([of("aws:sns/topic:Topic", "aws:kms/key:Key"), of("aws:kafka/cluster:Cluster", "aws:rds/instance:Instance")]).toEqual([0, 3]);
});

test("another engine than Valkey has no price", () => {
  const cache = made("aws:elasticache/replicationGroup:ReplicationGroup", {
    engine: "redis",
    nodeType: "cache.t4g.small",
    numCacheClusters: 2,
  });
  expect(costOf([provider, cache]).unpriced).toEqual([
    "cache node cache.t4g.small: no price known in us-east-1 (the table has no price of it)",
  ]);
});

const botControl = (level: string) => ({
  statement: {
    managedRuleGroupStatement: {
      name: "AWSManagedRulesBotControlRuleSet",
      managedRuleGroupConfigs: [{ awsManagedRulesBotControlRuleSet: { inspectionLevel: level } }],
    },
  },
});

test("a web ACL costs by rules, requests and Bot Control, whose other level has no price here", () => {
  expect(linesOf(made("aws:wafv2/webAcl:WebAcl", { rules: [{ name: "own" }, botControl("COMMON")] }))).toEqual([
    "1 Bot Control common: 10",
    "1 web ACL : 5",
    "5 requests at the web ACL : 3",
    "2 rule of the web ACL : 2",
    "1 requests checked by Bot Control : 1",
  ]);
  expect(costOf([provider, made("aws:wafv2/webAcl:WebAcl", { rules: [botControl("TARGETED")] })]).unpriced).toEqual([
    "million requests checked by Bot Control: no price known in us-east-1 (the table has no price of it)",
  ]);
});

test("a scheduled function costs by its memory and how often it runs", () => {
  const call = made("aws:lambda/function:Function", { memorySize: 512 });
  const schedule = made(
    "aws:scheduler/schedule:Schedule",
    { scheduleExpression: "rate(1 minute)" },
    { propertyDependencies: { target: [call.urn] } },
  );
  // 43,800 runs of 2 seconds with half a GB, at 0.0000133334 a GB-second.
  expect(linesOf(call, schedule)).toEqual([
    "43800 of scheduled functions of 512 MB : 0.58",
    "43800 of scheduled functions, requests : 0.01",
  ]);
});

test("an alarm is billed for each metric, not for its expressions", () => {
  const queries = [{ metric: {} }, { metric: {} }, { expression: "a/b" }];
  expect(linesOf(made("aws:cloudwatch/metricAlarm:MetricAlarm", { metricQueries: queries }))).toEqual(["2 metric with an alarm : 0.2"]);
});

test("a dashboard has its price, its alarms theirs; queries and what mutes alarms are free", () => {
  expect(
    linesOf(
      made("aws:cloudwatch/dashboard:Dashboard"),
      made("aws:cloudwatch/queryDefinition:QueryDefinition"),
      made("aws:cloudwatch/alarmMuteRule:AlarmMuteRule"),
    ),
  ).toEqual(["1 dashboard : 3"]);
});
