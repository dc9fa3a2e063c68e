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

/** `canary` of a store. */
export const canary = z
  .strictObject({
    walk: z
      .enum(["store", "health"], { error: "store or health" })
      .default("store")
      .describe(
        "health asks for /healthz alone, by the load balancer's own name: for a store that is not open yet. So does any store without web.release.",
      ),
    everyMinutes: wholeNumber(1, 60, "minutes").default(5).describe("Minutes from one walk to the next."),
    slowSeconds: wholeNumber(1, 30, "seconds").default(10).describe("Seconds after which a page counts as failed."),
    home: path.default(standardPages.home).describe("The home page."),
    category: path.optional().describe("A category's page. Default: none is visited."),
    product: path.optional().describe("A product's page. Default: none is visited."),
    cart: path.default(standardPages.cart).describe("The cart."),
    login: path.default(standardPages.login).describe("The login page."),
    checkout: path.default(standardPages.checkout).describe("The checkout."),
    texts: z
      .strictObject({
        home: pageText.describe("Text of the home page."),
        category: pageText.describe("Of the category's page."),
        product: pageText.describe("Of the product's page."),
        cart: pageText.describe("Of the cart."),
        login: pageText.describe("Text of the login page."),
        checkout: pageText.describe("Of the checkout."),
      })
      .prefault({})
      .describe("Texts that the pages must have, such as a product's name."),
  })
  .prefault({})
  .describe("The canary: walks the store's pages every few minutes as a shopper does.");

/** The outcome of {@link canary}. */
export type CanarySettings = z.output<typeof canary>;
