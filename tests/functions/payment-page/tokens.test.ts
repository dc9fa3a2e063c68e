import { describe, expect, it } from "@jest/globals";
import { addressWithoutTokens, withoutTokens } from "../../../domain/payment-page/tokens.ts";

describe("X-Cart's changing tokens", () => {
  it("are taken out by name, wherever they stand", () => {
    const page = (id: string) => `
      var xliteConfig = { form_id: '${id}', form_id_name: 'xcart_form_id', target: 'checkout' };
      go("/?target=cart&xcart_form_id=${id}"); put('<input name=\\"xcart_form_id\\" value=\\"${id}\\">');`;
    expect(withoutTokens(page("aB3_9"))).toBe(withoutTokens(page("Zz-81x")));
  });

  it("leave every other text as it is", () => {
    const load = (address: string) => withoutTokens(`load("${address}")`);
    expect(load("https://cdn.pay.example/v3.js")).not.toBe(load("https://evil.example/v3.js"));
    expect(withoutTokens("var target = 'a'")).not.toBe(withoutTokens("var target = 'b'"));
  });

  it("hide no code and no address: what cannot be a token stays", () => {
    for (const value of ["https://evil.example", "'+alert(1)+'", "a b", "a.b"])
      expect(withoutTokens(`form_id: '${value}'`)).toContain(value);
  });

  it("take names of a store's own", () => {
    expect(withoutTokens('{"clientToken":"abc"}', ["clientToken"])).toBe(withoutTokens('{"clientToken":"def"}', ["clientToken"]));
  });

  it("are taken out of addresses", () => {
    expect(addressWithoutTokens("https://shop.example/?target=checkout&xcart_form_id=abc#x")).toBe(
      "https://shop.example/?target=checkout&xcart_form_id=…",
    );
  });
});
