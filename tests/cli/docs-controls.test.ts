import { afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { demoGraphs, type Found, shownByPolicy } from "../../cli/docs/components.ts";
import { controlsReference } from "../../cli/docs/controls.ts";
import { type ControlEvidence, gatherEvidence, testsOf } from "../../cli/docs/evidence.ts";
import { testsIn } from "../../cli/docs/titles.ts";
import { catalogue, keysOf } from "../../policies/catalogue.ts";
import type { ExportedResource } from "../../policies/model/graph.ts";
import { type Policy, wholeStack } from "../../policies/model/policy.ts";
import { read } from "../../policies/model/values.ts";
import { policies } from "../../policies/pack.ts";
import { resource, unknown, urnOf } from "../policies/support.ts";

let evidence: ControlEvidence;
beforeAll(async () => {
  evidence = await gatherEvidence(await demoGraphs());
});
afterEach(() => {
  jest.useRealTimers();
});

const bucketType = "aws:s3/bucket:Bucket";
const policy = (types: readonly string[]): Policy => ({
  name: "aws-s3-bucket-enable-test",
  description: "Buckets are good.",
  severity: "low",
  controls: [],
  remediation: "Make them good.",
  url: "https://example.com/",
  types,
  check: ({ properties }) => (properties.good === undefined ? undefined : properties.good ? [] : ["not good"]),
});
const component = (noun: string, name: string, parent?: string): ExportedResource =>
  resource(`xcart-hosting:index:${noun}`, name, {}, parent === undefined ? {} : { parent });
const under = (noun: string, name: string) => ({ parent: urnOf(`xcart-hosting:index:${noun}`, name) });
const shows = (components: readonly string[], found: Found) => ({ components, stacks: new Map([["test-prod", found]]) });
const shownIn = (types: readonly string[], ...graphs: ExportedResource[][]) =>
  shownByPolicy([policy(types)], graphs).get("aws-s3-bucket-enable-test");

test("a policy is satisfied by the component nearest above each resource that complies, named once", () => {
  const graph = [
    component("Outer", "outer"),
    component("Inner", "inner", urnOf("xcart-hosting:index:Outer", "outer")),
    resource(bucketType, "one", { good: true }, under("Inner", "inner")),
    resource(bucketType, "two", { good: true }, under("Outer", "outer")),
    resource(bucketType, "three", { good: true }, { parent: urnOf(bucketType, "one") }),
  ];
  expect(shownIn([bucketType], graph, graph)).toEqual(shows(["Inner", "Outer"], { complies: true, violated: false, unknown: false }));
});

test("what is below no component, and the stack itself, count as the stack", () => {
  const stack = { ...resource(wholeStack, "test"), outputs: { good: true } };
  const expected = shows(["the stack"], { complies: true, violated: false, unknown: false });
  expect(shownIn([wholeStack], [stack])).toEqual(expected);
  const alone = resource(bucketType, "one", { good: true }, { parent: stack.urn });
  expect(shownIn([bucketType], [stack, alone])).toEqual(expected);
});

test("neither a violation nor what a policy does not apply to makes a component satisfy it", () => {
  const graph = [
    component("Outer", "outer"),
    resource(bucketType, "one", { good: false }, under("Outer", "outer")),
    resource(bucketType, "two", {}, under("Outer", "outer")),
  ];
  expect(shownIn([bucketType], graph)).toEqual(shows([], { complies: false, violated: true, unknown: false }));
});

test("a stack is named only where a policy looked at something, and what it cannot know there is said", () => {
  expect(shownIn([bucketType], [resource(bucketType, "one", {})])).toEqual({ components: [], stacks: new Map() });
  const named: Policy = { ...policy([bucketType]), check: ({ properties }) => (read(properties, "name") === "good" ? [] : ["not good"]) };
  const [judged] = shownByPolicy([named], [[resource(bucketType, "one", { name: unknown })]]).values();
  expect(judged).toEqual(shows([], { complies: false, violated: false, unknown: true }));
});

test("the day does not change what the demo stacks show", async () => {
  jest.useFakeTimers({
    now: new Date("2099-12-31T12:00:00Z"),
    doNotFake: ["hrtime", "nextTick", "performance", "queueMicrotask", "setImmediate", "setInterval", "setTimeout"],
  });
  expect(new Date().getFullYear()).toBe(2099);
  expect(shownByPolicy(policies, await demoGraphs())).toEqual(evidence.shown);
});

test("a test is known by its own title, whether it is one or a row of a table, by whatever name its file has for what it is about", () => {
  const text = `
    import { s3EnableTest as policy } from "./policies.ts";
    const other = s3OtherTest;
    test("one by itself", () => { expect(s3EnableTest).toBe("S3-01"); });
    testCases([[policy, "a row", []], [other, "another's row", []]]);
    cases(s3EnableTest, ["a sentence", []], ["a further one", []]);
    test.each([["S3-01", "a row by its control", () => {}]])("$control: $what", () => { s3EnableTest; });
    expect(list).toEqual(["S3-01", "no row"]);
  `;
  const named = (name: string) => testsIn(text).flatMap(({ title, names }) => (names.has(name) ? [title] : []));
  expect(named("s3EnableTest")).toEqual(["one by itself", "a row", "a sentence", "a further one"]);
  expect(named("s3OtherTest")).toEqual(["another's row"]);
  expect(named("S3-01")).toEqual(["one by itself", "a row by its control"]);
  expect(named("S3-011")).toEqual([]);
  const tests = testsIn(text).map((test) => ({ file: "s3.test.ts", ...test }));
  const found = { ...evidence, tests, constants: new Map([["aws-s3-bucket-enable-test", "s3EnableTest"]]) };
  expect(testsOf(found, "S3-01", [policy([])]).map(({ title }) => title)).toContain("a row by its control");
  expect(testsOf(found, "S3-01", [])).toEqual([]);
});

test("every policy of the pack is exported under a name, and has a test with a title", () => {
  expect(policies.filter(({ name }) => !evidence.constants.has(name)).map(({ name }) => name)).toEqual([]);
  const untested = policies.filter((one) => keysOf(one).every((key) => testsOf(evidence, key, [one]).length === 0));
  expect(untested.map(({ name }) => `${name}: no test in tests/policies names it or its control in a title's row or body`)).toEqual([]);
});

const rowsOf = (page: string, key: string) => page.split("\n").filter((line) => line.startsWith(`| ${key} |`));

const cellsOf = (page: string, key: string) => rowsOf(page, key)[0]?.split(" | ");

test("a control's row leads from its policies to the stacks, the components and the tests", () => {
  const page = controlsReference(evidence);
  expect(cellsOf(page, "NET-01")).toEqual([
    "| NET-01",
    "Flow logs on for every VPC",
    "10.2.1",
    "`aws-vpc-network-enable-flow-logs`",
    "–",
    "yes",
    "yes",
    "yes",
    "Network",
    expect.stringMatching(/^\[mutations-network\.test\.ts\] “no flow log” and \d+ more; \[vpc\.test\.ts\] “[^”]+” and \d+ more$/),
    "Security Hub EC2.6; Config vpc-flow-logs-enabled; cdk-nag VPCFlowLogsEnabled; Checkov CKV2_AWS_11 |",
  ]);
  const targets = [...page.matchAll(/^\[(.+)\]: \.\.\/tests\/policies\/(.+)$/gm)].map(([, label, file]) => [label, file]);
  const linked = [...new Set([...page.matchAll(/\[([\w/-]+\.test\.ts)\] “/g)].map(([, file]) => file))].sort();
  expect(targets).toEqual(linked.map((file) => [file, file]));
  expect(linked).toContain("vpc.test.ts");
});

test("what the settings of a stack keep off is no control of that stack", () => {
  const page = controlsReference(evidence);
  const [account, dev, prod, staging] = [4, 5, 6, 7];
  // demo-dev has no sign-in and no TLS to its database; the payment page is watched in production.
  const watch = policies.find(({ name }) => name === "aws-synthetics-canary-missing-on-payment-page");
  expect(watch && keysOf(watch).map((key) => cellsOf(page, key)?.slice(account, staging + 1))).toEqual([["–", "–", "yes", "–"]]);
  const mfa = policies.find(({ name }) => name === "aws-lb-listener-enforce-planned-sign-in");
  const cells = mfa && keysOf(mfa).map((key) => cellsOf(page, key));
  expect(cells?.map((cell) => [cell?.[account], cell?.[dev], cell?.[prod]])).toEqual([["–", "–", "yes"]]);
});

test("a control is in part, not or not known to be in place where one of its policies finds so", () => {
  const standing = (found: Found, components: readonly string[] = []) => {
    const shown = new Map(evidence.shown).set("aws-vpc-network-enable-flow-logs", { components, stacks: new Map([["demo-dev", found]]) });
    return cellsOf(controlsReference({ ...evidence, shown }), "NET-01")?.slice(4, 9);
  };
  const open = { complies: true, violated: true, unknown: false };
  expect(standing(open, ["the stack", "Network"])).toEqual(["–", "in part", "–", "–", "Network, the stack"]);
  expect(standing({ ...open, complies: false })).toEqual(["–", "no", "–", "–", "–"]);
  expect(standing({ complies: false, violated: false, unknown: true })).toEqual(["–", "unknown", "–", "–", "–"]);
});

test("every control that a graph cannot wholly decide has one who sees to it, and only those", () => {
  const [, after = ""] = controlsReference(evidence).split("## Who is responsible");
  const [matrix = ""] = after.split("## Advisory policies");
  const open = catalogue.filter(({ checkable }) => checkable !== "yes");
  expect([...matrix.matchAll(/^\| ([A-Z0-9-]+) \|.*\*\*(all|the rest)\*\*/gm)].map(([, key]) => key).sort()).toEqual(
    open.map(({ key }) => key).sort(),
  );
  expect(rowsOf(matrix, "G19")[0]?.split(" | ").slice(3, 6)).toEqual(["**the rest**", "the graph", "–"]);
  expect(rowsOf(matrix, "G24")[0]?.split(" | ").slice(3, 6)).toEqual(["–", "–", "**all**"]);
});
