import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { pageChanges } from "../../../cli/review/agreed-page.ts";
import { reviewOf } from "../../../cli/review/review.ts";
import { reviewMarkdown } from "../../../cli/review/text.ts";

const stacks = join(import.meta.dirname, "../../../stacks");
const change = mkdtempSync(join(tmpdir(), "review-page-"));
afterAll(() => rmSync(change, { recursive: true, force: true }));
for (const name of ["dev", "prod"]) cpSync(join(stacks, `Pulumi.demo-${name}.yaml`), join(change, `Pulumi.demo-${name}.yaml`));
const page = readFileSync(join(stacks, "payment-page.yaml"), "utf8");
const changed = (text: string) => {
  writeFileSync(join(change, "payment-page.yaml"), text);
  return pageChanges(stacks, change);
};

test("a change that leaves the page alone, or says better why, has nothing new on it", () => {
  expect(changed(page)).toEqual({ added: [], failures: [] });
  expect(changed(page.replace("The fields for the card", "Fields"))).toEqual({ added: [], failures: [] });
});

test("a new script stands at the top of the review, once for all stacks, and owners have to agree", () => {
  const { added } = changed(
    page.replace(
      "scripts:\n",
      "scripts:\n  - { source: https://evil.example/<b>.js, content: may change, card: true, why: Chat, approvedBy: mallory@example.com, approvedOn: 2026-11-02 }\n",
    ),
  );
  expect(added).toMatchObject([{ file: "payment-page.yaml", kind: "script", what: "https://evil.example/<b>.js", card: true }]);
  const none = { base: [], change: [], effects: [], unread: [], own: { version: 1 as const, stacks: [], policies: {} }, failures: [] };
  const review = reviewOf({ ...none, onPage: added, policies: {} });
  expect(review.status).toBe(1);
  const [title, , heading, line] = reviewMarkdown(review).split("\n");
  expect([title, heading, line]).toEqual([
    "## ✋ Against the base: owners have to agree to 1 new on the payment page",
    "### New on the payment page (PCI DSS 6.4.3)",
    expect.stringMatching(
      /^- `payment-page\.yaml`: script `https:\/\/evil\.example\/<b>\.js`, may change, takes card data: Chat \(approved by mallory@\u200bexample\.com, 2026-11-02\)$/,
    ),
  ]);
});

test("another content is new, and a file that cannot be read is said", () => {
  expect(changed(page.replace("sha256-47DEQ", "sha256-57DEQ")).added).toMatchObject([{ kind: "inline script" }]);
  expect(changed("scripts: 1")).toMatchObject({ added: [], failures: [expect.stringMatching(/^payment-page\.yaml:1: scripts: /)] });
});
