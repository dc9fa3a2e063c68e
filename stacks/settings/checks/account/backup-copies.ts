import { fault } from "../../faults.ts";
import type { AccountSettings } from "../../resolve/account.ts";
import { complianceFaults } from "../vault-lock.ts";

/** Faults of copies of other accounts' backups. */
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
        ? [
            fault(
              `backupCopies.from[${i}].accountId`,
              one.accountId,
              "an account other than this one, whose compromise would reach the copies too",
            ),
          ]
        : []),
      ...(stacks.indexOf(one.stack) < i ? [fault(`backupCopies.from[${i}].stack`, one.stack, "a stack that is not listed already")] : []),
    ]),
    ...complianceFaults("backupCopies.lock", lock, stack, "the account stack's"),
    ...(lock.maximumDays < lock.minimumDays
      ? [fault("backupCopies.lock.maximumDays", lock.maximumDays, `at least minimumDays, ${lock.minimumDays}`)]
      : []),
    ...(organization && !home
      ? [fault("backupCopies.organization", "settings", "no value where home is false: the home stack has the organization's settings")]
      : []),
  ];
}
