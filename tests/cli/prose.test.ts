import { describe, expect, test } from "@jest/globals";
import { TextlintKernel } from "@textlint/kernel";
import markdown from "@textlint/textlint-plugin-markdown";
import { faultsIn, glossaryRule, refused } from "../../cli/prose/rule.ts";
import { proseOf } from "../../cli/prose/sources.ts";
import { aws, general, standards } from "../../cli/prose/terms.ts";

describe("the glossary", () => {
  const terms = [...general, ...aws, ...standards];

  test("has each term once, with a sentence", () => {
    expect(terms.length).toBeGreaterThanOrEqual(60);
    expect(new Set(terms.map(({ term }) => term)).size).toBe(terms.length);
    expect(terms.filter(({ meaning }) => !meaning.endsWith("."))).toEqual([]);
  });

  test("refuses only what it says that it replaces, and none of its own words", () => {
    expect(refused.filter(({ not }) => not === undefined)).toEqual([]);
    expect(refused.filter(({ term, refuse }) => refuse.test(term))).toEqual([]);
  });
});

test.each([
  ["The alarm rings.", ['"rings": say "alarm" (glossary: not rings, rang)']],
  ["Somebody took it back.", [expect.stringContaining("no one, someone, anyone"), expect.stringContaining("roll back")]],
  ["What a web is made of", [expect.stringContaining("arguments")]],
  ["This is is wrong.", ['"is is": a word twice']],
  ["A string that that matches during spring.", []],
])("%s", (text, faults) => {
  expect(faultsIn(text).map(([, message]) => message)).toEqual(faults);
});

test("in a page code, addresses and titles of decisions are not read", async () => {
  const text = "# `rings`\n\nIt rings: [rings](a.md), [rings](decisions/0001-rings.md).\n\n```sh\nring # rings\n```\n";
  const { messages } = await new TextlintKernel().lintText(text, {
    ext: ".md",
    plugins: [{ pluginId: "markdown", plugin: markdown.default }],
    rules: [{ ruleId: "glossary", rule: glossaryRule }],
  });
  expect(messages.map(({ loc }) => [loc.start.line, loc.start.column])).toEqual([
    [3, 4],
    [3, 12],
  ]);
});

test("in code comments and sentences are read, where they are", () => {
  const code = [
    "/** The alarm rings, as {@link rings} says. */",
    "const rings = `an alarm that ${rings} rings`;",
    "const url = `https://rings.example`; // The alarm rings, of course.",
    'const name = "rings", text = "an alarm that rings";',
    'import x from "./an alarm that rings.ts";',
  ].join("\n");
  const prose = proseOf("a.ts", code);
  expect(prose.length).toBe(code.length);
  expect(faultsIn(prose).map(([at]) => at)).toEqual([code.indexOf("rings, as"), code.indexOf("rings, of"), code.lastIndexOf('rings";')]);
});

test.each([
  ["a.sh", "rings=1 # The alarm rings here."],
  ["a.py", 'rings = 1  # The alarm rings here.\n"""Rings."""'],
  ["a.php", "$rings = 1; // The alarm rings here.\n/** Rings. */"],
  ["a.lua", "local rings = 1 -- The alarm rings here."],
  ["a.yml", "rings: 1 # The alarm rings here."],
  ["a.json", '{ "rings": "The alarm rings here." }'],
])("of %s comments or texts are read, and nothing else", (file, text) => {
  const rings = [...text.matchAll(/rings/gi)].map(({ index }) => index);
  expect(faultsIn(proseOf(file, text)).map(([at]) => at)).toEqual(rings.slice(1));
});

test("a file of another kind is named", () => {
  expect(() => proseOf("a.css", "")).toThrow("a.css: got a name of no kind that is read");
});
