import * as z from "zod/mini";

const challengeRecord = z.object({ zoneId: z.string(), name: z.string(), value: z.string() });

/** One value of a TXT record set in a hosted zone, without quotes. */
export type ChallengeRecord = z.infer<typeof challengeRecord>;

const account = z.object({
  directoryUrl: z.string(),
  /** PEM, PKCS #8. */
  key: z.string(),
  url: z.optional(z.string()),
  contacts: z.optional(z.array(z.string())),
});

/** An account with one authority. */
export type Account = z.infer<typeof account>;

const order = z.object({
  directoryUrl: z.string(),
  profile: z.optional(z.string()),
  /** The order's URL; only the account that made it can read it. */
  url: z.string(),
  /** The key that its certificate is for: PEM, PKCS #8. */
  key: z.string(),
  names: z.array(z.string()),
});

/** An order that is under way. */
export type PendingOrder = z.infer<typeof order>;

const renewalInfo = z.object({
  /** The certificate that it is about (RFC 9773 4.1). */
  certificate: z.string(),
  /** The point of the window that was drawn for this certificate, 0 to 1. */
  point: z.number(),
  start: z.string(),
  end: z.string(),
  askAgain: z.string(),
});

/** An authority's answer about when to renew. */
export type RenewalInfo = z.infer<typeof renewalInfo>;

const memory = z.object({
  accounts: z._default(z.record(z.string(), account), {}),
  order: z.optional(order),
  /** Values that were written, or are about to be, and not yet taken away. */
  records: z._default(z.array(challengeRecord), []),
  /** The authority that issued the current certificate. */
  issued: z.optional(z.object({ directoryUrl: z.string(), profile: z.optional(z.string()) })),
  renewalInfo: z.optional(renewalInfo),
  /** The time before which each authority, by name, asked not to be called. */
  leaveAlone: z._default(z.record(z.string(), z.string()), {}),
  lease: z.optional(z.object({ holder: z.string(), until: z.string() })),
});

/** Content of the function's secret. */
export type Memory = z.infer<typeof memory>;

/** Reads a secret's text, which may be empty. Throws a sentence, without the text, if it is something else. */
export function parseMemory(text: string): Memory {
  try {
    return memory.parse(JSON.parse(text || "{}"));
  } catch {
    throw new Error("the function's secret: got something that it did not write, expected its JSON or nothing; see the runbook");
  }
}
