import { addresses } from "../request.ts";
import { type Attack, form, get, inParts } from "./row.ts";

const ip = addresses.guarded;
const json = { "content-type": "application/json" };
const password = "login=owner%40example.com&password=x";

/** What an address still gets that failed to log in too often: the shop to look at, and nothing that is sent. */
export const guarded: readonly Attack[] = [
  form("a blocked address: a password", "/", `target=login&action=login&${password}`, "web ACL: block 429 by guard", { ip }),
  form("a blocked address: a password in other letters", "/", `target=_Login&action=log_in&${password}`, "web ACL: block 429 by guard", {
    ip,
  }),
  get("a blocked address: a password in the address", `/?target=login&action=login&${password}`, "web ACL: block 429 by guard", { ip }),
  inParts(
    "a blocked address: a password in parts",
    "/",
    [
      ['name="target"', "login"],
      ['name="action"', "login"],
    ],
    "web ACL: block 429 by guard",
    { ip },
  ),
  form("a blocked address: a password at the API", "/api-login/check", "{}", "web ACL: block 429 by guard", { ip, headers: json }),
  form("a blocked address: a password at the API by PUT", "/api-login/check", "{}", "web ACL: block 429 by guard", {
    ip,
    method: "PUT",
    headers: json,
  }),
  form("a blocked address: a password at the API by GET", "/api-login/check", "{}", "web ACL: block 429 by guard", {
    ip,
    method: "GET",
    headers: json,
  }),
  form("a blocked address: a one-time code", "/", "target=authy_login&action=login&sms_token=0", "web ACL: block 429 by guard", { ip }),
  get(
    "a blocked address: a password at ShipStation's check",
    "/?target=api&action=verifystatus&SS-UserName=o&SS-Password=x",
    "web ACL: block 429 by guard",
    { ip },
  ),
  form(
    "a blocked address: a login that says it is a callback",
    "/?target=callback",
    `target=login&action=login&${password}`,
    "web ACL: block 429 by guard",
    { ip },
  ),
  form("a blocked address: an order", "/", "target=checkout&action=checkout", "web ACL: block 429 by guard", { ip, hasToken: true }),
  get("a blocked address: the sign-in page", "/?target=login", "X-Cart: login in shop", { ip }),
  get("a blocked address: the home page", "/", "X-Cart: page in shop", { ip }),
];
