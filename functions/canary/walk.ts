import type { CanaryRequest } from "../../domain/contracts/canary.ts";
import { Approach, type Shown } from "./approach.ts";
import { type Answer, Closed, NoRelease, visit, type Way } from "./visit.ts";

/** Result of one page. */
export interface PageResult {
  readonly page: string;
  readonly seconds: number;
  /** The fault, as a readable sentence. */
  readonly problem?: string;
}

/** Result of a walk. */
export interface Walk {
  readonly pages: readonly PageResult[];
  /** Faults that keep shoppers away whatever the nodes do, one sentence each. */
  readonly wayFaults: readonly string[];
  /** @default - nothing was shown: there was no connection */
  readonly certificate?: Shown | undefined;
  /** Whether a node still shows the page of a store without a release; the walk ends there. */
  readonly withoutRelease: boolean;
}

type Page = CanaryRequest["pages"][number];

/** Visits a store's pages one after the other, as one new shopper. A page that fails does not end the walk. */
export async function walk(request: CanaryRequest): Promise<Walk> {
  const approach = new Approach(request);
  try {
    const seen = await visitAll(request, approach);
    return { ...seen, wayFaults: approach.faults(), certificate: approach.certificate };
  } finally {
    approach.agent.destroy();
  }
}

async function visitAll(request: CanaryRequest, approach: Approach): Promise<Omit<Walk, "wayFaults" | "certificate">> {
  const way: Way = {
    origin: new URL(request.origin),
    userAgent: `Mozilla/5.0 (compatible; xcart-canary; ${request.stack})`,
    approach,
    cookies: new Map(),
  };
  const pages: PageResult[] = [];
  let withoutRelease = false;
  for (const page of request.pages) {
    const started = performance.now();
    let problem: string | undefined;
    try {
      if (request.buy?.before === page.name) await buy(way, request.buy.productId, request.slowSeconds);
      const answer = await visit(way, page.path, request.slowSeconds);
      problem = judge(page, answer, request);
    } catch (error) {
      // While a release is rolled out, some nodes have it and others do not: what is left of the walk would tell nothing. Of a store that
      // is closed its nodes tell, and an alarm of their own waits for its opening.
      if (error instanceof NoRelease || error instanceof Closed) {
        withoutRelease = error instanceof NoRelease;
        break;
      }
      problem = error instanceof Error ? error.message : String(error);
    }
    const seconds = (performance.now() - started) / 1000;
    pages.push({ page: page.name, seconds, ...(problem !== undefined && { problem }) });
  }
  return { pages, withoutRelease };
}

/** The fault of a page that was answered; undefined if there is none. */
function judge(page: Page, { url, status, headers, body }: Answer, { buy: bought }: CanaryRequest): string | undefined {
  const filter = headers["x-amzn-waf-action"];
  if (filter) return `the firewall answers (${filter}), not the store: does it know the canary's addresses?`;
  if (status !== 200) return `answers ${status}`;
  // With something in the cart X-Cart shows the page itself, not the cart.
  if (bought?.before === page.name && url.href !== new URL(page.path, url).href) return `leads to ${url.pathname}${url.search}`;
  if (page.html && !/<\/html>\s*(<!--[\s\S]*-->\s*)?$/i.test(body)) return "ends before the page does";
  if (page.contains !== undefined && !body.includes(page.contains)) return `does not say ${JSON.stringify(page.contains)}`;
  return undefined;
}

/** Puts a product into the cart by the form that X-Cart's product pages have; its `xcart_form_id` is the session's (CSRF). */
async function buy(way: Way, productId: number, seconds: number): Promise<void> {
  const { body } = await visit(way, `/?target=product&product_id=${productId}`, seconds);
  const id = formId(body);
  if (!id) throw new Error(`product ${productId} cannot be bought: its page has no form`);
  const form = { target: "cart", action: "add", product_id: String(productId), xcart_form_id: id };
  const { status } = await visit(way, "/?target=cart&action=add", seconds, form);
  if (status !== 200) throw new Error(`product ${productId} cannot be put into the cart: answers ${status}`);
}

/** The form's secret, from a hidden field or from the page's configuration for its scripts. */
function formId(body: string): string | undefined {
  const field = body.match(/<input\b[^>]*\bname="xcart_form_id"[^>]*>/i)?.[0].match(/\bvalue="([^"]+)"/i)?.[1];
  return field ?? body.match(/"?form_id"?\s*:\s*["']([^"']+)["']/)?.[1];
}
