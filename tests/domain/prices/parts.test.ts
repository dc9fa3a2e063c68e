import { expect, test } from "@jest/globals";
import { allTypes, cacheNodeTypes, databaseClasses, nodeTypes } from "../../../domain/defaults/instance-types.ts";
import { regionNames } from "../../../domain/defaults/regions.ts";
import { prodAssumptions } from "../../../domain/prices/assumptions.ts";
import type { PricedResource } from "../../../domain/prices/charge.ts";
import { costOf } from "../../../domain/prices/cost.ts";
import { costDifference } from "../../../domain/prices/difference.ts";
import { runsIn } from "../../../domain/prices/runs.ts";
import { savingsOf } from "../../../domain/prices/savings.ts";
import { larges, sizedPrice } from "../../../domain/prices/sizes.ts";
import { datesOf, listPrices, usdOf } from "../../../domain/prices/table.ts";

test.each([
  ["rate(1 minute)", 43_800],
  ["rate(30 minutes)", 1460],
  ["rate(1 hour)", 730],
  ["rate(1 day)", 730 / 24],
  ["cron(27 2,14 * * ? *)", 730 / 12],
  ["cron(0 7 ? * MON *)", 730 / 24 / 7],
  ["cron(0 * * * ? *)", 730],
  ["cron(0 5 1,15 * ? *)", 2],
  ["at(2026-01-01T00:00:00)", undefined],
])("%s fires %d times a month", (expression, expected) => {
  const runs = runsIn(expression);
  expect(runs === undefined ? undefined : Math.round(runs * 1e6)).toEqual(expected === undefined ? undefined : Math.round(expected * 1e6));
});

test("every size that settings admit is some number of large ones", () => {
  const types = [nodeTypes, databaseClasses, cacheNodeTypes].flatMap(allTypes);
  expect(types.filter((type) => larges(type.split(".").at(-1) ?? "") === undefined)).toEqual([]);
  expect([sizedPrice("rds", "db.m7g.4xlarge"), sizedPrice("ec2", "t4g.micro"), sizedPrice("ec2", "m7g.metal")]).toEqual([
    { price: "rds.m7g", units: 8 },
    { price: "ec2.t4g", units: 0.125 },
    { price: "ec2.m7g.metal", units: 1 },
  ]);
});

test("each price has a source that is in the table, a Region that stacks can live in, and more than nothing", () => {
  for (const [name, { source, usd }] of Object.entries(listPrices.prices)) {
    expect([name, listPrices.sources[source]?.asOf]).toEqual([name, expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/)]);
    const byRegion = typeof usd === "number" ? { "us-east-1": usd } : usd;
    expect([
      name,
      Object.entries(byRegion).filter(([region, value]) => !regionNames.some((one) => one === region) || !(value > 0)),
    ]).toEqual([name, []]);
  }
});

/** What is billed by the hour in every stack. */
const hourly = [
  "nat.hour",
  "alb.hour",
  "endpoint.hour",
  "ipv4.hour",
  "network-firewall.hour",
  "ec2.m7g",
  "ec2.t4g",
  "rds.t4g",
  "ebs.gp3",
  "rds.storage",
];

test("every Region has the hourly prices of what stores use, but for what AWS's files did not have", () => {
  const missing = regionNames.flatMap((region) =>
    [...hourly, "rds.m7g", "cache.t4g"].flatMap((name) => (usdOf(listPrices, name, region) === undefined ? [`${name} ${region}`] : [])),
  );
  expect(missing).toEqual(
    ["cache.t4g ap-northeast-3", "rds.m7g ap-northeast-3", "rds.m7g eu-west-3", "rds.m7g sa-east-1"].sort(
      (a, b) => (a.split(" ")[1] ?? "").localeCompare(b.split(" ")[1] ?? "") || b.localeCompare(a),
    ),
  );
});

test("a Region's price is its own", () => {
  expect([
    usdOf(listPrices, "nat.hour", "sa-east-1"),
    usdOf(listPrices, "kms.key", "sa-east-1"),
    usdOf(listPrices, "efs.gb", "sa-east-1"),
  ]).toEqual([0.093, 1, undefined]);
  expect(datesOf(listPrices, ["nat.hour", "ec2.m7g"])).toEqual({ from: "2025-03-14", to: "2025-06-30" });
});

const provider: PricedResource = { urn: "aws", type: "pulumi:providers:aws", custom: true, inputs: { region: "eu-central-1" } };
const database = (inputs: Record<string, unknown>): PricedResource => ({
  urn: "db",
  type: "aws:rds/instance:Instance",
  custom: true,
  inputs,
});
const small = [provider, database({ instanceClass: "db.t4g.medium", allocatedStorage: 20 })];
const nats = ["a", "b"].map((urn): PricedResource => ({ urn, type: "aws:ec2/natGateway:NatGateway", custom: true }));

test("a change of size is what goes and what is new, and what is gone saves", () => {
  const before = costOf([...small, ...nats]);
  const after = costOf([provider, database({ instanceClass: "db.t4g.large", allocatedStorage: 20 })]);
  const difference = costDifference(before, after);
  expect(difference.items.map(({ what, size, before, after, usd }) => [what, size, before?.usd.from, after?.usd.from, usd.from])).toEqual([
    ["database instance", "db.t4g.large", undefined, 108.59, 108.59],
    ["NAT gateway", "", 75.92, undefined, -75.92],
    ["database instance", "db.t4g.medium", 54.29, undefined, -54.29],
    ["through NAT gateways", "", 2.6, undefined, -2.6],
  ]);
  expect(difference.usd.from).toEqual(Number((after.usd.from - before.usd.from).toFixed(2)));
  expect(costDifference(before, before)).toEqual({
    before: before.usd,
    after: before.usd,
    usd: { from: 0, to: 0 },
    items: [],
    newlyUnpriced: [],
  });
  expect(JSON.parse(JSON.stringify(difference))).toEqual(difference);
});

test("what is unpriced since a change is said", () => {
  const cloud: PricedResource = { urn: "k", type: "aws:kafka/cluster:Cluster", custom: true };
  expect(costDifference(costOf(small), costOf([...small, cloud])).newlyUnpriced).toEqual([
    "aws:kafka/cluster:Cluster: no rule says how it is billed",
  ]);
});

test("savings are differences of estimates; what policies refuse in prod is not proposed there", () => {
  const doubled = [provider, database({ instanceClass: "db.t4g.medium", allocatedStorage: 20, multiAz: true }), ...nats];
  const settings = (isProd: boolean) => savingsOf(doubled, isProd).map(({ setting, usd }) => [setting, usd]);
  // 54.29 of the instance and 2.74 of its storage, rounded line by line; 37.96 of the second gateway.
  const standby = ["database.multiAz: false", 57.04];
  const single = ["network.nat: single", 37.96];
  const reservation = ["reservations for a year, without upfront payment", 24.98];
  expect([settings(false), settings(true)]).toEqual([
    [standby, single, reservation],
    [single, reservation],
  ]);
});

test("assumptions of the settings count", () => {
  const bucket: PricedResource = { urn: "b", type: "aws:s3/bucket:Bucket", custom: true };
  const of = (bucketGb: number) =>
    costOf([provider, bucket], { ...assumed, bucketGb }).items.find(({ what }) => what === "in buckets")?.usd.from;
  expect([of(100), of(200)]).toEqual([2.45, 4.9]);
});

const assumed = {
  ...prodAssumptions,
  instances: 0,
  processors: 0,
  databaseProcessors: 0,
  functions: 0,
  identities: 0,
  configChanges: 0,
  configEvaluations: 0,
  hubChecks: 0,
  callsMillions: 0,
  dataEventsMillions: 0,
  trafficGb: 0,
  malwareGb: 0,
};
