import { type Attack, everywhere, form, get, inParts } from "./row.ts";

const password = "login=owner%40example.com&password=x";
const browser = { hasToken: true } as const;
const minute = { count: 60, every: 1 } as const;
const fiveMinutes = { count: 60, every: 5 } as const;

/** What is tried again and again: passwords, cards, accounts, mails. */
export const floods: readonly Attack[] = [
  form(
    "60 passwords in a minute",
    "/",
    `target=login&action=login&${password}`,
    ["10 × X-Cart: login/login in shop", "50 × web ACL: block 429 by login-rate"],
    { repeated: minute },
  ),
  form("60 passwords by `_Login` in the address", "/?target=_Login", `action=login&${password}`, ["60 × X-Cart: login/login in shop"], {
    repeated: minute,
  }),
  form("60 passwords by `log_in`", "/", `target=log_in&action=l_o_g_i_n&${password}`, ["60 × X-Cart: login/login in shop"], {
    repeated: minute,
  }),
  form("60 passwords by `login_`", "/", `target=login_&action=__login&${password}`, ["60 × X-Cart: login/login in shop"], {
    repeated: minute,
  }),
  inParts(
    "60 passwords in parts",
    "/",
    [
      ['name="target"', "LOGIN"],
      ['name="action"', "login"],
      ['name="login"', "a@b.example"],
    ],
    ["10 × X-Cart: login/login in shop", "50 × web ACL: block 429 by login-rate"],
    { repeated: minute },
  ),
  get(
    "60 passwords in the address",
    `/?target=login&action=login&${password}`,
    ["10 × X-Cart: login/login in shop", "50 × web ACL: block 429 by login-rate"],
    { repeated: minute },
  ),
  form("60 passwords at the API", "/api-login/check", "{}", ["10 × X-Cart: page in api", "50 × web ACL: block 429 by login-rate"], {
    repeated: minute,
    headers: { "content-type": "application/json" },
  }),
  form("60 passwords at the API by PUT", "/api-login/check", "{}", ["60 × X-Cart: page in api"], {
    repeated: minute,
    method: "PUT",
    headers: { "content-type": "application/json" },
  }),
  form(
    "60 one-time codes in a minute",
    "/",
    "target=authy_login&action=login&sms_token=000000",
    ["60 × X-Cart: authylogin/login in shop"],
    { repeated: minute },
  ),
  form(
    "60 one-time codes by `authyLogin`",
    "/",
    "target=authyLogin&action=Login&sms_token=000000",
    ["60 × X-Cart: authylogin/login in shop"],
    { repeated: minute },
  ),
  get(
    "60 passwords at ShipStation's check",
    "/?target=api&action=verifystatus&SS-UserName=o&SS-Password=x",
    ["60 × X-Cart: api/verifystatus in shop"],
    { repeated: minute },
  ),
  form(
    "60 passwords behind a popup's header",
    "/",
    `target=login&action=login&${password}`,
    ["10 × X-Cart: login/login in shop", "50 × web ACL: block 429 by login-rate"],
    {
      repeated: minute,
      headers: { "x-requested-with": "XMLHttpRequest" },
    },
  ),
  form(
    "60 passwords from one address that claims to be many",
    "/",
    `target=login&action=login&${password}`,
    ["10 × X-Cart: login/login in shop", "50 × web ACL: block 429 by login-rate"],
    {
      repeated: minute,
      headers: { "x-forwarded-for": "192.0.2.1" },
    },
  ),

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
  form("60 orders by `check_out`", "/", "target=checkout&action=check_out", ["60 × X-Cart: checkout/checkout in shop"], {
    ...browser,
    repeated: fiveMinutes,
  }),
  form(
    "60 orders by `CheckOut_` in the address",
    "/?target=_checkout&action=CheckOut_",
    "notes=",
    ["60 × X-Cart: checkout/checkout in shop"],
    {
      ...browser,
      repeated: fiveMinutes,
    },
  ),
  form("60 orders by letters apart", "/", "target=c_h_e_c_k_o_u_t&action=c_h_e_c_k_o_u_t", ["60 × X-Cart: checkout/checkout in shop"], {
    ...browser,
    repeated: fiveMinutes,
  }),
  inParts(
    "60 orders in parts",
    "/",
    [
      ['name="target"', "checkout"],
      ['name="action"', "check_out"],
    ],
    ["60 × X-Cart: checkout/checkout in shop"],
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
    ["60 × X-Cart: checkout/xpaymentswalletcheckout in shop"],
    {
      ...browser,
      repeated: fiveMinutes,
    },
  ),
  form(
    "60 orders by PayPal's button",
    "/",
    "target=paypal_commerce_platform&action=create_order",
    ["60 × X-Cart: paypalcommerceplatform/createorder in shop"],
    {
      ...browser,
      repeated: fiveMinutes,
    },
  ),
  form("60 cards to be kept", "/", "target=xpayments_cards&action=card_setup", ["60 × X-Cart: xpaymentscards/cardsetup in shop"], {
    ...browser,
    repeated: fiveMinutes,
  }),
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

  form(
    "30 accounts",
    "/",
    "target=profile&action=modify&mode=register&login=x%40b.example",
    ["10 × X-Cart: profile/modify in shop", "20 × web ACL: block 429 by account-rate"],
    { repeated: { count: 30, every: 5 } },
  ),
  form("30 accounts by `_profile`", "/", "target=_profile&action=modify&mode=register", ["30 × X-Cart: profile/modify in shop"], {
    repeated: { count: 30, every: 5 },
  }),
  form(
    "30 mails",
    "/",
    "target=recover_password&action=recover_password&email=a%40b.example",
    ["10 × X-Cart: recoverpassword/recoverpassword in shop", "20 × web ACL: block 429 by account-rate"],
    {
      repeated: { count: 30, every: 5 },
    },
  ),
  form(
    "30 mails by `recoverPassword`",
    "/",
    "target=recoverPassword&action=recoverPassword&email=a%40b.example",
    ["30 × X-Cart: recoverpassword/recoverpassword in shop"],
    {
      repeated: { count: 30, every: 5 },
    },
  ),
  get(
    "30 mails in the address",
    "/?target=recover_password&action=recover_password&email=a%40b.example",
    ["10 × X-Cart: recoverpassword/recoverpassword in shop", "20 × web ACL: block 429 by account-rate"],
    {
      repeated: { count: 30, every: 5 },
    },
  ),
  get(
    "200 searches",
    "/?target=search&mode=search&substring=a",
    ["100 × X-Cart: search in shop", "100 × web ACL: challenge 202 by search-rate"],
    { repeated: { count: 200, every: 1 } },
  ),
  get("200 searches by `Search_`", "/?target=Search_&mode=search&substring=a", ["200 × X-Cart: search in shop"], {
    repeated: { count: 200, every: 1 },
  }),
  form("200 searches by forms", "/", "target=search&action=search&substring=a", ["200 × X-Cart: search/search in shop"], {
    repeated: { count: 200, every: 1 },
  }),
  get("3,000 pages in five minutes", "/", ["2000 × X-Cart: page in shop", "1000 × web ACL: block 429 by total-rate"], {
    repeated: { count: 3000, every: 0.1 },
  }),
];
