import { type Attack, everywhere, form, get, inParts } from "./row.ts";

const browser = { hasToken: true } as const;
const fiveMinutes = { count: 60, every: 5 } as const;

/** Orders, by which stolen cards are tried. */
export const orderFloods: readonly Attack[] = [
  form(
    "60 orders by a program",
    "/",
    "target=checkout&action=checkout",
    ["10 × web ACL: challenge 202 by order-token", "50 × web ACL: block 429 by order-rate"],
    { repeated: fiveMinutes },
  ),
  form(
    "60 orders by a browser",
    "/",
    "target=checkout&action=checkout",
    ["10 × X-Cart: checkout/checkout in shop", "50 × web ACL: block 429 by order-rate"],
    { ...browser, repeated: fiveMinutes },
  ),
  form("60 orders by `check_out`", "/", "target=checkout&action=check_out", ["10 × PHP: 400", "50 × web ACL: block 429 by order-rate"], {
    ...browser,
    repeated: fiveMinutes,
  }),
  form(
    "60 orders by `CheckOut_` in the address",
    "/?target=_checkout&action=CheckOut_",
    "notes=",
    ["10 × PHP: 400", "50 × web ACL: block 429 by order-rate"],
    {
      ...browser,
      repeated: fiveMinutes,
    },
  ),
  form(
    "60 orders by letters apart",
    "/",
    "target=c_h_e_c_k_o_u_t&action=c_h_e_c_k_o_u_t",
    ["10 × PHP: 400", "50 × web ACL: block 429 by order-rate"],
    {
      ...browser,
      repeated: fiveMinutes,
    },
  ),
  inParts(
    "60 orders in parts",
    "/",
    [
      ['name="target"', "checkout"],
      ['name="action"', "check_out"],
    ],
    ["10 × PHP: 400", "50 × web ACL: block 429 by order-rate"],
    { ...browser, repeated: fiveMinutes },
  ),
  get(
    "60 orders by GET",
    "/?target=checkout&action=checkout",
    ["10 × X-Cart: checkout/checkout in shop", "50 × web ACL: block 429 by order-rate"],
    { ...browser, repeated: fiveMinutes },
  ),
  form(
    "60 orders by Amazon's page",
    "/",
    "target=amazon_checkout&action=checkout",
    ["10 × X-Cart: amazoncheckout/checkout in shop", "50 × web ACL: block 429 by order-rate"],
    { ...browser, repeated: fiveMinutes },
  ),
  form(
    "60 orders by X-Payments' wallet",
    "/",
    "target=checkout&action=xpayments_wallet_checkout",
    ["10 × X-Cart: checkout/xpaymentswalletcheckout in shop", "50 × web ACL: block 429 by order-rate"],
    {
      ...browser,
      repeated: fiveMinutes,
    },
  ),
  form(
    "60 orders by PayPal's button",
    "/",
    "target=paypal_commerce_platform&action=create_order",
    ["10 × X-Cart: paypalcommerceplatform/createorder in shop", "50 × web ACL: block 429 by order-rate"],
    {
      ...browser,
      repeated: fiveMinutes,
    },
  ),
  form(
    "60 cards to be kept",
    "/",
    "target=xpayments_cards&action=card_setup",
    ["10 × X-Cart: xpaymentscards/cardsetup in shop", "50 × web ACL: block 429 by order-rate"],
    {
      ...browser,
      repeated: fiveMinutes,
    },
  ),
  form(
    "60 orders in a session from 60 addresses",
    "/",
    "target=checkout&action=checkout",
    ["10 × X-Cart: checkout/checkout in shop", "50 × web ACL: block 429 by order-session-rate"],
    {
      ...browser,
      headers: { cookie: "xid=5f3a" },
      repeated: { ...fiveMinutes, from: everywhere },
    },
  ),
  form(
    "400 orders from 400 addresses without a session",
    "/",
    "target=checkout&action=checkout",
    ["400 × X-Cart: checkout/checkout in shop"],
    {
      ...browser,
      repeated: { count: 400, every: 0.5, from: everywhere },
    },
  ),
];
