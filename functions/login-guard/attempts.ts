import { createHash } from "node:crypto";
import type { Threshold, Thresholds } from "../../domain/contracts/login-guard.ts";
import { subjectOf } from "./address.ts";
import type { Login } from "./event.ts";
import { expiresAt, numberOf, type Row, read, type Table, textOf, write } from "./table.ts";
import { type Attempt, type Blocks, blocksOf } from "./window.ts";

/** Maximum items read for one decision; a window with more failures exceeds every threshold anyway. */
const MAX_READ = 1000;

/** A counter of attempts, for an address or an account. */
interface Counter {
  readonly key: string;
  /** Each of them blocks. */
  readonly tiers: readonly Threshold[];
  /** Whether it is an account of the administration. */
  readonly staff: boolean;
}

/** An account's key in the table: a hash, which discloses no email address and has the same form for any input. */
export const accountHash = (account: string): string => createHash("sha256").update(account).digest("base64url").slice(0, 32);

/**
 * Counters of a login. A success counts only for the account of a member of staff, whose series of failures it ends; a correct password
 * before a second factor does not. Only the lock has an account's second tier (host/php/login-lock.php), since it recognizes browsers in which the
 * account was signed in before: here one mistyped password would block a customer for an hour while attackers try the same account.
 */
function countersOf({ outcome, zone, account, address }: Login, thresholds: Thresholds): Counter[] {
  if (outcome === "pending") return [];
  const staff = zone === "admin";
  const ofAccount =
    account === null
      ? []
      : [{ key: `account#${zone}#${accountHash(account)}`, tiers: [staff ? thresholds.staff : thresholds.account], staff }];
  if (outcome === "success") return staff ? ofAccount : [];
  const { repeated, ...first } = thresholds.address;
  return [{ key: `address#${subjectOf(address).cidr}`, tiers: [first, repeated], staff: false }, ...ofAccount];
}

/** The period in which a counter's failures count, in milliseconds. */
const windowOf = ({ tiers }: Counter): number => Math.max(...tiers.map(({ windowSeconds }) => windowSeconds)) * 1000;

/** An address to block, and the block's end. */
export interface BlockDecision {
  readonly everyone: Blocks;
  /** The same for the staff's own addresses, which answer for nothing but their own failures on one account of staff. */
  readonly staff: Blocks;
}

/**
 * Writes the logins into the table and returns whom to block by what is in the table then, also by other invocations.
 * The same logins a second time come to the same.
 */
export async function record(table: Table, logins: readonly Login[], thresholds: Thresholds): Promise<BlockDecision> {
  const counted = logins.flatMap((login) => countersOf(login, thresholds).map((counter) => ({ login, counter })));
  await write(
    table,
    counted.map(({ login, counter }) => rowOf(login, counter)),
  );
  const earliest = new Map<string, { readonly counter: Counter; readonly at: number }>();
  for (const { login, counter } of counted)
    earliest.set(counter.key, { counter, at: Math.min(login.at, earliest.get(counter.key)?.at ?? login.at) });
  const found = await Promise.all(
    [...earliest.values()].map(async ({ counter, at }) => {
      const from = sortKey(at - windowOf(counter), "");
      return { counter, attempts: (await read(table, counter.key, { from, max: MAX_READ })).reverse().map(attemptOf) };
    }),
  );
  return {
    everyone: latest(found.flatMap(({ counter, attempts }) => counter.tiers.map((tier) => blocksOf(attempts, tier)))),
    staff: latest(
      found
        .filter(({ counter }) => counter.staff)
        .flatMap(({ counter, attempts }) => counter.tiers.flatMap((tier) => ownBlocks(attempts, tier))),
    ),
  };
}

/** The blocks that each address would get for its own attempts alone. */
const ownBlocks = (attempts: readonly Attempt[], threshold: Threshold): Blocks[] =>
  [...new Set(attempts.map(({ cidr }) => cidr))].map((own) =>
    blocksOf(
      attempts.filter(({ cidr, outcome }) => cidr === own || outcome === "success"),
      threshold,
    ),
  );

function latest(all: readonly Blocks[]): Blocks {
  const blocks = new Map<string, number>();
  for (const [cidr, until] of all.flatMap((some) => [...some])) blocks.set(cidr, Math.max(until, blocks.get(cidr) ?? 0));
  return blocks;
}

/** Sorts by time as text does: 15 digits of milliseconds last for 30,000 years. */
const sortKey = (at: number, id: string) => `${String(Math.max(at, 0)).padStart(15, "0")}#${id}`;

const rowOf = ({ at, id, outcome, address }: Login, counter: Counter): Row => ({
  key: { S: counter.key },
  at: { S: sortKey(at, id) },
  time: { N: String(at) },
  outcome: { S: outcome },
  cidr: { S: subjectOf(address).cidr },
  expires: expiresAt(at + windowOf(counter)),
});

const attemptOf = (row: Row): Attempt => ({
  at: numberOf(row, "time"),
  outcome: textOf(row, "outcome") === "success" ? "success" : "failure",
  cidr: textOf(row, "cidr"),
});
