import { expect, test } from "@jest/globals";
import { settingsReference } from "../../cli/docs/settings.ts";

const page = settingsReference();
const [, environments = "", stores = ""] = page.split(/^## /m);

/** The rows of a part's tables, without the marks of code. */
const rowsOf = (part: string) =>
  part
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.replaceAll("`", "").slice(2, -2).split(" | "));

/** What environments bring, in the words of a description. */
function inWords(dev: string, staging: string, prod: string): string {
  if (dev === staging) return `${prod} in prod, ${dev} elsewhere`;
  return staging === prod ? `${dev} in dev, ${prod} elsewhere` : `${prod} in prod, ${staging} in staging, ${dev} in dev`;
}

/** What follows from other settings says so. */
const derived = new Map([
  ["backup.lock.maximumDays", "the maximum of keep"],
  ["patching.stagingParameter", "that of the store's staging, where soak is not 0 in prod"],
  ["database.maximumStorageGiB", "five times storageGiB, at most 65536"],
]);

/** Settings that resolve to a value of another name. */
const settingOf = new Map([["paymentPage.watched", "paymentPage.watch"]]);

test.each(rowsOf(environments))(
  "the default of %s is documented as what dev (%s), staging (%s) and prod (%s) get",
  (path, dev, staging, prod) => {
    const row = rowsOf(stores).find(([name]) => name === (settingOf.get(path ?? "") ?? path));
    const words = derived.get(path ?? "") ?? inWords(dev ?? "", staging ?? "", prod ?? "");
    expect([path, row?.at(-1)]).toEqual([path, expect.stringContaining(words)]);
  },
);

test("no value of the page is undefined", () => {
  expect(page).not.toContain("undefined");
});
