import type { CanaryRequest } from "../../../domain/contracts/canary.ts";
import type { PinnedRelease } from "../../../domain/contracts/release.ts";
import { standardPages } from "../../../domain/defaults/canary.ts";
import type { CanarySettings } from "../schema/canary.ts";
import type { CertificateInput } from "../schema/certificate.ts";
import { trustedBeside } from "./certificate.ts";

/** Pages in the order of a shopper. */
export const route = ["home", "category", "product", "cart", "login", "checkout"] as const;

/** What is read of a store's settings here. */
export interface CanaryStore extends Pick<CanaryRequest, "stack" | "xcart"> {
  readonly domain: string;
  readonly web: { readonly release?: PinnedRelease | undefined };
  readonly certificate: CertificateInput;
}

/** What the canary is told at each walk, but for what only AWS knows. Until there is a release, and until the store opens, its health alone counts. */
export function canaryRequestOf({ stack, domain, xcart, web, certificate }: CanaryStore, settings: CanarySettings) {
  const health = { name: "health", path: standardPages.health, html: false };
  const open = settings.walk === "store" && web.release !== undefined;
  const of = {
    stack,
    open,
    trust: trustedBeside(certificate),
    origin: `https://${domain}`,
    slowSeconds: settings.slowSeconds,
    ...(xcart && { xcart }),
  };
  if (!open) return { ...of, pages: [health] };
  const pages = route.flatMap((name) => {
    const [path, contains] = [settings[name], settings.texts[name]];
    return path === undefined ? [] : [{ name, path, html: true, ...(contains !== undefined && { contains }) }];
  });
  const { scripts, inlineScripts, headers } = settings.paymentPage;
  return {
    ...of,
    pages: [health, ...pages],
    ...(settings.buy !== undefined && {
      buy: { productId: settings.buy, before: "checkout" },
      paymentPage: {
        page: "checkout",
        scripts,
        ...(inlineScripts && { inlineScripts }),
        headers: Object.fromEntries(headers.map(({ name, holds }) => [name, holds])),
      },
    }),
  };
}

/** What of a store's settings decides whether its payment page is watched. */
interface PaymentPageStore extends Pick<CanaryStore, "web"> {
  readonly canary: Pick<CanarySettings, "walk" | "buy">;
}

/** Why the canary does not compare the payment page with what it may consist of, beginning with the setting; undefined where it does. */
export function paymentPageUnwatched({ web, canary }: PaymentPageStore): string | undefined {
  if (canary.walk !== "store") return `canary.walk is ${canary.walk}, so that no page is visited`;
  if (canary.buy === undefined) return "canary.buy names no product, so that the checkout is never reached";
  return web.release === undefined ? "web.release names no release, so that no page is visited" : undefined;
}

/** A production store whose payment page nothing watches, as a `path: reason` line. */
export function canaryRelaxations(settings: PaymentPageStore & { readonly environment: string }): string[] {
  const reason = settings.environment === "prod" ? paymentPageUnwatched(settings) : undefined;
  return reason === undefined ? [] : [`canary.paymentPage: not watched: ${reason} (PCI DSS 11.6.1)`];
}
