import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { type AccountLimit, accountLimits, limitNames, usualRuns } from "../../domain/defaults/limits.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/limits.md"), "utf8");
const rows = page.split("\n").flatMap((line) => (line.startsWith("| ") ? [line.split(" | ").map((cell) => cell.replace(/^\| /, ""))] : []));
const limits: readonly AccountLimit[] = limitNames.map((name) => accountLimits[name]);

test.each(limits)("docs/limits.md says of $name what the doctor compares with", ({ name, default: admits, quota }) => {
  // An account stack's own table follows that of the stores.
  const [row] = rows.filter(([first = ""]) => first.toLowerCase().startsWith(name.toLowerCase()));
  const numbers = (row?.[1] ?? "").replaceAll(",", "").match(/\d+/g)?.map(Number) ?? [];
  expect(numbers).toContain(admits);
  // What Service Quotas does not have, no one raises.
  expect(/\*\*no\*\*/.test(row?.[1] ?? "")).toBe(quota === undefined);
});

test("the page asks for as many runs as the doctor does", () => {
  expect(
    rows
      .find(([first = ""]) => first.startsWith(accountLimits.runs.name))
      ?.at(-1)
      ?.replace(",", ""),
  ).toContain(`ask for ${usualRuns}`);
});

test("each limit is in the list, once", () => {
  expect([...limitNames].sort()).toEqual(Object.keys(accountLimits).sort());
});
