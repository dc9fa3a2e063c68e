import { beforeAll, expect, test } from "@jest/globals";
import { evaluate } from "../../../cli/waf/evaluate/evaluate.ts";
import { type Firewall, loadFirewall } from "../../../cli/waf/evaluate/load.ts";
import { parseHints } from "../../../cli/waf/evaluate/managed/hints.ts";
import { requestOf } from "../../../cli/waf/explain/options.ts";
import { graphWith, section } from "../../stacks/graphs.ts";

const warehouse = "192.0.2.80";
const stranger = "198.51.100.180";
let firewall: Firewall;

beforeAll(async () => {
  const change = {
    ...section("demo-prod", "firewall"),
    api: { addresses: ["192.0.2.80/32"], reason: "The warehouse's program" },
    integrations: [
      { name: "CloudSearch", targets: ["cloud_search_api"], reason: "X-Cart's search reads the catalogue" },
      { name: "ShipStation", targets: ["api"], addresses: ["192.0.2.80/32"], reason: "Fetches orders to ship" },
    ],
    orderActions: ["pay_now"],
  };
  firewall = loadFirewall(await graphWith("demo-prod", { firewall: change }));
});

interface Sent {
  readonly path: string;
  readonly ip?: string;
  readonly country?: string;
  readonly body?: string;
  readonly hints?: readonly string[];
  readonly count?: number;
}

const bot = ["bot-control=CategoryHttpLibrary", "ip-reputation=AWSManagedReconnaissanceList"];

/** How requests alike end, one a second; equal ends as one. */
function ends({ path, ip = stranger, country = "US", body, hints = [], count = 1 }: Sent): string[] {
  const headers: [string, string][] = [["user-agent", "python-requests/2.32"]];
  const described = {
    path,
    method: undefined,
    ip,
    country,
    headers,
    body: body === undefined ? undefined : Buffer.from(body),
    token: undefined,
  };
  const request = { ...requestOf(described, (part) => part), hints: parseHints([...hints], firewall.hintable) };
  const found = evaluate(
    firewall,
    Array.from({ length: count }, (_, at) => ({ ...request, time: at * 1000 })),
  );
  return [...new Set(found.map(({ verdict, rule }) => (rule === undefined ? verdict : `${verdict} by ${rule}`)))];
}

const rows: [what: string, sent: Sent, expected: string[]][] = [
  ["the warehouse's program at the API", { path: "/api/orders", ip: warehouse, hints: bot.slice(0, 1) }, ["allow"]],
  [
    "a long body of it",
    { path: "/api/products", ip: warehouse, body: `{"d":"${"x".repeat(9000)}"}`, hints: ["core=SizeRestrictions_BODY"] },
    ["allow"],
  ],
  ["someone else at the API", { path: "/api/orders" }, ["block by api"]],
  [
    "the warehouse's program trying passwords at the API",
    { path: "/api-login/check", ip: warehouse, body: "{}", count: 12 },
    ["allow", "block by login-rate"],
  ],
  ["an integration from a blocked country", { path: "/?target=cloud_search_api&action=products", country: "RU", hints: bot }, ["allow"]],
  ["one that wants a login as well", { path: "/?target=cloud_search_api", body: "target=login", country: "RU" }, ["block by countries"]],
  ["an integration of known addresses", { path: "/?target=api&action=export", ip: warehouse, country: "RU", hints: bot }, ["allow"]],
  ["its passwords, with each call", { path: "/?target=api&action=update&SS-Password=x", ip: warehouse, count: 40 }, ["allow"]],
  ["someone else who calls it", { path: "/?target=api&action=export", country: "RU" }, ["block by countries"]],
  ["someone else's passwords", { path: "/?target=api&action=export&SS-Password=x", count: 12 }, ["allow", "block by login-rate"]],
  [
    "orders of the store's own, in another spelling",
    { path: "/", body: "target=shop_now&action=Pay_Now_", count: 12 },
    ["allow", "block by order-rate"],
  ],
];

test.each(rows)("%s", (_what, sent, expected) => {
  expect(ends(sent)).toEqual(expected);
});
