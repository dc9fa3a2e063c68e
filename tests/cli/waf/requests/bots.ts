import type { Row } from "./row.ts";

const agent = (name: string) => ({ "user-agent": name, accept: "*/*" });
const google = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
const scanner = "198.51.100.10";
const monitor = "192.0.2.20";
/** The address that the store's own calls come from. */
export const ownWayOut = "192.0.2.200";
/** The pass of the payment page's watch, of the run that is under way. */
export const pass = "2001:db8:7d2f:91aa:4e5c:1b:c3d4:88";
const canary = { "user-agent": "Mozilla/5.0 (compatible; xcart-canary; demo-prod)" };
const uptime = agent("ExampleUptime/2.0");

/** Programs: those that are welcome, and the others. */
export const bots: readonly Row[] = [
  {
    name: "Google on a category",
    path: "/apparel/",
    headers: agent(google),
    country: "US",
    hints: ["bot=search-engine"],
    expected: "allow",
  },
  {
    name: "Google on an image",
    path: "/images/product/pe-shirt.jpg",
    headers: agent(google),
    country: "US",
    hints: ["bot=search-engine"],
    expected: "allow",
  },
  {
    name: "someone who claims to be Google",
    path: "/apparel/",
    headers: agent(google),
    hints: ["bot=search-engine:unverified"],
    expected: "block by bot-control",
  },
  {
    name: "a preview of a link in a social network",
    headers: agent("facebookexternalhit/1.1"),
    country: "US",
    hints: ["bot=social-media"],
    expected: "allow",
  },
  {
    name: "a crawler of AI that AWS can verify",
    path: "/apparel/",
    headers: agent("GPTBot/1.2"),
    country: "US",
    hints: ["bot=ai"],
    expected: { dev: "block by bot-control", staging: "allow", prod: "block by bot-control" },
  },
  {
    name: "a crawler of AI that AWS cannot verify",
    headers: agent("Bytespider"),
    country: "US",
    hints: ["bot=ai:unverified"],
    expected: { dev: "block by bot-control", staging: "allow", prod: "block by bot-control" },
  },
  {
    name: "a scraper",
    path: "/apparel/",
    headers: agent("Scrapy/2.11"),
    hints: ["bot=scraping-framework:unverified"],
    expected: "block by bot-control",
  },
  { name: "curl", headers: agent("curl/8.7.1"), hints: ["bot=http-library:unverified"], expected: "block by bot-control" },
  {
    name: "curl on a style sheet",
    path: "/var/resources/a.css",
    headers: agent("curl/8.7.1"),
    hints: ["bot=http-library:unverified"],
    expected: "allow",
  },
  {
    name: "sqlmap",
    path: "/?target=product&product_id=1",
    headers: agent("sqlmap/1.8#stable (https://sqlmap.org)"),
    expected: "block by blocked-agents",
  },
  {
    name: "the store's canary, out of a data centre in a country that is blocked",
    ip: ownWayOut,
    headers: canary,
    country: "RU",
    hints: ["bot=monitoring:unverified"],
    expected: "allow",
  },
  {
    name: "the store's canary at the checkout",
    path: "/?target=checkout",
    ip: ownWayOut,
    headers: canary,
    country: "US",
    expected: "allow",
  },
  {
    name: "the store's canary at the login page",
    path: "/?target=login",
    ip: ownWayOut,
    headers: canary,
    country: "US",
    expected: "allow",
  },
  {
    name: "the watch of the payment page, at the checkout out of a data centre",
    path: "/?target=checkout",
    headers: { "x-store-visit": pass },
    country: "RU",
    expected: { dev: "challenge by form-page", staging: "block by countries", prod: "allow" },
  },
  {
    name: "one who has the pass of a run that has ended",
    path: "/?target=checkout",
    headers: { "x-store-visit": "2001:db8:7d2f:91aa:4e5c:1b:c3d4:89" },
    expected: "challenge by form-page",
  },
  {
    name: "anyone who is on the store's nodes, at the administration",
    path: "/admin/",
    ip: ownWayOut,
    country: "US",
    listener: "ask by sign-in-at-admin",
    expected: "block by admin",
  },
  {
    name: "the uptime monitor of prod",
    ip: monitor,
    headers: uptime,
    country: "US",
    hints: ["bot=monitoring:unverified"],
    expected: { dev: "block by bot-control", staging: "block by bot-control", prod: "allow" },
  },
  {
    name: "the uptime monitor of prod, in a country that is blocked",
    ip: monitor,
    headers: uptime,
    country: "RU",
    expected: { dev: "allow", staging: "block by countries", prod: "allow" },
  },
  {
    name: "the uptime monitor of prod at the checkout",
    path: "/?target=checkout",
    ip: monitor,
    headers: uptime,
    country: "US",
    expected: "allow",
  },
  {
    name: "the uptime monitor of prod at the administration",
    path: "/admin/",
    ip: monitor,
    headers: uptime,
    country: "US",
    listener: "ask by sign-in-at-admin",
    expected: "block by admin",
  },
  {
    name: "the scanning vendor of prod",
    ip: scanner,
    headers: agent("Mozilla/5.0"),
    country: "US",
    hints: ["bot-control=SignalNonBrowserUserAgent"],
    expected: { dev: "block by bot-control", staging: "block by bot-control", prod: "allow by scanner-allow" },
  },
  {
    name: "the scanning vendor of prod by its tool's name",
    ip: scanner,
    headers: agent("Nessus"),
    country: "US",
    hints: ["core=UserAgent_BadBots_HEADER"],
    expected: { dev: "block by blocked-agents", staging: "block by blocked-agents", prod: "allow by scanner-allow" },
  },
  {
    name: "the scanning vendor of prod looking for dumps",
    path: "/backup.sql",
    ip: scanner,
    country: "US",
    expected: "block by private-files",
  },
  {
    name: "the scanning vendor of prod from a country that is blocked",
    ip: scanner,
    country: "RU",
    expected: { dev: "allow", staging: "block by countries", prod: "allow by scanner-allow" },
  },
  {
    name: "an address that is blocked in prod",
    ip: "198.51.100.200",
    expected: { dev: "allow", staging: "allow", prod: "block by blocked-addresses" },
  },
  { name: "an address with a bad name", hints: ["ip-reputation=AWSManagedIPReputationList"], expected: "block by ip-reputation" },
  {
    name: "a scanner that no one asked for",
    headers: agent("Mozilla/5.00 (Nmap Scripting Engine)"),
    hints: ["core=UserAgent_BadBots_HEADER"],
    expected: { dev: "allow", staging: "block by core", prod: "block by scanner-agents" },
  },
];
