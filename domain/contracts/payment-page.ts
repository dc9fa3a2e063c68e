import { z } from "zod";
import { agreedPage } from "../payment-page/agreed.ts";

/**
 * The request of the payment page's canary, in its archive: all that is known before anything is made. The settings have checked it; this
 * only keeps a wrong stack from running.
 */
export const watchRequest = z.object({
  stack: z.string().min(1),
  /** Where the store is, such as `https://shop.example.com`. */
  origin: z.url({ protocol: /^https?$/ }),
  /** Where a walk begins. */
  home: z.string().startsWith("/").default("/"),
  /** Number of the product that is put into the cart. @default - the first one that can be bought, found from the home page */
  product: z.int().min(1).optional(),
  /** Origins of frames with a payment provider's test form, into which the marked number may be typed too. */
  testForms: z.array(z.url()).default([]),
  /** Language, time zone and country that the browser shows, as a shopper of the store has them. */
  shopper: z
    .object({
      language: z.string().default("en-US"),
      timeZone: z.string().default("America/New_York"),
      country: z.string().length(2).default("US"),
    })
    .prefault({}),
  /** The agreed page. @default - none yet: what is seen is recorded, and counted as not agreed on */
  agreed: agreedPage.optional(),
  /** Visits of a run. */
  visits: z.int().min(1),
  limits: z
    .object({
      /** Timeout of the whole visit. */
      seconds: z.number().positive().default(240),
      /** Timeout of one page, until it has settled. */
      pageSeconds: z.number().positive().default(30),
      /** Size limit of all responses together. */
      megabytes: z.number().positive().default(100),
      /** Size limit of one response. */
      answerMegabytes: z.number().positive().default(20),
    })
    .prefault({}),
});

/** The outcome of {@link watchRequest}. */
export type WatchRequest = z.output<typeof watchRequest>;

/** The part of it that a visit needs, and the header by which the web ACL knows it. */
export type VisitRequest = Pick<WatchRequest, "origin" | "home" | "product" | "testForms" | "shopper" | "limits"> & {
  /** @default - none is sent */
  readonly header?: { readonly name: string; readonly value: string } | undefined;
  /** From {@link agreedPage}: names whose values in inline scripts change. */
  readonly changing: readonly string[];
};

/** The environment of a run: values that only AWS knows, and that decide where its findings go. */
export const watchEnvironment = z.object({
  evidence: z.object({ bucket: z.string().min(1), prefix: z.string().min(1) }),
  topicArn: z.string().min(1),
  /** The parameter in which it remembers what it has told. */
  told: z.string().min(1),
  /** The IP set that it fills with its pass. */
  pass: z.object({ id: z.string().min(1), name: z.string().min(1) }),
});

/** The outcome of {@link watchEnvironment}. */
export type WatchEnvironment = z.output<typeof watchEnvironment>;
