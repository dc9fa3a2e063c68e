import { expect, test } from "@jest/globals";
import { bodyOf, MARKER, MAX_CHARACTERS, neutral } from "../../../cli/comment/neutral.ts";

const run = { url: "https://github.com/shop/hosting/actions/runs/1", sha: "a".repeat(40) };

test.each([
  ["@everyone and &#64;everyone", "@\u200beveryone and &\u200b#\u200b64;everyone"],
  ["Fixes #12, GH-13, a/b#14 and &num;15", "Fixes #\u200b12, GH-\u200b13, a/b#\u200b14 and &\u200bnum;15"],
  ["![x](https://evil.example/a.png)", "!\u200b[x]\u200b(https\u200b://evil.example/a.png)"],
  ["[x](javascript:alert(1)) [y][z]", "[x]\u200b(javascript:alert(1)) [y]\u200b[z]"],
  ["[z]: https://evil.example", "[z]\u200b: https\u200b://evil.example"],
  ["<https://evil.example> www.evil.example", "‹https\u200b://evil.example> www\u200b.evil.example"],
  ["[x](https://docs.aws.amazon.com.evil.example/)", "[x]\u200b(https\u200b://docs.aws.amazon.com.evil.example/)"],
  ["<!-- xcart-hosting: policies --><img src=x>", "‹!-- xcart-hosting: policies -->‹img src=x>"],
  ["a\u202eb\u0007\ud800c\r\nd", "ab\ufffdc\nd"],
])("%j is harmless", (text, harmless) => {
  expect(neutral(text)).toBe(harmless);
});

test("what a report has stays: headings, tables, code, what folds, links to the policies' sources", () => {
  const report =
    "## ✅ Policies\n\n| Stack |\n| --- |\n| `a-dev` |\n\n<details><summary>1 waiver</summary>\n\n- ([why](https://www.pulumi.com/docs/x))\n\n</details>\n<sub>end</sub>";
  expect(neutral(report)).toBe(report);
});

test("the comment begins with the marker and says whose word it is, whatever the report says", () => {
  expect(bodyOf("```\nnever closed", run).split("\n").slice(0, 2)).toEqual([
    MARKER,
    `<sub>From [the check](${run.url}) of aaaaaaaaaaaa. It ran the code of this pull request, which can change what is said here.</sub>`,
  ]);
  expect(bodyOf(undefined, run)).toBe(`${MARKER}\nPolicies: no report came of [the check](${run.url}) of aaaaaaaaaaaa.`);
});

test.each([
  ["lines", "a line of a report\n".repeat(20_000)],
  ["mentions", "@".repeat(200_000)],
  ["open folds", "<details><summary>x</summary>\n".repeat(10_000)],
  ["emoji", "❌😀\n".repeat(40_000)],
])("a report of too many %s is cut, what is folded is closed, and the run is named", (_what, report) => {
  const body = bodyOf(report, run);
  expect(body.length).toBeLessThanOrEqual(MAX_CHARACTERS);
  expect(body).toContain(`The rest does not fit into a comment: see [the check](${run.url})`);
  expect(body.isWellFormed()).toBe(true);
});
