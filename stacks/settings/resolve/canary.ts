import type { CanaryRequest } from "../../../domain/contracts/canary.ts";
import { standardPages } from "../../../domain/defaults/canary.ts";
import type { CanarySettings } from "../schema/canary.ts";

/** Pages in the order of a shopper. */
export const route = ["home", "category", "product", "cart", "login", "checkout"] as const;

/** What the canary is told at each walk. */
export function canaryRequestOf(
  { stack, domain, xcart }: Pick<CanaryRequest, "stack" | "xcart"> & { readonly domain: string },
  settings: CanarySettings,
): CanaryRequest {
  const health = { name: "health", path: standardPages.health, html: false };
  const of = { stack, origin: `https://${domain}`, slowSeconds: settings.slowSeconds, ...(xcart && { xcart }) };
  if (settings.walk === "health") return { ...of, pages: [health] };
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
