import { z } from "zod";
import { paymentPageRequest } from "./payment-page.ts";

/** What the canary is told in its archive: all that is known before anything is made. */
export const watchRequest = paymentPageRequest
  .omit({ header: true, evidence: true, topicArn: true, namespace: true })
  .extend({ /** Visits of a run. */ visits: z.int().min(1) });

/** The outcome of {@link watchRequest}. */
export type WatchRequest = z.output<typeof watchRequest>;

/** What it is told in its environment: what only AWS knows, and decides where its findings go. */
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
