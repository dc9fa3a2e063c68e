import { expect, test } from "@jest/globals";
import { chainsOf, needlessIn } from "../../../cli/critical-path/chains.ts";
import { longestChain } from "../../../cli/critical-path/longest.ts";
import { chainsText } from "../../../cli/critical-path/text.ts";
import type { GraphResource } from "../../../cli/offline/graph.ts";
import { times } from "../../../domain/provisioning/times.ts";
import { graphWith } from "../../stacks/graphs.ts";

const urn = (type: string, name: string) => `urn:pulumi:shop::x::${type}::${name}`;
const one = (type: string, name: string, more: Partial<GraphResource> = {}): GraphResource => ({
  urn: urn(type, name),
  type,
  custom: true,
  ...more,
});
const database = urn("aws:rds/instance:Instance", "database");
const topic = urn("aws:sns/topic:Topic", "topic");
const needing = (from: string) => ({ dependencies: [from], propertyDependencies: { value: [from] } });
const told = (from: string) => ({ dependencies: [from], propertyDependencies: {} });

/** By stack; each graph is made once. */
const shown = new Map<string, string>();

test("the longest chain is by seconds, not by steps, and says why each step waits", () => {
  const graph = [
    one("aws:sns/topic:Topic", "topic"),
    one("aws:rds/instance:Instance", "database", needing(topic)),
    one("aws:ssm/parameter:Parameter", "host", needing(database)),
    one("aws:sns/topicPolicy:TopicPolicy", "topic", told(topic)),
  ];
  const { seconds, steps } = longestChain(graph, "create");
  expect(seconds).toBe(3 + (times["aws:rds/instance:Instance"]?.create ?? 0) + 3);
  expect(steps.map(({ name, waits }) => [name, waits])).toEqual([
    ["topic", undefined],
    ["database", "value"],
    ["host", "value"],
  ]);
});

test("a destroy goes the other way, waits for the interfaces of functions, and skips what stays", () => {
  const [group, lambda] = [urn("aws:ec2/securityGroup:SecurityGroup", "group"), urn("aws:lambda/function:Function", "function")];
  const graph = [
    one("aws:ec2/securityGroup:SecurityGroup", "group"),
    one("aws:lambda/function:Function", "function", { dependencies: [group], propertyDependencies: { vpcConfig: [group] } }),
    one("aws:rds/instance:Instance", "database", { ...told(lambda), retainOnDelete: true }),
  ];
  const { seconds, steps } = longestChain(graph, "destroy");
  expect([seconds, steps.map(({ name }) => name)]).toEqual([0 + 3 + 1108, ["database", "function", "group"]]);
});

test("a wait that delays the whole, needs no value and is not argued for is named", () => {
  const graph = [one("aws:rds/instance:Instance", "database"), one("aws:sns/topic:Topic", "topic", told(database))];
  const [first] = chainsOf(graph);
  expect(first && needlessIn(first)).toEqual([
    `${topic} waits for ${database} (create), and no value of it: drop it, or say why in domain/provisioning/order.ts`,
  ]);
});

test.each(["demo-prod", "demo-account"])("%s waits for nothing that AWS does not force", async (stack) => {
  const all = chainsOf(await graphWith(stack));
  shown.set(stack, chainsText(stack, all));
  expect(all.flatMap(needlessIn)).toEqual([]);
  for (const { chain } of all) {
    // What is quick adds up to a minute at most: the rest is what AWS takes for a database, nodes, interfaces.
    const quick = chain.steps.map(({ seconds }) => seconds).filter((seconds) => seconds <= 5);
    expect(quick.reduce((sum, seconds) => sum + seconds, 0)).toBeLessThanOrEqual(60);
  }
});

test("the text has each chain with its times and what they are based on", () => {
  const text = shown.get("demo-prod");
  expect(text).toMatch(/^demo-prod, a first `pulumi up`: \d+ min/);
  expect(text).toContain("14 min 2 s  database (Instance): needs a value of it\n");
  expect(text).toContain("demo-prod, a change of the nodes: ");
  expect(text).toContain("7 min 0 s  new nodes take over afterwards; the update does not wait for them\n");
  expect(text).toContain("demo-prod, `pulumi destroy`: ");
  expect(text).toContain("  aws:rds/instance:Instance: measured, production MySQL");
});
