import { z } from "zod";
import { standardPages } from "../../../domain/defaults/canary.ts";
import { wholeNumber } from "./fields.ts";

const pathExpected = "a path of the store such as /?target=cart";

/** A page's path with its query, no longer than URLs that X-Cart makes. */
const path = z
  .string({ error: pathExpected })
  .max(500, "a path of at most 500 characters")
  .regex(/^\/(?!\/)[\x21\x23-\x7e]*$/, pathExpected);

const pageText = z
  .string({ error: "words that the page has" })
  .trim()
  .min(1, "words that the page has")
  .max(200, "at most 200 characters")
  .optional();

const source = "an https address such as https://js.stripe.com/v3/, or a path such as /var/resources/*; * at its end for all below";

const paymentPage = z
  .strictObject({
    scripts: z
      .array(
        z
          .string({ error: source })
          .max(300, "at most 300 characters")
          // Not every host: a star stands at the end only, and after the host's own slash.
          .regex(/^(https:\/\/([a-z0-9-]+\.)+[a-z0-9-]+)?\/(?!\/)[^\s*]*\*?$/, source),
        { error: "a list of addresses" },
      )
      .max(100, "at most 100 addresses")
      .default(["/*"])
      .describe("What the checkout may load as scripts and frames. Default: what comes from the store itself."),
    inlineScripts: z
      .array(z.string({ error: "a fingerprint" }).regex(/^[0-9a-f]{16}$/, "a fingerprint of 16 digits, from the canary's log"), {
        error: "a list of fingerprints",
      })
      .max(100, "at most 100 fingerprints")
      .optional()
      .describe("Fingerprints of the scripts that stand in the checkout itself; its log has them. Default: any."),
    headers: z
      .array(
        z.strictObject({
          name: z
            .string({ error: "a header's name in lower case" })
            .regex(/^[a-z0-9-]{1,100}$/, "a header's name in lower case, such as content-security-policy")
            .describe("The header's name in lower case."),
          holds: z.string({ error: "a text" }).min(1, "a text").max(2000, "at most 2000 characters").describe("What its value must hold."),
        }),
        { error: "a list of objects of name, holds" },
      )
      .max(20, "at most 20 headers")
      .default([{ name: "strict-transport-security", holds: "max-age=" }])
      .describe("Headers that the checkout must come with."),
  })
  .prefault({})
  .describe("What the checkout may be made of (PCI DSS 6.4.3, 11.6.1); compared at each walk that buys something.");

/** How the store is looked at from outside. */
export const canary = z
  .strictObject({
    walk: z
      .enum(["store", "health"], { error: "store or health" })
      .default("store")
      .describe(
        "health asks for /healthz alone, by the load balancer's own name: for a store that is not open yet. So does any store without web.release.",
      ),
    everyMinutes: wholeNumber(1, 60, "minutes").default(5).describe("Minutes from one walk to the next."),
    slowSeconds: wholeNumber(1, 30, "seconds").default(10).describe("A page that takes longer has failed."),
    home: path.default(standardPages.home).describe("The home page."),
    category: path.optional().describe("A category's page. Default: none is visited."),
    product: path.optional().describe("A product's page. Default: none is visited."),
    cart: path.default(standardPages.cart).describe("The cart."),
    login: path.default(standardPages.login).describe("The login page."),
    checkout: path.default(standardPages.checkout).describe("The checkout."),
    buy: wholeNumber(1, 2147483647)
      .optional()
      .describe(
        "A product's number in X-Cart: it is put into the cart before the checkout, and never ordered. Without it X-Cart shows the cart for the checkout, and the payment page is not watched.",
      ),
    texts: z
      .strictObject({
        home: pageText.describe("Of the home page."),
        category: pageText.describe("Of the category's page."),
        product: pageText.describe("Of the product's page."),
        cart: pageText.describe("Of the cart."),
        login: pageText.describe("Of the login page."),
        checkout: pageText.describe("Of the checkout."),
      })
      .prefault({})
      .describe("What each page must say, such as a product's name."),
    paymentPage,
  })
  .prefault({})
  .describe("The canary: walks the store's pages every few minutes as a shopper does.");

/** The outcome of {@link canary}. */
export type CanarySettings = z.output<typeof canary>;
