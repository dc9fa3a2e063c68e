import { recorder } from "./recorded.ts";

const provider = recorder("provider");
const integration = recorder("integration");
const crawler = recorder("crawler");

/** A provider's server, which is not a browser and may be anywhere. */
const unknown = { hints: ["bot-control=SignalNonBrowserUserAgent", "ip-reputation=AWSManagedReconnaissanceList"] };
const library = { hints: ["bot-control=CategoryHttpLibrary"] };
const json = { "content-type": "application/json" };
const form = { "content-type": "application/x-www-form-urlencoded" };
const key = { "x-auth-token": "k" };

/** Calls of payment providers' servers. */
const providers = [
  provider.call("Stripe", "/?target=callback", "Stripe/1.0 (+https://stripe.com/docs/webhooks)", {
    ...unknown,
    headers: { ...json, "stripe-signature": "t=1,v1=a" },
    body: '{"type":"checkout.session.completed","data":{"target":"x"}}',
    needed: "calls of payment providers",
  }),
  provider.call("Stripe from a blocked country", "/?target=callback", "Stripe/1.0", {
    ...unknown,
    headers: json,
    body: "{}",
    country: "RU",
  }),
  provider.call("Stripe with a long message", "/?target=callback", "Stripe/1.0", {
    hints: [...unknown.hints, "core=SizeRestrictions_BODY"],
    headers: json,
    body: JSON.stringify({ lines: "x".repeat(12_000) }),
  }),
  provider.call("PayPal", "/?target=callback&action=callback&txn_id_name=txnId&txnId=1", "PayPal IPN ( https://www.paypal.com/ipn )", {
    ...unknown,
    headers: form,
    body: "payment_status=Completed&tax=0.00&mc_gross=10.00&txn_type=web_accept",
    needed: "calls of payment providers",
  }),
  provider.call("PayPal by the address of old", "/cart.php?target=callback&txn_id_name=txnId&txnId=1", "PayPal IPN", {
    ...unknown,
    headers: form,
    body: "payment_status=Completed",
  }),
  provider.call("Authorize.Net", "/?target=payment_return&txn_id_name=x_invoice_num", "Mozilla/4.0", {
    ...unknown,
    headers: form,
    body: "x_response_code=1&x_invoice_num=000012&x_tax=1.00&x_type=auth_capture",
  }),
  provider.call("X-Payments", "/?target=callback&txn_id_name=txnId&txnId=1", "X-Payments", {
    ...unknown,
    headers: json,
    body: '{"xpid":"1"}',
  }),
  provider.call("X-Payments, about a subscription", "/?target=xpayments_subscriptions_callback", "X-Payments", {
    ...unknown,
    headers: json,
    body: "{}",
    country: "RU",
  }),
  provider.call("a provider that adds `tax`", "/?target=payment_return&txn_id_name=txnId&txnId=1&tax=1.00", "Java/17", {
    ...unknown,
    headers: form,
    body: "a=1",
  }),
  provider.call("a provider that adds `t`", "/?target=callback&txnId=1&t=9&test=1", "Java/17", { ...unknown, headers: form, body: "a=1" }),
  provider.call("a provider with dots and lists", "/?target=payment_return&txnId=1&order.total=1&item[0]=x", "Java/17", {
    ...unknown,
    headers: form,
    body: "a=1",
  }),
  provider.call(
    "a provider that asks by GET",
    "/?target=callback&txn_id_name=txnId&txnId=1&amount=10.00",
    "Apache-HttpClient/4.5",
    unknown,
  ),
];

/** Calls of integrations that a store has agreed on: open only by its settings. */
const integrations = [
  integration.call(
    "ShipStation: orders to be sent",
    "/?target=api&action=export&start_date=11%2f01%2f2026+00%3a00&end_date=11%2f29%2f2026+23%3a59&page=1",
    "ShipStation",
    {
      ...unknown,
      hints: ["bot-control=SignalNonBrowserUserAgent"],
      headers: { authorization: "Basic eDp5" },
    },
  ),
  integration.call(
    "ShipStation: one was sent",
    "/?target=api&action=update&order_number=12&carrier=UPS&tracking_number=1Z&comment=1Z",
    "ShipStation",
    {
      hints: ["bot-control=SignalNonBrowserUserAgent"],
      headers: { authorization: "Basic eDp5" },
    },
  ),
  integration.call(
    "CloudSearch reads products",
    "/?target=cloud_search_api&action=products&start=0&limit=50",
    "Go-http-client/1.1",
    library,
  ),
  integration.call("QuickBooks", "/?target=qbwc_sync_orders", "QuickBooks", {
    hints: ["bot-control=SignalNonBrowserUserAgent"],
    headers: { "content-type": "text/xml; charset=utf-8" },
    body: "<soap:Envelope/>",
  }),
  integration.call("the API: products", "/api/products?page=1&itemsPerPage=100", "python-requests/2.32", { ...library, headers: key }),
  integration.call("the API: products as JSON", "/api/products.json?page=1", "python-requests/2.32", { ...library, headers: key }),
  integration.call("the API: products as JSON-LD", "/api/products.jsonld", "python-requests/2.32", { ...library, headers: key }),
  integration.call("the API: its own description", "/api/docs.json", "python-requests/2.32", { ...library, headers: key }),
  integration.page("the API: its pages", "/api/docs", { headers: key }),
  integration.call("the API: a price", "/api/products/7", "python-requests/2.32", {
    ...library,
    method: "PATCH",
    headers: { ...key, "content-type": "application/merge-patch+json" },
    body: '{"price":1}',
  }),
  integration.call("the API: a long description", "/api/products", "python-requests/2.32", {
    hints: [...library.hints, "core=SizeRestrictions_BODY"],
    headers: { ...key, ...json },
    body: JSON.stringify({ description: "x".repeat(12_000) }),
  }),
  integration.call("the API: its login", "/api-login/check", "python-requests/2.32", {
    ...library,
    headers: json,
    body: '{"username":"api@example.org","password":"x"}',
  }),
  integration.call("a language model's tool", "/mcp", "claude-user", {
    hints: ["bot=ai"],
    headers: { ...json, authorization: "Bearer k" },
    body: "{}",
    line: "5.6",
  }),
];

const google = { hints: ["bot=search-engine"], country: "US" };
const social = { hints: ["bot=social-media"], country: "US" };
const googlebot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

/** Search engines, and what reads a store's feeds. */
const crawlers = [
  crawler.call("a product for a search engine", "/boyfriend-t-shirt-with-chest-logo", googlebot, google),
  crawler.call("the site map for search engines", "/sitemap.xml", googlebot, google),
  crawler.call("a part of the site map", "/?target=sitemap&index=1", googlebot, google),
  crawler.call("robots.txt", "/robots.txt", googlebot, google),
  crawler.call("a link that is checked", "/mug-42", googlebot, { ...google, method: "HEAD" }),
  crawler.call("the feed of Google's Merchant Center", "/?target=google_feed&key=abc", "Googlebot", google),
  crawler.call("the feed of Facebook's catalogue", "/?target=facebook_product_feed&key=abc", "facebookexternalhit/1.1", social),
  crawler.call("a preview for a message", "/boyfriend-t-shirt-with-chest-logo", "facebookexternalhit/1.1", social),
];

export const programs = [...providers, ...integrations, ...crawlers];
