import { type AgreedPage, mayChange } from "./agreed.ts";
import { paymentPagePolicy, policyText } from "./csp.ts";

/** A store's settings for the payment page's content security policy. */
export interface PolicySettings {
  /** Whether browsers keep to it, or report alone. */
  readonly mode: "report" | "enforce";
  /** Number of shoppers that have to report the same before an alarm. */
  readonly shoppers: number;
  /** Hosts that shoppers' browsers report and the page has nothing to do with. */
  readonly ignore: readonly { readonly host: string; readonly reason: string }[];
}

/** A node's settings of the payment page. */
export interface NodePaymentPage {
  /** The policy as nginx writes it: `$host` is the name that the page was asked for by. */
  readonly policy: string;
  readonly mode: PolicySettings["mode"];
  readonly shoppers: number;
  readonly ignore: readonly string[];
  /** Scripts of staff (`/var/theme/custom.js`) that were agreed: their path, and the content unless that may change. */
  readonly scripts: readonly { readonly path: string; readonly content?: string }[];
}

/** The store's origin, as nginx knows it. */
const ownOrigin = "https://$host";

/** The nodes' settings of the agreed page. */
export const nodePaymentPage = (agreed: AgreedPage, { mode, shoppers, ignore }: PolicySettings): NodePaymentPage => ({
  policy: policyText(paymentPagePolicy(agreed, ownOrigin)),
  ...{ mode, shoppers },
  ignore: ignore.map(({ host }) => host),
  scripts: agreed.scripts.flatMap((script) => ("source" in script && script.source.startsWith("/") ? [ownScript(script)] : [])),
});

const ownScript = ({ source, content }: { readonly source: string; readonly content: string }) => ({
  path: source,
  ...(content !== mayChange && { content }),
});
