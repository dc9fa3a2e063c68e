import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { demoGraphs, shownByPolicy } from "../../cli/docs/components.ts";
import { controlsReference } from "../../cli/docs/controls.ts";
import { type ControlEvidence, gatherEvidence, testFiles, wordsByTest } from "../../cli/docs/evidence.ts";
import { catalogue, keysOf } from "../../policies/catalogue.ts";
import type { ExportedResource } from "../../policies/model/graph.ts";
import { type Policy, wholeStack } from "../../policies/model/policy.ts";
import { policies } from "../../policies/pack.ts";
import { resource, urnOf } from "../policies/support.ts";

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
  expect(shownIn([bucketType], graph, graph)).toEqual({ components: ["Inner", "Outer"], violated: false });
});

test("what is below no component, and the stack itself, count as the stack", () => {
  const stack = { ...resource(wholeStack, "test"), outputs: { good: true } };
  expect(shownIn([wholeStack], [stack])).toEqual({ components: ["the stack"], violated: false });
  const alone = resource(bucketType, "one", { good: true }, { parent: stack.urn });
  expect(shownIn([bucketType], [stack, alone])).toEqual({ components: ["the stack"], violated: false });
});

test("neither a violation nor what a policy does not apply to makes a component satisfy it", () => {
  const graph = [
    component("Outer", "outer"),
    resource(bucketType, "one", { good: false }, under("Outer", "outer")),
    resource(bucketType, "two", {}, under("Outer", "outer")),
  ];
  expect(shownIn([bucketType], graph)).toEqual({ components: [], violated: true });
});

test("the day does not change what the demo stacks show", async () => {
  jest.useFakeTimers({
    now: new Date("2099-12-31T12:00:00Z"),
    doNotFake: ["hrtime", "nextTick", "performance", "queueMicrotask", "setImmediate", "setInterval", "setTimeout"],
  });
  expect(new Date().getFullYear()).toBe(2099);
  expect(shownByPolicy(policies, await demoGraphs())).toEqual(evidence.shown);
});

test("a test file belongs to a policy whose whole name or constant, or whose control, it names", () => {
  const folder = mkdtempSync(join(tmpdir(), "docs-controls-"));
  const files = {
    "by-name.test.ts": 'const POLICY = "aws-s3-bucket-enable-test";',
    "by-constant.test.ts": "cases(s3EnableTest, []);",
    "by-control.test.ts": '["S3-01", "not good"]',
    "longer.test.ts": '["aws-s3-bucket-enable-test-too", s3EnableTests, "S3-011"]',
    "support.ts": "s3EnableTest",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const constants = new Map([["aws-s3-bucket-enable-test", "s3EnableTest"]]);
  const found = { ...evidence, tests: wordsByTest(folder), constants };
  expect(testFiles(found, "S3-01", [policy([])])).toEqual(["by-constant.test.ts", "by-control.test.ts", "by-name.test.ts"]);
  expect(testFiles(found, "S3-01", [])).toEqual([]);
  rmSync(folder, { recursive: true });
});

test("every policy of the pack is exported under a name, and a test of its service names it", () => {
  expect(policies.filter(({ name }) => !evidence.constants.has(name)).map(({ name }) => name)).toEqual([]);
  const missing = policies.flatMap((one) => {
    const [, service = ""] = one.name.split("-");
    // What an account must have at all is one table for all services.
    const homes = one.name.includes("-missing-") ? [`${service}.test.ts`, "presence.test.ts"] : [`${service}.test.ts`];
    // So are last lines of data, and what the settings plan, by control.
    const tables = ["last-lines.test.ts", "planned.test.ts"];
    const isInTable = keysOf(one).some((key) => testFiles(evidence, key, [one]).some((file) => tables.includes(file)));
    const tested = isInTable || testFiles(evidence, "(none)", [one]).some((file) => homes.includes(file) || file.startsWith(`${service}/`));
    return tested
      ? []
      : [`${one.name}: no test names it, expected one in tests/policies/${service}.test.ts or below tests/policies/${service}/`];
  });
  expect(missing).toEqual([]);
});

const rowsOf = (page: string, key: string) => page.split("\n").filter((line) => line.startsWith(`| ${key} |`));

test("a control's row leads from its policies to the component and the tests", () => {
  const page = controlsReference(evidence);
  expect(rowsOf(page, "NET-01")).toEqual([
    "| NET-01 | Flow logs on for every VPC | 10.2.1 | `aws-vpc-network-enable-flow-logs` | Network | [mutations-network.test.ts], [vpc.test.ts] | Security Hub EC2.6; Config vpc-flow-logs-enabled; cdk-nag VPCFlowLogsEnabled; Checkov CKV2_AWS_11 |",
  ]);
  const targets = [...page.matchAll(/^\[(.+)\]: \.\.\/tests\/policies\/(.+)$/gm)].map(([, label, file]) => [label, file]);
  const linked = [...new Set([...page.matchAll(/\[([\w/-]+\.test\.ts)\]/g)].map(([, file]) => file))].sort();
  expect(targets).toEqual(linked.map((file) => [file, file]));
  expect(linked).toContain("vpc.test.ts");
});

test("a component satisfies a control in part, or not at all, where one of its policies finds a violation", () => {
  const satisfied = (...components: string[]) => {
    const shown = new Map(evidence.shown).set("aws-vpc-network-enable-flow-logs", { components, violated: true });
    return rowsOf(controlsReference({ ...evidence, shown }), "NET-01")[0]?.split(" | ")[4];
  };
  expect(satisfied("the stack", "Network")).toBe("Network, the stack (*in part*)");
  expect(satisfied()).toBe("– (*not met*)");
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
