import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { startBrowser } from "../../../cli/payment-page/browser.ts";
import { inventory } from "../../../cli/payment-page/inventory.ts";
import { record } from "../../../cli/payment-page/record.ts";
import { update } from "../../../cli/payment-page/update.ts";
import type { Seen } from "../../../domain/payment-page/seen.ts";

const own = join(import.meta.dirname, "../../../stacks");
const stacks = mkdtempSync(join(tmpdir(), "payment-page-"));
const file = join(stacks, "payment-page.yaml");
for (const name of ["prod", "account"]) cpSync(join(own, `Pulumi.demo-${name}.yaml`), join(stacks, `Pulumi.demo-${name}.yaml`));
afterAll(() => rmSync(stacks, { recursive: true, force: true }));

let out: jest.SpiedFunction<typeof console.log>;
let errors: jest.SpiedFunction<typeof console.error>;
beforeEach(() => {
  cpSync(join(own, "payment-page.yaml"), file);
  out = jest.spyOn(console, "log").mockReturnValue();
  errors = jest.spyOn(console, "error").mockReturnValue();
});
afterEach(() => void jest.restoreAllMocks());
const printed = () => out.mock.calls.flat().join("\n");
const said = () => errors.mock.calls.flat().join("\n");

const sum = (letter: string) => `sha256-${letter.repeat(43)}=`;
const none = {
  steps: [],
  faults: [],
  frames: [],
  forms: [],
  stylesheets: [],
  fonts: [],
  workers: [],
  hosts: [],
  reads: [],
  marks: [],
  hooks: [],
};
const origin = "https://shop.example.com";
/** What a visit saw, in the form that functions/payment-page/visit.ts gives. */
const seen = (changes: Partial<Seen> = {}): Seen => ({
  ...{ at: "2026-11-30T10:00:00Z", origin, browser: "Chromium 156.0.0.0", typed: [], scripts: [], ...none },
  headers: { "strict-transport-security": "max-age=31536000" },
  ...changes,
});
const options = { stacks, visits: "1" };
const visited = async (more: object, ...visits: readonly Seen[]) => await record("demo-prod", { ...options, ...more }, async () => visits);

describe("store payment-page record", () => {
  const added = seen({
    scripts: [
      { kind: "file", source: "https://js.stripe.com/v3/", content: sum("a"), loadedBy: "page" },
      { kind: "file", source: "https://chat.example.com/c.js?shop=1", content: sum("b"), loadedBy: "page" },
      { kind: "file", source: `${origin}/skins/own.js?1764500000`, content: sum("c"), loadedBy: "page" },
      { kind: "inline", source: `${origin}/?target=checkout`, content: sum("d"), loadedBy: "page", begins: "window.chat =\n  1" },
    ],
    frames: [{ source: "https://chat.example.com/frame", loadedBy: "https://chat.example.com/c.js?shop=1" }],
    hosts: [{ source: "https://collect.example.com/x?y", how: "beacon", loadedBy: "page" }],
    reads: [{ field: "cardnumber", how: "value", by: "https://chat.example.com/c.js?shop=1" }],
  });

  test("says what is new, and leaves the file alone", async () => {
    const before = readFileSync(file, "utf8");
    expect(await visited({}, added)).toBe(0);
    expect(printed()).toMatch(/^demo-prod: 6 differences between the payment page and \S*payment-page\.yaml\n/);
    expect(printed()).toMatch(
      /The payment page loads the script https:\/\/chat\.example\.com\/c\.js\?shop=1 \(sha256-b+=\), which was not agreed on\./,
    );
    expect(printed()).toContain("5 entries missing from");
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  test("writes it with what people have to fill in, keeps the rest, and the file is refused until they have", async () => {
    expect(await visited({ write: true }, added, added)).toBe(0);
    const text = readFileSync(file, "utf8");
    expect(text).toContain("# This one fits the demo stores");
    for (const entry of [
      `  - source: https://chat.example.com/c.js?shop=1\n    content: ${sum("b")}\n    why: ""\n    approvedBy: ""\n    approvedOn: ""\n`,
      `  - source: /skins/own.js\n    content: ${sum("c")}\n`,
      `  - inline: window.chat = 1\n    content: ${sum("d")}\n`,
      "  - source: https://chat.example.com/frame\n    why",
      "  - source: https://collect.example.com\n    why",
    ])
      expect(text.split(entry)).toHaveLength(2);
    expect(inventory("demo-prod", { stacks })).toBe(1);
    expect(said()).toMatch(/payment-page\.yaml:\d+: scripts\[4\]\.why: got "", expected why the page needs it/);
  });

  test("proposes no entry for a script that was asked for and did not run, and says so", async () => {
    const idle = seen({ hosts: [{ source: "https://gone.example.com/late.js", how: "script", loadedBy: "page" }] });
    const answer = async () => {
      out.mockClear();
      await visited({ json: true }, idle);
      return JSON.parse(printed());
    };
    const { entries, open } = await answer();
    expect(open).toEqual([expect.objectContaining({ kind: "script", what: "https://gone.example.com/late.js" })]);
    expect(entries).toEqual([]);
    out.mockClear();
    await visited({}, idle);
    expect(printed()).toMatch(/\n1 difference without a proposed entry\. You write what/);
  });

  test("makes the first file", async () => {
    rmSync(file);
    expect(await visited({ write: true }, added)).toBe(0);
    expect(readFileSync(file, "utf8")).toMatch(
      /^# What the payment page may be made of .*\n# .*\n(?:.*\n)*scripts:\n {2}- source: https:\/\/js\.stripe\.com\/v3\//,
    );
  });

  test("has nothing to say of a page that is as agreed", async () => {
    expect(await visited({}, seen())).toBe(0);
    expect(printed()).toMatch(/^demo-prod: the payment page is made of what \S*payment-page\.yaml says\.$/);
  });

  test("writes nothing where the page was not seen, and ends with 1", async () => {
    const before = readFileSync(file, "utf8");
    const faults = [{ kind: "product", sentence: "No product can be bought." }] as const;
    expect(await visited({ write: true }, { ...added, faults })).toBe(1);
    expect([said(), readFileSync(file, "utf8")]).toEqual(["demo-prod: No product can be bought.", before]);
  });

  test.each([
    [undefined, {}, /^store payment-page record: got no stack, expected the name of a store's stack/],
    ["demo-account", {}, /^demo-account: got an account's stack, expected a store's/],
    ["demo-prod", { visits: "11" }, /got --visits 11, expected a whole number from 1 to 10/],
    ["demo-prod", { origin: "shop" }, /got --origin shop, expected one such as https:\/\/staging\.example\.com/],
  ])("of %s with %o", async (stack, more, sentence) => {
    expect(await record(stack, { ...options, ...more }, async () => [seen()])).toBe(1);
    expect(said()).toMatch(sentence);
  });

  test("says in one sentence that there is no browser", async () => {
    const path = process.env.PATH;
    process.env.PATH = stacks;
    await expect(startBrowser(undefined)).rejects.toThrow(/^Chromium: not found, expected chromium, .* or its path by --browser$/);
    process.env.PATH = path;
    await expect(startBrowser(join(stacks, "none"))).rejects.toThrow(
      /none: no program that can be run, expected Chromium's path by --browser$/,
    );
    await expect(startBrowser("/bin/false")).rejects.toThrow(/^\/bin\/false: did not start as Chromium \(/);
  });
});

describe("store payment-page inventory", () => {
  test("as JSON and as Markdown", () => {
    expect(inventory("demo-prod", { stacks, json: true })).toBe(0);
    expect(JSON.parse(printed())).toMatchObject({
      ...{ version: 1, stack: "demo-prod" },
      entries: expect.arrayContaining([
        expect.objectContaining({ kind: "frame", what: "https://js.stripe.com/*", card: true, approvedOn: "2026-11-02" }),
      ]),
    });
    out.mockClear();
    expect(inventory("demo-prod", { stacks, markdown: true })).toBe(0);
    expect(printed()).toContain("| frame | `https://js.stripe.com/*` |  | The fields for the card (takes card data) |");
  });

  test("is not there without a file, nor in two forms at once", () => {
    rmSync(file);
    expect([inventory("demo-prod", { stacks }), inventory("demo-prod", { stacks, json: true, markdown: true })]).toEqual([1, 1]);
    expect(said()).toMatch(
      /payment-page\.yaml: no such file, expected what was agreed; store payment-page record demo-prod --write makes it\n.*expected one of them$/,
    );
  });
});

describe("store payment-page update", () => {
  const source = "https://js.example.com/pay.js";
  const by = { stacks, approvedBy: "ada@example.com" };
  const today = new Date().toISOString().slice(0, 10);
  beforeEach(() => {
    writeFileSync(
      file,
      `scripts:\n  # of the provider\n  - { source: ${source}, content: "${sum("a")}", why: Pays, approvedBy: grace@example.com, approvedOn: 2026-11-02 }\n`,
    );
  });

  test("changes one line, with who approved it today", () => {
    expect(update(["demo-prod", source, sum("b")], by)).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(
      `scripts:\n  # of the provider\n  - { source: ${source}, content: "${sum("b")}", why: Pays, approvedBy: ada@example.com, approvedOn: ${today} }\n`,
    );
  });

  test.each([
    [["demo-prod"], by, /got no script, expected a script of the file and its new fingerprint/],
    [["demo-prod", source], by, /got no content/],
    [["demo-prod", source, "may change"], by, /got the content may change, expected a fingerprint/],
    [["demo-prod", source, sum("b")], { stacks }, /got no --approved-by, expected who has looked at the change/],
    [
      ["demo-prod", "https://other.example/", sum("b")],
      by,
      /got https:\/\/other\.example\/, expected the source of exactly one script in it/,
    ],
  ])("%o is refused", (words, options, sentence) => {
    expect(update(words, options)).toBe(1);
    expect(said()).toMatch(sentence);
  });
});
