import { type Sequence, shopper } from "./row.ts";

const form = { "content-type": "application/x-www-form-urlencoded" };
const login = { body: "target=login&action=login&login=a&password=b", headers: form };
const order = { body: "target=checkout&action=checkout&notes=", headers: form, hasToken: true };
const session = { ...form, cookie: "xid=stolen" };
const scanner = "198.51.100.10";

/** What rate rules count. */
export const sequences: readonly Sequence[] = [
  { name: "twelve logins within two minutes", steps: [{ ...login, count: 12, every: 9 }], expected: ["10 allow", "2 block by login-rate"] },
  { name: "logins every 13 seconds, for ever", steps: [{ ...login, count: 60, every: 13 }], expected: ["60 allow"] },
  {
    name: "logins again after two minutes of rest",
    steps: [
      { ...login, count: 12, every: 1 },
      { ...login, count: 1, every: 121 },
    ],
    expected: ["10 allow", "2 block by login-rate", "1 allow"],
  },
  {
    name: "a shopper behind the address that tries logins",
    steps: [
      { ...login, count: 12, every: 1 },
      { path: "/apparel/", count: 3, every: 1 },
    ],
    expected: ["10 allow", "2 block by login-rate", "3 allow"],
  },
  {
    name: "logins by the API",
    steps: [{ path: "/api-login/check", body: "{}", count: 12, every: 1 }],
    expected: ["12 block by api"],
  },
  {
    name: "one-time codes",
    steps: [{ body: "target=authy_login&action=login&sms_token=0", headers: form, count: 12, every: 1 }],
    expected: ["10 allow", "2 block by login-rate"],
  },
  {
    name: "passwords tried by ShipStation's add-on, in any action",
    steps: [{ path: "/?target=api&action=export&SS-UserName=a&SS-Password=b", count: 12, every: 1 }],
    expected: ["10 allow", "2 block by login-rate"],
  },
  {
    name: "passwords sprayed from everywhere",
    steps: [{ ...login, count: 602, every: 0.4, from: (at) => `203.0.${at % 100}.${100 + Math.floor(at / 100)}` }],
    expected: ["600 allow", "2 challenge by login-store-rate"],
  },
  {
    name: "a shopper with an answer while passwords are sprayed",
    steps: [
      { ...login, count: 600, every: 0.4, from: (at) => `203.0.${at % 100}.${100 + Math.floor(at / 100)}` },
      { ...login, hasToken: true, count: 1, every: 1 },
    ],
    expected: ["601 allow"],
  },
  {
    name: "cards tried by Amazon's page from one address",
    steps: [{ body: "target=amazon_checkout&action=checkout", headers: form, count: 12, every: 5 }],
    expected: ["10 allow", "2 block by order-rate"],
  },
  {
    name: "cards tried by PayPal's button from everywhere",
    steps: [
      {
        body: "target=paypal_commerce_platform&action=create_order",
        headers: form,
        count: 303,
        every: 0.5,
        from: (at) => `203.0.${at % 100}.${100 + Math.floor(at / 100)}`,
      },
    ],
    expected: ["300 allow", "3 challenge by order-store-rate"],
  },
  {
    name: "logins with the target in the query and in capitals",
    steps: [{ path: "/?Target=LOGIN", body: "action=login", headers: form, count: 12, every: 1 }],
    expected: ["10 allow", "2 block by login-rate"],
  },
  {
    name: "logins as a form with files",
    steps: [
      {
        body: '--x\r\nContent-Disposition: form-data; name="target"\r\n\r\nlogin\r\n--x--',
        headers: { "content-type": "multipart/form-data; boundary=x" },
        count: 12,
        every: 1,
      },
    ],
    expected: ["10 allow", "2 block by login-rate"],
  },
  {
    name: "a page of login that is reloaded",
    steps: [{ path: "/?target=login", count: 40, every: 1 }],
    expected: ["40 allow"],
  },
  {
    name: "logins from a hundred addresses, one each, which the login guard sees",
    steps: [{ ...login, count: 100, every: 0.5, from: (at) => `203.0.113.${at + 100}` }],
    expected: ["100 allow"],
  },
  {
    name: "registrations",
    steps: [{ body: "target=profile&action=register&login=x", headers: form, hasToken: true, count: 12, every: 5 }],
    expected: ["10 allow", "2 block by account-rate"],
  },
  { name: "testing cards from one address", steps: [{ ...order, count: 14, every: 10 }], expected: ["10 allow", "4 block by order-rate"] },
  {
    name: "testing cards in one session from many addresses",
    steps: [{ ...order, headers: session, count: 14, every: 10, from: (at) => `203.0.113.${at + 100}` }],
    expected: ["10 allow", "4 block by order-session-rate"],
  },
  {
    name: "testing cards without a browser",
    steps: [{ ...order, hasToken: false, count: 3, every: 1 }],
    expected: { dev: ["3 allow"], staging: ["3 challenge by order-token"], prod: ["3 challenge by order-token"] },
  },
  {
    name: "a shopper who goes back and forth in the checkout",
    steps: [{ body: "target=checkout&action=shipping&methodId=2", headers: form, count: 40, every: 3 }],
    expected: ["40 allow"],
  },
  {
    name: "a program that asks for deliveries",
    steps: [{ body: "target=checkout&action=shipping&methodId=2", headers: form, count: 160, every: 1 }],
    expected: ["150 allow", "10 block by checkout-rate"],
  },
  {
    name: "searching by a program",
    steps: [{ path: "/?target=search&substring=x", count: 103, every: 1 }],
    expected: ["100 allow", "3 challenge by search-rate"],
  },
  { name: "a company behind one address", steps: [{ path: "/apparel/", count: 1500, every: 0.2 }], expected: ["1500 allow"] },
  { name: "a flood", steps: [{ count: 2003, every: 0.01 }], expected: ["2000 allow", "3 block by total-rate"] },
  {
    name: "a provider's calls after a sale",
    steps: [{ path: "/?target=callback", body: "id=9", ip: shopper, country: "RU", count: 300, every: 0.5 }],
    expected: ["300 allow"],
  },
  {
    name: "a crawler of AI",
    steps: [{ path: "/apparel/", hints: ["bot=ai"], country: "US", count: 102, every: 1 }],
    expected: {
      dev: ["102 block by bot-control"],
      staging: ["100 allow", "2 block by ai-crawler-rate"],
      prod: ["102 block by bot-control"],
    },
  },
  {
    name: "the scanning vendor of prod trying logins",
    steps: [{ ...login, ip: scanner, country: "US", count: 30, every: 1 }],
    expected: {
      dev: ["10 allow", "20 block by login-rate"],
      staging: ["10 allow", "20 block by login-rate"],
      prod: ["30 allow by scanner-allow"],
    },
  },
];
