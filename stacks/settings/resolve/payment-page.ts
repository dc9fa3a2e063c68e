import type { PinnedRelease } from "../../../domain/contracts/release.ts";
import { visitSeconds } from "../../../domain/defaults/payment-page.ts";
import type { Environment, Profile } from "../profiles.ts";
import type { CanarySettings } from "../schema/canary.ts";
import type { PaymentPageInput } from "../schema/payment-page.ts";

/** The section with whether there is a watch decided: by the settings, or the environment. */
export const resolvePaymentPage = (input: PaymentPageInput, { watchesPaymentPage }: Profile) => ({
  ...input,
  watched: input.watch === undefined ? watchesPaymentPage : input.watch === true,
});

/** The outcome of {@link resolvePaymentPage}. */
export type PaymentPageSettings = ReturnType<typeof resolvePaymentPage>;

/** Settings of a store that decide whether its payment page is watched. */
export interface PaymentPageStore {
  readonly environment: Environment;
  readonly web: { readonly release?: PinnedRelease | undefined };
  readonly canary: Pick<CanarySettings, "walk">;
  readonly paymentPage: Pick<PaymentPageSettings, "watch" | "watched">;
}

/** Why no browser looks at the payment page, beginning with the setting; undefined where one does. */
export function paymentPageUnwatched({ environment, web, canary, paymentPage }: PaymentPageStore): string | undefined {
  const { watch, watched } = paymentPage;
  if (!watched) return `paymentPage.watch is off${typeof watch === "object" ? `: ${watch.relaxedBecause}` : ` in ${environment}`}`;
  if (canary.walk !== "store") return `canary.walk is ${canary.walk}, so that the store is not open`;
  return web.release === undefined ? "web.release names no release, so that there is no page" : undefined;
}

/** Whether visits take place: the page is to be watched, and there is one. */
export const isWatched = (store: PaymentPageStore): boolean => paymentPageUnwatched(store) === undefined;

/** A production store whose payment page nothing watches, as a `path: reason` line. */
export function paymentPageRelaxations(store: PaymentPageStore): string[] {
  const reason = store.environment === "prod" ? paymentPageUnwatched(store) : undefined;
  return reason === undefined ? [] : [`paymentPage: not watched: ${reason} (PCI DSS 6.4.3, 11.6.1)`];
}

/** The request of each visit, without the agreed page and values that only AWS knows. */
export const watchRequestOf = ({ stack, domain, paymentPage }: Watched) => ({
  stack,
  origin: `https://${domain}`,
  home: paymentPage.home,
  ...(paymentPage.product !== undefined && { product: paymentPage.product }),
  shopper: paymentPage.shopper,
  testForms: paymentPage.testForms,
  visits: paymentPage.visits,
  limits: { seconds: visitSeconds(paymentPage.visits) },
});

interface Watched {
  readonly stack: string;
  readonly domain: string;
  readonly paymentPage: PaymentPageSettings;
}
