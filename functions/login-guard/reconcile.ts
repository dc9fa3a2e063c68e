import { WAFInternalErrorException, WAFOptimisticLockException, type WAFV2Client } from "@aws-sdk/client-wafv2";
import type { Sets } from "../../domain/contracts/login-guard.ts";
import { type IpVersion, ipVersions, maxSetSize } from "../../domain/defaults/login-guard.ts";
import { type Block, blocksIn, forget } from "./blocks.ts";
import { readSet, writeSet } from "./ip-set.ts";
import type { Table } from "./table.ts";

/** What a run works on. */
export interface Surroundings {
  readonly table: Table;
  readonly waf: WAFV2Client;
  readonly sets: Sets;
  /** Milliseconds. */
  readonly now: () => number;
  /** Waits so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** What the sets came to. */
export interface Reconciled {
  /** Addresses in the fuller set. */
  readonly blocked: number;
  /** How long ago the block should have ended that was still there at first, in milliseconds; 0 if there was none. */
  readonly overdue: number;
}

/** What a run is to do. */
export interface Task {
  /** The sets to look at. @default - both */
  readonly versions?: readonly IpVersion[];
  /** Whether to forget whatever has ended, not only what this run takes out of a set. @default false */
  readonly tidy?: boolean;
}

/**
 * Makes the sets what the table says. Throws when one of them cannot be: the next run makes up for it. Blocks that have ended are
 * forgotten by the run that takes them out of the set, so that of a hundred at once not each forgets all.
 */
export async function reconcile(surroundings: Surroundings, { versions = ipVersions, tidy = false }: Task = {}): Promise<Reconciled> {
  const outcomes = await Promise.all(versions.map((version) => reconcileOne(version, surroundings, tidy)));
  return {
    blocked: Math.max(0, ...outcomes.map(({ blocked }) => blocked)),
    overdue: Math.max(0, ...outcomes.map(({ overdue }) => overdue)),
  };
}

/** Enough for a hundred invocations at once where WAF takes one update a second: each takes the others' blocks along. */
const STEPS = 12;

async function reconcileOne(version: IpVersion, surroundings: Surroundings, tidy: boolean): Promise<Reconciled> {
  let overdue = 0;
  let wrote = false;
  for (let step = 1; step <= STEPS; step++) {
    try {
      const seen = await look(version, surroundings);
      overdue = Math.max(overdue, seen.overdue);
      if (seen.settled) {
        if (wrote || tidy) await forgetAll(surroundings.table, version, seen.ended);
        return { blocked: seen.blocked, overdue };
      }
      wrote = true;
    } catch (error) {
      if (!mayPass(error) || step === STEPS) throw error;
      // Full jitter: who was refused together does not come back together.
      await surroundings.sleep(Math.random() * Math.min(200 * 2 ** step, 3000));
    }
  }
  throw new Error(`the ${version} set still differs from the table after ${STEPS} updates`);
}

/**
 * One look at set and table, and one update where they differ; settled where they do not. The set comes first: then an update that
 * WAF takes has seen every block that was in the table when the set last changed. And after an update comes another look, since a
 * block may have come to the table after this one read it, whose own run found it still in the set and was content.
 */
async function look(version: IpVersion, { table, waf, sets, now }: Surroundings) {
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

/** What is blocked now. A full set keeps those that last longest: staff's half hours, then the newest. */
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

/** Whether trying again may help: somebody else was faster, WAF is busy or has a bad moment. */
function mayPass(error: unknown): boolean {
  if (error instanceof WAFOptimisticLockException || error instanceof WAFInternalErrorException) return true;
  return error instanceof Error && /Throttl|TooManyRequests|ServiceUnavailable|TimeoutError/.test(error.name);
}
