import { validate } from "./challenges.ts";
import { asOrder, type Job, type Order, type Placed, settled } from "./job.ts";
import { newKey, pemKeyType, signingRequest } from "./keys.ts";
import type { PendingOrder } from "./memory.ts";
import { AuthorityError, asProblem, problemText } from "./problem.ts";
import type { Answer } from "./session.ts";

/** Brings an order, a new one or one that an earlier run left, to its certificate; gives that one's URL and its private key. */
export async function obtain(job: Job): Promise<{ readonly certificateUrl: string; readonly key: string }> {
  const { order: placed, pending } = (await resumed(job)) ?? (await place(job));
  const validated = placed.status === "pending" ? await validate(job, { order: placed, pending }) : placed;
  const finalized = validated.status === "ready" ? await finalize(job, validated, pending) : validated;
  const done = finalized.status === "processing" ? await settled(job, pending.url, "processing") : finalized;
  if (done.status !== "valid" || !done.certificate)
    throw new AuthorityError(`the order is ${done.status}: ${problemText(asProblem(done.error))}`);
  return { certificateUrl: done.certificate, key: pending.key };
}

/** An earlier run's order, if it fits the current request and the authority still knows it. */
async function resumed({ vault, session, authority, request }: Job): Promise<Placed | undefined> {
  const pending = vault.memory.order;
  const fits =
    pending?.directoryUrl === authority.directoryUrl &&
    pending.profile === authority.profile &&
    pending.names.join() === request.domains.join() &&
    pemKeyType(pending.key) === request.keyType;
  if (!fits) return undefined;
  try {
    const order = asOrder(await session.post(pending.url, null));
    return order.status === "invalid" ? undefined : { order, pending };
  } catch (error) {
    if (error instanceof AuthorityError && error.status && !error.passing) return undefined;
    throw error;
  }
}

async function place(job: Job): Promise<Placed> {
  const { session, authority, request } = job;
  const { directoryUrl, profile } = authority;
  const offered = Object.keys(session.directory.meta?.profiles ?? {});
  if (profile && !offered.includes(profile))
    throw new AuthorityError(`it does not offer the profile ${profile}, but ${offered.join(", ") || "none"}`);
  const identifiers = request.domains.map((value) => ({ type: "dns", value }));
  const answer = await ordered(job, { identifiers, ...(profile && { profile }) });
  if (!answer.location) throw new AuthorityError("it gave no order URL");
  const key = await newKey(request.keyType);
  return { order: asOrder(answer), pending: { directoryUrl, profile, url: answer.location, key, names: [...request.domains] } };
}

async function ordered({ session, replaces, world }: Job, payload: object): Promise<Answer> {
  const url = session.directory.newOrder;
  if (!replaces || !session.directory.renewalInfo) return await session.post(url, payload);
  try {
    return await session.post(url, { ...payload, replaces });
  } catch (error) {
    if (!(error instanceof AuthorityError) || !error.status || error.rateLimited) throw error;
    // It may be replaced already, or share no name with the new one (RFC 9773 5; Pebble answers 500): a certificate is wanted all the same.
    world.log("WARN", "order-without-replaces", { why: error.message });
    return await session.post(url, payload);
  }
}

async function finalize(job: Job, order: Order, pending: PendingOrder): Promise<Order> {
  const answer = await job.session.post(order.finalize, { csr: await signingRequest(pending.names, pending.key) });
  return asOrder(answer).status === "processing" ? await settled(job, pending.url, "processing", answer.retryAfter) : asOrder(answer);
}
