import { describe, expect, it, test } from "@jest/globals";
import { agreedPage } from "../../../domain/payment-page/agreed.ts";
import { differences, matches, matchesHost } from "../../../domain/payment-page/differences.ts";
import type { Seen } from "../../../domain/payment-page/seen.ts";

const origin = "https://shop.example";
const agreement = { why: "payment", approvedBy: "A. Owner", approvedOn: "2026-11-30" };
const hash = (letter: string) => `sha256-${letter.repeat(43)}=`;
const seen: Seen = {
  at: "2026-11-30T00:00:00Z",
  origin,
  browser: "Chromium 1",
  steps: [],
  faults: [],
  scripts: [],
  frames: [],
  forms: [],
  stylesheets: [],
  fonts: [],
  workers: [],
  hosts: [],
  reads: [],
  marks: [],
  hooks: [],
  headers: {},
  typed: [],
};
const agreed = agreedPage.parse({
  scripts: [
    { source: "/var/resources/a.js", content: hash("a"), card: true, ...agreement },
    { source: "/var/resources/a.js", content: hash("b"), card: true, ...agreement },
    { source: "https://js.pay.example/v3/*", content: "may change", ...agreement },
    { inline: "configuration", content: hash("c"), ...agreement },
  ],
  hosts: [{ source: "https://api.pay.example", card: true, ...agreement }],
  headers: [{ name: "strict-transport-security", holds: "max-age=" }],
});
const said = (more: Partial<Seen>) =>
  differences({ ...seen, headers: { "strict-transport-security": "max-age=1" }, ...more }, agreed, origin).map(
    ({ kind, sentence }) => `${kind}: ${sentence}`,
  );
const file = (source: string, content: string, loadedBy = "page") => ({ kind: "file", source, content, loadedBy }) as const;

describe("differences", () => {
  it("are none where all was agreed", () => {
    expect(
      said({
        scripts: [
          file(`${origin}/var/resources/a.js?1696`, hash("a")),
          file(`${origin}/var/resources/a.js?1697`, hash("b")),
          file("https://js.pay.example/v3/x.js", hash("z")),
          { kind: "inline", source: origin, content: hash("c"), loadedBy: "page", begins: "var" },
          { kind: "evaluated", source: "", content: hash("y"), loadedBy: "https://js.pay.example/v3/x.js", begins: "1" },
        ],
        hosts: [
          { source: `${origin}/`, how: "fetch", loadedBy: "page" },
          { source: "https://api.pay.example/v1", how: "fetch", loadedBy: "page" },
        ],
        reads: [{ field: "cc_number", how: "input", by: `${origin}/var/resources/a.js?1696` }],
        marks: [{ source: "https://api.pay.example/v1", how: "fetch", loadedBy: "page", written: "plain" }],
      }),
    ).toEqual([]);
  });

  it("names a script that was asked for and did not run", () => {
    const asked = (source: string) => ({ source, how: "script", loadedBy: "https://js.pay.example/v3/x.js" }) as const;
    expect(said({ hosts: [asked("https://evil.example/t.js"), asked("https://js.pay.example/v3/y.js")] })).toEqual([
      "script: The payment page asks for the script https://evil.example/t.js, which did not run and was not agreed on, brought by https://js.pay.example/v3/x.js.",
    ]);
  });

  it("name each thing once, and tell a changed script from a new one", () => {
    const both = [
      file(`${origin}/var/resources/a.js`, hash("x")),
      file("https://evil.example/a.js", hash("a"), "https://tags.example/t.js"),
    ];
    expect(said({ scripts: [...both, ...both] })).toEqual([
      `changed-script: The script ${origin}/var/resources/a.js has changed: it is ${hash("x")} now.`,
      `script: The payment page loads the script https://evil.example/a.js (${hash("a")}), which was not agreed on, brought by https://tags.example/t.js.`,
    ]);
  });

  it("hold that only what was agreed for card data has to do with it", () => {
    expect(said({ reads: [{ field: "cc_number", how: "keyup", by: "https://js.pay.example/v3/x.js" }] })).toEqual([
      "card-read: The script https://js.pay.example/v3/x.js listens to keyup on the card's field cc_number, which was not agreed on.",
    ]);
    expect(said({ marks: [{ source: `${origin}/collect`, how: "fetch", loadedBy: "page", written: "hex" }] })).toEqual([
      `card-sent: The card number that was typed leaves for ${origin}/collect by fetch, written hex.`,
    ]);
  });

  it("tell a header that is gone", () => {
    expect(said({ headers: {} })).toEqual([
      'header: The payment page\'s header strict-transport-security is "", agreed was one with "max-age=".',
    ]);
  });
});

test.each([
  ["https://js.example/v3/", "https://js.example/v3/", true],
  ["https://js.example/v3/x", "https://js.example/v3/*", true],
  ["https://js.example.evil.example/v3/", "https://js.example/*", false],
  ["https://tags.example/gtm.js?id=EVIL", "https://tags.example/gtm.js?id=GOOD", false],
  ["https://tags.example/gtm.js?id=EVIL", "https://tags.example/gtm.js", false],
  [`${origin}/a.js?2`, "/a.js", true],
  [`${origin}/a.js?t=2`, "/a.js?t=1", false],
  ["https://other.example/a.js", "/a.js", false],
])("%s against %s: %s", (source, pattern, expected) => {
  expect(matches(source, pattern, origin)).toBe(expected);
});

test("a host without a path stands for all of it, and for no other host", () => {
  expect(matchesHost("https://api.example/v1", "https://api.example", origin)).toBe(true);
  expect(matchesHost("https://api.example.evil.example/", "https://api.example", origin)).toBe(false);
  expect(matchesHost("wss://api.example/s", "https://api.example", origin)).toBe(false);
  expect(matchesHost("turn:turn.example:3478", "turn:turn.example:3478", origin)).toBe(true);
});

describe("the agreed file", () => {
  it.each(["https://*.example/", "https://js.example", "http://js.example/", "//js.example/x.js", "https://js.example/*/x.js", "*"])(
    "refuses the source %s",
    (source) => {
      expect(agreedPage.safeParse({ scripts: [{ source, content: "may change", ...agreement }] }).success).toBe(false);
    },
  );

  it("refuses an inline script that may change, and one without a reason", () => {
    expect(agreedPage.safeParse({ scripts: [{ inline: "x", content: "may change", ...agreement }] }).success).toBe(false);
    expect(agreedPage.safeParse({ scripts: [{ inline: "x", content: hash("a"), ...agreement, why: " " }] }).success).toBe(false);
  });
});
