import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type AnalyzeResponse, EnforcementLevel, PolicyType } from "@pulumi/pulumi/proto/analyzer_pb.js";
import { verdictOn } from "../../cli/check/verdict.ts";
import { pciOf } from "../../policies/catalogue.ts";
import type { ExportedResource } from "../../policies/model/graph.ts";
import { levelOf, withWaiverPolicy } from "../../policies/model/verdict.ts";
import { policies } from "../../policies/pack.ts";
import { graphWith } from "../stacks/graphs.ts";
import { Analyzer } from "./analyzer.ts";
import { resource, unknown, urnOf } from "./support.ts";

let pack: Analyzer;
let faulty: Analyzer;
beforeAll(async () => {
  [pack, faulty] = await Promise.all([Analyzer.start(), Analyzer.start(join(import.meta.dirname, "fixtures/faulty-pack.mjs"))]);
});
afterAll(() => {
  pack.stop();
  faulty.stop();
});

const stackResource = (outputs: Record<string, unknown> = {}) => resource("pulumi:pulumi:Stack", "xcart-hosting-test-prod", outputs);

/** `level policy urn message`, sorted; the SDK puts the policy's description before each message. */
const reported = (response: AnalyzeResponse) =>
  response
    .getDiagnosticsList()
    .map((one) =>
      [one.getEnforcementlevel(), one.getPolicyname(), one.getUrn(), one.getMessage().replace(`${one.getDescription()}\n`, "")].join(" "),
    )
    .sort();

function expected(resources: readonly ExportedResource[]): string[] {
  const { violations, advisories } = verdictOn(resources, { stack: "any", file: "any" });
  const line = (level: number) => (finding: { policy: string; urn: string; message: string }) =>
    [level, finding.policy, finding.urn, finding.message].join(" ");
  return [...violations.map(line(EnforcementLevel.MANDATORY)), ...advisories.map(line(EnforcementLevel.ADVISORY))].sort();
}

const stacks = ["demo-account", "demo-dev", "demo-staging", "demo-prod"];

test.each(stacks)("the engine hears of %s what store check says of it", async (stack) => {
  const graph = await graphWith(stack);
  expect(reported(await pack.analyze(graph))).toEqual(expected(graph));
});

/** What someone might do to a graph by hand: every `true` that is a property of a resource becomes false. */
const weakened = (graph: readonly ExportedResource[]): ExportedResource[] =>
  graph.map((one) => ({
    ...one,
    outputs: Object.fromEntries(Object.entries(one.outputs ?? {}).map(([name, value]) => [name, value === true ? false : value])),
  }));

test.each(["demo-account", "demo-prod"])("the engine hears the same of a weakened %s", async (stack) => {
  const graph = weakened(await graphWith(stack));
  const lines = expected(graph);
  expect(reported(await pack.analyze(graph))).toEqual(lines);
  if (stack === "demo-prod") expect(lines.length).toBeGreaterThan(0);
});

test("the order in which the engine sends resources does not matter", async () => {
  const graph = weakened(await graphWith("demo-prod"));
  expect(reported(await pack.analyze(graph.toReversed()))).toEqual(expected(graph));
});

test("requests at the same time are judged apart", async () => {
  const database = (name: string) => [stackResource(), resource("aws:rds/instance:Instance", name, { storageEncrypted: false })];
  const responses = await Promise.all(["a", "b", "c"].map((name) => pack.analyze(database(name))));
  expect(responses.map(reported)).toEqual(["a", "b", "c"].map((name) => expected(database(name))));
});

test("a second request about the same resources sees what has changed in them", async () => {
  const database = (storageEncrypted: boolean) => [stackResource(), resource("aws:rds/instance:Instance", "db", { storageEncrypted })];
  const before = reported(await pack.analyze(database(false)));
  expect([before, reported(await pack.analyze(database(true)))]).toEqual([expected(database(false)), expected(database(true))]);
});

test("a waiver in the stack's outputs holds for the engine too", async () => {
  const until = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const policy = "aws-rds-instance-enable-storage-encryption";
  const waiver = { policy, resource: "db", reason: "made-up data only", owner: "data team", ticket: "SHOP-1", until };
  const database = resource("aws:rds/instance:Instance", "db", { storageEncrypted: false });
  const graphs = [
    [stackResource(), database],
    [stackResource({ waivers: [waiver] }), database],
  ];
  const lines = await Promise.all(graphs.map(async (graph) => reported(await pack.analyze(graph)).filter((line) => line.includes(policy))));
  expect(lines).toEqual([[`1 ${policy} ${database.urn} storageEncrypted is false; set true`], []]);
});

test("the analyzer's info has every policy with level, severity, PCI DSS numbers, remediation and address", async () => {
  const info = (await pack.info()).toObject();
  expect([info.name, info.supportsconfig]).toEqual(["xcart-hosting", true]);
  const facts = info.policiesList.map((one) => [
    one.name,
    one.policyType,
    one.enforcementlevel,
    one.severity > 0,
    one.framework?.reference ?? "",
    one.remediationSteps,
    one.url,
  ]);
  expect(facts).toEqual(
    withWaiverPolicy(policies).map((policy) => [
      policy.name,
      PolicyType.POLICY_TYPE_STACK,
      levelOf(policy) === "mandatory" ? EnforcementLevel.MANDATORY : EnforcementLevel.ADVISORY,
      true,
      pciOf(policy).join(", "),
      policy.remediation,
      policy.url,
    ]),
  );
});

const bucket = (properties: Record<string, unknown>, rest = {}) => [
  stackResource(),
  resource("aws:s3/bucket:Bucket", "media", properties, rest),
];
const urn = urnOf("aws:s3/bucket:Bucket", "media");

test("a policy that throws is reported by name and stops no other", async () => {
  expect(reported(await faulty.analyze(bucket({ kmsKeyId: "x" })))).toEqual([
    `0 test-advises ${urn} could be better`,
    `1 test-finds ${urn} media is wrong`,
    `1 test-throws ${urn} the policy itself failed: no such thing`,
  ]);
});

test("what cannot be judged before apply is neither a violation nor compliant", async () => {
  const key = urnOf("aws:kms/key:Key", "key");
  const response = await faulty.analyze([
    ...bucket({ kmsKeyId: unknown }, { propertyDependencies: { kmsKeyId: [key] } }),
    resource("aws:kms/key:Key", "key"),
  ]);
  expect(reported(response).filter((line) => line.includes("test-reads"))).toEqual([]);
  const reasons = response.getNotApplicableList().map((one) => [one.getPolicyName(), one.getReason()]);
  expect(reasons).toContainEqual(["test-reads", "1 of 1 cannot be judged before values are known after apply"]);
});

test("a policy without a resource to look at says so", async () => {
  const reasons = (await faulty.analyze([stackResource()])).getNotApplicableList().map((one) => one.getPolicyName());
  expect(reasons.sort()).toEqual(["test-advises", "test-finds", "test-reads", "test-throws", "xcart-stack-enforce-waivers"]);
});

test("the pack's config changes a policy's level, and switches it off", async () => {
  const levels = [];
  for (const level of ["ADVISORY", "DISABLED", "MANDATORY"] as const) {
    await faulty.configure("test-finds", level);
    levels.push(reported(await faulty.analyze(bucket({ kmsKeyId: "x" }))).filter((line) => line.includes("test-finds")));
  }
  expect(levels).toEqual([[`0 test-finds ${urn} media is wrong`], [], [`1 test-finds ${urn} media is wrong`]]);
});
