import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { loadAgreedPage, pageFile } from "../../stacks/agreed-page.ts";
import { readAgreedPage } from "../../stacks/settings/agreed-page.ts";
import { placedLine } from "../../stacks/settings/places.ts";
import { paymentPage } from "../../stacks/settings/schema/payment-page.ts";

const folder = mkdtempSync(join(tmpdir(), "agreed-page-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const store = {
  stack: "shop-prod",
  domain: "shop.example.com",
  aliases: ["www.shop.example.com"],
  paymentPage: { ...paymentPage.parse({}), watched: true },
};

const approved = "why: Cards are typed there, approvedBy: ada@example.com, approvedOn: 2026-11-01";
const lines = (text: string): string[] =>
  (readAgreedPage({ path: "stacks/payment-page.yaml", text }, "2026-11-30").faults ?? []).map(placedLine);

describe("the file of what was agreed", () => {
  test("is read as it stands", () => {
    const { agreed } = readAgreedPage(
      { path: "p.yaml", text: `scripts:\n  - { source: https://js.stripe.com/v3/, content: may change, ${approved} }\n` },
      "2026-11-30",
    );
    expect(agreed).toMatchObject({ scripts: [{ source: "https://js.stripe.com/v3/" }], frames: [], headers: [] });
  });

  test.each([
    ["nothing at all", "", []],
    ["no YAML", "scripts: [\n", [/^stacks\/payment-page\.yaml:2: expected YAML: /]],
    ["words", "a page", [/^stacks\/payment-page\.yaml: .*got "a page", expected an object of scripts, /]],
    ["a list", "- 1", [/expected an object of scripts/]],
    ["an unknown key", "script: []", [/^stacks\/payment-page\.yaml:1: script: unknown key, expected scripts or another of /]],
    [
      "what is still to fill in",
      'scripts:\n  - source: https://js.stripe.com/v3/\n    content: may change\n    why: ""\n    approvedBy: ""\n    approvedOn: ""\n',
      [
        'stacks/payment-page.yaml:4: scripts[0].why: got "", expected why the page needs it',
        'stacks/payment-page.yaml:5: scripts[0].approvedBy: got "", expected who approved it',
        'stacks/payment-page.yaml:6: scripts[0].approvedOn: got "", expected the day of the approval, such as 2026-11-30',
      ],
    ],
    [
      "a frame without an approval",
      "frames:\n  - { source: https://js.stripe.com/* }\n",
      [/^stacks\/payment-page\.yaml:2: frames\[0\]\.why: missing; /, /approvedBy: missing/, /approvedOn: missing/],
    ],
    [
      "all hosts",
      `frames:\n  - { source: "https://*", ${approved} }\n`,
      [/^stacks\/payment-page\.yaml:2: frames\[0\]\.source: got "https:\/\/\*", /],
    ],
    [
      "an inline script that may change",
      `scripts:\n  - { inline: settings, content: may change, ${approved} }\n`,
      [/^stacks\/payment-page\.yaml:2: scripts\[0\]\.content: got "may change", expected a fingerprint/],
    ],
    [
      "neither file nor inline",
      `scripts:\n  - { content: may change, ${approved} }\n`,
      [/scripts\[0\]: .*expected a script: source \(or inline\)/],
    ],
    [
      "an approval of tomorrow",
      "frames:\n  - { source: /a, why: b, approvedBy: c, approvedOn: 2026-12-01 }\n",
      ['stacks/payment-page.yaml:2: frames[0].approvedOn: got "2026-12-01", expected a day that is not after today, 2026-11-30'],
    ],
    [
      "the same twice",
      `frames:\n  - { source: /a, ${approved} }\n  - { source: /a, ${approved} }\n`,
      ['stacks/payment-page.yaml:3: frames[1]: got "/a", expected an entry other than frames[0]'],
    ],
  ])("%s", (_, text, expected) => {
    const found = lines(text);
    expect(found).toHaveLength(expected.length);
    for (const [i, one] of expected.entries()) expect(found[i]).toEqual(typeof one === "string" ? one : expect.stringMatching(one));
  });
});

describe("beside the settings", () => {
  const write = (text: string) => writeFileSync(join(folder, "payment-page.yaml"), text);

  test("none is no fault: nothing was agreed yet", () => {
    expect(pageFile(folder, store)).toEqual({ path: join(folder, "payment-page.yaml"), faults: [] });
    expect(loadAgreedPage(store, folder)).toBeUndefined();
    expect(loadAgreedPage(store)).toBeUndefined();
  });

  test("one with a fault stops the stack, and says where", () => {
    write("frames:\n  - { source: /a }\n");
    expect(() => loadAgreedPage(store, folder)).toThrow(
      `shop-prod: the settings have 3 faults\n  ${join(folder, "payment-page.yaml")}:2: frames[0].why: missing; expected why the page needs it`,
    );
  });

  test("one whose policy browsers could not report is refused, and says which part is long", () => {
    const frames = Array.from(
      { length: 90 },
      (_, i) => `  - { source: https://frames-${i}.example.com/${"a/".repeat(30)}, ${approved} }\n`,
    );
    write(`frames:\n${frames.join("")}`);
    expect(pageFile(folder, store).faults.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^its content security policy has \d{4} bytes, expected at most 6000, .*; frame-src has 90 sources: agree to folders/,
      ),
    ]);
  });
});
