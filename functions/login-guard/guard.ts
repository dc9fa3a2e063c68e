import { metrics, type Thresholds } from "../../domain/contracts/login-guard.ts";
import { isOutside, type Subject, subjectOf, touches } from "./address.ts";
import { readAllowed } from "./allowed.ts";
import { type BlockDecision, record } from "./attempts.ts";
import { block } from "./blocks.ts";
import { type Login, readLogin } from "./event.ts";
import type { Counts } from "./metrics.ts";
import { catchUp, type Post, tell } from "./notify.ts";
import { type Account, note } from "./outbox.ts";
import { unpack } from "./payload.ts";
import { type Dependencies, reconcile } from "./reconcile.ts";
import { endOf, type WakeQueue, wakeAt } from "./wake.ts";

/** Dependencies of the guard. */
export interface Guard extends Dependencies {
  readonly thresholds: Thresholds;
  readonly alarm: WakeQueue;
  readonly post: Post;
  /** Receives the counts. */
  readonly count: (counts: Counts) => void;
  /** Receives warnings for debugging, without any content of a line. */
  readonly warn: (message: string) => void;
}

/**
 * Logins have come, as CloudWatch Logs packs them. Throws when something could not be done, after everything else was: Lambda then
 * calls again with the same lines, which changes nothing but what was left undone.
 */
export async function onLogins(guard: Guard, data: string): Promise<void> {
  const logins = readLogins(guard, data);
  if (logins.length === 0) return;
  const blocks = await blockAll(guard, await record(guard.table, logins, guard.thresholds));
  const versions = [...new Set(blocks.map(({ subject }) => subject.version))];
  const ends = blocks.map(({ until }) => until);
  await allOf([
    reconcile(guard, { versions }),
    ends.length > 0 ? wakeAt(guard.alarm, ends, guard.now()) : undefined,
    tellAll(guard, logins),
  ]);
}

/** Blocks should have ended. What was sent before its time, since SQS holds nothing back for longer, is sent again. */
export async function onWake(guard: Guard, bodies: readonly string[]): Promise<void> {
  const now = guard.now();
  const later = bodies.map(endOf).filter((end) => end > now);
  await allOf([
    later.length > 0 ? wakeAt(guard.alarm, later, now) : undefined,
    later.length < bodies.length ? reconcile(guard) : undefined,
  ]);
}

/** Each minute: whatever was missed is put right, and counted. */
export async function onSweep(guard: Guard): Promise<void> {
  await allOf([sweepSets(guard), counted(guard, catchUp(guard.post))]);
}

async function sweepSets(guard: Guard): Promise<void> {
  const { blocked, overdue } = await reconcile(guard, { tidy: true });
  guard.count({ [metrics.blocked]: blocked, [metrics.overdue]: overdue / 1000 });
}

function readLogins({ now, count, warn }: Guard, data: string): Login[] {
  const lines = unpack(data);
  if (!lines) {
    warn("a payload of CloudWatch Logs could not be unpacked");
    count({ [metrics.badLines]: 1 });
    return [];
  }
  const logins = lines.flatMap(({ id, message }) => readLogin(id, message, now()) ?? []);
  const failures = logins.filter(({ outcome }) => outcome === "failure").length;
  count({ [metrics.failures]: failures, [metrics.badLines]: lines.length - logins.length });
  if (logins.length < lines.length) warn(`${lines.length - logins.length} of ${lines.length} lines are no logins of version 1`);
  return logins;
}

/** Writes the blocks that have not ended and may be; returns them. */
async function blockAll({ table, now, count }: Guard, { everyone, staff }: BlockDecision): Promise<{ subject: Subject; until: number }[]> {
  const moment = now();
  const lasting = [...everyone].filter(([, until]) => until > moment);
  if (lasting.length === 0) return [];
  const allowed = await readAllowed(table);
  const wanted = lasting
    .map(([cidr, until]) => ({ cidr, until, subject: subjectOf(cidr.split("/")[0] ?? "") }))
    .filter(({ subject }) => isOutside(subject) && !touches(subject, allowed.never))
    .map(({ cidr, until, subject }) => ({ subject, until: touches(subject, allowed.staff) ? (staff.get(cidr) ?? 0) : until }))
    .filter(({ until }) => until > moment);
  const isNew = await Promise.all(wanted.map(({ subject, until }) => block(table, subject, until, moment)));
  count({ [metrics.newBlocks]: isNew.filter(Boolean).length });
  return wanted;
}

async function tellAll(guard: Guard, logins: readonly Login[]): Promise<void> {
  const failed = logins.filter(({ outcome, zone }) => outcome === "failure" && zone === "admin");
  const accounts = new Map<string, Account>();
  for (const login of failed) {
    const account = await note(guard.table, login);
    if (account) accounts.set(account.at, account);
  }
  await counted(guard, tell(guard.post, [...accounts.values()]));
}

/** Counts a mail that failed. */
async function counted({ count }: Guard, mails: Promise<void>): Promise<void> {
  try {
    await mails;
  } catch (error) {
    count({ [metrics.mailsFailed]: 1 });
    throw error;
  }
}

/** Waits for all, also when one fails; throws what failed. */
async function allOf(work: readonly (Promise<unknown> | undefined)[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  if (failed.length > 1) throw new AggregateError(failed, failed.map(String).join("; "));
  if (failed.length === 1) throw failed[0];
}
