import { describe, expect, test } from "@jest/globals";
import { wrongWith } from "./fault-form.ts";
import { faultSentences, faultsIn } from "./fault-sentences.ts";

const sentences = faultSentences();

test("the sources have hundreds of faults, of settings and of commands", () => {
  const rooms = Map.groupBy(sentences, ({ place }) => place.split("/")[0]);
  expect([...rooms].filter(([, list]) => list.length < 150)).toEqual([]);
});

test.each(sentences)("$place: $text", (sentence) => {
  expect(wrongWith(sentence)).toEqual([]);
});

describe("what a source can say is found", () => {
  test.each<[what: string, source: string, texts: string[]]>([
    ["by fault", 'fault("a.b", got, `at most ${most}`)', ["at most …"]],
    ["by fault, either way", 'fault("a.b", got, is ? "this one" : "that one")', ["this one", "that one"]],
    ["by a constant", 'const form = "a name"; fault("a.b", got, form)', ["a name"]],
    [
      "by a schema",
      'z.string({ error: "a name" }).max(9, "a short name").refine(is, "a good name")',
      ["a good name", "a short name", "a name"],
    ],
    ["by a refinement", 'context.addIssue("a name"); other.addIssue({ code: "custom", message: "a day" })', ["a name", "a day"]],
    ["by an error for people", "new UserError(`${file}: no such file; create it`)", ["…: no such file; create it"]],
    ["by a returned sentence", "return `${file}: got ${what}, expected a file`", ["…: got …, expected a file"]],
    ["but nothing else", 'throw new Error("a fault of ours"); const settings = { message: "a word" }', []],
  ])("%s", (_what, source, texts) => {
    expect(faultsIn("x.ts", source).map(({ text }) => text)).toEqual(texts);
  });
});

describe("a fault is refused", () => {
  test.each<[why: string, form: "whole" | "expected", text: string]>([
    ["without its place", "whole", "got no stack, expected one of the stacks"],
    ["without a remedy", "whole", "…: cannot be read (…)"],
    ["in two sentences", "expected", "a zone of its own. Or createZone: false"],
    ["with a full stop", "expected", "a zone of its own."],
    ["with a riddle", "expected", "a name that is not there already"],
    ["that expects nothing", "expected", "nothing where mode is governance"],
    ["that expects nothing, as a whole", "whole", "…: got …, expected nothing beside it"],
    ["that begins anew", "expected", "A name"],
    ["with a word that the glossary replaces", "expected", "an address that nobody has"],
  ])("%s", (_why, form, text) => {
    expect(wrongWith({ form, text })).toHaveLength(1);
  });
});
