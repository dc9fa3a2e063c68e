import { spawnSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import { codeQuality } from "../../cli/check/code-quality.ts";
import { junit } from "../../cli/check/junit.ts";
import { componentsIn, placed, sectionsOfComponents, settingsOfPolicies } from "../../cli/check/places.ts";
import { type CheckResults, reportOf } from "../../cli/check/report.ts";
import { sarif } from "../../cli/check/sarif.ts";
import { policyFacts, type StackVerdict } from "../../cli/check/verdict.ts";
import { policies as pack } from "../../policies/pack.ts";
import { schemas } from "../../stacks/settings.ts";
import { graphWith } from "../stacks/graphs.ts";
import { policies, verdictOf, waiver } from "./check-fixture.ts";

const facts = policyFacts(policies);
const text = `config:
  xcart-hosting:settings:
    kind: store
    database:
      multiAz: false
    waivers:
      - ${JSON.stringify(waiver)}
`;
const good = verdictOf("shop-dev", { media: { versioned: true, bucket: "m" } });
const bad = placed(verdictOf("shop-prod", { media: { versioned: false, bucket: "m" }, exports: { versioned: false } }, [waiver]), text);
const fault = { stack: "shop-x", file: "stacks/Pulumi.shop-x.yaml", line: 9, column: 3, message: "domain: got 1, expected a name" };
const report = (part: Partial<CheckResults> = {}) =>
  reportOf({ date: "2026-11-22", stacks: [good, bad], failures: [], policies: facts, ...part });

/** What Python's expat, a strict parser of XML 1.0, reads: elements with their attributes and texts. */
function parsed(xml: string): { tag: string; attributes: Record<string, string>; text: string }[] {
  const script =
    "import sys,json,xml.etree.ElementTree as e\nprint(json.dumps([{'tag':x.tag,'attributes':x.attrib,'text':x.text or ''} for x in e.fromstring(sys.stdin.buffer.read()).iter()]))";
  const { status, stdout, stderr } = spawnSync("python3", ["-c", script], { input: xml, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

test("JUnit has a suite for each stack and a test for each policy: failed, skipped where it looked at nothing, or passed", () => {
  const elements = parsed(junit(report()));
  const suites = elements.filter(({ tag }) => tag === "testsuite").map(({ attributes }) => attributes);
  expect(suites).toEqual([
    { name: "shop-dev", tests: "4", failures: "0", errors: "0", skipped: "2" },
    { name: "shop-prod", tests: "4", failures: "1", errors: "0", skipped: "1" },
  ]);
  const cases = elements.filter(({ tag }) => tag === "testcase").map(({ attributes }) => attributes);
  expect(new Set(cases.map(({ classname, name }) => `${classname} ${name}`)).size).toBe(8);
  expect(elements.find(({ tag }) => tag === "failure")).toEqual({
    tag: "failure",
    attributes: { type: "high", message: "stacks/Pulumi.shop-prod.yaml:2: media (aws:s3/bucket:Bucket): versioned is false; set true" },
    text: "stacks/Pulumi.shop-prod.yaml:2: media (aws:s3/bucket:Bucket): versioned is false; set true\nSet it. https://example.com/versioned",
  });
});

test("JUnit says what could not be checked as an error", () => {
  const errors = parsed(junit(report({ failures: ["shop-x: the settings have a fault\n  domain: got 1"] }))).filter(
    ({ tag }) => tag === "error",
  );
  expect(errors.map(({ text: said }) => said)).toEqual(["shop-x: the settings have a fault\n  domain: got 1"]);
});

test("JUnit is XML whatever a name or message holds", () => {
  const hostile = `<&>"' ]]> <!-- \u0000\u0007\u001b\ud800\ufffe\u{1F600}\n\té`;
  const [finding] = bad.violations;
  const violations = finding ? [{ ...finding, message: hostile, urn: `urn:pulumi:s::p::t::${hostile}` }] : [];
  const failures = parsed(junit(report({ stacks: [{ ...bad, violations }] }))).filter(({ tag }) => tag === "failure");
  expect(failures.map(({ text: said }) => said.includes(`<&>"' ]]> <!-- \ufffd\ufffd\ufffd\ufffd\ufffd\u{1F600}\n\té`))).toEqual([true]);
});

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}
const issuesOf = (part: Partial<CheckResults> = {}): Issue[] => JSON.parse(codeQuality(report(part)));

test("code quality has GitLab's fields, a severity of GitLab's, and a place in the repository", () => {
  expect(issuesOf({ fileFaults: [fault] }).map(({ fingerprint: _, ...issue }) => issue)).toEqual([
    {
      description: "shop-x: domain: got 1, expected a name",
      check_name: "stack-file",
      severity: "blocker",
      location: { path: "stacks/Pulumi.shop-x.yaml", lines: { begin: 9 } },
    },
    {
      description: "shop-prod, media (aws:s3/bucket:Bucket): versioned is false; set true",
      check_name: "test-bucket-versioned",
      severity: "critical",
      location: { path: "stacks/Pulumi.shop-prod.yaml", lines: { begin: 2 } },
    },
    {
      description: "shop-prod, exports (aws:s3/bucket:Bucket): bucket is unset",
      check_name: "test-bucket-named",
      severity: "info",
      location: { path: "stacks/Pulumi.shop-prod.yaml", lines: { begin: 2 } },
    },
  ]);
});

test("code quality's fingerprints are each their own, and the same when lines move", () => {
  const prints = issuesOf({ stacks: [bad, bad, good] }).map(({ fingerprint }) => fingerprint);
  expect(new Set(prints).size).toBe(prints.length);
  const moved = placed(bad, `# a comment\n${text}`);
  expect([moved.violations[0]?.line, issuesOf({ stacks: [moved] }).map(({ fingerprint }) => fingerprint)]).toEqual([3, prints]);
});

const onePlaced = (policy: string, urn: string, message = "m"): StackVerdict["violations"][number] | undefined => {
  const [finding] = bad.violations;
  return placed({ ...bad, violations: finding ? [{ ...finding, policy, urn, message }] : [] }, text).violations[0];
};
const urn = (...types: string[]) => `urn:pulumi:shop-prod::xcart-hosting::${types.join("$")}::name`;

test.each([
  ["what its policy asks about", "aws-rds-instance-enable-multi-az", urn("xcart-hosting:index:Database", "aws:rds/instance:Instance"), 5],
  ["the section of its component", "a-policy", urn("xcart-hosting:index:Database", "aws:rds/instance:Instance"), 4],
  ["the settings, where the section is left to its defaults", "a-policy", urn("xcart-hosting:index:Cache", "aws:rds/instance:Instance"), 2],
  ["the settings, where none is behind it", "a-policy", urn("aws:rds/instance:Instance"), 2],
])("a finding stands at %s", (_what, policy, of, line) => {
  expect(onePlaced(policy, of)?.line).toBe(line);
});

test("what is waived, and what is wrong with a waiver, stands at the waiver", () => {
  const message =
    "waiver of test-bucket-versioned for exports: got no violation that it waives, expected a waiver that is needed; remove it";
  expect([bad.waived[0]?.line, onePlaced("xcart-stack-enforce-waivers", urn("pulumi:pulumi:Stack"), message)?.line]).toEqual([7, 7]);
});

test("each entry of the tables is a policy, a setting and a component that there is", async () => {
  const names = new Set(pack.map(({ name }) => name));
  const { store } = schemas;
  expect(Object.keys(settingsOfPolicies).filter((name) => !names.has(name))).toEqual([]);
  const sections = [...Object.values(settingsOfPolicies).map(([section]) => String(section)), ...Object.values(sectionsOfComponents)];
  expect(sections.filter((section) => !(section in store.shape))).toEqual([]);
  const made = new Set((await graphWith("demo-prod")).flatMap(({ urn: of }) => componentsIn(of)));
  expect(Object.keys(sectionsOfComponents).filter((component) => !made.has(component))).toEqual([]);
});

test("SARIF keeps to what GitHub takes: a rule for each result, levels, lines, at most 20 tags, fingerprints by which alerts stay apart", () => {
  const many = Object.fromEntries(Object.entries(facts).map(([name, one]) => [name, { ...one, controls: new Array(30).fill("X-1") }]));
  const log = JSON.parse(sarif(report({ policies: many, fileFaults: [fault] })));
  const [{ tool, results, invocations }] = log.runs;
  for (const { properties } of tool.driver.rules) {
    expect(properties.tags.length).toBeLessThanOrEqual(20);
    expect(Number(properties["security-severity"])).toBeGreaterThan(0);
  }
  for (const { ruleId, ruleIndex, level, locations } of results) {
    expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(["error", "warning", "note"]).toContain(level);
    expect(locations[0].physicalLocation.region.startLine).toBeGreaterThan(0);
    expect(locations[0].physicalLocation.artifactLocation.uri).not.toMatch(/^[/.]/);
  }
  const prints = results.map(
    (one: { partialFingerprints: { primaryLocationLineHash: string } }) => one.partialFingerprints.primaryLocationLineHash,
  );
  expect(new Set(prints).size).toBe(results.length);
  expect(invocations[0].toolExecutionNotifications[0].locations[0].physicalLocation.region).toEqual({ startLine: 9, startColumn: 3 });
});

test("SARIF has no more than 25,000 results, of which GitHub takes none more", () => {
  const [finding] = bad.violations;
  const violations = finding ? new Array(25_100).fill(finding) : [];
  const log = JSON.parse(sarif(report({ stacks: [{ ...bad, violations }] })));
  expect(log.runs[0].results).toHaveLength(25_000);
});
