import type { CanaryRequest } from "../../../domain/contracts/canary.ts";
import type { PinnedRelease } from "../../../domain/contracts/release.ts";
import { standardPages } from "../../../domain/defaults/canary.ts";
import type { CanarySettings } from "../schema/canary.ts";
import type { CertificateInput } from "../schema/certificate.ts";
import { trustedBeside } from "./certificate.ts";

/** Pages in the order of a shopper. */
export const route = ["home", "category", "product", "cart", "login", "checkout"] as const;

/** Settings of a store that the canary uses. */
export interface CanaryStore extends Pick<CanaryRequest, "stack" | "xcart"> {
  readonly domain: string;
  readonly web: { readonly release?: PinnedRelease | undefined };
  readonly certificate: CertificateInput;
}

/** The canary's request at each walk, without values that only AWS knows. Until the store has a release and is open, only its health counts. */
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
  return { ...of, pages: [health, ...pages] };
}
