import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod/mini";
import type { Authority, CertificateRequest } from "../../domain/contracts/certificate.ts";
import type { PendingOrder } from "./memory.ts";
import { AuthorityError } from "./problem.ts";
import type { World } from "./run.ts";
import type { Answer, Session } from "./session.ts";
import type { Vault } from "./vault.ts";

/** One order at one authority. */
export interface Job {
  readonly world: World;
  readonly vault: Vault;
  readonly session: Session;
  readonly authority: Authority;
  readonly request: CertificateRequest;
  /** The certificate that the new one takes the place of (RFC 9773 5). @default - none of this authority's */
  readonly replaces?: string;
  /** End of the authority's share of the time, in milliseconds of `Date.now()`. */
  readonly deadline: number;
}

const orderObject = z.object({
  status: z.enum(["pending", "ready", "processing", "valid", "invalid"]),
  authorizations: z.array(z.string()),
  finalize: z.string(),
  certificate: z.optional(z.string()),
  error: z.optional(z.unknown()),
});

/** RFC 8555 7.1.3. */
export type Order = z.infer<typeof orderObject>;

/** An order, and what is remembered of it. */
export interface Placed {
  readonly order: Order;
  readonly pending: PendingOrder;
}

/** Asks until an order has another status: soon at first, then every half second, or when the authority says. */
export async function settled({ session, deadline }: Job, url: string, from: Order["status"], wait?: number): Promise<Order> {
  for (let pause = 25, retryAfter = wait; ; pause = Math.min(pause * 2, 500)) {
    const next = Math.max(pause, Math.min(retryAfter ?? 0, maxPause) * 1000);
    if (Date.now() + next > deadline) throw new AuthorityError(`the order is still ${from}`, { passing: true });
    await sleep(next);
    const answer = await session.post(url, null);
    const order = asOrder(answer);
    if (order.status !== from) return order;
    retryAfter = answer.retryAfter;
  }
}

/** Maximum pause in seconds; a function runs for at most 900. */
const maxPause = 60;

/** Reads an order. */
export function asOrder({ data }: Answer): Order {
  const order = orderObject.safeParse(data);
  if (!order.success) throw new AuthorityError("it gave something else than an order");
  return order.data;
}
