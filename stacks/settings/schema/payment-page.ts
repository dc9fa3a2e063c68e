import { z } from "zod";
import { byEnvironment } from "../profiles.ts";
import { reason, timezone, wholeNumber } from "./fields.ts";
import { paymentPageCsp } from "./payment-page-csp.ts";

const pathExpected = "a path of the store such as /";
const fileExpected = "a path below the settings' folder such as payment-page.yaml";
const originExpected = "an origin such as https://testforms.example.com";
const timezoneExpected = "a time zone such as America/New_York";

/** `paymentPage` of a store. */
export const paymentPage = z
  .strictObject({
    watch: z
      .union([z.literal(true), z.strictObject({ relaxedBecause: reason })], { error: 'true, or { relaxedBecause: "why" }' })
      .optional()
      .describe(
        `Whether a browser visits the payment page and compares it with what was agreed (PCI DSS 6.4.3, 11.6.1), once \`web.release\` names a release. Default: ${byEnvironment(({ watchesPaymentPage }) => watchesPaymentPage)}; production without it says why, by \`relaxedBecause\`.`,
      ),
    file: z
      .string({ error: fileExpected })
      .max(200, "at most 200 characters")
      .regex(/^(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_./-]*\.ya?ml$/, fileExpected)
      .default("payment-page.yaml")
      .describe(
        "The file of the agreed page, relative to the settings' folder. Without it nothing is agreed, and everything on the page is reported.",
      ),
    csp: paymentPageCsp,
    home: z
      .string({ error: pathExpected })
      .max(500, "a path of at most 500 characters")
      .regex(/^\/(?!\/)[\x21\x23-\x7e]*$/, pathExpected)
      .default("/")
      .describe("The page on which a visit begins."),
    product: wholeNumber(1, 2147483647)
      .optional()
      .describe(
        "Number in X-Cart of the product that is put into the cart, and never ordered. Default: the first that can be bought, from the home page.",
      ),
    everyMinutes: wholeNumber(15, 60, "minutes").default(60).describe("Minutes from one run to the next."),
    visits: wholeNumber(1, 10)
      .default(3)
      .describe("Visits of a run, each as another shopper: a script that shows itself to one in five is found within a few hours."),
    shopper: z
      .strictObject({
        language: z
          .string({ error: "a language such as en-US" })
          .regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, "a language such as en-US")
          .default("en-US")
          .describe("The language that the browser asks for."),
        timeZone: timezone(timezoneExpected).default("America/New_York").describe("The browser's time zone."),
        country: z
          .string({ error: "a country's two letters such as US" })
          .regex(/^[A-Z]{2}$/, "a country's two letters such as US")
          .default("US")
          .describe("The country of the address that is typed."),
      })
      .prefault({})
      .describe("The shopper that the browser imitates, like most of the store's."),
    testForms: z
      .array(z.string({ error: originExpected }).regex(/^https:\/\/([a-z0-9-]+\.)+[a-z0-9-]+$/, originExpected), {
        error: "a list of origins",
      })
      .max(20, "at most 20 origins")
      .default([])
      .describe("Origins of frames with a provider's test form, into which the marked number may be typed too."),
  })
  .prefault({})
  .describe("The watch of the payment page, by a browser that visits it as a shopper.");

/** The outcome of {@link paymentPage}. */
export type PaymentPageInput = z.output<typeof paymentPage>;
