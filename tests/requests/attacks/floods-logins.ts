import { type Attack, form, get, inParts } from "./row.ts";

const password = "login=owner%40example.com&password=x";
const minute = { count: 60, every: 1 } as const;

/** Passwords and one-time codes, tried one after the other. */
export const loginFloods: readonly Attack[] = [
  form(
    "60 passwords in a minute",
    "/",
    `target=login&action=login&${password}`,
    ["6 × X-Cart: login/login in shop", "4 × PHP: 429", "50 × web ACL: block 429 by login-rate"],
    { repeated: minute },
  ),
  form(
    "60 passwords by `_Login` in the address",
    "/?target=_Login",
    `action=login&${password}`,
    ["10 × PHP: 400", "50 × web ACL: block 429 by login-rate"],
    {
      repeated: minute,
    },
  ),
  form(
    "60 passwords by `log_in`",
    "/",
    `target=log_in&action=l_o_g_i_n&${password}`,
    ["10 × PHP: 400", "50 × web ACL: block 429 by login-rate"],
    {
      repeated: minute,
    },
  ),
  form(
    "60 passwords by `login_`",
    "/",
    `target=login_&action=__login&${password}`,
    ["10 × PHP: 400", "50 × web ACL: block 429 by login-rate"],
    {
      repeated: minute,
    },
  ),
  inParts(
    "60 passwords in parts",
    "/",
    [
      ['name="target"', "LOGIN"],
      ['name="action"', "login"],
      ['name="login"', "a@b.example"],
    ],
    ["10 × PHP: 400", "50 × web ACL: block 429 by login-rate"],
    { repeated: minute },
  ),
  get(
    "60 passwords in the address",
    `/?target=login&action=login&${password}`,
    ["6 × X-Cart: login/login in shop", "4 × PHP: 429", "50 × web ACL: block 429 by login-rate"],
    { repeated: minute },
  ),
  form("60 passwords at the API", "/api-login/check", "{}", ["60 × web ACL: block 403 by api"], {
    repeated: minute,
    headers: { "content-type": "application/json" },
  }),
  form("60 passwords at the API by PUT", "/api-login/check", "{}", ["60 × web ACL: block 403 by api"], {
    repeated: minute,
    method: "PUT",
    headers: { "content-type": "application/json" },
  }),
  form(
    "60 one-time codes in a minute",
    "/",
    "target=authy_login&action=login&sms_token=000000",
    ["6 × X-Cart: authylogin/login in shop", "4 × PHP: 429", "50 × web ACL: block 429 by login-rate"],
    { repeated: minute },
  ),
  form(
    "60 one-time codes by `authyLogin`",
    "/",
    "target=authyLogin&action=Login&sms_token=000000",
    ["10 × PHP: 400", "50 × web ACL: block 429 by login-rate"],
    { repeated: minute },
  ),
  get(
    "60 passwords at ShipStation's check",
    "/?target=api&action=verifystatus&SS-UserName=o&SS-Password=x",
    ["10 × X-Cart: api/verifystatus in shop", "50 × web ACL: block 429 by login-rate"],
    { repeated: minute },
  ),
  form(
    "60 passwords behind a popup's header",
    "/",
    `target=login&action=login&${password}`,
    ["6 × X-Cart: login/login in shop", "4 × PHP: 429", "50 × web ACL: block 429 by login-rate"],
    {
      repeated: minute,
      headers: { "x-requested-with": "XMLHttpRequest" },
    },
  ),
  form(
    "60 passwords from one address that claims to be many",
    "/",
    `target=login&action=login&${password}`,
    ["6 × X-Cart: login/login in shop", "4 × PHP: 429", "50 × web ACL: block 429 by login-rate"],
    {
      repeated: minute,
      headers: { "x-forwarded-for": "192.0.2.1" },
    },
  ),
];
