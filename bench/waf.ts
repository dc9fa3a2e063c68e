import { evaluate } from "../cli/waf/evaluate/evaluate.ts";
import { loadFirewall } from "../cli/waf/evaluate/load.ts";
import type { WebRequest } from "../cli/waf/evaluate/request.ts";
import type { ExportedResource } from "../policies/model/graph.ts";

/** Milliseconds that a web ACL takes, by what takes them. */
export interface WafTimes {
  /** Reading it out of a graph and making it ready. */
  readonly loading: number;
  /** Evaluating {@link REQUESTS} after that. */
  readonly evaluating: number;
}

/** How many requests are evaluated. */
export const REQUESTS = 10_000;

/** Measures the web ACL of a graph with what a busy shop gets: pages, images, forms with bodies, attacks, a thousand clients. */
export function measureWaf(resources: readonly ExportedResource[]): WafTimes {
  const start = performance.now();
  const firewall = loadFirewall(resources);
  const loaded = performance.now();
  evaluate(firewall, requests());
  return { loading: loaded - start, evaluating: performance.now() - loaded };
}

const agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
const form = Buffer.from(`target=checkout&action=shipping&methodId=2&notes=${"x".repeat(2000)}`);
const kinds: readonly Partial<WebRequest>[] = [
  { path: "/apparel/t-shirts/" },
  { path: "/images/product/pe-shirt.jpg" },
  { query: "target=search&mode=search&substring=blue%20shirt&including=all" },
  { method: "POST", body: form },
  { path: "/.env" },
];

const requests = (): WebRequest[] =>
  Array.from({ length: REQUESTS }, (_, at) => ({
    method: "GET",
    path: "/",
    query: "",
    address: `203.0.${Math.floor(at / 250) % 4}.${at % 250}`,
    country: "DE",
    headers: [
      ["host", "shop.example.com"],
      ["user-agent", agent],
      ["cookie", `lang=de; xid=${at % 1000}`],
    ],
    time: at * 5,
    ...kinds[at % kinds.length],
  }));
