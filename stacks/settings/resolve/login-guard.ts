import type { LoginLock } from "../../../domain/contracts/login-guard.ts";
import type { OrderDeclines } from "../../../domain/contracts/order-declines.ts";
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

/** A page that only counts asks no browser, and would be shown again and again. */
const asksBrowsers = (settings: StoreSettings): boolean =>
  ["challenge", "captcha"].includes(firewallPlanArgs(settings).actionOf("form-page"));

/** Configuration of the nodes' login lock. */
export function loginLock(settings: StoreSettings): LoginLock {
  const { address, account, staff, store } = settings.loginGuard;
  return { address, account, staff, store, ...unguardedRanges(settings), challenge: asksBrowsers(settings) };
}

/** Configuration of the nodes' count of declined payments. */
export function orderDeclines(settings: StoreSettings): OrderDeclines {
  const { declines, orderActions } = settings.firewall;
  return { ...declines, actions: orderActions, never: unguardedRanges(settings).never, challenge: asksBrowsers(settings) };
}
