import { WAFInternalErrorException, WAFOptimisticLockException, type WAFV2Client } from "@aws-sdk/client-wafv2";
import type { Sets } from "../../domain/contracts/login-guard.ts";
import { type IpVersion, ipVersions, maxSetSize } from "../../domain/defaults/login-guard.ts";
import { type Block, blocksIn, forget } from "./blocks.ts";
import { readSet, writeSet } from "./ip-set.ts";
import type { Table } from "./table.ts";

/** Dependencies of a run. */
export interface Dependencies {
  readonly table: Table;
  readonly waf: WAFV2Client;
  readonly sets: Sets;
  /** Milliseconds. */
  readonly now: () => number;
  /** Waits so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Result of reconciling the sets. */
export interface Reconciled {
  /** Addresses in the fuller set. */
  readonly blocked: number;
  /** Milliseconds since the end of the most overdue block that was still in a set; 0 if there was none. */
  readonly overdue: number;
}

/** Options of a run. */
export interface Task {
  /** The sets to reconcile. @default - both */
  readonly versions?: readonly IpVersion[];
  /** Whether to forget whatever has ended, not only what this run takes out of a set. @default false */
  readonly tidy?: boolean;
}

/**
 * Makes the sets match the table. Throws if one of them cannot be updated: the next run makes up for it. Ended blocks are deleted from the
 * table by the run that removes them from the set, so that of a hundred concurrent runs not each deletes all.
 */
export async function reconcile(dependencies: Dependencies, { versions = ipVersions, tidy = false }: Task = {}): Promise<Reconciled> {
  const outcomes = await Promise.all(versions.map((version) => reconcileOne(version, dependencies, tidy)));
  return {
    blocked: Math.max(0, ...outcomes.map(({ blocked }) => blocked)),
    overdue: Math.max(0, ...outcomes.map(({ overdue }) => overdue)),
  };
}

/** Maximum attempts, enough for a hundred concurrent invocations while WAF takes one update a second: each includes the others' blocks. */
const STEPS = 12;

async function reconcileOne(version: IpVersion, dependencies: Dependencies, tidy: boolean): Promise<Reconciled> {
  let overdue = 0;
  let wrote = false;
  for (let step = 1; step <= STEPS; step++) {
    try {
      const seen = await compareOnce(version, dependencies);
      overdue = Math.max(overdue, seen.overdue);
      if (seen.settled) {
        if (wrote || tidy) await forgetAll(dependencies.table, version, seen.ended);
        return { blocked: seen.blocked, overdue };
      }
      wrote = true;
    } catch (error) {
      if (!mayPass(error) || step === STEPS) throw error;
      // Full jitter: runs that were refused together do not retry together.
      await dependencies.sleep(Math.random() * Math.min(200 * 2 ** step, 3000));
    }
  }
  throw new Error(`the ${version} set still differs from the table after ${STEPS} updates`);
}

/**
 * Compares set and table once, and updates the set if they differ; settled if they do not. The set is read first: then an update that
 * WAF accepts includes every block that was in the table when the set last changed. After an update they are compared again, since a
 * block may have been added after the table was read, while its own run still found it in the set.
 */
async function compareOnce(version: IpVersion, { table, waf, sets, now }: Dependencies) {
  const set = await readSet(waf, sets[version]);
  const blocks = await blocksIn(table, version);
  const moment = now();
  const ended = blocks.filter(({ until }) => until <= moment);
  const wanted = lasting(blocks, moment);
  const overdue = Math.max(0, ...ended.map(({ until }) => moment - until));
  const settled = isSame(set.addresses, wanted);
  if (!settled) await writeSet(waf, sets[version], set, wanted);
  return { settled, blocked: wanted.length, overdue, ended };
}

/** The addresses to block now. A full set keeps the blocks that end last: those of staff for half an hour, then the newest. */
const lasting = (blocks: readonly Block[], moment: number): string[] =>
  blocks
    .filter(({ until }) => until > moment)
    .sort((a, b) => b.until - a.until)
    .slice(0, maxSetSize)
    .map(({ cidr }) => cidr);

function isSame(actual: readonly string[], wanted: readonly string[]): boolean {
  const set = new Set(actual);
  return set.size === wanted.length && wanted.every((cidr) => set.has(cidr));
}

async function forgetAll(table: Table, version: IpVersion, blocks: readonly Block[]): Promise<void> {
  for (let i = 0; i < blocks.length; i += 25) await Promise.all(blocks.slice(i, i + 25).map((block) => forget(table, version, block)));
}

/** Whether a retry may help: another run was faster, or WAF is busy or unavailable for a moment. */
function mayPass(error: unknown): boolean {
  if (error instanceof WAFOptimisticLockException || error instanceof WAFInternalErrorException) return true;
  return error instanceof Error && /Throttl|TooManyRequests|ServiceUnavailable|TimeoutError/.test(error.name);
}
