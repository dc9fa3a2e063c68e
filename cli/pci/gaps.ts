import { scanState } from "../../domain/calendars/scans.ts";
import { signInProvider } from "../../stacks/settings/resolve/admin-sign-in.ts";
import { trials } from "../../stacks/settings/resolve/firewall.ts";
import { paymentPageUnwatched } from "../../stacks/settings/resolve/payment-page.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";

/** A safeguard that a store's settings switch off or leave open. */
export interface Gap {
  readonly requirements: readonly string[];
  /** `off`: nothing of the requirement is left; `not met`: it is late; `in part`: the rest of it holds. */
  readonly status: "off" | "not met" | "in part";
  /** A sentence that names the setting. */
  readonly reason: string;
}

/** Requirements that the settings keep off, on the day `today` (`YYYY-MM-DD`): no policy asks for what is not switched on. */
export function gapsOf(settings: StoreSettings, today: string): Gap[] {
  const { database, network, web, patching, firewall } = settings;
  const unwatched = paymentPageUnwatched(settings);
  const counting = trials(firewall);
  return [
    ...(unwatched ? [off(["6.4.3", "11.6.1"], `the payment page is not watched: ${unwatched}`)] : []),
    ...signInGaps(settings),
    ...scanGaps(settings, today),
    ...(database.requireTls === true
      ? []
      : [partly(["2.2.7", "8.3.2"], `database.requireTls is off: ${database.requireTls.relaxedBecause}`)]),
    ...(network.egress === "network-firewall"
      ? []
      : [partly(["1.3.2"], "network.egress is dns-firewall: an address that is called without asking for its name is not stopped")]),
    ...(web.malwareScan ? [] : [partly(["5.2.1", "5.2.2", "5.3.2"], "web.malwareScan is off: releases are not scanned")]),
    ...(counting.length > 0
      ? [partly(["6.4.2"], `firewall.actions only count: ${counting.map(({ rule, until }) => `${rule} until ${until}`).join(", ")}`)]
      : []),
    ...(patching.emergency ? [partly(["6.5.1"], `patching.emergency opens frozen windows through ${patching.emergency.until}`)] : []),
  ];
}

const off = (requirements: readonly string[], reason: string): Gap => ({ requirements, status: "off", reason });
const partly = (requirements: readonly string[], reason: string): Gap => ({ requirements, status: "in part", reason });

/** The gaps of a missing sign-in, without which only X-Cart's own login protects the administration. */
function signInGaps(settings: StoreSettings): Gap[] {
  const provider = signInProvider(settings);
  if (provider === "cognito") return [];
  if (provider === "oidc")
    return [
      partly(
        ["8.3.6", "8.3.7", "8.4.1", "8.4.2", "8.4.3"],
        "adminSignIn.provider is oidc: what your provider asks for is not to be seen here",
      ),
    ];
  const asked = ["8.2.1", "8.2.8", "8.3.5", "8.3.6", "8.3.7", "8.4.1", "8.4.2", "8.4.3"];
  return [partly(asked, "adminSignIn is off: the administration asks for X-Cart's password only")];
}

function scanGaps({ pci: { asv } }: StoreSettings, today: string): Gap[] {
  const of = ["11.3.2"];
  if (!asv) return [off(of, "pci.asv names no approved scanning vendor")];
  const { due, days, missing } = scanState(asv.scans, asv.since, today);
  return [
    ...(days < 0 ? [{ requirements: of, status: "not met", reason: `the scan that was due on ${due} has not passed` } as const] : []),
    ...missing.map(({ date }) => ({ requirements: of, status: "not met", reason: `pci.asv has no result of ${date}` }) as const),
  ];
}
