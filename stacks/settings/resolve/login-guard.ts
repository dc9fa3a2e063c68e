import type { LoginLock } from "../../../domain/contracts/login-guard.ts";
import { firewallAddresses, firewallPlanArgs } from "./firewall.ts";
import type { StoreSettings } from "./store.ts";

/** Ranges that are not blocked as others are, as guard and lock have them. */
export function unguardedRanges({ firewall, loginGuard }: Pick<StoreSettings, "firewall" | "loginGuard">) {
  const { scanner, monitor, staff } = firewallAddresses(firewall);
  return {
    never: [...loginGuard.neverBlock.map(({ range }) => range), ...scanner.addresses, ...monitor.addresses],
    staffRanges: staff.addresses,
  };
}

/** What the nodes' lock is told. A page that only counts asks no browser, and would be shown again and again. */
export function loginLock(settings: StoreSettings): LoginLock {
  const { address, account, staff, store } = settings.loginGuard;
  const asks = ["challenge", "captcha"].includes(firewallPlanArgs(settings).actionOf("form-page"));
  return { address, account, staff, store, ...unguardedRanges(settings), challenge: asks };
}
