import { expect, test } from "@jest/globals";
import picocolors from "picocolors";
import { markdown } from "../../cli/check/markdown.ts";
import { type CheckResults, reportOf } from "../../cli/check/report.ts";
import { sarif } from "../../cli/check/sarif.ts";
import { changesText, verdictText } from "../../cli/check/text.ts";
import { policyFacts, verdictOn } from "../../cli/check/verdict.ts";
import { resource, unknown, urnOf } from "../policies/support.ts";
import { policies, throwing, verdictOf, waiver } from "./check-fixture.ts";

const facts = policyFacts(policies);
const screen = { columns: Number.POSITIVE_INFINITY, colors: picocolors.createColors(false) };
const good = verdictOf("shop-dev", { media: { versioned: true, bucket: "m" } });
const bad = verdictOf("shop-prod", { media: { versioned: false, bucket: "m" }, exports: { versioned: false } }, [waiver]);
const report = (part: Partial<CheckResults> = {}) =>
  reportOf({ date: "2026-11-22", stacks: [good, bad], failures: [], policies: facts, ...part });

test("text names each violation with policy, severity, resource, message and remediation, then waivers and what was looked at", () => {
  expect(verdictText(bad, { ...screen, facts }).split("\n")).toEqual([
    "shop-prod  1 violation of 1 policy",
    "",
    "  high      test-bucket-versioned",
    "    media (aws:s3/bucket:Bucket): versioned is false; set true",
    "    → Set it.",
    "      https://example.com/versioned",
    "",
    "  Waivers",
    "    test-bucket-versioned for exports: 1 violation until 2026-12-01 (@data-team, SHOP-1: Made anew each night)",
    "  4 policies checked 2 resources; 1 had nothing to check; 1 advisory (store check --verbose)",
  ]);
});

test("text of a stack without violations is short", () => {
  expect(verdictText(good, { ...screen, facts }).split("\n")).toEqual([
    "shop-dev  no violations",
    "  4 policies checked 1 resource; 2 had nothing to check",
  ]);
});

test("verbose text lists advisories, what is unknown, and the policies that looked at nothing", () => {
  const key = urnOf("aws:kms/key:Key", "key");
  const rest = { propertyDependencies: { versioned: [key] } };
  const made = [resource("aws:s3/bucket:Bucket", "media", { versioned: unknown }, rest)];
  const verdict = verdictOn(made, { stack: "shop-dev", file: "f", policies, today: "2026-11-22" });
  expect(verdict.violations).toEqual([]);
  expect(verdictText(verdict, { ...screen, facts, verbose: true }).split("\n")).toEqual([
    "shop-dev  no violations",
    "",
    "  Advisories",
    "    test-bucket-named",
    "      media (aws:s3/bucket:Bucket): bucket is unset",
    "",
    "  Unknown until apply",
    "    test-bucket-versioned",
    "      media (aws:s3/bucket:Bucket): versioned is known only after apply",
    "",
    "  Nothing to check",
    "    test-key-rotated",
    "    xcart-stack-enforce-waivers",
    "  4 policies checked 1 resource; 2 had nothing to check; 1 advisory, 1 unknown until apply",
  ]);
  const without = verdictOn(made, { stack: "shop-dev", file: "f", policies, today: "2026-11-22", settings: { kind: "store" } });
  expect(
    verdictText(without, { ...screen, facts })
      .split("\n")
      .at(-1),
  ).toMatch(/, 1 unknown until apply, fewer once the settings have accountId \(store check --verbose\)$/);
});

test("the status is 0 for good stacks, 1 with a violation, 2 with a failure", () => {
  expect(report({ stacks: [good] }).status).toBe(0);
  expect(report().status).toBe(1);
  expect(report({ failures: ["shop-x: no such stack, expected one"] }).status).toBe(2);
});

test("a policy that throws is named, makes the status 2, and the others still find what they find", () => {
  const made = [resource("aws:s3/bucket:Bucket", "media", { versioned: false })];
  const verdict = verdictOn(made, { stack: "shop-dev", file: "f", policies: [throwing, ...policies], today: "2026-11-22" });
  expect(verdict.violations.map(({ policy }) => policy)).toEqual(["test-bucket-versioned"]);
  const { status, failures } = report({ stacks: [verdict] });
  const urn = urnOf("aws:s3/bucket:Bucket", "media");
  expect([status, failures]).toEqual([
    2,
    [`test-throws: got the error no such thing at ${urn}, expected a verdict: report it as a bug of the policy`],
  ]);
});

test("a waiver of an unknown policy is a violation and makes the status 2", () => {
  const verdict = verdictOf("shop-dev", { media: { versioned: true, bucket: "m" } }, [{ ...waiver, policy: "test-no-such" }]);
  expect(verdict.violations.map(({ policy }) => policy)).toEqual(["xcart-stack-enforce-waivers"]);
  expect(report({ stacks: [verdict] })).toMatchObject({
    status: 2,
    failures: ["stacks/Pulumi.shop-dev.yaml: got a waiver of test-no-such for exports, expected the name of a policy in docs/controls.md"],
  });
});

/** What the base's settings except. */
const known = new Map([bad].map(({ stack, exceptions }) => [stack, exceptions]));

const fixed = {
  ...bad.violations[0],
  stack: "shop-dev",
  policy: "test-bucket-versioned",
  urn: "u::r::t::old",
  message: "m",
  fingerprint: "f",
};

test("against a base, a violation is new or fixed; one of a stack that is not checked is neither", () => {
  const base = { violations: [fixed, { ...fixed, stack: "shop-gone" }], trusted: new Map(), exceptions: known };
  expect(report({ base }).changes).toEqual({
    new: [{ stack: "shop-prod", ...bad.violations[0] }],
    fixed: [fixed],
    trusted: [],
    exceptions: [],
  });
});

test("markdown begins with the verdict and a table of stacks, and says what is new and fixed", () => {
  const lines = markdown(report({ base: { violations: [fixed], trusted: new Map(), exceptions: known } })).split("\n");
  expect(lines.slice(0, 7)).toEqual([
    "## ❌ Policies: 1 violation in 1 of 2 stacks",
    "",
    "|  | Stack | Violations | New | Fixed | Advisories | Unknown until apply | Waived | Resources |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    "| ✅ | `shop-dev` | **0** | 0 | 1 | 0 | 0 | 0 | 1 |",
    "| ❌ | `shop-prod` | **1** | 1 | 0 | 1 | 0 | 1 | 2 |",
    "",
  ]);
  expect(lines).toContain("### New in this change: 1 violation");
  expect(lines).toContain("- **high** `test-bucket-versioned`: `media` (aws:s3/bucket:Bucket): versioned is false; set true — `shop-prod`");
  expect(lines).toContain("### Fixed by this change: 1 violation");
});

test("whom a stack trusts since the base stands in the open; of a stack that the base has not, no one does", () => {
  const trusting = { ...bad, trusted: ["123456789012", "999988887777"] };
  const of = (trusted: ReadonlyMap<string, readonly string[]>) =>
    markdown(report({ stacks: [trusting], base: { violations: [], trusted, exceptions: known } }));
  expect(of(new Map([["shop-prod", ["123456789012"]]]))).toContain("### Newly trusted, by the settings\n- `shop-prod`: `999988887777`");
  expect(of(new Map())).not.toContain("### Trusted");
});

const relaxed = {
  kind: "relaxation",
  setting: "database.requireTls",
  what: "",
  reason: "Old clients until spring",
};

test("exceptions that the base has not stand in the title and at the top; a list that is only in another order has none", () => {
  const second = verdictOf("shop-prod", { media: { versioned: true, bucket: "m" }, exports: { versioned: false } }, [waiver]);
  const changed = {
    ...second,
    violations: [],
    exceptions: [...second.exceptions.map((one) => ({ ...one, setting: "waivers[4]" })), relaxed],
  };
  const lines = markdown(report({ stacks: [changed], base: { violations: [], trusted: new Map(), exceptions: known } })).split("\n");
  expect(lines[0]).toBe("## ⚠️ Policies: no violations in 1 stack; new: 1 relaxation");
  expect(lines).toContain("### New in this change: 1 relaxation");
  expect(lines).toContain("- `shop-prod`: relaxation `database.requireTls`: Old clients until spring");
  const text = changesText(report({ stacks: [changed], base: { violations: [], trusted: new Map(), exceptions: new Map() } }), screen);
  expect(text.split("\n")).toEqual([
    "Against the base",
    "  New exceptions: 1 waiver, 1 relaxation",
    "    shop-prod: waiver waivers[4] (policy test-bucket-versioned, resource exports, owner @data-team, ticket SHOP-1, until 2026-12-01): Made anew each night",
    "    shop-prod: relaxation database.requireTls: Old clients until spring",
  ]);
});

test("a waiver that has ended holds for two weeks more, which title and text say", () => {
  const ended = verdictOf("shop-prod", { exports: { versioned: false, bucket: "e" } }, [{ ...waiver, until: "2026-11-20" }]);
  expect(ended.violations).toEqual([]);
  expect(markdown(report({ stacks: [ended] }))).toMatch(/^## ⚠️ Policies: no violations in 1 stack; ended: 1 waiver\n/);
  expect(verdictText(ended, { ...screen, facts, today: "2026-11-22" })).toContain(
    "  Ended: renew or remove\n    waiver waivers[0]: ended 2 days ago, on 2026-11-20, and holds until 2026-12-04",
  );
});

test("a waiver that the program makes and the settings do not have is an exception too", () => {
  const made = [resource("pulumi:pulumi:Stack", "shop", { waivers: [waiver], elsewhere: { trail: "Another account has it" } })];
  const of = (settings: object) => verdictOn(made, { stack: "shop-prod", file: "f", policies, today: "2026-11-22", settings }).exceptions;
  expect(of({}).map(({ kind, setting }) => [kind, setting])).toEqual([
    ["waiver", "waivers[0]"],
    ["omission", "elsewhere.trail"],
  ]);
  const { until, ...rest } = waiver;
  expect(of({ waivers: [{ until, ...rest }], elsewhere: { trail: "Another account has it" } })).toHaveLength(2);
});

test("markdown shows waivers that end within 30 days, and folds all of them", () => {
  const text = markdown(report());
  expect(text).toContain("### Ends within 30 days");
  expect(text).toContain(
    "- `shop-prod`: waiver `waivers[0]` (policy test-bucket-versioned, resource exports, owner @\u200bdata-team, ticket SHOP-1, until 2026-12-01): Made anew each night — **ends in 9 days, on 2026-12-01**",
  );
  expect(text).toContain("<details><summary>1 waiver</summary>");
  const later = verdictOf("shop-prod", { exports: { versioned: false } }, [{ ...waiver, until: "2027-06-01" }]);
  expect(markdown(report({ stacks: [later] }))).not.toContain("within 30 days");
});

test("markdown holds no markup, link or mention that came from settings or names", () => {
  const evil = { ...waiver, reason: "see <img src=x> [this](http://x) | @everyone `code`\n# Title" };
  const text = markdown(report({ stacks: [verdictOf("shop-prod", { exports: { versioned: false } }, [evil])] }));
  expect(text).toContain("see \\<img src=x\\> \\[this\\](http://x) \\| @\u200beveryone \\`code\\` \\# Title");
  expect(text).not.toContain("\n# Title");
});

test("markdown says the same of several stacks once, and counts what would make a comment too long", () => {
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`bucket-${at}`, { versioned: true }]));
  const text = markdown(report({ stacks: [verdictOf("shop-a", many), verdictOf("shop-b", many)] }));
  expect(text).toContain("- `test-bucket-named`: `bucket-0` (aws:s3/bucket:Bucket): bucket is unset — `shop-a`, `shop-b`");
  expect(text).toContain("- and 140 more: see the JSON report");
  expect(text.length).toBeLessThan(65_536);
});

test("SARIF has a rule for each policy, a result at the stack's file for each finding, and suppresses what is waived", () => {
  const log = JSON.parse(sarif(report()));
  const [run] = log.runs;
  expect([log.version, run.tool.driver.rules.map(({ id }: { id: string }) => id)]).toEqual(["2.1.0", Object.keys(facts)]);
  expect(run.tool.driver.rules[0]).toMatchObject({
    helpUri: "https://example.com/versioned",
    defaultConfiguration: { level: "error" },
    properties: { "security-severity": "8.0" },
  });
  const summary = run.results.map((one: Record<string, unknown>) => [one.ruleId, one.level, "suppressions" in one]);
  expect(summary).toEqual([
    ["test-bucket-versioned", "error", false],
    ["test-bucket-named", "note", false],
    ["test-bucket-versioned", "error", true],
  ]);
  expect(run.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe("stacks/Pulumi.shop-prod.yaml");
});

test("a finding's fingerprint is the same in every run, and another for another resource or message", () => {
  const print = (buckets: Record<string, Record<string, unknown>>) =>
    verdictOf("shop-prod", buckets).violations.map((one) => one.fingerprint);
  const [first] = print({ media: { versioned: false } });
  expect(print({ logs: { versioned: false }, media: { versioned: false } })[1]).toBe(first);
  expect(print({ logs: { versioned: false } })[0]).not.toBe(first);
});
