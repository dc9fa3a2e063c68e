import { describe, expect, test } from "@jest/globals";
import { agreedPage } from "../../../domain/payment-page/agreed.ts";
import { type Directive, paymentPagePolicy, policyText } from "../../../domain/payment-page/csp.ts";
import { nodePaymentPage } from "../../../domain/payment-page/node.ts";

const agreement = { why: "Cards are typed there", approvedBy: "ada@example.com", approvedOn: "2026-11-30" };
const content = "may change" as const;
const of = (source: string) => ({ source, ...agreement });
const script = (source: string) => ({ ...of(source), content });
const policy = (page: object): Directive[] => paymentPagePolicy(agreedPage.parse(page), "https://shop.example.com");
const directive = (page: object, name: string): string[] | undefined => {
  const [, ...sources] = policy(page).find(([own]) => own === name) ?? [];
  return sources;
};

describe("the payment page's policy", () => {
  test("of a page that loads nothing lets nothing in but the store's own styles, pictures and calls", () => {
    expect(policyText(policy({}))).toBe(
      "default-src 'self'; script-src 'unsafe-eval'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; connect-src 'self'; img-src 'self' data:; media-src 'self'; frame-src 'none'; worker-src 'none'; form-action 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'self'; report-uri /csp-report/payment-page",
    );
  });

  test.each([
    ["an address", "https://js.stripe.com/v3/", "https://js.stripe.com/v3/"],
    ["a file", "https://js.stripe.com/v3.js", "https://js.stripe.com/v3.js"],
    ["a whole host", "https://js.stripe.com/*", "https://js.stripe.com"],
    ["a folder", "https://js.stripe.com/v3/*", "https://js.stripe.com/v3/"],
    ["the beginning of a file's name, as its folder", "https://js.stripe.com/v3/a-*", "https://js.stripe.com/v3/"],
    ["without its query", "https://maps.example.com/js?key=1&v=*", "https://maps.example.com/js"],
    ["a path of the store", "/var/resources/*", "https://shop.example.com/var/resources/"],
    ["all of the store", "/*", "https://shop.example.com"],
    ["with a port", "https://js.example.com:8443/a.js", "https://js.example.com:8443/a.js"],
    ["signs that would end it", "/a;b,c'd$e é.js".replace(" ", ""), "https://shop.example.com/a%3Bb%2Cc%27d%24e%C3%A9.js"],
  ])("has scripts by %s", (_, source, expected) => {
    expect(directive({ scripts: [script(source)] }, "script-src")).toEqual([expected, "'unsafe-eval'"]);
  });

  test("lets scripts in the page's own text run where some were agreed", () => {
    const inline = { inline: "X-Cart's settings", content: `sha256-${"a".repeat(43)}=`, ...agreement };
    expect(directive({ scripts: [inline] }, "script-src")).toEqual(["'unsafe-inline'", "'unsafe-eval'"]);
  });

  test("has each source once, and none that a folder or host has in it", () => {
    const scripts = ["https://a.example/x/y.js", "https://a.example/x/*", "https://a.example/x/y.js", "https://a.example.net/x/y.js"].map(
      script,
    );
    expect(directive({ scripts }, "script-src")).toEqual(["https://a.example/x/", "https://a.example.net/x/y.js", "'unsafe-eval'"]);
    expect(directive({ scripts: [...scripts, script("https://a.example/*")] }, "script-src")).toEqual([
      "https://a.example.net/x/y.js",
      "https://a.example",
      "'unsafe-eval'",
    ]);
  });

  test("lets cards leave to agreed hosts alone, as calls and as pictures", () => {
    const hosts = ["https://api.stripe.com", "wss://live.example.com", "stun:stun.example.com:3478", "/?target=*"].map(of);
    const expected = ["https://api.stripe.com", "wss://live.example.com"];
    expect(directive({ hosts }, "connect-src")).toEqual(["'self'", ...expected]);
    expect(directive({ hosts }, "img-src")).toEqual(["'self'", "data:", ...expected]);
  });

  test("has frames, workers, forms, styles and fonts as they were agreed", () => {
    const page = {
      frames: [of("https://js.stripe.com/*"), of("/checkout/*")],
      workers: [of("/sw.js")],
      forms: [of("https://pay.example.com/start")],
      stylesheets: [of("https://fonts.example.com/css?family=Sans"), of("/assets/*")],
      fonts: [of("https://fonts.example.com/*")],
    };
    expect(directive(page, "frame-src")).toEqual(["https://js.stripe.com", "https://shop.example.com/checkout/"]);
    expect(directive(page, "worker-src")).toEqual(["https://shop.example.com/sw.js"]);
    expect(directive(page, "form-action")).toEqual(["'self'", "https://pay.example.com/start"]);
    expect(directive(page, "style-src")).toEqual(["'self'", "'unsafe-inline'", "https://fonts.example.com/css"]);
    expect(directive(page, "font-src")).toEqual(["'self'", "data:", "https://fonts.example.com"]);
  });
});

test("nodes are told the policy by the name that a page is asked for by, and scripts of the store itself", () => {
  const agreed = agreedPage.parse({
    scripts: [script("/var/theme/custom.js"), { ...script("/a.js"), content: `sha256-${"b".repeat(43)}=` }],
  });
  const ignore = [{ host: "adware.example", reason: "of shoppers' own browsers" }];
  expect(nodePaymentPage(agreed, { mode: "enforce", shoppers: 5, ignore })).toEqual({
    policy: expect.stringContaining("script-src https://$host/var/theme/custom.js https://$host/a.js 'unsafe-eval'; "),
    mode: "enforce",
    shoppers: 5,
    ignore: ["adware.example"],
    scripts: [{ path: "/var/theme/custom.js" }, { path: "/a.js", content: `sha256-${"b".repeat(43)}=` }],
  });
});
