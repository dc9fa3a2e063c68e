import { beforeAll, expect, test } from "@jest/globals";
import picocolors from "picocolors";
import { policyFacts } from "../../../cli/check/verdict.ts";
import { bodyOf, MAX_CHARACTERS, neutral } from "../../../cli/comment/neutral.ts";
import type { GraphResource } from "../../../cli/offline/graph.ts";
import { effectsOf, type Judged, type Stacks } from "../../../cli/review/effects.ts";
import { type Review, reviewOf } from "../../../cli/review/review.ts";
import { reviewMarkdown, reviewText } from "../../../cli/review/text.ts";
import { graphWith } from "../../stacks/graphs.ts";
import { policies, verdictOf, waiver } from "../check-fixture.ts";

const facts = policyFacts(policies);
const pipe = { columns: Number.POSITIVE_INFINITY, colors: picocolors.createColors(false) };
const PROD = "demo-prod";
let prod: readonly GraphResource[] = [];
let moved: readonly GraphResource[] = [];
beforeAll(async () => {
  prod = await graphWith(PROD);
  moved = await graphWith(PROD, { network: { cidr: "10.120.0.0/16" } });
});

const judged = (stack: string, graph: readonly GraphResource[], waivers: readonly object[] = []): Judged => ({
  verdict: verdictOf(stack, {}, waivers),
  rules: { allowReplacement: [] },
  graphOf: () => graph,
});
const stacks = (...all: readonly Judged[]): Stacks => ({ names: all.map(({ verdict }) => verdict.stack), judged: all, failures: [] });

function reviewed(base: Stacks, change: Stacks): Review {
  const { effects, failures } = effectsOf(base, change);
  const verdicts = change.judged.map(({ verdict }) => verdict);
  const own = {
    version: 1 as const,
    stacks: verdicts.map((one) => ({ ...one, unknown: [], violations: [], policies: { ...one.policies } })),
    policies: { ...facts },
  };
  return reviewOf({
    base: base.judged.map(({ verdict }) => verdict),
    change: verdicts,
    effects,
    unread: [],
    own,
    policies: facts,
    failures,
  });
}

/** With another database, as a change of a component would have it. */
const otherDatabase = () =>
  prod.map((one) => (one.type === "aws:rds/instance:Instance" ? { ...one, inputs: { ...one.inputs, username: "another" } } : one));

test("what goes with its data comes first, in words; then each stack with its costs and verdict, what is refused, and what is new", () => {
  const review = reviewed(stacks(judged(PROD, prod)), stacks(judged(PROD, otherDatabase(), [waiver])));
  expect(review.status).toBe(3);
  const lines = reviewMarkdown(review)
    .split("\n")
    .filter((line) => line !== "");
  expect(lines.slice(0, 7)).toEqual([
    "## 🛑 Against the base: refused, since it takes data of production: 1 resource",
    "> [!CAUTION]",
    expect.stringMatching(/^> - ⚠ `demo-prod`: Replaces the RDS instance database\. Lost with the old one: /),
    "| Stack | What changes | Costs | Violations |",
    "| --- | --- | --- | --- |",
    expect.stringMatching(
      /^\| `demo-prod` \| \d+ updated, \d+ replaced \(.*holds data.*\), 0 created, 0 deleted \| USD [\d,]+ to [\d,]+ a month, as before \| ❌ 1 \|$/,
    ),
    expect.stringMatching(/^\| \*\*together\*\* \| {2}\| \*\*USD [\d,]+ to [\d,]+ a month, as before, ±20%\*\* \| {2}\|$/),
  ]);
  const at = (heading: string) => lines.findIndex((line) => line.startsWith(heading));
  expect(lines[at("### Refused: production data would be lost") + 1]).toMatch(
    /^- `demo-prod`: aws:rds\/instance:Instance::database: replaced because of username, /,
  );
  expect(at("### New in this change: 1 waiver")).toBeGreaterThan(at("### Refused"));
  expect(at("<details><summary>demo-prod: database, ")).toBeGreaterThan(at("### New in this change: 1 waiver"));
  expect(reviewText(review, pipe).split("\n").slice(2, 5)).toEqual([
    expect.stringMatching(/^ {2}! demo-prod: Replaces the RDS instance database\./),
    expect.stringMatching(/^ {2}demo-prod: .*; USD .* a month, as before$/),
    expect.stringMatching(/^ {2}together: USD /),
  ]);
});

test("a stack that is new and one that is gone are told as a whole; nothing is refused", () => {
  const small = prod.slice(0, 40);
  const review = reviewed(stacks(judged("gone-prod", prod)), stacks(judged("new-prod", small)));
  expect([review.status, review.refused]).toEqual([0, []]);
  const text = reviewMarkdown(review);
  expect(text).toMatch(
    /\n\| `gone-prod` \| 0 updated, 0 replaced, 0 created, \d+ deleted \(\d+ hold data\), \d+ outputs changed\. Its file is gone, which deletes nothing by itself/,
  );
  expect(text).toMatch(
    /\n\| `new-prod` \| 0 updated, 0 replaced, \d+ created, 0 deleted\. The stack is new\. \| USD 0 a month, as before \|/,
  );
  expect(text.split("\n").slice(0, 4)).toEqual([
    expect.stringMatching(/^## ⚠️ Against the base: nothing to agree to; \d+ resources with data go$/),
    "",
    "> [!CAUTION]",
    expect.stringContaining("Deletes the RDS instance database."),
  ]);
  expect(text).toMatch(/\n> - ⚠ and \d+ more: see the JSON report\n/);
});

test("a stranger's graph that cannot be compared is one sentence, and the rest is told", () => {
  const [one] = prod.filter(({ custom }) => custom);
  if (!one) throw new Error("no resource");
  const loop = { ...one, urn: `${one.urn}-loop`, parent: `${one.urn}-loop` };
  const review = reviewed(stacks(judged("a-dev", []), judged(PROD, prod)), stacks(judged("a-dev", [loop]), judged(PROD, moved)));
  expect(review.failures).toEqual([
    expect.stringMatching(/^a-dev: its graphs cannot be compared \(.+\), expected what `store preview --graph` writes$/),
  ]);
  expect([review.status, review.stacks.map(({ stack }) => stack)]).toEqual([2, [PROD]]);
});

test("60 stacks whose networks move fit into one comment with the change's own report, and nothing of it stays open", () => {
  const one = reviewed(stacks(judged(PROD, prod)), stacks(judged(PROD, moved)));
  const review = {
    ...one,
    stacks: one.stacks.flatMap((diff) => Array.from({ length: 60 }, (_, at) => ({ ...diff, stack: `store${at}-prod` }))),
  };
  const text = reviewMarkdown(review);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(44_000);
  expect(text).toMatch(/\n\| and 30 more \| see the JSON review \|/);
  expect(text).toMatch(/\d+ sections of this review did not fit into a comment: see the JSON review\./);
  const body = bodyOf(`${text}\n${"`x` is a finding of the change's own report\n".repeat(2000).slice(0, 16_000)}`, {
    url: "https://github.com/a/b/actions/runs/1",
    sha: "a".repeat(40),
  });
  expect(body.length).toBeLessThanOrEqual(MAX_CHARACTERS);
  expect(body.split("<details>").length).toBe(body.split("</details>").length);
});

test("what a review is made of is shown as it is: alarm, table, folds, code", () => {
  const text = reviewMarkdown(reviewed(stacks(judged(PROD, prod)), stacks(judged(PROD, otherDatabase()))));
  expect(neutral(text)).toBe(text);
});
