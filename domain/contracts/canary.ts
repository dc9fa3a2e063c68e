import { z } from "zod";

const path = z.string().startsWith("/");

/** The schedule's request for each visit of the canary. The settings have checked it; this only keeps a wrong stack from running. */
export const canaryRequest = z.object({
  stack: z.string().min(1),
  /** Where the store is, such as `https://shop.example.com`. */
  origin: z.url({ protocol: /^https$/ }),
  /**
   * Whether shoppers are to reach it: it has a release, and its pages are walked. Before, the load balancer is asked whatever the name
   * leads to, so that a zone which is not delegated yet is no news.
   */
  open: z.boolean(),
  /** DNS name of the load balancer. */
  loadBalancer: z.string().min(1),
  /** Authorities that are trusted beside the public ones. */
  trust: z.object({
    /** Known authorities, by name, whose trial certificates the store has. */
    trials: z.array(z.string()),
    /** Roots of authorities of one's own, in PEM. */
    roots: z.array(z.string()),
    /** The self-signed certificate that the stack begins with, in PEM. */
    bootstrap: z.string().min(1),
  }),
  /** Seconds within which a page has to be there, redirects included. */
  slowSeconds: z.number().positive(),
  /** Pages in the order that a shopper visits them. */
  pages: z.array(
    z.object({
      name: z.string().min(1),
      path,
      /** Text that the page has to contain. @default - any */
      contains: z.string().optional(),
      /** Whether it is a page for people, which ends as HTML does, or a bare answer. */
      html: z.boolean(),
    }),
  ),
  /** The product that is put into the cart before the page `before` is visited. @default - none: X-Cart then leads from the checkout to the cart */
  buy: z.object({ productId: z.int().min(1), before: z.string() }).optional(),
  /** The X-Cart that runs, if known, and the one that it ought to be. @default - not counted */
  xcart: z.object({ build: z.string().optional(), securityBuild: z.object({ version: z.string(), published: z.iso.date() }) }).optional(),
});

/** The outcome of {@link canaryRequest}. */
export type CanaryRequest = z.output<typeof canaryRequest>;
