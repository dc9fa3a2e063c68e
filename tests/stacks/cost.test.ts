import { expect, test } from "@jest/globals";
import picocolors from "picocolors";
import { estimateOf, stackCostOf } from "../../cli/cost/estimate.ts";
import { budgetLines, costText, sumLines } from "../../cli/cost/text.ts";
import type { GraphResource } from "../../cli/offline/graph.ts";
import { ownProject, readStackConfig } from "../../cli/offline/project.ts";
import { regionNames } from "../../domain/defaults/regions.ts";
import { costOf } from "../../domain/prices/cost.ts";
import { savingsOf } from "../../domain/prices/savings.ts";
import { demoGraph } from "../support/demo-graph.ts";

const project = ownProject();
const configOf = (stack: string) => readStackConfig(project, stack);
const estimate = async (stack: string) => {
  const config = configOf(stack);
  const resources = await demoGraph(config);
  return estimateOf(resources, config, stackCostOf(resources, config));
};
const plain = picocolors.createColors(false);

test.each(["demo-dev", "demo-staging", "demo-prod", "demo-account"])(
  "everything that %s is made of is priced, or named with a reason",
  async (stack) => {
    const { cost, savings, assumptions } = await estimate(stack);
    expect(cost.unpriced.filter((line) => /no price|only AWS|no rule/.test(line))).toEqual([]);
    const sum = cost.groups.reduce((total, { usd }) => total + usd.from, 0);
    expect(sum).toBeCloseTo(cost.usd.from, 6);
    expect(cost.usd.from).toBeGreaterThan(200);
    expect(savings.every(({ usd, givesUp }) => usd >= 1 && usd < cost.usd.from && givesUp.length > 20)).toEqual(true);
    expect(assumptions.length).toBeGreaterThan(15);
  },
);

test("demo-prod's hours are those of a hand calculation", async () => {
  const { cost } = await estimate("demo-prod");
  const hours = cost.items.filter(({ basis }) => basis === "hour").map(({ count, what, usd }) => [count.from, what, usd.from]);
  expect(hours).toEqual([
    [33, "interface endpoint in a zone", 240.9], // 33 x 730 x 0.01
    [3, "NAT gateway", 98.55], // 3 x 730 x 0.045
    [6, "public IPv4 address", 21.9], // 6 x 730 x 0.005
    [1, "load balancer", 16.43], // 730 x 0.0225
    [2, "EC2 instance", 119.14], // 2 x 730 x 0.0816
    [2, "database instance", 246.01], // 2 x 730 x 0.1685
    [2, "cache node", 75.92], // 2 x 730 x 0.052
    [2, "cache node", 37.96], // 2 x 730 x 0.026
  ]);
});

const moved = (resources: readonly GraphResource[], region: string) =>
  resources.map((resource) =>
    resource.type === "pulumi:providers:aws" ? { ...resource, inputs: { ...resource.inputs, region } } : resource,
  );

test("a store in any Region has prices for what is billed by the hour, but for those that are named", async () => {
  const resources = await demoGraph(configOf("demo-staging"));
  const hourlyIn = (region: string) => costOf(moved(resources, region)).items.filter(({ basis }) => basis === "hour").length;
  const missing = regionNames.flatMap((region) =>
    costOf(moved(resources, region)).unpriced.filter((line) => /instance db|EC2|cache node/.test(line)),
  );
  expect(missing).toEqual(["cache node cache.t4g.small: no price known in ap-northeast-3 (AWS's price file of 2025-03-14 has none there)"]);
  expect(regionNames.filter((region) => hourlyIn(region) < hourlyIn("us-east-1"))).toEqual(["ap-northeast-3"]);
});

test("what saves most in staging is the network firewall, whose place a NAT gateway takes", async () => {
  const resources = await demoGraph(configOf("demo-staging"));
  const [first] = savingsOf(resources, false);
  expect(first?.setting).toEqual("network.egress: dns-firewall");
  // Two endpoints of 288.35, less the gateway that is paid for then; and 3.25 of 50 GB against 2.25.
  expect(first?.usd).toBeCloseTo(2 * 288.35 - 32.85 + 1, 1);
});

test.each([60, 120])("the text fits %i columns", async (columns) => {
  const screen = { columns, colors: plain };
  const costs = await Promise.all(["demo-prod", "demo-staging", "demo-account"].map(estimate));
  const texts = costs.map((cost) => costText(cost, screen).split("\n"));
  const over = { account: "demo-account", budgetUsd: 500, stacks: ["demo-prod", "demo-staging", "demo-account"], usd: 2310 };
  const lines = [...texts.flat(), ...sumLines(costs, screen), ...budgetLines([over], screen)];
  expect(lines.filter((line) => line.length > columns)).toEqual([]);
  expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
  expect(texts.map(([first]) => first?.split("  about USD ")[0])).toEqual(costs.map(({ stack }) => stack));
});
