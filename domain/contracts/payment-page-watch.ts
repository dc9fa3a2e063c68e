import { z } from "zod";

/** What the canary is told in its environment: what only AWS knows, or decides where its findings go. The rest is in its archive. */
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
