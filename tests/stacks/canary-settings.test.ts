import { describe, expect, test } from "@jest/globals";
import { canaryRequest } from "../../domain/contracts/canary.ts";
import { standardPages } from "../../domain/defaults/canary.ts";
import { canaryFaults } from "../../stacks/settings/checks/canary.ts";
import { describeIssues } from "../../stacks/settings/faults.ts";
import { canaryRequestOf } from "../../stacks/settings/resolve/canary.ts";
import { canary } from "../../stacks/settings/schema/canary.ts";
import { certificate } from "../../stacks/settings/schema/certificate.ts";

/** What is wrong with a canary's settings, shape first. */
function faults(raw: unknown): string[] {
  const parsed = canary.safeParse(raw);
  return parsed.success ? canaryFaults({ canary: parsed.data }) : describeIssues(parsed.error.issues, raw, canary);
}
const asked = (
  raw: unknown,
  { release = "5.6.0.1-1", ...more }: { readonly release?: string | null; readonly certificate?: object } = {},
) => {
  const store = {
    stack: "demo-prod",
    domain: "shop.example.com",
    web: release === null ? {} : { release: { name: release, sha256: "5e1f".repeat(16) } },
  };
  return canaryRequestOf({ ...store, certificate: certificate.parse(more.certificate) }, canary.parse(raw));
};

describe("what the canary is told", () => {
  test("is the standard walk where the settings say nothing", () => {
    expect(asked(undefined)).toEqual({
      stack: "demo-prod",
      open: true,
      trust: { trials: [], roots: [] },
      origin: "https://shop.example.com",
      slowSeconds: 10,
      pages: Object.entries(standardPages).map(([name, path]) => ({ name, path, html: name !== "health" })),
    });
  });

  test("follows the settings, and is what the function takes", () => {
    const request = asked({
      category: "/shirts/",
      product: "/shirts/blue.html",
      texts: { product: "Add to cart" },
    });
    expect(request.pages.slice(1, 4)).toEqual([
      { name: "home", path: "/", html: true },
      { name: "category", path: "/shirts/", html: true },
      { name: "product", path: "/shirts/blue.html", html: true, contains: "Add to cart" },
    ]);
    const whole = { ...request, loadBalancer: "alb", trust: { ...request.trust, bootstrap: "pem" } };
    expect(canaryRequest.parse(whole)).toEqual(whole);
  });

  test("is the health page alone for a store that is not open", () => {
    expect(asked({ walk: "health" })).toMatchObject({ open: false, pages: [{ name: "health", path: "/healthz", html: false }] });
  });

  test("is the health page alone until there is a release, whatever else the settings say", () => {
    const { pages, open } = asked({ product: "/shirts/blue.html" }, { release: null });
    expect({ pages, open }).toEqual({ open: false, pages: [{ name: "health", path: "/healthz", html: false }] });
  });

  test("names the trials to trust where the certificate is one, and in no other store", () => {
    const authorities = [
      { name: "letsencrypt" },
      { name: "own", directoryUrl: "https://ca.example.com/acme", caaDomain: "ca.example.com" },
    ];
    expect(asked({}, { certificate: { staging: true, authorities } }).trust.trials).toEqual(["letsencrypt"]);
    expect(asked({}, { certificate: { staging: false, authorities } }).trust.trials).toEqual([]);
  });
});

describe("settings that are refused", () => {
  test.each<[unknown, string]>([
    [{ product: "shirt.html" }, 'product: got "shirt.html", expected a path of the store such as /?target=cart'],
    [{ product: "//evil.example/" }, 'product: got "//evil.example/", expected a path of the store such as /?target=cart'],
    [{ everyMinutes: 0 }, "everyMinutes: got 0, expected a whole number from 1 to 60 (minutes)"],
    [{ slowSeconds: 31 }, "slowSeconds: got 31, expected a whole number from 1 to 30 (seconds)"],
    [{ walk: "all" }, 'walk: got "all", expected store or health'],
    [
      { texts: { product: "Buy" } },
      'canary.texts.product: got "Buy", expected canary.product as well, since otherwise the page is not visited',
    ],
  ])("%j", (raw, fault) => expect(faults(raw)).toEqual([fault]));
});
