import { createHash } from "node:crypto";
import { subjectOf } from "./address.ts";
import type { Login } from "./event.ts";
import type { Threshold, Thresholds } from "./request.ts";
import { expiresAt, numberOf, type Row, read, type Table, textOf, write } from "./table.ts";
import { type Attempt, type Blocks, blocksOf } from "./window.ts";

/** A bound on what is read for one decision; a window with more failures is over every threshold anyway. */
const MOST_READ = 1000;

/** What attempts are counted for: an address, or an account. */
interface Counter {
  readonly key: string;
  readonly threshold: Threshold;
}

/** What the table knows an account by: who reads it learns no mail address, and cannot be tricked into one of another form. */
export const accountHash = (account: string): string => createHash("sha256").update(account).digest("base64url").slice(0, 32);

/** What a login counts for. A success counts for a member of staff's account only, whose row of failures it ends. */
function countersOf({ outcome, zone, account, address }: Login, thresholds: Thresholds): Counter[] {
  const ofAccount =
    account === null
      ? []
      : [{ key: `account#${zone}#${accountHash(account)}`, threshold: zone === "admin" ? thresholds.staff : thresholds.account }];
  if (outcome === "success") return zone === "admin" ? ofAccount : [];
  return [{ key: `address#${subjectOf(address).cidr}`, threshold: thresholds.address }, ...ofAccount];
}

/**
 * Writes the logins into the table and returns whom to block until when by what is in the table then, also by other invocations.
 * The same logins a second time come to the same.
 */
export async function record(table: Table, logins: readonly Login[], thresholds: Thresholds): Promise<Blocks> {
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
      const from = sortKey(at - counter.threshold.windowSeconds * 1000, "");
      return blocksOf((await read(table, counter.key, { from, most: MOST_READ })).reverse().map(attemptOf), counter.threshold);
    }),
  );
  const blocks = new Map<string, number>();
  for (const [cidr, until] of found.flatMap((some) => [...some])) blocks.set(cidr, Math.max(until, blocks.get(cidr) ?? 0));
  return blocks;
}

/** Sorts by time as text does: 15 digits of milliseconds last for 30,000 years. */
const sortKey = (at: number, id: string) => `${String(Math.max(at, 0)).padStart(15, "0")}#${id}`;

const rowOf = ({ at, id, outcome, address }: Login, { key, threshold }: Counter): Row => ({
  key: { S: key },
  at: { S: sortKey(at, id) },
  time: { N: String(at) },
  outcome: { S: outcome },
  cidr: { S: subjectOf(address).cidr },
  expires: expiresAt(at + threshold.windowSeconds * 1000),
});

const attemptOf = (row: Row): Attempt => ({
  at: numberOf(row, "time"),
  outcome: textOf(row, "outcome") === "success" ? "success" : "failure",
  cidr: textOf(row, "cidr"),
});
