import type { AccountSettings } from "../resolve/account.ts";
import { allowedImageFaults } from "./account/allowed-images.ts";
import { backupCopiesFaults } from "./account/backup-copies.ts";
import { ciFaults } from "./account/ci.ts";
import { configFaults } from "./account/config.ts";
import { spendingFaults } from "./account/defaults.ts";
import { suppressionFaults } from "./account/detection.ts";
import { elsewhereFaults } from "./account/elsewhere.ts";
import { staffFaults } from "./account/staff.ts";
import { trailFaults } from "./account/trail.ts";

type Section = keyof AccountSettings;

interface Check {
  /** Sections that the check compares. Where one of them has no usable value, the check is skipped. */
  readonly reads: readonly Section[];
  /** `today` is a day, `YYYY-MM-DD`: some exceptions end. */
  readonly faults: (settings: AccountSettings, today: string) => string[];
}

const checks: readonly Check[] = [
  { reads: ["trail", "ci"], faults: trailFaults },
  { reads: ["home", "config"], faults: configFaults },
  { reads: ["detection"], faults: suppressionFaults },
  { reads: ["accountId", "contacts", "spending"], faults: spendingFaults },
  { reads: ["home", "elsewhere", "spending", "alternateContacts", "staff", "config"], faults: elsewhereFaults },
  { reads: ["accountId", "defaults"], faults: allowedImageFaults },
  { reads: ["staff"], faults: staffFaults },
  { reads: ["home", "accountId", "stack", "backupCopies"], faults: backupCopiesFaults },
  { reads: ["ci", "accountId", "stack"], faults: ciFaults },
];

/**
 * Faults of an account's settings beyond their shape: one sentence each, all of them. `unusable` are the sections that stand-ins
 * replace; `today` is `YYYY-MM-DD`.
 */
export function checkAccount(settings: AccountSettings, unusable: readonly PropertyKey[], today: string): string[] {
  const usable = checks.filter(({ reads }) => !reads.some((section) => unusable.includes(section)));
  return usable.flatMap(({ faults }) => faults(settings, today));
}
