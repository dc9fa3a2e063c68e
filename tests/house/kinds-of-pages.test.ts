import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";

const root = join(import.meta.dirname, "../..");
const textOf = (page: string) => readFileSync(join(root, page), "utf8");

/** Pages that are on their way to one of the kinds. */
const open = [
  "docs/README.md",
  "docs/threats.md",
  "docs/operations/canary.md",
  "docs/operations/payment-page.md",
  "docs/operations/payment-page-blocked.md",
  "docs/operations/payment-page-scripts.md",
];
const pages = globSync(["docs/*.md", "docs/operations/*.md"], { cwd: root })
  .filter((page) => !open.includes(page))
  .sort();

const kindOf = (text: string): string | undefined =>
  /^# .+\n\n\*(Tutorial|How-to|Runbook|Reference)\b[^*\n]*(?:\*\*|[^*])*?\.\*/.exec(text)?.[1];

/** What is missing of a kind's head and parts, or stands in another order. */
function faultsOf(text: string): string[] {
  const kind = kindOf(text);
  if (kind === undefined) return ["no kind in its first line: *Tutorial*, *How-to*, *Runbook* or *Reference*"];
  const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading = ""]) => heading);
  const at = (start: RegExp) => headings.findIndex((heading) => start.test(heading));
  const parts = partsOf[kind] ?? [];
  const missing = parts.filter((part) => at(part) < 0).map((part) => `no part ${part.source}`);
  const order = parts.map(at).filter((index) => index >= 0);
  const fired = kind === "Runbook" && !/^\*\*(Fired|Received):\*\* /m.test(text) ? ["does not begin with **Fired:** or **Received:**"] : [];
  return [...missing, ...fired, ...(order.every((index, i) => i === 0 || index > (order[i - 1] ?? 0)) ? [] : ["parts in another order"])];
}

const partsOf: Readonly<Record<string, readonly RegExp[]>> = {
  Runbook: [/^Look$/, /^(Causes and fixes|Fix|Who is locked out)/, /^Confirm$/, /^Escalate$/, /^Afterwards$/],
  "How-to": [/^Before you start$/, /^Verify$/],
};

test.each(pages)("%s has the parts of its kind", (page) => {
  expect(faultsOf(textOf(page))).toEqual([]);
});

test("README is for a first look: at most 700 words", () => {
  expect(textOf("README.md").split(/\s+/).filter(Boolean).length).toBeLessThanOrEqual(700);
});

describe("a page is refused", () => {
  test.each([
    ["without a kind", "# Title\n\nText.\n", ["no kind in its first line: *Tutorial*, *How-to*, *Runbook* or *Reference*"]],
    ["without a verification", "# Do it\n\n*How-to for operators.*\n\n## Before you start\n", ["no part ^Verify$"]],
    [
      "that does not say what fired",
      "# It is down\n\n*Runbook.*\n\n## Look\n\n## Fix\n\n## Confirm\n\n## Escalate\n\n## Afterwards\n",
      ["does not begin with **Fired:** or **Received:**"],
    ],
    [
      "in another order",
      "# It is down\n\n*Runbook.*\n\n**Fired:** x\n\n## Fix\n\n## Look\n\n## Confirm\n\n## Escalate\n\n## Afterwards\n",
      ["parts in another order"],
    ],
  ])("%s", (_, text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });
});
