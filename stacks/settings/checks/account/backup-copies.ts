import { fault } from "../../faults.ts";
import type { AccountSettings } from "../../resolve/account.ts";
import { complianceFaults } from "../vault-lock.ts";

/** What is wrong with copies of other accounts' backups. */
export function backupCopiesFaults({
  home,
  stack,
  accountId,
  backupCopies: { from, lock, organization },
}: Pick<AccountSettings, "home" | "stack" | "accountId" | "backupCopies">): string[] {
  const stacks = from.map((one) => one.stack);
  return [
    ...from.flatMap((one, i) => [
      ...(one.accountId === accountId
        ? [fault(`backupCopies.from[${i}].accountId`, one.accountId, "another account than this one: who takes it over has the copies too")]
        : []),
      ...(stacks.indexOf(one.stack) < i ? [fault(`backupCopies.from[${i}].stack`, one.stack, "a stack that is not there already")] : []),
    ]),
    ...complianceFaults("backupCopies.lock", lock, stack, "the account stack's"),
    ...(lock.maximumDays < lock.minimumDays
      ? [fault("backupCopies.lock.maximumDays", lock.maximumDays, `at least minimumDays, ${lock.minimumDays}`)]
      : []),
    ...(organization && !home
      ? [fault("backupCopies.organization", "settings", "nothing where home is false: the organization has them once, from the home stack")]
      : []),
  ];
}
