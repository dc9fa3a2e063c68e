import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import picocolors from "picocolors";
import { policyFacts, type StackVerdict } from "../../../cli/check/verdict.ts";
import { hiddenSince, type Side } from "../../../cli/review/hidden.ts";
import { judgeChange } from "../../../cli/review/judge.ts";
import { readOwnReport } from "../../../cli/review/own-report.ts";
import { reviewOf } from "../../../cli/review/review.ts";
import { reviewMarkdown, reviewText } from "../../../cli/review/text.ts";
import { hiddenSecret } from "../../../domain/graph-values.ts";
import { resource, unknown, urnOf } from "../../policies/support.ts";
import { policies, verdictOf, waiver } from "../check-fixture.ts";

const facts = policyFacts(policies);
const pipe = { columns: Number.POSITIVE_INFINITY, colors: picocolors.createColors(false) };
const DATABASE = "aws:rds/instance:Instance";
const urn = urnOf(DATABASE, "db");
const side = (properties: Record<string, unknown>, ...open: readonly string[]): Side => ({
  resources: [resource(DATABASE, "db", properties)],
  unknown: open.map((policy) => ({ policy, urn, message: "x is known only after apply", fingerprint: policy })),
});
const partly = (text: string) => text.replace("?", `${unknown}<Role web arn>`);

test.each<[string, Side, Side, object[]]>([
  ["a switch", side({ a: true }), side({ a: unknown }), [{ property: "a", was: "was true" }]],
  ["a number, deep inside", side({ a: [{ b: 5 }] }), side({ a: [{ b: unknown }] }), [{ property: "a.0.b", was: "was 5" }]],
  ["a switch that becomes a secret", side({ a: false }), side({ a: hiddenSecret() }), [{ property: "a", was: "was false" }]],
  ["a text that no policy reads", side({ a: "x" }), side({ a: unknown }), []],
  ["a text for which a policy is silent now", side({ a: "x" }), side({ a: unknown }, "p"), [{ property: "a", was: "was x" }]],
  ["a text where the policy was silent before", side({ a: "x" }, "p"), side({ a: unknown }, "p"), []],
  [
    "what was not set, and a policy is silent now",
    side({}),
    side({ a: unknown }, "p"),
    [{ was: "could be judged by p, and now x is known only after apply" }],
  ],
  ["what was unknown or a secret before", side({ a: unknown, b: hiddenSecret() }), side({ a: unknown, b: unknown }), []],
  [
    "a part of a document",
    side({ a: '{"Statement":[{"Effect":"Deny"}]}' }),
    side({ a: partly('{"Statement":[{"Effect":"?"}]}') }, "p"),
    [{ property: "a.Statement.0.Effect", was: "was Deny" }],
  ],
  ["an element more before the others", side({ a: [{ b: 1 }] }), side({ a: [{ b: unknown }, { b: 1 }] }), []],
])("hidden: %s", (_what, base, change, found) => {
  expect(hiddenSince(base, change)).toEqual(found.map((one) => ({ urn, ...one })));
});

test("what a value had of secrets is masked, and a long document is cut", () => {
  const secret = side({ a: { password: hiddenSecret(), port: 1 } });
  expect(hiddenSince(secret, side({ a: unknown }))[0]?.was).toBe('was {"password":"(a secret)","port":1}');
  expect(hiddenSince(side({ a: ["x".repeat(500)] }), side({ a: unknown }))[0]?.was).toHaveLength("was ".length + 120);
});

const good = verdictOf("shop-prod", { media: { versioned: true, bucket: "m" } });
const bad = verdictOf("shop-prod", { media: { versioned: false, bucket: "m" } });
const own = (verdict: StackVerdict, change: Partial<typeof facts> = {}) => ({
  version: 1 as const,
  stacks: [{ ...verdict, unknown: [...verdict.unknown], violations: [...verdict.violations], policies: { ...verdict.policies } }],
  policies: Object.fromEntries(Object.entries({ ...facts, ...change }).flatMap(([name, one]) => (one ? [[name, one]] : []))),
});
const sources = { base: [good], change: [good], effects: [], unread: [], own: own(good), policies: facts, failures: [] };

test("a change that changes nothing has nothing to agree to", () => {
  const review = reviewOf(sources);
  expect([review.status, reviewText(review, pipe)]).toEqual([0, "✅ Against the base: nothing to agree to"]);
});

test("a violation that both find is no matter for owners: its own check fails by it", () => {
  const review = reviewOf({ ...sources, change: [bad], own: own(bad) });
  expect([review.status, review.found, review.changes.new.map(({ policy }) => policy)]).toEqual([0, [], ["test-bucket-versioned"]]);
});

test("what only the base finds, and how its policies became weaker, is for owners", () => {
  const versioned = facts["test-bucket-versioned"];
  if (!versioned) throw new Error("no facts");
  const silent = { ...good, policies: { ...good.policies, "test-bucket-named": 0 } };
  const review = reviewOf({
    ...sources,
    change: [bad],
    own: own(silent, { "test-bucket-versioned": { ...versioned, severity: "low", level: "advisory" }, "test-key-rotated": undefined }),
  });
  expect(reviewText(review, pipe).split("\n")).toEqual([
    "✋ Against the base: owners have to agree to 1 violation, 4 weaker policies",
    "",
    "  Found only by the base's policies",
    "    shop-prod: high test-bucket-versioned: media (aws:s3/bucket:Bucket): versioned is false; set true",
    "",
    "  Removed or weakened policies",
    "    test-bucket-versioned is advisory, and was mandatory",
    "    test-bucket-versioned is low, and was high",
    "    test-bucket-named judges 0 resources of shop-prod, and would judge 1",
    "    test-key-rotated is gone",
  ]);
});

test("new exceptions and names are for owners, also those of a stack that is new; a name of a new stack is not", () => {
  const trusting = { ...verdictOf("shop-prod", { exports: { versioned: false } }, [waiver]), trusted: ["999988887777"] };
  const before = { ...good, trusted: [] };
  expect(reviewOf({ ...sources, base: [before], change: [trusting], own: own(trusting) })).toMatchObject({
    status: 1,
    exceptions: [{ stack: "shop-prod", kind: "waiver" }],
    trusted: [{ stack: "shop-prod", name: "999988887777" }],
  });
  expect(reviewOf({ ...sources, base: [], change: [trusting], own: own(trusting) })).toMatchObject({
    exceptions: [{ kind: "waiver" }],
    trusted: [],
  });
});

test("settings that the base cannot read are for owners: there the change's program is believed", () => {
  const review = reviewOf({ ...sources, unread: [{ stack: "shop-prod", fault: "wfa: no such setting" }] });
  expect(review.status).toBe(1);
  expect(reviewText(review, pipe).split("\n")).toEqual([
    "✋ Against the base: owners have to agree to 1 unknown setting",
    "",
    "  Settings that the base cannot read; the change's own program is believed",
    "    shop-prod: wfa: no such setting",
  ]);
});

test("however much there is, the review leaves room for the change's own report", () => {
  const many = verdictOf(
    "shop-prod",
    Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`${"b".repeat(590)}${at}`, { versioned: false }])),
  );
  const text = reviewMarkdown(reviewOf({ ...sources, change: [many], own: own({ ...many, violations: [] }) }));
  expect(text.split("\n")[0]).toBe("## ✋ Against the base: owners have to agree to 900 violations");
  expect(text).toContain("1 section of this review did not fit into a comment");
  expect(Buffer.byteLength(text)).toBeLessThan(44_000);
});

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "review-"));
  mkdirSync(join(folder, "stacks"));
  mkdirSync(join(folder, "graphs"));
  writeFileSync(join(folder, "stacks/Pulumi.shop-prod.yaml"), "config:\n  xcart-hosting:settings: { kind: store }\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

const change = () => judgeChange("xcart-hosting", { graphs: join(folder, "graphs"), settings: join(folder, "stacks"), own: own(good) });
const writeGraph = (...urns: readonly string[]) =>
  writeFileSync(
    join(folder, "graphs/shop-prod.json"),
    JSON.stringify({ version: 3, deployment: { resources: urns.map((one) => ({ urn: one, type: "pulumi:pulumi:Stack" })) } }),
  );

test("a change's graph is judged as a stack of this repository, or not at all", () => {
  expect(change().failures).toEqual(["shop-prod: got no graph of it in the change, expected one of each stack"]);
  const file = join(folder, "graphs/shop-prod.json");
  for (const [urns, got] of [
    [["urn:pulumi:shop-dev::xcart-hosting::pulumi:pulumi:Stack::s"], "urn:pulumi:shop-dev::xcart-hosting::pulumi:pulumi:Stack::s"],
    [["urn:pulumi:shop-prod::other::pulumi:pulumi:Stack::s"], "urn:pulumi:shop-prod::other::pulumi:pulumi:Stack::s"],
    [[], "no resources"],
  ] as const) {
    writeGraph(...urns);
    expect(change().failures).toEqual([`${file}: got ${got}, expected those of shop-prod in the project xcart-hosting`]);
  }
  writeGraph("urn:pulumi:shop-prod::xcart-hosting::pulumi:pulumi:Stack::s");
  expect(change()).toMatchObject({ failures: [], judged: [{ verdict: { stack: "shop-prod", exported: false } }] });
});

test("a stack of which the change's own policies say nothing is not judged", () => {
  const silent = { ...own(good), stacks: [] };
  expect(judgeChange("xcart-hosting", { graphs: folder, settings: join(folder, "stacks"), own: silent }).failures).toEqual([
    "shop-prod: got no verdict of the change's own policies, expected one of each stack",
  ]);
});

test("a report that is none is one sentence, and the command's status 2", () => {
  const file = join(folder, "policies.json");
  writeFileSync(file, '{ "version": 2 }');
  const sentence = `${file}: got another form at version, expected what \`store check --format json\` writes`;
  expect(() => readOwnReport(file)).toThrow(sentence);
  const store = join(import.meta.dirname, "../../../cli/store.mjs");
  const args = ["review", "--graphs", folder, "--settings", folder, "--report", file];
  const { status, stdout, stderr } = spawnSync(process.execPath, [store, ...args], { encoding: "utf8" });
  expect([status, stdout, stderr]).toEqual([2, "", `${sentence}\n`]);
});
