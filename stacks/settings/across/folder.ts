import type { z } from "zod";
import { isRecord } from "../../../domain/values.ts";
import { profiles } from "../profiles.ts";
import { keptDays } from "../resolve/backup.ts";
import { accountSchema } from "../schema/account.ts";
import { storeSchema } from "../schema/store.ts";

/** The stacks whose files are beside each other. */
export interface Folder {
  readonly stacks: readonly string[];
  /** The settings as they stand in a stack's file; null where it cannot be read, undefined where there is none. */
  readonly settingsOf: (stack: string) => unknown;
}

/** The parts of a store's file that others depend on; each is undefined where it is wrong, which the store's own checks report. */
export interface StoreMember {
  readonly stack: string;
  readonly region?: string | undefined;
  readonly accountId?: string | undefined;
  readonly account?: z.output<typeof storeSchema.shape.account> | undefined;
  readonly dns?: z.output<typeof storeSchema.shape.dns> | undefined;
  /** The vault of another account for backups, and their retention there. */
  readonly copied?: { readonly to: string | undefined; readonly keep: ReturnType<typeof keptDays> } | undefined;
  /** Names that lead to the store, by the path of their setting. */
  readonly names: readonly (readonly [path: string, name: string])[];
}

/** The parts of an account's file that others depend on. */
export interface AccountMember {
  readonly stack: string;
  readonly region?: string | undefined;
  readonly accountId?: string | undefined;
  readonly backupCopies?: z.output<typeof accountSchema.shape.backupCopies> | undefined;
  /** Stores with roles of their own there. */
  readonly deploys?: readonly string[] | undefined;
}

/** Members read from settings that are still the same: each of a fleet's stacks is compared with all others. */
const known = new WeakMap<object, StoreMember>();

/** The store that a stack's settings describe, as far as they can be read; undefined of an account's stack. */
export function storeMember(stack: string, raw: unknown): StoreMember | undefined {
  if (!isRecord(raw) || raw.kind !== "store") return undefined;
  const found = known.get(raw);
  if (found?.stack === stack) return found;
  const member = readStore(stack, raw);
  known.set(raw, member);
  return member;
}

function readStore(stack: string, raw: Readonly<Record<string, unknown>>): StoreMember {
  const { shape } = storeSchema;
  const domain = read(shape.domain, raw.domain);
  const aliases = read(shape.aliases, raw.aliases) ?? [];
  return {
    stack,
    region: read(shape.region, raw.region),
    accountId: read(shape.accountId, raw.accountId),
    account: read(shape.account, raw.account),
    dns: read(shape.dns, raw.dns),
    copied: readCopied(raw),
    names: [
      ...(domain === undefined ? [] : [["domain", domain] as const]),
      ...aliases.map((alias, i) => [`aliases[${i}]`, alias] as const),
    ],
  };
}

function readCopied(raw: Readonly<Record<string, unknown>>): StoreMember["copied"] {
  const { shape } = storeSchema;
  const [backup, environment] = [read(shape.backup, raw.backup), read(shape.environment, raw.environment)];
  return backup && environment && { to: backup.copyVaultArn, keep: keptDays(backup, profiles[environment].backup) };
}

/** The account that a stack's settings describe, as far as they can be read; undefined of a store's stack. */
export function accountMember(stack: string, raw: unknown): AccountMember | undefined {
  if (!isRecord(raw) || raw.kind !== "account") return undefined;
  const { shape } = accountSchema;
  return {
    stack,
    region: read(shape.region, raw.region),
    accountId: read(shape.accountId, raw.accountId),
    backupCopies: read(shape.backupCopies, raw.backupCopies),
    deploys: raw.ci === undefined ? [] : read(shape.ci, raw.ci)?.deploy.map((one) => one.stack),
  };
}

const read = <T extends z.ZodType>(schema: T, value: unknown): z.output<T> | undefined => schema.safeParse(value).data;

/** The stores of a folder but `stack`. */
export const otherStores = ({ stacks, settingsOf }: Folder, stack: string): StoreMember[] =>
  stacks.filter((other) => other !== stack).flatMap((other) => storeMember(other, settingsOf(other)) ?? []);

/** The accounts of a folder but `stack`. */
export const otherAccounts = ({ stacks, settingsOf }: Folder, stack: string): AccountMember[] =>
  stacks.filter((other) => other !== stack).flatMap((other) => accountMember(other, settingsOf(other)) ?? []);
