import { createHash, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
} from "@aws-sdk/client-secrets-manager";
import { type Memory, parseMemory } from "./memory.ts";
import type { World } from "./run.ts";

/** Another run wrote the secret: this one's lease had ended. */
class LeaseLost extends Error {
  override name = "LeaseLost";
}

/** A vault that forgets: for rehearsals. */
export function forgetfulVault(): Vault {
  let memory = parseMemory("");
  const note = (changes: Partial<Memory>) => {
    memory = { ...memory, ...changes };
  };
  return {
    get memory() {
      return memory;
    },
    write: async (changes) => note(changes),
    note,
    release: async () => {},
  };
}

/** The function's memory, kept in its secret, while this run holds the lease on it. */
export interface Vault {
  readonly memory: Memory;
  /** Writes what is given over what is there; `undefined` takes a field away. Throws {@link LeaseLost}. */
  write(changes: Partial<Memory>): Promise<void>;
  /** Writes along with whatever is written next: what may be lost if the run is killed before. */
  note(changes: Partial<Memory>): void;
  /** Writes what is noted, and lets the next run in. */
  release(): Promise<void>;
}

interface Version {
  readonly memory: Memory;
  readonly id: string;
}

/**
 * Takes the lease on the secret until the run's deadline. While another run holds it, waits `patienceMs`, and gives what it wrote last if
 * it still does. A run that was killed holds it until it would have been over.
 */
export async function openVault(world: World, secretArn: string, patienceMs: number): Promise<Vault | Pick<Vault, "memory">> {
  const holder = randomUUID();
  for (const giveUp = Date.now() + patienceMs; ; await sleep(500)) {
    const found = await read(world, secretArn);
    if (isFree(found.memory, world.now())) {
      const until = new Date(world.now().getTime() + world.deadline - Date.now()).toISOString();
      const taken = await write(world, secretArn, found, { lease: { holder, until } }).catch(whenLost);
      if (taken) return leased(world, secretArn, taken);
    }
    if (Date.now() >= giveUp) return { memory: found.memory };
  }
}

const isFree = ({ lease }: Memory, now: Date) => !lease || Date.parse(lease.until) <= now.getTime();

function whenLost(error: unknown): undefined {
  if (!(error instanceof LeaseLost)) throw error;
}

function leased(world: World, secretArn: string, taken: Version): Vault {
  let current = taken;
  const note = (changes: Partial<Memory>) => {
    current = { ...current, memory: { ...current.memory, ...changes } };
  };
  const put = async (changes: Partial<Memory>) => {
    current = await write(world, secretArn, current, changes);
  };
  return {
    get memory() {
      return current.memory;
    },
    write: put,
    note,
    release: async () => await put({ lease: undefined }),
  };
}

async function read({ secrets }: World, secretArn: string): Promise<Version> {
  try {
    const { SecretString, VersionId } = await secrets.send(new GetSecretValueCommand({ SecretId: secretArn }));
    return { memory: parseMemory(SecretString ?? ""), id: VersionId ?? "" };
  } catch (error) {
    // A secret without a value yet.
    if (error instanceof ResourceNotFoundException) return { memory: parseMemory(""), id: "" };
    throw error;
  }
}

/**
 * Writes the version that follows `before`. Its id is made from that of the version before it, and Secrets Manager refuses an id that
 * is there with another content (docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html, `ClientRequestToken`):
 * of two that write after the same version, one wins.
 */
async function write({ secrets }: World, secretArn: string, before: Version, changes: Partial<Memory>): Promise<Version> {
  const memory = { ...before.memory, ...changes };
  const id = createHash("sha256").update(`${secretArn} ${before.id}`).digest("hex");
  try {
    await secrets.send(new PutSecretValueCommand({ SecretId: secretArn, SecretString: JSON.stringify(memory), ClientRequestToken: id }));
  } catch (error) {
    if (error instanceof ResourceExistsException) throw new LeaseLost("another run has written the secret since", { cause: error });
    throw error;
  }
  return { memory, id };
}
