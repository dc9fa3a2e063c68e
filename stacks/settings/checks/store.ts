import type { StoreSettings } from "../resolve/store.ts";
import { adminSignInFaults } from "./admin-sign-in.ts";
import { airGappedFaults, backupWindowFaults, copyFaults, keepFaults, lockFaults } from "./backup.ts";
import { canaryFaults } from "./canary.ts";
import { authorityFaults, certificateNameFaults, delegationFaults } from "./certificate.ts";
import { cacheFaults, databaseFaults, protectionFaults } from "./data.ts";
import { firewallTrialFaults } from "./firewall/trial.ts";
import { firewallFaults } from "./firewall.ts";
import { loginGuardFaults } from "./login-guard.ts";
import { mailFaults } from "./mail.ts";
import { accountFaults, hostFaults, nameFaults, networkFaults, zoneFaults, zonesBelowFaults } from "./network.ts";
import { emergencyFaults, freezeFaults, soakFaults, windowFaults } from "./patching.ts";
import { pciFaults } from "./pci.ts";
import { releaseFaults } from "./release.ts";
import { webFaults } from "./web.ts";

type Section = keyof StoreSettings;

interface Check {
  /** Sections that the check compares. Where one of them has no usable value, the check is skipped. */
  readonly reads: readonly Section[];
  /** `today` is a day, `YYYY-MM-DD`: some exceptions end. */
  readonly faults: (settings: StoreSettings, today: string) => string[];
}

const checks: readonly Check[] = [
  { reads: ["domain", "aliases", "dns"], faults: nameFaults },
  { reads: ["dns"], faults: zoneFaults },
  { reads: ["domain", "aliases", "certificate", "dns"], faults: zonesBelowFaults },
  { reads: ["account", "stack"], faults: accountFaults },
  { reads: ["environment", "region", "network"], faults: networkFaults },
  { reads: ["payments", "network"], faults: hostFaults },
  { reads: ["patching", "database", "cache"], faults: windowFaults },
  { reads: ["patching"], faults: freezeFaults },
  { reads: ["patching"], faults: emergencyFaults },
  { reads: ["environment", "region", "patching"], faults: soakFaults },
  { reads: ["environment", "database"], faults: databaseFaults },
  { reads: ["environment", "web"], faults: webFaults },
  { reads: ["environment", "protection"], faults: protectionFaults },
  { reads: ["environment", "cache"], faults: cacheFaults },
  { reads: ["canary"], faults: canaryFaults },
  { reads: ["pci"], faults: pciFaults },
  { reads: ["xcart", "web"], faults: releaseFaults },
  { reads: ["environment", "aliases", "xcart", "firewall", "paymentPage", "pci"], faults: firewallFaults },
  { reads: ["firewall"], faults: firewallTrialFaults },
  { reads: ["loginGuard"], faults: loginGuardFaults },
  { reads: ["environment", "domain", "contacts", "mail"], faults: mailFaults },
  { reads: ["environment", "region", "contacts", "firewall", "adminSignIn"], faults: adminSignInFaults },
  { reads: ["region", "environment", "certificate"], faults: authorityFaults },
  { reads: ["domain", "aliases", "dns", "certificate", "waivers"], faults: certificateNameFaults },
  { reads: ["certificate"], faults: delegationFaults },
  { reads: ["backup"], faults: keepFaults },
  { reads: ["environment", "backup"], faults: lockFaults },
  { reads: ["environment", "backup"], faults: airGappedFaults },
  { reads: ["region", "accountId", "account", "backup"], faults: copyFaults },
  { reads: ["patching", "database", "cache", "backup"], faults: backupWindowFaults },
];

/**
 * Faults of a store's settings beyond their shape: one sentence each, all of them.
 * What AWS limits is checked here, so that `pulumi up` does not find it. `unusable` are the sections that stand-ins replace; `today` is
 * `YYYY-MM-DD`.
 */
export function checkStore(settings: StoreSettings, unusable: readonly PropertyKey[], today: string): string[] {
  const usable = checks.filter(({ reads }) => !reads.some((section) => unusable.includes(section)));
  return usable.flatMap(({ faults }) => faults(settings, today));
}
