import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { settingsReference } from "../../cli/docs/settings.ts";
import { parseSettings } from "../../stacks/settings.ts";

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
  ["database.maximumStorageGiB", "5 times storageGiB, at most 65536"],
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

/** The parts of the page with a heading, each with its text. */
const parts = (level: string): (readonly [heading: string, text: string])[] =>
  page.split(new RegExp(`^${level} `, "m")).flatMap((part, i) => (i === 0 ? [] : [[part.slice(0, part.indexOf("\n")), part] as const]));

const yamlOf = (text: string): Record<string, unknown> => Object(parse(/```yaml\n(.*?)```/s.exec(text)?.[1] ?? "null"));

describe.each([
  ["A store", "acme-staging"],
  ["An account", "acme-account"],
])("%s", (heading, stack) => {
  const text = parts("##").find(([name]) => name === heading)?.[1] ?? "";
  const required: Record<string, unknown> = Object(Object(yamlOf(text).config)["xcart-hosting:settings"]);
  const sections = text.split(/^### /m).slice(1);

  test("has a file with the required settings alone, which the settings' own reader takes", () => {
    expect(parseSettings(stack, required).faults).toBeUndefined();
    expect(Object.keys(required).filter((key) => parseSettings(stack, { ...required, [key]: undefined }).faults === undefined)).toEqual([]);
  });

  test.each(sections.map((section) => [section.slice(0, section.indexOf("\n")).replace("account: ", ""), section]))(
    "has an introduction and an example of %s, which the reader takes beside the required settings",
    (name, section) => {
      expect(section.split("\n")[2]).toMatch(/^[A-Z].*\.$/);
      const example = yamlOf(section);
      expect(Object.keys(example)).toEqual([name]);
      expect(parseSettings(stack, { ...required, ...example }).faults).toBeUndefined();
    },
  );

  test("has what is required first in each table", () => {
    for (const section of sections) {
      const marks = rowsOf(section).map((row) => row.at(-1) === "(required)");
      expect([section.split("\n")[0], marks.lastIndexOf(true)]).toEqual([section.split("\n")[0], marks.filter(Boolean).length - 1]);
    }
  });
});
