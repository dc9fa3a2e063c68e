import { copyNames } from "../../../domain/defaults/backup.ts";
import { fault } from "../faults.ts";
import { type AccountMember, type Folder, otherAccounts, type StoreMember } from "./folder.ts";

/**
 * Faults of the vault of another account that a store's backups are copied to, one sentence each: where that account has a stack
 * here, it makes that vault for this store, and takes what the store keeps.
 */
export function copyVaultFaults(store: StoreMember, folder: Folder): string[] {
  const arn = store.copied?.to;
  if (arn === undefined) return [];
  const [, , , region, account, , name] = arn.split(":");
  const there = otherAccounts(folder, store.stack).filter(({ accountId }) => accountId === account);
  if (there.length === 0) return [];
  const makes = there.find((one) => one.region === region && copyNames(one.stack).vaultOf(store.stack) === name);
  if (!makes) return [fault("backup.copyVaultArn", arn, madeBy(there, store.stack))];
  return [...unnamedFaults(arn, makes, store), ...keepFaults(makes, store)];
}

const madeBy = (accounts: readonly AccountMember[], store: string) =>
  accounts
    .map(
      ({ stack, region, accountId }) =>
        `arn:aws:backup:${region}:${accountId}:backup-vault:${copyNames(stack).vaultOf(store)}, which ${stack} makes`,
    )
    .join(", or ");

function unnamedFaults(arn: string, { stack, backupCopies }: AccountMember, store: StoreMember): string[] {
  if (!backupCopies) return [];
  const named = backupCopies.from.find((one) => one.stack === store.stack);
  if (!named) return [fault("backup.copyVaultArn", arn, `an existing vault: add ${store.stack} to backupCopies.from of ${stack}`)];
  return store.accountId !== undefined && named.accountId !== store.accountId
    ? [fault("accountId", store.accountId, `${named.accountId}, from which ${stack} takes copies of ${store.stack} (backupCopies.from)`)]
    : [];
}

/** AWS Backup copies nothing into a locked vault whose life is beyond the lock's bounds: the job fails, each day. */
function keepFaults({ stack, backupCopies }: AccountMember, { copied }: StoreMember): string[] {
  if (!backupCopies || !copied) return [];
  const { minimumDays, maximumDays } = backupCopies.lock;
  const { dailyDays, weeklyDays, monthlyDays } = copied.keep;
  return Object.entries({ dailyDays, weeklyDays, monthlyDays })
    .filter(([, days]) => days > 0 && (days < minimumDays || days > maximumDays))
    .map(([name, days]) =>
      fault(`backup.keep.${name}`, days, `${minimumDays} to ${maximumDays} days, the bounds of the vault in ${stack} (backupCopies.lock)`),
    );
}
