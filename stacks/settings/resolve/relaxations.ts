import type { Safeguard } from "../schema/fields.ts";
import { signInRelaxations } from "./admin-sign-in.ts";
import { apiRelaxations, integrationRelaxations, trials } from "./firewall.ts";
import { mailRelaxations } from "./mail.ts";
import { hostRelaxations } from "./network.ts";
import { paymentPageRelaxations } from "./payment-page.ts";
import { lateScans } from "./pci.ts";
import type { StoreSettings } from "./store.ts";

/** The safeguards that are off, as `path: reason` lines. */
export const relaxed = (safeguards: readonly (readonly [string, Safeguard])[]): string[] =>
  safeguards.flatMap(([path, safeguard]) => (safeguard === true ? [] : [`${path}: ${safeguard.relaxedBecause}`]));

/** Relaxations of a store's settings, as `path: reason` lines for the report. */
export function relaxations(settings: StoreSettings): string[] {
  const { emergency } = settings.patching;
  const safeguards: [string, Safeguard][] = [
    ["database.requireTls", settings.database.requireTls],
    ["firewall.admin.staffOnly", settings.firewall.admin.staffOnly],
    ["certificate.caa", settings.certificate.caa],
  ];
  return [
    ...relaxed(safeguards),
    ...(emergency ? [`patching.freeze: windows open although frozen, through ${emergency.until}: ${emergency.reason}`] : []),
    ...apiRelaxations(settings.firewall),
    ...integrationRelaxations(settings.firewall),
    ...signInRelaxations(settings),
    ...mailRelaxations(settings),
    ...hostRelaxations(settings),
    ...paymentPageRelaxations(settings),
    ...lateScans(settings.pci),
    ...trials(settings.firewall).map(({ rule, reason, until }) => `firewall.actions.${rule}: counts until ${until}: ${reason}`),
  ];
}
