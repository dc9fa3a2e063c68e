import * as z from "zod/mini";
import { type Place, placesOf, publish, withdraw } from "./dns.ts";
import { type Job, type Order, type Placed, settled } from "./job.ts";
import type { ChallengeRecord } from "./memory.ts";
import { AuthorityError, asProblem, problemText } from "./problem.ts";
import type { World } from "./run.ts";
import type { Answer, Session } from "./session.ts";

const authorizationObject = z.object({
  status: z.string(),
  /** Without the `*.` of a wildcard (RFC 8555 7.1.4). */
  identifier: z.object({ value: z.string() }),
  challenges: z.array(
    z.object({ type: z.string(), url: z.string(), status: z.string(), token: z.optional(z.string()), error: z.optional(z.unknown()) }),
  ),
});

type Authorization = z.infer<typeof authorizationObject>;

/** A challenge that is to be answered. */
interface Open {
  readonly name: string;
  readonly url: string;
  readonly value: string;
}

/**
 * Answers an order's challenges by DNS, and gives the order once the authority has looked. Names that share a record set, as an apex and its
 * wildcard do, have all their values there at once. What was written is remembered before, and taken away after, whatever happens.
 */
export async function validate(job: Job, { order, pending }: Placed): Promise<Order> {
  const { world, vault, session, request } = job;
  const all = await authorizations(session, order);
  if (job.authority.bindingArn) approved(all);
  const open = openChallenges(session, all);
  if (open.length === 0) {
    await vault.write({ order: pending });
    return await validatedOrder(job, { order, pending });
  }
  const places = await placesOf(world, request, [...new Set(open.map(({ name }) => name))]);
  const records = open.map(({ name, value }) => recordAt(places, name, value));
  const others = vault.memory.records;
  await vault.write({ order: pending, records: [...others, ...records] });
  try {
    await publish(world, records);
    await inTurns(open, ({ url }) => session.post(url, {}));
    return await validatedOrder(job, { order, pending });
  } finally {
    if (await tidied(world, records)) vault.note({ records: others });
  }
}

async function validatedOrder(job: Job, { order, pending }: Placed): Promise<Order> {
  const validated = await settled(job, pending.url, "pending");
  if (validated.status === "invalid") throw await validationError(job.session, order);
  return validated;
}

/** Throws for names that are not approved. Where names are approved beforehand there is no challenge to answer: an administrator has to approve them. */
function approved(all: readonly Authorization[]): void {
  const names = all.filter(({ status }) => status === "pending").map(({ identifier }) => identifier.value);
  if (names.length > 0)
    throw new AuthorityError(`it has not approved ${names.join(", ")}: see the domain validations of its endpoint in ACM`);
}

/** Takes records away; if that fails, the secret still has them, and the next run tries again. */
export async function tidied(world: World, records: readonly ChallengeRecord[]): Promise<boolean> {
  try {
    await withdraw(world, records);
    return true;
  } catch (error) {
    world.log("WARN", "records-left", {
      names: records.map(({ name }) => name),
      why: error instanceof Error ? error.message : String(error),
    });
    return false;
  }
}

const authorizations = async (session: Session, { authorizations }: Order): Promise<Authorization[]> =>
  await inTurns(authorizations, async (url) => asAuthorization(await session.post(url, null)));

/** Those that are valid still, from an earlier order, have nothing open. */
function openChallenges(session: Session, all: readonly Authorization[]): Open[] {
  return all
    .filter(({ status }) => status === "pending")
    .map(({ identifier, challenges }) => {
      const challenge = challenges.find(({ type }) => type === "dns-01");
      if (!challenge?.token) throw new AuthorityError(`it offers no challenge by DNS for ${identifier.value}`);
      return { name: identifier.value, url: challenge.url, value: session.challengeValue(challenge.token) };
    });
}

function recordAt(places: ReadonlyMap<string, Place>, name: string, value: string): ChallengeRecord {
  const place = places.get(name);
  if (!place) throw new Error(`${name}: no place for its challenge`);
  return { ...place, value };
}

async function validationError(session: Session, order: Order): Promise<AuthorityError> {
  const failed = (await authorizations(session, order)).flatMap(({ identifier, challenges }) =>
    challenges.flatMap(({ error }) => (error ? [{ ...asProblem(error), identifier }] : [])),
  );
  const text = failed.map((each) => `${each.identifier.value}: ${problemText(each)}`).join("; ");
  return new AuthorityError(`it could not validate ${text || "the names"}`, { problem: { ...failed[0], subproblems: failed } });
}

/** So many requests at once; authorities admit about twenty a second (letsencrypt.org/docs/rate-limits). */
const abreast = 8;

async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += abreast) results.push(...(await Promise.all(items.slice(at, at + abreast).map(work))));
  return results;
}

function asAuthorization({ data }: Answer): Authorization {
  const authorization = authorizationObject.safeParse(data);
  if (!authorization.success) throw new AuthorityError("it gave something else than an authorization");
  return authorization.data;
}
