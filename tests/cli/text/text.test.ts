import { expect, test } from "@jest/globals";
import fc from "fast-check";
import picocolors from "picocolors";
import { hasColor } from "../../../cli/text/colour.ts";
import { paragraphs } from "../../../cli/text/paragraphs.ts";
import { table } from "../../../cli/text/table.ts";
import { columnsOf, hanging, padded, shortened, widthOf, wrapped } from "../../../cli/text/width.ts";

const terminal = { isTTY: true, columns: 100 };
const red = (text: string) => `\u001b[31m${text}\u001b[39m`;

test.each([
  ["in a terminal", terminal, {}, true],
  ["in a pipe", {}, {}, false],
  ["in a terminal that is dumb", terminal, { TERM: "dumb" }, false],
  ["in a terminal with NO_COLOR", terminal, { NO_COLOR: "1" }, false],
  ["in a terminal with an empty NO_COLOR", terminal, { NO_COLOR: "" }, true],
  ["in a pipe with FORCE_COLOR", {}, { FORCE_COLOR: "1" }, true],
  ["in a pipe with an empty FORCE_COLOR", {}, { FORCE_COLOR: "" }, false],
  ["in a dumb terminal with FORCE_COLOR", terminal, { TERM: "dumb", FORCE_COLOR: "1" }, true],
  ["in a terminal with FORCE_COLOR=0", terminal, { FORCE_COLOR: "0" }, false],
  ["in a terminal with FORCE_COLOR=false", terminal, { FORCE_COLOR: "false" }, false],
  ["in a terminal with both", terminal, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
])("whether there is colour %s", (_, stream, env, colour) => {
  expect(hasColor(stream, env)).toBe(colour);
});

test.each([
  ["a terminal has its own width", terminal, {}, 100],
  ["COLUMNS is stronger", terminal, { COLUMNS: "72" }, 72],
  ["COLUMNS that is no number is not", terminal, { COLUMNS: "wide" }, 100],
  ["a terminal that does not know is taken for 80", { isTTY: true, columns: 0 }, {}, 80],
  ["no terminal is narrower than 40", { isTTY: true, columns: 12 }, {}, 40],
  ["a pipe has no width, COLUMNS or not", {}, { COLUMNS: "72" }, Number.POSITIVE_INFINITY],
])("%s", (_, stream, env, columns) => {
  expect(columnsOf(stream, env)).toBe(columns);
});

test("wide characters take two columns, colours and accents none", () => {
  expect([widthOf("日本"), widthOf(red("ab")), widthOf("e\u0301")]).toEqual([4, 2, 1]);
  expect([padded(red("ab"), 4), padded("7", 3, "right")]).toEqual([`${red("ab")}  `, "  7"]);
});

test("text is broken between words, and a longer word stays whole on a line of its own", () => {
  expect(wrapped("see arn:aws:sns:eu-central-1:123456789012:alerts of the store", 20)).toEqual([
    "see",
    "arn:aws:sns:eu-central-1:123456789012:alerts",
    "of the store",
  ]);
  expect(wrapped("日本 日本 日本", 9)).toEqual(["日本 日本", "日本"]);
});

test("a colour ends with its line, and goes on in the next", () => {
  expect(wrapped(`now ${red("one two three")} four`, 8)).toEqual([
    "now \u001b[31mone\u001b[0m",
    "\u001b[31mtwo\u001b[0m",
    "\u001b[31mthree\u001b[39m",
    "four",
  ]);
});

test("wrapping keeps all words in order, and breaks no later than it must", () => {
  const word = fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }).map((text) => text.replaceAll(/\s/g, "x"));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), fc.integer({ min: 5, max: 60 }), (words, columns) => {
      const lines = wrapped(words.join(" "), columns);
      expect(lines.join(" ")).toBe(words.join(" "));
      for (const [at, line] of lines.entries()) {
        if (line.includes(" ")) expect(widthOf(line)).toBeLessThanOrEqual(columns);
        const next = lines[at + 1]?.split(" ")[0];
        if (next !== undefined) expect(widthOf(`${line} ${next}`)).toBeGreaterThan(columns);
      }
    }),
  );
});

test("text hangs behind its head, and goes below one that is too long for that", () => {
  expect(hanging("  name  ", "one two three four five six", 34, red)).toEqual([
    `  name  ${red("one two three four five")}`,
    `        ${red("six")}`,
  ]);
  expect(hanging("  aws-rds-instance-enforce-tls: ", "one two three four five six seven", 40)).toEqual([
    "  aws-rds-instance-enforce-tls:",
    "      one two three four five six seven",
  ]);
});

test("a word that does not fit beside its head goes below it, where it does", () => {
  expect(hanging("  topic  ", "arn:aws:sns:eu-central-1:123456789012", 42)).toEqual([
    "  topic",
    "      arn:aws:sns:eu-central-1:123456789012",
  ]);
  expect(table([{}, { wraps: true }], [["topic", "arn:aws:sns:eu-central-1:123456789012"]], { columns: 44 })).toEqual([
    "  topic",
    "      arn:aws:sns:eu-central-1:123456789012",
  ]);
});

test("what must stay one line is cut with an ellipsis, not inside a character", () => {
  expect([shortened("previewing demo-prod", 12), shortened("日本語", 4), shortened("fits", 4)]).toEqual(["previewing …", "日…", "fits"]);
});

const layout = [{ head: "stack" }, { head: "size", align: "right" }, { head: "what", wraps: true, paint: red }] as const;
const rows = [
  ["demo-prod", "364", "two NAT gateways and what is behind them"],
  ["shop", "7"],
] as const;

test("a table is as wide as it has to be, numbers to the right, no space at a line's end", () => {
  expect(table(layout, rows, { columns: Number.POSITIVE_INFINITY })).toEqual([
    "  stack      size  what",
    `  demo-prod   364  ${red("two NAT gateways and what is behind them")}`,
    "  shop          7",
  ]);
});

test("a column of text wraps in its place where the screen is narrower", () => {
  expect(table(layout, rows, { columns: 44 })).toEqual([
    "  stack      size  what",
    `  demo-prod   364  ${red("two NAT gateways and what")}`,
    `                   ${red("is behind them")}`,
    "  shop          7",
  ]);
});

test("and goes below its row where it would have too little room", () => {
  expect(table(layout, rows, { columns: 36 })).toEqual([
    "  stack      size",
    "  demo-prod   364",
    `      ${red("two NAT gateways and what is")}`,
    `      ${red("behind them")}`,
    "  shop          7",
  ]);
});

test("no line of a table is longer than the screen, whatever is in it", () => {
  const cell = fc.array(fc.string({ minLength: 1, maxLength: 9, unit: fc.constantFrom("a", "b", "日") }), { maxLength: 12 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 40, max: 120 }),
      (cells, columns) => {
        const lines = table(
          [{}, { wraps: true }, { wraps: true }],
          cells.map(([a, b, c]) => [a[0] ?? "", b.join(" "), c.join(" ")]),
          { columns },
        );
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
      },
    ),
  );
});

test("paragraphs keep what is to be copied whole, and put a remark below its command", () => {
  const text = [
    "5.6.0.12-1  is installed in the database of demo-dev, and in the bucket",
    '  release: { name: 5.6.0.12-1, sha256: "0123456789" }',
    "  a sentence that is longer than the screen is wide",
    "next",
    "  npx store release promote demo-dev 5.6.0.12-1    writes web.release",
    "  npx pulumi up",
  ];
  const plain = { columns: 44, colors: picocolors.createColors(false) };
  expect(paragraphs(text.join("\n"), plain).split("\n")).toEqual([
    "5.6.0.12-1  is installed in the database",
    "  of demo-dev, and in the bucket",
    '  release: { name: 5.6.0.12-1, sha256: "0123456789" }',
    "  a sentence that is longer than the",
    "    screen is wide",
    "next",
    "  npx store release promote demo-dev 5.6.0.12-1",
    "      writes web.release",
    "  npx pulumi up",
  ]);
  expect(paragraphs(text.join("\n"), { ...plain, columns: Number.POSITIVE_INFINITY })).toEqual(text.join("\n"));
});
