import { z } from "zod";

const path = z.string().startsWith("/");

/** What each walk of the canary is told by its schedule. The settings have checked it; this only keeps a wrong stack from running. */
export const canaryRequest = z.object({
  stack: z.string().min(1),
  /** Where the store is, such as `https://shop.example.com`. */
  origin: z.url({ protocol: /^https$/ }),
  /** Seconds within which a page has to be there, redirects included. */
  slowSeconds: z.number().positive(),
  /** Pages in the order that a shopper visits them. */
  pages: z.array(
    z.object({
      name: z.string().min(1),
      path,
      /** What the page has to say. @default - anything */
      contains: z.string().optional(),
      /** Whether it is a page for people, which ends as HTML does, or a bare answer. */
      html: z.boolean(),
    }),
  ),
  /** The product that is put into the cart before the page `before` is visited. @default - none: X-Cart then leads from the checkout to the cart */
  buy: z.object({ productId: z.int().min(1), before: z.string() }).optional(),
  /** What the page `page` may load, and the headers it has to come with. @default - not looked at */
  paymentPage: z
    .object({
      page: z.string(),
      /** Addresses of scripts and frames, `*` at the end for all that begin so; a path is one of the store's own. */
      scripts: z.array(z.string()),
      /** Fingerprints of the scripts in the page itself. @default - any */
      inlineScripts: z.array(z.string()).optional(),
      /** By header in lower case: what its value has to hold. */
      headers: z.record(z.string(), z.string()),
    })
    .optional(),
  /** The X-Cart that runs, if known, and the one that it ought to be. @default - not counted */
  xcart: z.object({ build: z.string().optional(), securityBuild: z.object({ version: z.string(), published: z.iso.date() }) }).optional(),
});

/** The outcome of {@link canaryRequest}. */
export type CanaryRequest = z.output<typeof canaryRequest>;
