import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { callback, disguised, type Form, forms } from "../../../domain/defaults/firewall-xcart.ts";

/** One of our expressions as JavaScript's. */
const regex = (text: string) => new RegExp(text.replace(/^\(\?i\)/, ""), text.startsWith("(?i)") ? "i" : "");
const formNames: Form[] = ["login", "account", "checkout", "order"];
const wanted: Readonly<Record<Form, [name: string, value: string]>> = {
  login: ["target", "login"],
  account: ["target", "recover_password"],
  checkout: ["target", "checkout"],
  order: ["action", "checkout"],
};

/** Names of X-Cart's fields, such as `shippingAddress[city]`, and anything that people type into them. */
const fieldName = fc.stringMatching(/^[a-z][a-zA-Z0-9_]{0,12}(\[[a-z_]{1,8}\])?$/).filter((name) => !["target", "action"].includes(name));
const others = fc.array(fc.tuple(fieldName, fc.string({ unit: "grapheme", maxLength: 20 })), { maxLength: 6 });
const encoded = (fields: readonly (readonly [string, string])[]) =>
  new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString();

describe("a form that a browser sends", () => {
  test("is never one in disguise", () => {
    const form = fc.tuple(fc.constantFrom(...formNames), others);
    fc.assert(
      fc.property(form, ([name, rest]) => {
        expect(encoded([wanted[name], ...rest])).not.toMatch(regex(disguised.arguments));
      }),
    );
  });

  test("is known wherever its fields stand, and not by what people type", () => {
    fc.assert(
      fc.property(fc.constantFrom(...formNames), others, others, (name, before, after) => {
        expect(encoded([...before, wanted[name], ...after])).toMatch(regex(forms[name].body));
        expect(encoded([...before, ...after])).not.toMatch(regex(forms[name].body));
      }),
    );
  });

  test("is known with files in it as well", () => {
    fc.assert(
      fc.property(fc.constantFrom(...formNames), fc.constantFrom('"', "'", ""), (name, quote) => {
        const [field, value] = wanted[name];
        const part = (header: string, content: string) => `--x\r\nContent-Disposition: form-data; name=${header}\r\n\r\n${content}\r\n`;
        const body = `${part(`${quote}file${quote}; filename=a.png`, "…")}${part(`${quote}${field}${quote}`, value)}--x--\r\n`;
        expect(body).toMatch(regex(forms[name].body));
      }),
    );
  });
});

test("a path that a browser sends is never one in disguise", () => {
  const segment = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
    .filter((text) => !["\\", "/", "\u0000"].some((sign) => text.includes(sign)) && !/^\.{1,2}$/.test(text));
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), (segments) => {
      expect(new URL(`/${segments.map(encodeURIComponent).join("/")}`, "https://shop.example.com").pathname).not.toMatch(
        regex(disguised.path),
      );
    }),
  );
});

/** What looks like a payment provider's call, and is one or not. */
test.each([
  ["target=callback", true],
  ["target=xpayments_subscriptions_callback", true],
  ["target=payment_return&txn_id_name=txnId&txnId=1&tax=1.00&ta=1&t=9&tar=&target_id=3&targets=2&order.total=1&item[0]=x", true],
  ["target=callback&action=callback&Tax=1&item%5B0%5D=x&utm%5Fsource=a", true],
  ["target=callback&txn_id_name=txnId&token=1", true],
  ["target=payment_return&txn=a%20b", true],
  ["target=Callback", false],
  ["Target=callback", false],
  ["x=1&target=callback", false],
  ["target=callback&target=product", false],
  ["target=callback&t%61rget=product", false],
  ["target=callback&target%00=product", false],
  ["target=callback&target%5B%5D=product", false],
  ["target=callback&%20target=product", false],
  ["target=callback&a=1&target=product", false],
  ["target=callback&targe%74=product", false],
  ["target=callback&target", false],
  ["target=_callback", false],
  // X-Cart reads `target` only.
  ["target=callback&tArget=product", true],
  ["target=callback&+target=product", false],
  ["target=callback&%74arget=product", false],
  ["target=callback&target[]=product", false],
  ["target=callbacks", false],
])("the query %s is a payment provider's: %s", (query, isTheirs) => {
  expect(regex(callback.query).test(query)).toBe(isTheirs);
});
