import type { Row } from "./row.ts";

const provider = { "user-agent": "PaymentProvider/1.0", accept: "*/*" };
const form = { "content-type": "application/x-www-form-urlencoded" };
const abroad = { dev: "allow", staging: "block by countries", prod: "block by countries" };

/** What payment providers call, from wherever they are, and those who pretend to be one. */
export const payments: readonly Row[] = [
  {
    name: "a provider's call",
    path: "/?target=callback&txn_id_name=transactionId",
    body: "transactionId=9",
    headers: provider,
    expected: "allow",
  },
  { name: "a provider's call from Russia", path: "/?target=callback", body: "id=9", headers: provider, country: "RU", expected: "allow" },
  { name: "a provider's call from Ireland", path: "/?target=callback", body: "id=9", headers: provider, country: "IE", expected: "allow" },
  {
    name: "a provider's call to the address of an upgraded store",
    path: "/cart.php?target=callback&action=callback",
    body: "id=9",
    headers: provider,
    country: "RU",
    expected: "allow",
  },
  {
    name: "a provider's call in JSON",
    path: "/?target=callback",
    body: '{"type":"payment_intent.succeeded"}',
    headers: { ...provider, "content-type": "application/json" },
    country: "KP",
    expected: "allow",
  },
  {
    name: "a provider's call of 12 KB in JSON",
    path: "/?target=callback",
    body: 12_000,
    headers: { ...provider, "content-type": "application/json; charset=utf-8" },
    hints: ["core=SizeRestrictions_BODY"],
    expected: "allow",
  },
  {
    name: "a provider's call without a user agent",
    path: "/?target=callback",
    body: "id=9",
    headers: { "user-agent": "" },
    hints: ["core=NoUserAgent_HEADER"],
    expected: "allow",
  },
  {
    name: "a provider's call from a data centre with a bad name",
    path: "/?target=callback",
    body: "id=9",
    headers: provider,
    hints: ["ip-reputation=AWSManagedReconnaissanceList", "bot-control=SignalKnownBotDataCenter"],
    expected: "allow",
  },
  { name: "a shopper who comes back from the provider", path: "/?target=payment_return&txn_id_name=t&t=9", expected: "allow" },
  {
    name: "a shopper who comes back from the provider by POST, in Russia",
    path: "/?target=payment_return",
    body: "status=ok",
    headers: form,
    country: "RU",
    expected: "allow",
  },
  {
    name: "a call that wants the checkout as well",
    path: "/?target=callback&target=checkout",
    country: "RU",
    expected: { ...abroad, dev: "challenge by form-page" },
  },
  {
    name: "a call that wants the checkout in its body",
    path: "/?target=callback",
    body: "target=checkout&action=checkout",
    headers: form,
    country: "RU",
    expected: abroad,
  },
  {
    name: "a call that wants the checkout behind 9 KB of nothing",
    path: "/?target=callback",
    body: `x=${"x".repeat(9000)}&target=checkout&action=checkout`,
    headers: form,
    hints: ["core=SizeRestrictions_BODY"],
    expected: { dev: "allow", staging: "block by oversize", prod: "block by oversize" },
  },
  { name: "a call whose target is in an array", path: "/?target=callback&target[]=login", country: "RU", expected: abroad },
  { name: "a call to a page that is not the front", path: "/apparel/?target=callback", country: "RU", expected: abroad },
  { name: "a call whose target comes last", path: "/?x=1&target=callback", country: "RU", expected: abroad },
];
